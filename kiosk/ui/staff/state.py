"""Is the tablet well? One line for each thing that has to be."""

from __future__ import annotations

from datetime import date

from kivy.uix.widget import Widget

from kiosk.tablet.staff import TabletState
from kiosk.tablet.staff_screens import StateList
from kiosk.ui.staff.page import StaffPage, in_pairs, waiting_words
from kiosk.ui.staff.scene import StaffScene
from kiosk.ui.text.label import TextLabel
from kiosk.ui.widgets.boxes import Card, Column, Row
from kiosk.ui.widgets.progress import Disc

GIGA, MEGA = 10**9, 10**6


def state_screen(at: StaffScene, screen: StateList) -> StaffPage:
    """What is amiss comes first and says what to do."""
    _, state = at.scene.t.gettext, screen.state
    told = _lines(at, state)
    amiss: list[Widget] = [_amiss(at, line) for line in told if not line[0]]
    well: list[Widget] = [_well(at, line) for line in told if line[0]]
    title = _("The tablet is ready") if state.well else _("Look at the tablet")
    return StaffPage(at, title, *amiss, *in_pairs(at, well), spacing=24)


Line = tuple[bool, str, str]
"""All right, what, how it is."""


def _lines(at: StaffScene, state: TabletState) -> list[Line]:
    t, _ = at.scene.t, at.scene.t.gettext
    free = _size(at, state.free_bytes)
    return [
        (
            state.sound_store,
            _("Store"),
            _("Whole") if state.sound_store else _("Damaged. Call whoever looks after it."),
        ),
        *_old_store(at, state),
        (
            state.room,
            _("Free space"),
            free if state.room else _("{size}. Move results, then call for help.", size=free),
        ),
        (not state.long_unsynced, _("Results"), _results(at, state)),
        *_clock(at, state),
        (
            not state.pack_expired,
            _("Site pack"),
            _(
                "Number {number}, until {day}",
                number=state.pack_version,
                day=_day(state.pack_expires),
            )
            if not state.pack_expired
            else _("Number {number} is too old. Get a new one.", number=state.pack_version),
        ),
        (
            state.voice,
            _("Sound"),
            _("Tap Listen to hear it.") if state.voice else _("No voice. It shows text only."),
        ),
        (True, _("Program"), t.gettext("Version {version}", version=state.app)),
    ]


def _old_store(at: StaffScene, state: TabletState) -> list[Line]:
    """Told until somebody moves the folder away."""
    old, t = state.old_store, at.scene.t
    if old is None:
        return []
    saved = t.ngettext("{n} result was saved", "{n} results were saved", old.saved)
    how = t.gettext(
        "It was damaged on {day}. {saved}. Call for help: the old file is in {folder}.",
        day=_day(old.day),
        saved=saved,
        folder="/".join(old.folder.parts[-2:]),
    )
    return [(False, t.gettext("Old store"), how)]


def _clock(at: StaffScene, state: TabletState) -> list[Line]:
    """Every visit made meanwhile says a wrong day."""
    wrong, _ = state.clock_behind, at.scene.t.gettext
    if wrong is None:
        return []
    return [(False, _("Date"), _("The tablet says {day}. Set its clock.", day=_day(wrong)))]


def _results(at: StaffScene, state: TabletState) -> str:
    t, waiting = at.scene.t, waiting_words(at, state.waiting)
    if state.days_waiting is None:
        return waiting
    if state.days_waiting == 0:
        return t.gettext("{waiting}, since today", waiting=waiting)
    days = t.ngettext("{n} day", "{n} days", state.days_waiting)
    if state.long_unsynced:
        return t.gettext("{waiting}, for {days}. Move them now.", waiting=waiting, days=days)
    return t.gettext("{waiting}, for {days}", waiting=waiting, days=days)


def _day(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def _size(at: StaffScene, count: int) -> str:
    _ = at.scene.t.gettext
    if count >= GIGA:
        return _("{n} GB free", n=count // GIGA)
    return _("{n} MB free", n=count // MEGA)


def _amiss(at: StaffScene, line: Line) -> Widget:
    theme = at.scene.theme
    mark = Disc(theme, "exclamation", "amber", "on_amber", 44)
    row = Row(theme, mark, _words(at, line, "reading"), spacing=16)
    return Card(theme, row, tone="amber_soft", depth=0, padding=(20, 12))


def _well(at: StaffScene, line: Line) -> Widget:
    return Row(at.scene.theme, Disc(at.scene.theme), _words(at, line, "support"), spacing=16)


def _words(at: StaffScene, line: Line, role: str) -> Column:
    theme, (_good, what, how) = at.scene.theme, line
    return Column(theme, TextLabel(theme, what, "label"), TextLabel(theme, how, role, "ink"))
