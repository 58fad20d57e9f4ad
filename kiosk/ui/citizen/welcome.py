"""The first screen: a street with lit windows, a language, and Start."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from kiosk.i18n import by_code
from kiosk.ui.citizen.listen import ListenButton
from kiosk.ui.citizen.page import BandHolder, help_button, sized
from kiosk.ui.citizen.scene import Scene
from kiosk.ui.pictures.houses import Street
from kiosk.ui.pictures.mark import Mark
from kiosk.ui.text.label import TextLabel
from kiosk.ui.widgets.boxes import Column, Panel, Row
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.plate import Look

MARGIN = 56
SHARE = 0.445
"""Of the width for the words beside the street."""
STREET_SHARE = {"S": 0.54, "M": 0.54, "L": 0.42, "XL": 0.33}
"""Of the width for the street at most; large words need the room."""


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
        theme = self.scene.theme
        head, words = self._head(), Column(theme, *self._words(), spacing=8 if theme.large else 14)
        return _Upper(self.scene, head, words, self.headline)

    def _head(self) -> Widget:
        scene, theme, _ = self.scene, self.scene.theme, self.scene.t.gettext
        buttons = [
            Button(
                theme, _("Text"), self._text_sizes, "text_size",
                "format_size", role="label", hug=True,
            ),
            Button(
                theme, _("Colours"), self._colours, "colours",
                "contrast", role="label", hug=True,
            ),
            ListenButton(scene, role="label", hug=True),
        ]  # fmt: skip
        name = TextLabel(theme, scene.site.name or _("Digital workshop"), "label", hug=True)
        mark = sized(scene, Mark(theme), 56, 58)
        room = scene.width - 2 * theme.px(MARGIN) - 4 * theme.space(16)
        taken = sum(button.natural_width for button in buttons)
        # The name of the workshop is the first to go where large text has no room for it.
        first = [mark, name] if taken + mark.width + name.width <= room else [mark]
        if taken + mark.width > room:
            *comfort, listen = buttons
            rows = (mark, _filler(), listen), (*comfort, _filler())
            return Column(theme, *(Row(theme, *row, spacing=16) for row in rows), spacing=16)
        return Row(theme, *first, _filler(), *buttons, spacing=16)

    def _words(self) -> list[Widget]:
        scene, theme, _ = self.scene, self.scene.theme, self.scene.t.gettext
        self.start = Button(
            theme,
            _("Start"),
            self._begin,
            "start",
            "arrow_forward",
            "primary",
            icon_after=True,
            hug=theme.large or scene.upright,
        )
        begin = [self.start, help_button(scene)]
        if self.start.hug:
            begin.append(Widget(size_hint_y=None, height=1))
        role = "title" if theme.large and not scene.upright else "display"
        head = _("Try it\nyourself")
        said = head.replace("\n", " ")
        self.headline = TextLabel(theme, head, role, lines=2, least="title", speech=said)
        return [
            self.headline,
            Column(
                theme,
                TextLabel(theme, _("Practise things online."), "reading", "ink_2"),
                TextLabel(theme, _("It is voluntary."), "reading", "ink_2"),
            ),
            Row(theme, *begin, spacing=16),
        ]

    def _text_sizes(self) -> None:
        from kiosk.ui.citizen.comfort import text_size_card  # behind the first screen

        self.scene.open(text_size_card(self.scene))

    def _colours(self) -> None:
        from kiosk.ui.citizen.comfort import colours_card

        self.scene.open(colours_card(self.scene))

    def _begin(self) -> None:
        """What is behind may still be loading: until it is there the button stays down."""
        self.scene.flow.start()
        self.start.pressed = self.scene.flow.busy

    def _languages(self) -> Widget:
        scene, theme = self.scene, self.scene.theme
        panel = Panel(
            theme,
            Look(fill="surface"),
            padding=(MARGIN, 14 if theme.large else 24),
            size_hint_y=None,
            spacing=18,
        )
        panel.padding[0] = panel.padding[2] = theme.px(MARGIN)
        row = Row(theme, spacing=18)
        for code in scene.languages:
            language = by_code(code)
            button = Button(
                theme,
                language.name,
                partial(scene.flow.choose_language, code),
                f"language.{code}",
                language=code,
            )
            button.chosen = code == scene.flow.comfort.language
            row.add_widget(button)
        panel.add_widget(row)
        if scene.staff is not None:
            self._way_in(scene.staff, row, panel)
        panel.bind(minimum_height=panel.setter("height"))
        return panel

    def _way_in(self, staff: Callable[[], None], row: Row, panel: Panel) -> None:
        """Small and quiet at the end of the languages; below them where they need the room."""
        scene, theme, _ = self.scene, self.scene.theme, self.scene.t.gettext
        button = Button(theme, _("Staff"), staff, "staff", "lock", "quiet", hug=True)
        languages = [child for child in row.children if isinstance(child, Button)]
        each = max(language.natural_width for language in languages)
        taken = (each + theme.space(18)) * len(languages) + button.width
        if taken <= scene.width - 2 * theme.px(MARGIN):
            row.add_widget(button)
        else:
            panel.add_widget(Row(theme, _filler(), button))


def _filler() -> Widget:
    return Widget(size_hint_y=None, height=1)


class _Upper(FloatLayout):
    """Head, words and street: the words first, the street in the room that they leave."""

    def __init__(self, scene: Scene, head: Widget, words: Widget, headline: TextLabel) -> None:
        super().__init__()
        self.scene, self._head, self._words, self._headline = scene, head, words, headline
        self._street = Street(scene.theme, size_hint=(None, None))
        head.size_hint_x = words.size_hint_x = None
        for widget in (self._street, head, words):
            self.add_widget(widget)
        for widget in (self, words, head):
            widget.bind(pos=self._place, size=self._place)

    @property
    def logical_children(self) -> list[Widget]:
        """In reading order."""
        return [self._head, self._words]

    def _place(self, *_args: object) -> None:
        theme, scene = self.scene.theme, self.scene
        margin = theme.px(MARGIN)
        head, words = self._head, self._words
        room = self.width - 2 * margin
        head.width, head.x = room, self.x + margin
        head.y = self.y + self.height - head.height - theme.px(14 if theme.large else 24)
        words.width = room if scene.upright or theme.large else self.width * SHARE - margin
        self._break_headline(words.width)
        words.x = self.x + (self.width - margin - words.width if theme.rtl else margin)
        free = head.y - self.y - words.height
        if scene.upright:
            words.y = head.y - words.height - min(theme.px(48), free * 0.2)
            self._stand(self.width, words.y - self.y - theme.px(24))
        else:
            words.y = self.y + max(theme.px(12), free * 0.42)
            self._stand(self.width * STREET_SHARE[theme.text_size], free + words.height)

    def _break_headline(self, room: float) -> None:
        """Two lines, or one where the words have all the width of a screen that is not high."""
        _ = self.scene.t.gettext
        text = _("Try it\nyourself")
        one = text.replace("\n", " ")
        wide = self.scene.theme.large and not self.scene.upright
        if wide and "\n" not in self._headline.text:
            return
        if wide:
            self._headline.text = one

    def _stand(self, width: float, height: float) -> None:
        """The street on the lower edge, at the end of the lines, as large as it may be."""
        across, high = Street.design
        share = max(0.0, min(width / across, height / high))
        street = self._street
        street.size = (across * share, high * share)
        street.opacity = 1 if street.height > self.scene.theme.px(150) else 0
        street.y = self.y
        street.x = self.x if self.scene.theme.rtl else self.x + self.width - street.width
