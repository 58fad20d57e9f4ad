"""Moving results: a stick is put in, one button, how far it is, what came of it."""

from __future__ import annotations

from functools import partial

from kivy.uix.widget import Widget

from kiosk.devices.usb import Drive
from kiosk.tablet.staff_screens import Move, Moved, Moving
from kiosk.ui.citizen.page import main_button, second_button
from kiosk.ui.staff.bar import Bar
from kiosk.ui.staff.page import StaffPage, fact_line, waiting_words
from kiosk.ui.staff.scene import StaffScene
from kiosk.ui.staff.summary import lines
from kiosk.ui.text.label import TextLabel
from kiosk.ui.widgets.boxes import Card
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.progress import Disc, IconLine

MEGA = 10**6
MARK = 40
"""Design pixels of a tick beside lines that begin with an icon, which is as large."""


def move_screen(at: StaffScene, screen: Move) -> StaffPage:
    """Which stick; with one of them it is one button."""
    _, theme, flow = at.scene.t.gettext, at.scene.theme, at.flow
    drives = screen.drives
    body: list[Widget] = [fact_line(theme, "inventory_2", waiting_words(at, screen.waiting))]
    last: list[Button] = []
    if not drives:
        body.append(fact_line(theme, "usb", _("Put the stick in. It is found by itself.")))
    elif len(drives) == 1:
        body.append(found_line(at, drives[0]))
        go = partial(flow.move, drives[0])
        last.append(main_button(at.scene, _("Move results"), go, "move.start", "sync"))
    else:
        body.append(TextLabel(theme, _("Which one?"), "reading"))
        body += drive_buttons(at, drives, flow.move)
    return StaffPage(at, _("Move results"), *body, last=last, spacing=20)


def found_line(at: StaffScene, drive: Drive) -> IconLine:
    """The stick that was put in, by its name."""
    _ = at.scene.t.gettext
    mark = Disc(at.scene.theme, size=MARK)
    return IconLine(at.scene.theme, mark, _("{name} is found.", name=drive.name))


def drive_buttons(
    at: StaffScene, drives: tuple[Drive, ...], on_tap: object, key: str = "drive"
) -> list[Button]:
    """One for each stick or folder."""
    assert callable(on_tap)
    return [
        Button(at.scene.theme, drive.name, partial(on_tap, drive), f"{key}.{n}", "usb", "choice")
        for n, drive in enumerate(drives)
    ]


class MovingScreen(StaffPage):
    """Bar, counts and *Stop*; nothing else can be tapped, since the stick must stay in."""

    def __init__(self, at: StaffScene, screen: Moving) -> None:
        _, theme = at.scene.t.gettext, at.scene.theme
        self._at = at
        self.bar = Bar(theme)
        self._what = TextLabel(theme, "", "reading")
        self._count = TextLabel(theme, "", "support", "ink_2")
        stop = second_button(at.scene, _("Stop"), at.flow.cancel, "move.stop", "close")
        if screen.stopping:
            stop.waiting = _("Stopping")
        super().__init__(
            at,
            _("Results are being moved"),
            self._what,
            self.bar,
            self._count,
            fact_line(theme, "usb", _("Leave {name} in.", name=screen.drive.name)),
            last=[stop],
            spacing=20,
            back=False,
            stays=True,
        )
        self.tick()

    def tick(self) -> None:
        """How far it is now."""
        t, now = self._at.scene.t, self._at.flow.progress
        if hasattr(self, "head"):
            self.head.tick()
        self.bar.share = now.done / now.total if now.total else 0.0
        self._what.text = t.gettext(now.what) if now.what else t.gettext("It begins")
        if now.total:
            self._count.text = t.gettext("{done} of {total}", done=now.done, total=now.total)


def moved_screen(at: StaffScene, screen: Moved) -> StaffPage:
    """What was done, in words; that the stick is safe to remove only when it is."""
    _, theme, flow = at.scene.t.gettext, at.scene.theme, at.flow
    first: list[Widget] = []
    last = [main_button(at.scene, _("Done"), flow.show_home, "move.done", "check")]
    if screen.pulled:
        title = _("The stick is gone")
        first += [
            amber(at, "usb_off", _("It was taken out too early. No result is lost.")),
            fact_line(theme, "usb", _("Put it in again and start over.")),
        ]
    elif screen.held is not None:
        title = _("Leave the stick in")
        first.append(amber(at, "warning", at.scene.t.error(screen.held)))
        again = main_button(at.scene, _("Try again"), flow.release_again, "move.release", "refresh")
        last = [again]
    elif screen.error is not None:
        title = _("It did not work")
        first.append(amber(at, "warning", at.scene.t.error(screen.error)))
        first.append(fact_line(theme, "lock", _("No result is lost.")))
        if screen.safe:
            out = _("You may take the stick out. Not everything is on it.")
            first.append(fact_line(theme, "usb", out))
    elif screen.done is not None and screen.done.cancelled:
        title = _("Stopped")
    else:
        title = _("Results are moved")
    if screen.safe and screen.error is None:
        first.insert(0, safe_line(at))
    told = [] if screen.done is None else list(lines(at, screen.done))
    return StaffPage(at, title, *first, *told, last=last, back=False)


def safe_line(at: StaffScene) -> Widget:
    """Only after the stick was let go of."""
    _, theme = at.scene.t.gettext, at.scene.theme
    words = _("It is safe to remove the stick.")
    line = IconLine(theme, Disc(theme, size=MARK), words, "heading", "good")
    return Card(theme, line, padding=(24, 16))


def amber(at: StaffScene, icon: str, words: str) -> Widget:
    """What to look at."""
    theme = at.scene.theme
    line = IconLine(theme, icon, words, "reading", "ink", "on_amber_soft")
    return Card(theme, line, tone="amber_soft", depth=0, padding=(24, 16))
