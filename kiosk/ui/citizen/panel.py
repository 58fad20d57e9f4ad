"""The task panel: what to do; help, card, pause and *I am finished* always in the same place."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kivy.properties import NumericProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.domain.task import Form
from kiosk.domain.visit import Run, Visit
from kiosk.ui.citizen.dialogs import even_row
from kiosk.ui.citizen.listen import ListenButton
from kiosk.ui.citizen.scene import Scene
from kiosk.ui.text import layout
from kiosk.ui.text.label import TextLabel, face_for
from kiosk.ui.theme import GAP_MM
from kiosk.ui.widgets.boxes import Column, Panel, Row
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.plate import Look
from kiosk.ui.widgets.progress import ProgressSegments
from kiosk.ui.widgets.scroll import Scroll

WIDTHS = {"S": 392, "M": 392, "L": 480, "XL": 568}
PADDING = 24
TILE_PADDING = 28
"""Design pixels of a tile beside its word."""
ROOMY_LINES = 2
"""Lines of a prompt beside which the progress has room while the keyboard is up."""
PROMPT_LINES = 3
"""Lines of a large prompt below which the progress has room."""


@dataclass(frozen=True, slots=True)
class PanelActions:
    """What the panel's buttons do."""

    finish: Callable[[], object]
    card: Callable[[], object]
    help: Callable[[], object]
    pause: Callable[[], object]
    aloud: Callable[[], Sequence[Widget]]
    """What *Listen* reads after the task itself."""


