"""What a sync did, in words."""

from __future__ import annotations

from collections.abc import Iterator

from kivy.uix.widget import Widget

from kiosk.tablet.syncing import Synced
from kiosk.ui.staff.scene import StaffScene
from kiosk.ui.text.label import TextLabel
from kiosk.ui.widgets.boxes import Card
from kiosk.ui.widgets.progress import IconLine


def lines(at: StaffScene, done: Synced) -> Iterator[Widget]:
    """A line for each thing that happened; what did not happen is not told."""
    theme, t = at.scene.theme, at.scene.t
    for text in doubts(at, done):
        line = IconLine(theme, "warning", text, "reading", "ink", "on_amber_soft")
        yield Card(theme, line, tone="amber_soft", depth=0, padding=(24, 16))
    for icon, text in words(at, done):
        yield IconLine(theme, icon, text)
    for error in done.refused:
        yield TextLabel(theme, t.error(error), "support", "ink_2")


def doubts(at: StaffScene, done: Synced) -> list[str]:
    """What somebody has to look into."""
    t, told = at.scene.t, []
    if any(one.unknown for one in done.compared):
        told.append(t.gettext("A desk has results that this tablet does not know. Tell the site."))
    if apart := sum(one.apart for one in done.compared):
        kept = t.ngettext(
            "{n} part is kept apart at the desk. Ask there.",
            "{n} parts are kept apart at the desk. Ask there.",
            apart,
        )
        told.append(kept)
    if done.purged.damaged:
        told.append(t.gettext("Some results here are damaged and stay. Call for help."))
    return told


def words(at: StaffScene, done: Synced) -> list[tuple[str, str]]:
    """Icon and words."""
    t = at.scene.t
    purged = done.purged.results
    receipts = t.ngettext("{n} receipt read", "{n} receipts read", done.receipts)
    received = t.ngettext(
        "{n} result has arrived at a desk", "{n} results have arrived at a desk", done.received
    )
    carried = t.ngettext("{n} result is on the way", "{n} results are on the way", done.carried)
    again = t.ngettext(
        "{n} result goes over once more", "{n} results go over once more", done.again
    )
    erased = t.ngettext(
        "{n} part was erased, as at the desk", "{n} parts were erased, as at the desk", done.erased
    )
    gone = t.ngettext(
        "{n} result is at the desk and deleted here",
        "{n} results are at the desk and deleted here",
        purged,
    )
    counted = [
        ("receipt_long", done.receipts, receipts),
        ("how_to_reg", done.received, received),
        ("usb", done.carried, carried),
        ("refresh", done.again, again),
        ("delete", done.erased, erased),
        ("cleaning_services", purged, gone),
    ]
    told = [(icon, text) for icon, count, text in counted if count]
    if done.compared:
        agree = t.gettext("Tablet and desk agree")
        open_ = t.gettext("Not all results are at the desk yet")
        told.append(("task_alt", agree) if done.agree else ("info", open_))
    if done.pack is not None:
        told.append(("verified_user", t.gettext("A new site pack is taken")))
    if not told and not done.cancelled:
        told.append(("check", t.gettext("There was nothing to move.")))
    return told
