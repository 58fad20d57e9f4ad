"""Carrying results over: the stick is found, one button, how far it is, what was done."""

from __future__ import annotations

from kivy.uix.widget import Widget

from kiosk.desk.flow import DeskFlow
from kiosk.desk.screens import Letting, Sync, Synced, Syncing, Target, Wanted
from kiosk.desk.sync_flow import SyncFlow
from kiosk.domain.errors import KioskError
from kiosk.i18n import Translator
from kiosk.ui.desk import carried
from kiosk.ui.desk.notes import (
    INSIDE,
    boxed,
    columns,
    figures,
    fill,
    listed,
    note,
    numbered,
    scrolled,
    told_line,
)
from kiosk.ui.desk.parts import DeskButton, Line, Tile, Wrap, heading
from kiosk.ui.desk.strip import Bar
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets import boxes
from kiosk.ui.widgets.boxes import Card, Column

LEFT, RIGHT = 0.56, 0.44


def sync_screen(
    theme: Theme, t: Translator, flow: DeskFlow, screen: Sync | Syncing | Synced
) -> Widget:
    """The screen below the header."""
    sync = flow.sync
    assert sync is not None, "the screens of a sync are shown by it"
    if isinstance(screen, Syncing):
        return SyncingBody(theme, t, sync, screen)
    if isinstance(screen, Synced):
        return _done(theme, t, flow, sync, screen)
    return _ready(theme, t, flow, sync, screen)


# -- before


def _ready(theme: Theme, t: Translator, flow: DeskFlow, sync: SyncFlow, screen: Sync) -> Widget:
    _ = t.gettext
    card = Card(theme, padding=INSIDE, spacing=14, fill=True)
    if screen.chosen is None and screen.lost is None:
        card.add_widget(Widget())
        card.add_widget(Tile(theme, "usb", 128))
        card.add_widget(boxes.Space(theme, 4))
    card.add_widget(TextLabel(theme, _("Move results from the tablets"), "desk_title"))
    if screen.chosen is None:
        words = _("Put in the stick that was at a tablet. It is found by itself.")
    else:
        words = _("Results come in, and receipts go back to the tablets.")
    card.add_widget(TextLabel(theme, words, "desk_text", "ink_2"))
    if screen.lost is not None:
        lost = _("The folder {folder} is not there now.", folder=screen.lost)
        card.add_widget(note(theme, lost, "usb_off"))
    for number, target in enumerate(screen.targets):
        card.add_widget(_target(theme, t, sync, screen, target, number))
    card.add_widget(boxes.Space(theme, 4))
    card.add_widget(_acts(theme, t, flow, sync, screen))
    card.add_widget(Widget())
    steps = (
        _("On the tablet, press Move results. They go onto the stick."),
        _("Put the stick in here. Press Move results here too."),
        _("Wait for “It is safe to remove the stick”."),
        _("Take the stick to the tablet again. It then knows what has arrived."),
    )
    how = Card(theme, heading(theme, _("How it goes")), numbered(theme, steps), padding=(28, 24),
               spacing=16, fill=True)  # fmt: skip
    how.add_widget(Widget())
    left = scrolled(theme, fill(card))
    return columns(theme, (left, LEFT), (scrolled(theme, fill(how)), RIGHT))


def _acts(theme: Theme, t: Translator, flow: DeskFlow, sync: SyncFlow, screen: Sync) -> Wrap:
    _ = t.gettext
    row = Wrap(theme, spacing=(14, 12))
    if screen.chosen is not None:
        row.add_widget(
            DeskButton(
                theme, _("Move results"), sync.start, "sync.start", "sync", "desk_primary", hug=True
            )
        )

    def choose() -> None:
        flow.look_into(None, Wanted.FOLDER)

    folder = _("Choose a folder")
    row.add_widget(
        DeskButton(theme, folder, choose, "sync.folder", "folder_open", "desk", hug=True)
    )
    if screen.lost is not None or any(not target.stick for target in screen.targets):
        forget = _("Forget the folder")
        row.add_widget(
            DeskButton(theme, forget, sync.forget_folder, "sync.forget", "close", "desk", hug=True)
        )
    return row


def _target(
    theme: Theme, t: Translator, sync: SyncFlow, screen: Sync, target: Target, number: int
) -> Line:
    drive = target.drive
    where = t.gettext("Stick") if target.stick else str(drive.folder)
    return Line(
        theme,
        f"target.{number}",
        "usb" if target.stick else "folder",
        drive.name,
        lambda: sync.pick(target),
        f"{where} · {carried.free_room(drive.free_bytes, t)}",
        chosen=target == screen.chosen,
    )


# -- at work


