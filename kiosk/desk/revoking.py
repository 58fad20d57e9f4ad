"""A tablet was revoked after results of it had come: what it made behind the last one that is
believed goes to quarantine, as it would have if it had come today.

What is here of an epoch that no revocation names stays: mostly it is from before the one that is
named, and only what still comes of it is kept apart.
"""

from __future__ import annotations

from kiosk.desk.log import DeskLog
from kiosk.domain.events import Event
from kiosk.handoff.keys import Device
from kiosk.handoff.sitepack import DeviceEntry, SitePack
from kiosk.storage.desk import DeskStore


def set_apart(pack: SitePack, store: DeskStore, log: DeskLog) -> int:
    """What is kept here and is not believed any more; how many results went to quarantine."""
    moved = 0
    for entry in pack.devices:
        if entry.device is Device.TABLET and pack.revoked(entry):
            found = _set_apart(pack, entry, store)
            moved += found
            if found:
                log.note(Event.SET_APART, tablet=entry.number, results=found)
    return moved


def _set_apart(pack: SitePack, entry: DeviceEntry, store: DeskStore) -> int:
    return sum(
        store.set_apart(entry.number, epoch, last)
        for epoch in store.epochs(entry.number)
        if (last := pack.believed_to(entry, epoch)) is not None
    )
