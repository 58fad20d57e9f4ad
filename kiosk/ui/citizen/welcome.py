"""The first screen: a street with lit windows, a language, and Start."""

from __future__ import annotations

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from kiosk.i18n import by_code
from kiosk.ui.citizen.comfort import colours_card, text_size_card
from kiosk.ui.citizen.page import BandHolder, help_button, sized
from kiosk.ui.citizen.scene import Scene
from kiosk.ui.pictures.houses import Street
from kiosk.ui.pictures.mark import Mark
from kiosk.ui.text.label import TextLabel
from kiosk.ui.widgets.boxes import Column, Panel, Row
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.plate import Look

MARGIN = 56


class WelcomeScreen(BoxLayout):
    """What makes the rest usable is one tap away: language, size, colours (EN 301 549 5.2)."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(orientation="vertical")
        self.scene = scene
        if scene.site.practice:
            self.add_widget(BandHolder(scene))
        self.add_widget(self._upper())
        self.add_widget(self._languages())

    def _upper(self) -> Widget:
        scene, theme = self.scene, self.scene.theme
        upper = FloatLayout()
        if not scene.upright:
            street = Street(theme, size_hint=(0.54, 0.9))
            street.pos_hint = {"x": 0, "y": 0} if theme.rtl else {"right": 1, "y": 0}
            upper.add_widget(street)
        head = self._head()
        words = Column(theme, *self._words(), spacing=14, size_hint_x=None)
        upper.add_widget(head)
        upper.add_widget(words)
        margin = theme.px(MARGIN)
        share = 1 if scene.upright else 0.54 if theme.large else 0.445

        def place(*_args: object) -> None:
            head.width, head.x = upper.width - 2 * margin, upper.x + margin
            head.y = upper.y + upper.height - head.height - theme.px(24)
            words.width = upper.width * share - margin * (2 if scene.upright else 1)
            words.x = upper.x + (upper.width - margin - words.width if theme.rtl else margin)
            free = upper.height - head.height - theme.px(24) - words.height
            words.y = upper.y + max(theme.px(20), free * 0.42)

        head.size_hint_x = None
        for widget in (upper, words, head):
            widget.bind(pos=place, size=place)
        return upper

    def _head(self) -> Widget:
        scene, theme, _ = self.scene, self.scene.theme, self.scene.t.gettext
        name = scene.site.name or _("Digital workshop")
        return Row(
            theme,
            sized(scene, Mark(theme), 56, 58),
            TextLabel(theme, name, "label", hug=True, limit=scene.width * 0.35),
            Widget(size_hint_y=None, height=1),
            Button(
                theme, _("Text"), lambda: scene.open(text_size_card(scene)), "text_size",
                "format_size", role="label", hug=True,
            ),
            Button(
                theme, _("Colours"), lambda: scene.open(colours_card(scene)), "colours",
                "contrast", role="label", hug=True,
            ),
            spacing=16,
        )  # fmt: skip

    def _words(self) -> list[Widget]:
        scene, theme, _ = self.scene, self.scene.theme, self.scene.t.gettext
        start = Button(
            theme,
            _("Start"),
            scene.flow.start,
            "start",
            "arrow_forward",
            "primary",
            icon_after=True,
        )
        return [
            TextLabel(theme, _("Try it\nyourself"), "display", lines=2, least="title"),
            Column(
                theme,
                TextLabel(theme, _("Practise things online."), "reading", "ink_2"),
                TextLabel(theme, _("It is voluntary."), "reading", "ink_2"),
            ),
            Row(theme, start, help_button(scene), spacing=16),
        ]

    def _languages(self) -> Widget:
        scene, theme = self.scene, self.scene.theme
        panel = Panel(
            theme, Look(fill="surface"), padding=(MARGIN, 24), size_hint_y=None, spacing=18
        )
        row = Row(theme, spacing=18)
        for code in scene.languages:
            language = by_code(code)
            button = Button(
                theme,
                language.name,
                lambda code=code: scene.flow.choose_language(code),
                f"language.{code}",
                language=code,
            )
            button.chosen = code == scene.flow.comfort.language
            row.add_widget(button)
        panel.add_widget(row)
        panel.bind(minimum_height=panel.setter("height"))
        return panel
