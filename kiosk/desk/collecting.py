"""Bundles come in by a folder: imported once, and a receipt for each tablet goes back."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from kiosk.desk import revoking
from kiosk.desk.collected import Collected, Progress
from kiosk.desk.differences import difference
from kiosk.desk.erasure import Erasing
from kiosk.desk.log import DeskLog
from kiosk.desk.receipting import Receipting
from kiosk.desk.reception import Reception
from kiosk.desk.unpacking import Stopped, Unpacked, Unpacking
from kiosk.devices.clock import Clock
from kiosk.devices.folder import require_folder
from kiosk.domain.errors import KioskError, N_
from kiosk.domain.events import Event
from kiosk.handoff import bundle, receipt
from kiosk.handoff.bundle import ReadBundle
from kiosk.handoff.errors import KeysRefused, NotWritten
from kiosk.handoff.files import DISK, FileLayer, Kind, known_files, parse_name
from kiosk.handoff.keys import DeviceKeys
from kiosk.handoff.opener import Opener
from kiosk.handoff.sitepack import SitePack
from kiosk.storage.desk import (
    DeskStore,
    Gone,
    ImportedBundle,
    Kept,
    Quarantined,
    Stored,
    Tombstone,
)

TakePack = Callable[[Path], SitePack | None]
"""The site pack of a folder, if there is one that is newer than the one in use."""

READING, WRITING = N_("Reading bundles"), N_("Writing receipts")


def _quiet(_done: int, _total: int, _what: str) -> None:
    """Nobody watches."""


def _never() -> bool:
    return False


class Collecting:
    """Imports what tablets of this site left in a folder."""

    def __init__(
        self,
        own: DeviceKeys,
        pack: SitePack,
        opener: Opener,
        reception: Reception,
        store: DeskStore,
        clock: Clock,
        layer: FileLayer = DISK,
        *,
        erasing: Erasing | None = None,
        take_pack: TakePack = lambda _folder: None,
        log: DeskLog | None = None,
    ) -> None:
        self._own, self._pack, self._opener = own, pack, opener
        self._reception, self._store, self._clock = reception, store, clock
        self._log = log or DeskLog(store, clock)
        self._erasing = erasing or Erasing(store, clock, self._log)
        self._take_pack, self._layer = take_pack, layer
        self._receipting = Receipting(own, store, layer)

    def collect(
        self,
        folder: Path,
        progress: Progress = _quiet,
        cancelled: Callable[[], bool] = _never,
        *,
        only: Collection[str] | None = None,
    ) -> Collected:
        """Import every bundle, then write the receipts; importing twice changes nothing.

        ``only`` names the bundles that are looked at. Cancelled, what was imported stays; its
        receipts come the next time.
        """
        require_folder(folder)
        out = Collected()
        self._renew(folder, out)
        out.set_apart = revoking.set_apart(self._pack, self._store, self._log)
        told = self._read_receipts(folder, out)
        paths = known_files(folder, Kind.BUNDLE, self._pack.site_id)
        wanted = [path for path in paths if only is None or path.name in only]
        self._import_all(wanted, progress, cancelled, out)
        self._remind(told)
        self._write_receipts(folder, progress, cancelled, out)
        if self._pack.expired(self._clock.today()):
            out.expired = self._pack.expires
        out.behind = not self._reception.knows_the_tests_of(self._pack)
        self._log.note(
            Event.COLLECTED,
            bundles=out.bundles,
            new=out.new,
            quarantined=out.quarantined,
            refused=len(out.refused),
        )
        return out

    def _renew(self, folder: Path, out: Collected) -> None:
        """Take a newer site pack first: it may name tablets and keys that are needed now.

        Raises:
            KeysRefused: it says that this desk belongs to the site no more, or that results are no
                practice any more, for which the key of the store here is not good enough.
        """
        try:
            pack = self._take_pack(folder)
        except KeysRefused:
            raise
        except KioskError as error:
            out.refused.append(error)
            return
        if pack is not None:
            self._pack, self._opener = pack, Opener.for_desk(self._own, pack)
            self._reception.renew(pack, self._opener)
            out.pack = pack.version
            self._log.note(Event.PACK_TAKEN, version=pack.version)

    def _read_receipts(self, folder: Path, out: Collected) -> set[bytes]:
        """Other desks' receipts tell what was erased there, our own how far we have counted.

        Wire hashes of what our own tell as erased.
        """
        told: set[bytes] = set()
        newest: dict[tuple[int, int, int], Path] = {}
        gone = self._pack.revoked_desks
        for path in known_files(folder, Kind.RECEIPT, self._pack.site_id):
            name = parse_name(path.name)
            if name.desk not in gone:  # what a revoked desk left on a stick troubles nobody here
                newest[name.tablet, name.epoch, name.desk] = path  # they come by rising number
        for (tablet, epoch, desk), path in newest.items():
            try:
                found = receipt.load(path, self._pack)
            except KioskError as error:
                out.refused.append(error)
                continue
            if desk == self._own.number:
                self._receipting.above(found.number)
                told.update(found.erased)
            else:
                self._bury(tablet, epoch, found.erased, out)
        return told

    def _remind(self, told: Collection[bytes]) -> None:
        """An erasure goes with every folder, also when its tablet has nothing to send any more."""
        for one in self._store.every_tombstone():
            if one.wire_hash not in told:
                self._receipting.remind(one.tablet, one.epoch)

    def _bury(self, tablet: int, epoch: int, erased: Collection[bytes], out: Collected) -> None:
        known = {one.wire_hash for one in self._store.tombstones(tablet, epoch)} if erased else ()
        new = [one for one in erased if one not in known]
        done = self._erasing.bury([Tombstone(one, tablet, epoch) for one in new])
        out.erased += done.results + done.quarantined

    def _import_all(
        self,
        paths: list[Path],
        progress: Progress,
        cancelled: Callable[[], bool],
        out: Collected,
    ) -> None:
        unpacking = Unpacking(self._opener, self._store, self._clock, cancelled)
        for done, path in enumerate(paths):
            progress(done, len(paths), READING)
            try:
                if cancelled():
                    raise Stopped
                self._import(bundle.load(path, self._pack), unpacking, out)
            except Stopped:
                out.cancelled = True
                return
            except KioskError as error:
                out.refused.append(error)
        progress(len(paths), len(paths), READING)

    def _import(self, found: ReadBundle, unpacking: Unpacking, out: Collected) -> None:
        """Store what opens; the receipt tells of the rest, so that the tablet keeps it."""
        told = found.bundle
        if told.tablet not in self._pack.revoked_tablets:  # a stolen one could erase what it shared
            self._bury(told.tablet, told.epoch, told.erased, out)
        unpacked = unpacking.unpack(told)
        kept = self._store.store_many(
            unpacked.results,
            self._note(found, unpacked),
            unpacked.details,
            apart=unpacked.apart,
            counts=unpacked.counts,
        )
        self._erasing.bury(unpacked.erased)
        self._receipting.tell(told, unpacked.not_opened)
        out.bundles += 1
        self._count([*unpacked.before, *kept], out)
        out.quarantined += len(unpacked.not_opened)
        for one in told.receipts:
            if one.desk == self._own.number:
                self._receipting.above_told(one.receipt)
                out.differences += difference(told, one, self._store)

    def _count(self, kept: Collection[Kept], out: Collected) -> None:
        """Results only; a detail is no news of its own."""
        for one in kept:
            match one:
                case Stored():
                    out.new += 1
                case Quarantined():
                    out.quarantined += 1
                case Gone():
                    out.gone += 1
                case _:
                    out.known += 1

    def _note(self, found: ReadBundle, unpacked: Unpacked) -> ImportedBundle:
        told = found.bundle
        return ImportedBundle(
            tablet=told.tablet,
            epoch=told.epoch,
            number=told.number,
            hash=found.file_hash,
            previous=told.previous,
            last_sequence=unpacked.last_sequence,
            imported_at=self._clock.now(),
        )

    def _write_receipts(
        self, folder: Path, progress: Progress, cancelled: Callable[[], bool], out: Collected
    ) -> None:
        waiting = self._receipting.waiting()
        for done, (tablet, epoch) in enumerate(waiting):
            progress(done, len(waiting), WRITING)
            if out.cancelled or cancelled():
                out.cancelled = True
                break
            try:
                out.receipts.append(self._receipting.write(folder, tablet, epoch))
            except NotWritten as error:
                out.refused.append(error)
                out.safe = False
        else:
            progress(len(waiting), len(waiting), WRITING)
        self._receipting.forget()
