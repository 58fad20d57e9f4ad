"""Backups of the stores of a data folder, and a store restored from one."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from kiosk.desk.log import user_name
from kiosk.devices.clock import Clock, SystemClock
from kiosk.domain.errors import KioskError, N_
from kiosk.domain.events import Event, LogEntry, Value
from kiosk.handoff import files as handoff_files
from kiosk.handoff import keyfile
from kiosk.handoff.keys import Device
from kiosk.handoff.site import load_device, own_keys
from kiosk.storage import tombstone_file
from kiosk.storage.backup import back_up
from kiosk.storage.desk import DeskStore
from kiosk.storage.desk.sqlite import open_desk_store
from kiosk.storage.desk.values import Tombstone
from kiosk.storage.errors import StoreDamagedError, StoreError, StoreKeyError
from kiosk.storage.marker import Marker
from kiosk.storage.place import DeskPlace, EncryptedFile, FilePlace, Server
from kiosk.storage.restore import Restored, restore, restore_server
from kiosk.storage.tablet.sqlite import open_tablet_store
from kiosk.storage.upgrade import MAGIC, Kind, revision
from kiosk.wiring import storekey
from kiosk.wiring.places import (
    DESK,
    IN_FOLDER,
    Access,
    store_key,
    store_path,
)
from kiosk.wiring.stores import stores
from kiosk.wiring.told import Told

RECEIPTS_SKIPPED = 100_000
"""Receipt numbers that a restored desk leaves out: more than it can have used since the backup,
because a tablet takes no receipt whose number is not above the last one it has seen."""


class NotRestoredError(KioskError):
    """What a restore would lose, or cannot read."""


def tombstones_path(data: Path) -> Path:
    """The file of what was erased, beside the desk's store."""
    return data / DESK / tombstone_file.NAME


# -- out


def backup(
    data: Path, to: Path | None = None, access: Access = IN_FOLDER, clock: Clock | None = None
) -> Told:
    """Back up each store there is, into the folder ``backups`` beside it, or into one of its own in
    ``to``.

    Raises:
        StoreError: a store that could not be backed up; its older backups are as they were.
    """
    now = (clock or SystemClock()).now()
    lines = []
    for kind, place in stores(data, access):
        folder = data / kind / "backups" if to is None else to / _own_name(data, kind)
        key = store_key(data, practice=True, access=access) if isinstance(place, Server) else None
        made = back_up(place, kind, folder, now, key)
        if kind is Kind.DESK:
            _keep_key_file(data, folder)
            _keep_tombstones(data, folder)
            assert not isinstance(place, Path)
            with closing(open_desk_store(place)) as store:
                _log(store, Event.BACKED_UP, clock)
        lines.append(f"{kind.capitalize()} backed up: {made.path}.")
        if made.removed:
            lines.append(f"Older backups removed: {len(made.removed)}.")
    return Told("\n".join(lines))


def _own_name(data: Path, kind: Kind) -> str:
    """A folder's name that no other device has: several may back up to one disk."""
    sign = own_keys(data, Device(kind.value)).public.sign
    return f"{kind}-{hashlib.sha256(sign).hexdigest()[:8]}"


def _keep_key_file(data: Path, folder: Path) -> None:
    """A copy of the locked key beside the backup: with the passphrase it opens on any machine."""
    if storekey.lock_of(data / DESK) is storekey.Lock.PASSPHRASE:
        content = keyfile.read_private(data / DESK / storekey.NAME)
        name = folder / storekey.NAME
        handoff_files.write_safely(name, content, mode=handoff_files.PRIVATE_MODE)


def _keep_tombstones(data: Path, folder: Path) -> None:
    """What was erased goes with the backups: on another machine it has to stay erased too."""
    tombstone_file.add(folder / tombstone_file.NAME, tombstone_file.read(tombstones_path(data)))


# -- in


