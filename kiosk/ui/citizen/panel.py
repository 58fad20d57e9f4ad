"""The task panel: what to do; help, card, pause and *I am finished* always in the same place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kivy.uix.boxlayout import BoxLayout

from kiosk.domain.visit import Run, Visit
from kiosk.ui.citizen.scene import Scene
from kiosk.ui.text.label import TextLabel
from kiosk.ui.widgets.boxes import Column, Panel, Row
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.plate import Look
from kiosk.ui.widgets.progress import ProgressSegments
from kiosk.ui.widgets.scroll import Scroll

WIDTHS = {"S": 392, "M": 392, "L": 480, "XL": 568}
PADDING = 24
ROOMY_LINES = 2
"""Lines of a prompt beside which the progress has room while the keyboard is up."""


@dataclass(frozen=True, slots=True)
class PanelActions:
    """What the panel's buttons do."""

    finish: Callable[[], object]
    card: Callable[[], object]
    help: Callable[[], object]
    pause: Callable[[], object]


class TaskPanel(Panel):
    """Beside the stage, or above it on an upright screen.

    While the keyboard is up it keeps its width and corner, its tiles become rows, and *Done* waits.
    """

    def __init__(self, scene: Scene, visit: Visit, run: Run, actions: PanelActions) -> None:
        theme = scene.theme
        super().__init__(theme, Look(fill="surface"), size_hint=(None, None))
        self.scene, self._visit, self._run, self._actions = scene, visit, run, actions
        self.wanted_width = round(theme.px(WIDTHS[theme.text_size]))
        self.compact = False
        self._build()

    def show_compact(self, compact: bool) -> None:
        """Make room for the keyboard, or take it back."""
        if compact != self.compact:
            self.compact = compact
            self._build()

    def _build(self) -> None:
        theme, _ = self.scene.theme, self.scene.t.gettext
        self.clear_widgets()
        inner = BoxLayout(
            orientation="vertical",
            padding=[theme.px(PADDING), theme.px(26 if not self.compact else 20)] * 2,
            spacing=theme.px(16),
        )
        inner.add_widget(Scroll(theme, self._words(), _("More"), _("Up"), "prompt"))
        inner.add_widget(self._tiles())
        if not self.compact:
            tap = self._actions.finish
            inner.add_widget(
                Button(
                    theme,
                    _("Done"),
                    tap,
                    "task.finished",
                    "check",
                    "primary",
                    speech=_("I am finished"),
                )
            )
        self.add_widget(inner)

    def _words(self) -> Column:
        theme, t = self.scene.theme, self.scene.t
        number, total = self._turn()
        progress = [
            TextLabel(
                theme, t.gettext("Task {number} of {total}", number=number, total=total), "label"
            ),
            ProgressSegments.at(theme, number, total),
        ]
        prompt = TextLabel(theme, t.say(self._run.form.prompt), "prompt")
        if self.compact:
            room = self.wanted_width - 2 * theme.px(PADDING)
            # What to do must stay in sight while typing; how far it is may wait.
            roomy = len(prompt.lines_at(room)) <= ROOMY_LINES
            return Column(theme, *(progress if roomy else []), prompt, spacing=14)
        words = [*progress, prompt]
        if self._run.form.extra:
            words.append(TextLabel(theme, t.say(self._run.form.extra), "support", "ink_2"))
        return Column(theme, *words, spacing=14)

    def _turn(self) -> tuple[int, int]:
        """The task's turn among those of its service."""
        service = self._run.service.number
        order = [ref for ref in self._visit.order if ref[0] == service]
        return order.index((service, self._run.task.number)) + 1, len(order)

    def _tiles(self) -> Column:
        theme, _ = self.scene.theme, self.scene.t.gettext
        row = "_row" if self.compact else ""
        card = Button(theme, _("Practice card"), self._actions.card, "card", "badge", f"tile{row}")
        help_ = Button(theme, _("Help"), self._actions.help, "help", "support", f"help{row}")
        pause = Button(theme, _("Pause"), self._actions.pause, "pause", "pause", f"tile{row}")
        return Column(theme, Row(theme, card), Row(theme, help_, pause, spacing=16), spacing=16)