class TaskPanel(Panel):
    """Beside the stage, or above it on an upright screen.

    While the keyboard is up it keeps its width and corner, its tiles become rows, and *Done* waits.
    """

    wanted_height = NumericProperty(0)
    """Pixels that an upright screen needs to show the whole task."""

    def __init__(self, scene: Scene, visit: Visit, run: Run, actions: PanelActions) -> None:
        theme = scene.theme
        super().__init__(theme, Look(fill="surface"), size_hint=(None, None))
        self.scene, self._visit, self._run, self._actions = scene, visit, run, actions
        self.wanted_width = round(theme.px(WIDTHS[theme.text_size]))
        if scene.upright:
            self.wanted_width = round(scene.width)
        self.compact = False
        self._below: list[Widget] = []
        self._said: list[TextLabel] = []
        """What is to be done."""
        self._build()

    def show_compact(self, compact: bool) -> None:
        """Make room for the keyboard, or take it back."""
        if compact != self.compact:
            self.compact = compact
            self._build()

    def _measure(self, *_args: object) -> None:
        """By the longest of the visit's tasks: its buttons stay in one place (WCAG 3.2.3)."""
        theme = self.scene.theme
        room = self.wanted_width - 2 * theme.px(PADDING)
        tasks = [task for service in self._visit.services for task in service.tasks]
        prompts = [self._prompt(form) for task in tasks for form in task.forms]
        gap = theme.space(self._close)
        words = max(sum(w.height_at(room) + gap for w in prompt) for prompt in prompts)
        self.wanted_height = round(self._progress().height + words + self._fixed + 2)

    @property
    def _fixed(self) -> float:
        """Pixels of all but what there is to read."""
        return sum(widget.height + self._gap for widget in self._below) + 2 * self._margin

    def height_within(self, most: float) -> int:
        """What it needs, or up to ``most`` pixels: what is no whole line is the stage's."""
        if self.wanted_height <= most:
            return round(self.wanted_height)
        first, room = self._said[0], self.wanted_width - 2 * self.scene.theme.px(PADDING)
        line = first.height_at(room) / len(first.lines_at(room))
        around = math.ceil(self._fixed + self._scroll.bar_height()) + 2
        return round(min(most, around + line * max(1, (most - around) // line)))

    @property
    def _close(self) -> float:
        """Design pixels between what there is to read."""
        return 10 if self.scene.theme.large else 14

    def _prompt(self, form: Form) -> list[TextLabel]:
        """What to do, and the extra line."""
        theme, t = self.scene.theme, self.scene.t
        words = [TextLabel(theme, t.say(form.prompt), "prompt")]
        if form.extra and not self.compact:
            words.append(TextLabel(theme, t.say(form.extra), "support", "ink_2"))
        return words

    @property
    def _gap(self) -> float:
        return max(self.scene.theme.px(16), self.scene.theme.mm(GAP_MM))

    @property
    def _margin(self) -> float:
        """Above and below; less where every line counts."""
        tight = self.compact or (self.scene.theme.large and not self.scene.upright)
        return self.scene.theme.px(12 if tight else 20 if self.scene.upright else 26)

    def _build(self) -> None:
        theme, _ = self.scene.theme, self.scene.t.gettext
        self.clear_widgets()
        side, along = theme.px(PADDING), self._margin
        inner = BoxLayout(orientation="vertical", padding=(side, along), spacing=self._gap)
        words = self._task_words()
        self._below = [self._tiles()]
        if not self.compact:
            tap, speech = self._actions.finish, _("I am finished")
            self._below.append(
                Button(theme, _("Done"), tap, "task.finished", "check", "primary", speech=speech)
            )
        self._scroll = Scroll(theme, words, _("More"), _("Up"), "prompt")
        inner.add_widget(self._scroll)
        for widget in self._below:
            inner.add_widget(widget)
        self.add_widget(inner)
        if self.scene.upright:
            for widget in self._below:
                widget.fbind("height", self._measure)
            self._measure()

    def _task_words(self) -> Column:
        """What to do must stay in sight: where room is scarce, how far it is comes after it."""
        theme = self.scene.theme
        self._said = prompt = self._prompt(self._run.form)
        words: list[Widget] = list(prompt)
        room = self.wanted_width - 2 * theme.px(PADDING)
        lines = len(prompt[0].lines_at(room))
        if self.compact:
            first = lines <= ROOMY_LINES
        else:
            first = not theme.large or (lines <= PROMPT_LINES and not self.scene.upright)
        if first:
            words.insert(0, self._progress())
        elif not self.compact:
            words.append(self._progress())
        return Column(theme, *words, spacing=self._close)

    def _keep_words_whole(self, tile: Button) -> None:
        """Where icon and word do not stand beside each other in half the panel, the word stays."""
        theme = self.scene.theme
        half = (self.wanted_width - 2 * theme.px(PADDING) - self._gap) / 2
        face = face_for(theme, tile.text, tile.role)
        longest = max(layout.width(face, word) for word in tile.text.split())
        beside = tile.natural_width - tile.label.natural_width  # icon, gap and padding
        if longest + beside > half:
            tile.show_icon(None)

    def _share_width(self, tiles: list[Button]) -> None:
        """Each as wide as its word asks for, so that none is broken.

        Where they have no room, those of several words take two lines in place of the icon.
        """
        theme, room = self.scene.theme, self.wanted_width - 2 * self.scene.theme.px(PADDING)
        beside = theme.space(TILE_PADDING)
        wanted = [tile.label.natural_width + beside for tile in tiles]
        tight = sum(wanted) + (len(tiles) - 1) * self._gap > room
        for tile, width in zip(tiles, wanted, strict=True):
            tile.size_hint_x = width
            words = tile.text.split()
            if tight and len(words) > 1:
                tile.show_icon(None)
                face = face_for(theme, tile.text, tile.role)
                tile.size_hint_x = max(layout.width(face, word) for word in words) + beside

    def _aloud(self) -> Sequence[Widget]:
        """The task first, then what is beside it."""
        return [*self._said, *self._actions.aloud()]

    def _progress(self) -> Widget:
        theme, t = self.scene.theme, self.scene.t
        number, total = self._turn()
        words = t.gettext("Task {number} of {total}", number=number, total=total)
        segments = ProgressSegments.at(theme, number, total)
        if self.scene.upright:
            return Row(theme, TextLabel(theme, words, "label", hug=True), segments, spacing=24)
        return Column(
            theme, TextLabel(theme, words, "label"), segments, spacing=10 if theme.large else 14
        )

    def _turn(self) -> tuple[int, int]:
        """The task's turn among those of its service."""
        service = self._run.service.number
        order = [ref for ref in self._visit.order if ref[0] == service]
        return order.index((service, self._run.task.number)) + 1, len(order)

    def _tiles(self) -> Column:
        theme, _ = self.scene.theme, self.scene.t.gettext
        low = self.compact or (theme.large and not self.scene.upright)
        row = "_row" if low else ""
        card = Button(theme, _("Practice card"), self._actions.card, "card", "badge", f"tile{row}")
        help_ = Button(theme, _("Help"), self._actions.help, "help", "support", f"help{row}")
        pause = Button(theme, _("Pause"), self._actions.pause, "pause", "pause", f"tile{row}")
        listen = ListenButton(self.scene, f"tile{row}", self._aloud)
        if low and not self.scene.upright:
            for tile in (listen, card, help_, pause):
                self._keep_words_whole(tile)
        rows = [[listen, card], [help_, pause]]
        if self.scene.upright:
            rows = [[listen, card, help_, pause]]
            self._share_width(rows[0])
        tiles = Column(theme)
        tiles.spacing = self._gap
        for buttons in rows:
            tiles.add_widget(line := even_row(self.scene, buttons))
            line.spacing = self._gap
        return tiles