class SyncingBody(Column):
    """How far it is; ``tick`` reads it again without building the screen anew."""

    def __init__(self, theme: Theme, t: Translator, sync: SyncFlow, screen: Syncing) -> None:
        _ = t.gettext
        self._t, self._sync = t, sync
        self._what = TextLabel(theme, "", "desk_text", weight=600)
        self._count = TextLabel(theme, "", "desk_text", "ink_2")
        self._bar = Bar(theme, 0.0, thick=18)
        title, name = _("Results are being moved"), screen.target.drive.name
        stay = _("Leave {name} in.", name=name)
        kept = note(theme, stay, "usb") if screen.target.stick else told_line(theme, "folder", name)
        stop = DeskButton(theme, _("Stop"), sync.cancel, "sync.cancel", "close", "desk", hug=True)
        if screen.stopping:
            stop.waiting = _("Stopping")
        card = Card(
            theme,
            TextLabel(theme, title, "desk_title"),
            self._what,
            self._bar,
            self._count,
            boxes.Space(theme, 4),
            kept,
            boxes.Space(theme, 4),
            Wrap(theme, stop, spacing=(14, 12)),
            Widget(),
            padding=INSIDE,
            spacing=14,
            fill=True,
        )
        super().__init__(theme, columns(theme, (boxed(theme, card), 1.0)), fill=True)
        self.tick()

    def tick(self) -> None:
        """Show how far it is now."""
        far, t = self._sync.far, self._t
        self._what.text = t.gettext(far.what) if far.what else t.gettext("Beginning")
        self._count.text = (
            t.gettext("{done} of {total}", done=far.done, total=far.total) if far.total else ""
        )
        self._bar.reach(far.done / far.total if far.total else 0.0)


# -- after


def _done(theme: Theme, t: Translator, flow: DeskFlow, sync: SyncFlow, screen: Synced) -> Widget:
    left = Card(theme, padding=INSIDE, spacing=16, fill=True)
    left.add_widget(TextLabel(theme, carried.title(screen, t), "desk_title"))
    left.add_widget(_letting(theme, t, screen))
    left.add_widget(TextLabel(theme, carried.first(screen, t), "desk_text", "ink_2"))
    if screen.done is not None:
        left.add_widget(figures(theme, t, carried.counts(screen.done, t)))
    left.add_widget(boxes.Space(theme, 4))
    left.add_widget(_after(theme, t, flow, sync, screen))
    left.add_widget(Widget())
    if screen.done is None:
        return columns(theme, (scrolled(theme, fill(left)), 1.0))
    return columns(
        theme, (scrolled(theme, fill(left)), LEFT), (boxed(theme, _found(theme, t, screen)), RIGHT)
    )


def _letting(theme: Theme, t: Translator, screen: Synced) -> Card:
    title, words, well = carried.letting(screen, t)
    if well:
        return note(theme, "", "check_circle", title, "primary_soft")
    icon = "hourglass_top" if screen.letting is Letting.WAIT else "warning"
    return note(theme, words, icon, title)


def _after(theme: Theme, t: Translator, flow: DeskFlow, sync: SyncFlow, screen: Synced) -> Wrap:
    _ = t.gettext
    row = Wrap(theme, spacing=(14, 12))
    stuck = screen.letting is Letting.NOT_YET
    if stuck and screen.held is not None:
        again = _("Try again")
        row.add_widget(
            DeskButton(theme, again, sync.let_go, "sync.release", "usb", "desk_primary", hug=True)
        )
    elif stuck:
        row.add_widget(
            DeskButton(
                theme, _("Move again"), sync.start, "sync.start", "sync", "desk_primary", hug=True
            )
        )

    def finished() -> None:
        sync.finish()
        flow.show_scan()

    if screen.letting is not Letting.WAIT:
        kind = "desk" if stuck else "desk_primary"
        row.add_widget(DeskButton(theme, _("Done"), finished, "sync.done", "done", kind, hug=True))
    return row


def _found(theme: Theme, t: Translator, screen: Synced) -> Card:
    """What somebody may have to look at, each with its reason."""
    _ = t.gettext
    lines: list[Widget] = []
    assert screen.done is not None, "there is something to tell"
    lines += [_refused(theme, t, error) for error in screen.done.refused]
    lines += [told_line(theme, "warning", t.error(error)) for error in screen.done.differences]
    if screen.done.expired is not None:
        words = carried.expired(screen.done.expired, t)
        lines.append(told_line(theme, "event", *words))
    if screen.done.behind:
        lines.append(told_line(theme, "autorenew", *carried.behind(t)))
    if screen.done.set_apart:
        words = carried.set_apart(screen.done.set_apart, t)
        lines.append(told_line(theme, "archive", *words))
    if screen.done.quarantined:
        apart = t.ngettext(
            "{n} result is kept apart.", "{n} results are kept apart.", screen.done.quarantined
        )
        why = _("See More, Kept apart, for the reason.")
        lines.append(told_line(theme, "archive", apart, why))
    for row in screen.missing:
        lost = carried.missing_line(row, t)
        lines.append(told_line(theme, "question_mark", lost, _("Not here yet")))
    if not lines:
        lines.append(told_line(theme, "check_circle", _("Nothing was refused or is missing.")))
    for icon, besides in carried.besides(screen.done, t):
        lines.append(told_line(theme, icon, besides))
    return Card(
        theme,
        heading(theme, _("Worth a look")),
        listed(theme, lines, spacing=14),
        padding=(28, 24),
        spacing=16,
        fill=True,
    )


def _refused(theme: Theme, t: Translator, error: KioskError) -> Widget:
    return told_line(theme, "report", t.error(error), t.gettext("Refused"), "on_amber_soft")
