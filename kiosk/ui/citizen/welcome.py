"""The first screen: a street with lit windows, a language, and Start."""

from __future__ import annotations

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from kiosk.i18n import by_code
from kiosk.ui.citizen.comfort import colours_card, text_size_card
from kiosk.ui.citizen.page import PracticeBand, help_button
from kiosk.ui.citizen.scene import Scene
from kiosk.ui.pictures.mark import Mark
from kiosk.ui.pictures.street import Street
from kiosk.ui.text.label import TextLabel
from kiosk.ui.widgets.boxes import Column, Panel, Row
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.plate import Look

MARGIN = 56


class WelcomeScreen(BoxLayout):
    """Everything that makes the rest usable is one tap away: language, text size, colours (EN 5.2)."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(orientation="vertical")
        self.scene = scene
        if scene.site.practice:
            self.add_widget(PracticeBand(scene))
        self.add_widget(self._upper())
        self.add_widget(self._languages())

    def _upper(self) -> Widget:
        scene, theme = self.scene, self.scene.theme
        upper = FloatLayout()
        if not scene.upright:
            street = Street(theme, size_hint=(0.54, 0.86))
            street.pos_hint = {"x": 0, "y": 0} if theme.rtl else {"right": 1, "y": 0}
            upper.add_widget(street)
        words = Column(theme, *self._words(), spacing=14, size_hint_x=1 if scene.upright else None)
        frame = BoxLayout(orientation="vertical", padding=(theme.space(MARGIN), theme.space(24)))
        frame.add_widget(self._head())
        frame.add_widget(Widget(size_hint_y=0.4))
        if scene.upright:
            frame.add_widget(words)
        else:
            words.width = scene.width * (0.5 if theme.large else 0.46) - theme.space(MARGIN)
            frame.add_widget(Row(theme, words, Widget(size_hint_y=None, height=1), align="top"))
        frame.add_widget(Widget(size_hint_y=0.6))
        upper.add_widget(frame)
        return upper

    def _head(self) -> Widget:
        scene, theme, _ = self.scene, self.scene.theme, self.scene.t.gettext
        name = scene.site.name or _("Digital workshop")
        return Row(
            theme,
            Mark(theme, size=58),
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
            theme, _("Start"), scene.flow.start, "start", "arrow_forward", "primary", icon_after=True
        )
        return [
            TextLabel(theme, _("Try it yourself"), "display", lines=2, least="title"),
            TextLabel(theme, _("Practise things online. It is voluntary."), "reading", "ink_2"),
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