def restore_from(
    data: Path, file: Path, access: Access = IN_FOLDER, clock: Clock | None = None
) -> Told:
    """Put a backup in the place of the tablet's store or the desk's, whichever it is of.

    Raises:
        KioskError: why it was not restored; the store is as it was.
    """
    if _is_plain(file):
        return _told(_restore_tablet(data, file), file)
    return _told(_restore_desk(data, file, access, clock or SystemClock()), file)


def _told(done: Restored, file: Path) -> Told:
    lines = [f"{file.name} is restored ({done.revision})."]
    if done.kept is not None:
        lines.append(f"The store from before is kept as {done.kept}.")
    return Told("\n".join(lines))


def _is_plain(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return opened.read(len(MAGIC)) == MAGIC
    except OSError as error:
        raise NotRestoredError(
            N_("The backup {file} cannot be read ({why}); check its name and its disk."),
            file=file,
            why=error.strerror or str(error),
        ) from error


def _restore_tablet(data: Path, file: Path) -> Restored:
    place = store_path(data, Device.TABLET)
    if Marker(place.parent).is_up() and _is_whole(place, Kind.TABLET):
        raise NotRestoredError(
            N_("A visit is open on this tablet; end it or start over, then restore again.")
        )

    def prepare(new: FilePlace) -> None:
        assert isinstance(new, Path)
        with closing(open_tablet_store(new)) as store:
            store.new_epoch()  # what this tablet shared since the backup keeps its numbers

    return restore(file, place, Kind.TABLET, prepare)


def _is_whole(place: FilePlace, kind: Kind) -> bool:
    with suppress(StoreDamagedError):
        revision(place, kind)
        return True
    return False


@dataclass(frozen=True, slots=True)
class _Again:
    """What a restored desk store has to be told before anybody looks into it."""

    tombstones: Collection[Tombstone]
    clock: Clock

    def __call__(self, new: FilePlace) -> None:
        assert isinstance(new, EncryptedFile)
        with closing(open_desk_store(new)) as store:
            store.tombstone(self.tombstones, self.clock.today())
            store.receipt_number(above=store.receipt_number() + RECEIPTS_SKIPPED)
            _log(store, Event.RESTORED, self.clock, tombstones=len(self.tombstones))


def _restore_desk(data: Path, file: Path, access: Access, clock: Clock) -> Restored:
    _, pack = load_device(data, Device.DESK)
    key = store_key(data, practice=pack.practice_only, access=access)
    place = Server(access.url) if access.url else EncryptedFile(store_path(data, Device.DESK), key)
    backup_place = EncryptedFile(file, _key_of(file, key, access))
    listed = (tombstones_path(data), file.parent / tombstone_file.NAME)
    found = {*_known_to(place), *(one for path in listed for one in tombstone_file.read(path))}
    tombstone_file.add(tombstones_path(data), found)
    again = _Again(sorted(found, key=lambda one: one.wire_hash), clock)
    if isinstance(place, Server):
        return restore_server(backup_place, place, Kind.DESK, again, data / DESK / "restore")
    return restore(backup_place, place, Kind.DESK, again)


def _key_of(file: Path, own: bytes, access: Access) -> bytes:
    """The desk's own key, or the one whose file lies beside the backup."""
    try:
        revision(EncryptedFile(file, own), Kind.DESK)
    except StoreKeyError:
        if storekey.lock_of(file.parent) is None:
            raise
        return storekey.read_key(file.parent, access.ask)
    return own


def _known_to(place: DeskPlace) -> tuple[Tombstone, ...]:
    """What the present store knows as erased, as far as it can still be read."""
    if isinstance(place, EncryptedFile) and not place.path.exists():
        return ()
    with suppress(StoreError), closing(open_desk_store(place)) as store:
        return store.every_tombstone()
    return ()


def _log(store: DeskStore, event: Event, clock: Clock | None, **fields: Value) -> None:
    store.log(LogEntry(event, (clock or SystemClock()).now(), user_name(), fields))
