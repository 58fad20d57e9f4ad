"""The task screen, the same for every task: the panel, the stage, and the keyboard over both."""

from __future__ import annotations

from typing import Any

from kivy.clock import Clock
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from kiosk.domain.visit import Run, Visit
from kiosk.i18n import Translator
from kiosk.ui.citizen.card import practice_card
from kiosk.ui.citizen.entry_head import EntryHead
from kiosk.ui.citizen.panel import PanelActions, TaskPanel
from kiosk.ui.citizen.scene import Scene
from kiosk.ui.citizen.task_help import POINTER, SHOWN, help_card, pause_card
from kiosk.ui.simulator.device import Device
from kiosk.ui.simulator.stage import Stage
from kiosk.ui.widgets.entry_page import EntryPage
from kiosk.ui.widgets.field import Field
from kiosk.ui.widgets.keyboard import Keyboard, KeyWords
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.surface import Surface

LATER_SECONDS = 1.6
"""Pause before the service does something by itself: long enough to see what led to it."""
UPRIGHT_PANEL = 0.5
"""Share of an upright screen that the panel takes at most."""


class TaskScreen(FloatLayout):
    """Draws one run and hands on what is done; it decides nothing."""

    def __init__(
        self, scene: Scene, visit: Visit, service_words: Translator, surface: Surface
    ) -> None:
        super().__init__()
        if visit.run is None:
            raise ValueError("no task is open")
        self.scene, self.surface = scene, surface
        self._visit, self._run = visit, visit.run
        self._keyboard: Keyboard | None = None
        self._entry: EntryPage | None = None
        self._pause: Overlay | None = None
        self._later: Any = None
        self._wanted_hint = 0
        """The level that was just asked for: shown as soon as it is written down."""
        flow = scene.flow
        actions = PanelActions(
            finish=self._finish,
            card=self._card,
            help=self._help,
            pause=flow.pause,
            aloud=self._aloud,
        )
        self.panel = TaskPanel(scene, visit, self._run, actions)
        self.stage = Stage(
            scene.theme,
            scene.t,
            service_words,
            flow.act,
            self._open_keyboard,
            self._close_keyboard,
            self._missed,
        )
        self.panel.size_hint = self.stage.size_hint = (None, None)
        self.add_widget(self.stage)
        self.add_widget(self.panel)
        self.bind(pos=self._lay_out, size=self._lay_out, parent=self._left)
        if scene.upright:
            self.panel.bind(wanted_height=self._lay_out)

    def arrive(self) -> None:
        """The screen is on the surface: draw the devices, and what was open when it was left."""
        self.stage.show(self._run.form, self._run.values)
        self._follow()

    def update(self, visit: Visit) -> None:
        """The run has moved on."""
        if visit.run is None:
            return
        before, self._visit, self._run = self._run, visit, visit.run
        self.stage.show(self._run.form, self._run.values)
        if self._wanted_hint and self._run.hint >= self._wanted_hint:
            self._show_hint(self._wanted_hint)
        elif self._run.mentor and not before.mentor:
            self._help()
        self._follow()

    def end(self, run: Run) -> None:
        """An act has ended the task: what it led to is seen, and nothing more can be done."""
        self._run = run
        self._cancel_later()
        self.stage.finish_typing()
        self.stage.show(run.form, run.values)
        self.surface.resting = True

    def _follow(self) -> None:
        """The pause card, and what the service does by itself."""
        if self._visit.paused_at is not None and self._pause is None:
            self._pause = pause_card(self.scene)
            self.surface.open(self._pause)
        elif self._visit.paused_at is None and self._pause is not None:
            self.surface.close(self._pause)
            self._pause = None
        self._cancel_later()
        event = self._run.form.later(self._run.values)
        if event is not None and self._visit.paused_at is None:
            act = self.scene.flow.act
            self._later = Clock.schedule_once(lambda _dt: act(event), LATER_SECONDS)

    def _cancel_later(self) -> None:
        if self._later is not None:
            self._later.cancel()
            self._later = None

    def _left(self, _self: Widget, parent: Widget | None) -> None:
        if parent is None:
            self._cancel_later()

    def _missed(self) -> None:
        """A tap that stops the reading was meant for nothing else."""
        if not self.scene.reader.stopped_by_touch:
            self.scene.flow.missed()

    # the panel

    def _finish(self) -> None:
        self.stage.finish_typing()
        self.scene.flow.finish()

    def _aloud(self) -> list[Widget]:
        """The devices that are seen, from the left; the practice band."""
        devices = [widget for widget in self.stage.children if isinstance(widget, Device)]
        return [*sorted(devices, key=lambda device: float(device.x)), self.stage.band]

    def _card(self) -> None:
        self.stage.finish_typing()
        self.surface.open(practice_card(self.scene, self._run.service.person))

    def _help(self) -> None:
        self.stage.finish_typing()
        self.surface.open(help_card(self.scene, self._run, self._ask))

    def _ask(self, level: int) -> None:
        """A hint is wanted: it is written down first; one that was had before is shown at once."""
        self.surface.close()
        if self._run.hint >= level:
            self._show_hint(level)
        else:
            self._wanted_hint = level
            self.scene.flow.hint(level)

    def _show_hint(self, level: int) -> None:
        self._wanted_hint = 0
        step = self._run.form.step_toward(self._run.values)
        if level < POINTER or step is None:
            self._help()
            return
        found = self._run.form.component_of(step[1])
        if found is None:  # the service is about to move by itself
            self._help()
        else:
            self.stage.point_at(step[1] if level >= SHOWN else found[0].device)

    # typing

    def _open_keyboard(self, field: Field) -> None:
        _ = self.scene.t.gettext
        words = KeyWords(
            _("Capital"),
            _("Delete"),
            _("space"),
            self.scene.t.pgettext("keyboard", "Done"),
            "abc",
            "123",
        )
        if self.scene.theme.large or self.scene.upright:
            self._open_page(field, words)
            return
        layout = "digits" if field.kind == "digits" else "letters"
        self._keyboard = Keyboard(self.scene.theme, field, self.stage.finish_typing, words, layout)
        self.add_widget(self._keyboard)
        self.panel.show_compact(True)
        self._lay_out()
        self.stage.make_room(self._keyboard.height)

    def _open_page(self, field: Field, words: KeyWords) -> None:
        self._entry = EntryPage(
            self.scene.theme,
            field.label_text,
            field.text,
            self.stage.finish_typing,
            words,
            kind=field.kind,
            masked=field.masked,
            language=field.language,
            upright=self.scene.upright,
            head=EntryHead(self.scene, self._run, self._card_over_entry),
        )
        self.surface.open(self._entry)

    def _card_over_entry(self) -> None:
        """The card lies over the page, and what was typed stays."""

        def back() -> None:
            self.surface.close()
            if self._entry is not None:
                self._entry.field.start_editing()

        self.surface.open(practice_card(self.scene, self._run.service.person, back))

    def _close_keyboard(self) -> None:
        if self._entry is not None:
            self.surface.close(self._entry)
            self._entry = None
        if self._keyboard is not None:
            self.remove_widget(self._keyboard)
            self._keyboard = None
            self.panel.show_compact(False)
            self._lay_out()
            self.stage.make_room(0)

    # layout

    def _lay_out(self, *_args: object) -> None:
        board = self._keyboard
        covered = board.height if board is not None else 0.0
        if board is not None:
            board.pos, board.width = self.pos, self.width
        if self.scene.upright:
            tall = self.panel.height_within(self.height * UPRIGHT_PANEL)
            self.panel.pos, self.panel.size = (self.x, self.top - tall), (self.width, tall)
            self.stage.pos, self.stage.size = self.pos, (self.width, self.height - tall)
            return
        wide = self.panel.wanted_width
        rest = self.width - wide
        rtl = self.scene.theme.rtl
        self.panel.size = (wide, self.height - covered)
        self.panel.pos = (self.x + (rest if rtl else 0), self.y + covered)
        self.stage.size = (rest, self.height)
        self.stage.pos = (self.x + (0 if rtl else wide), self.y)
