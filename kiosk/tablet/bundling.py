"""The bundles that a sync writes, one for each epoch that has something; old ones go."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kiosk.domain.counts import CountsRecord, DayCount
from kiosk.domain.errors import N_
from kiosk.handoff import bundle
from kiosk.handoff.bundle import NO_SEQUENCE, Bundle, ObjectKind, SealedObject, Told
from kiosk.handoff.errors import FileRefused, NotWritten
from kiosk.handoff.files import FileLayer, Kind, known_files, parse_name
from kiosk.handoff.keys import DeviceKeys
from kiosk.handoff.sealer import Sealer
from kiosk.handoff.sitepack import SitePack
from kiosk.storage.tablet import Standing, TabletStore


@dataclass(frozen=True, slots=True)
class Written:
    """A bundle that lies on the medium."""

    path: Path
    epoch: int
    results: int
    hashes: frozenset[bytes]
    """Of the objects in it."""


@dataclass(frozen=True, slots=True)
class _Lying:
    """A bundle of this tablet that lay in the folder before."""

    path: Path
    epoch: int
    number: int
    hashes: frozenset[bytes]
    """Of the results and details in it."""
    only_counts_here: bool
    """It has counts, and is from before a restore: they may be nowhere else."""


class Bundling:
    """Writes one tablet's bundles into a folder."""

    def __init__(
        self, own: DeviceKeys, pack: SitePack, store: TabletStore, layer: FileLayer, folder: Path
    ) -> None:
        self._own, self._pack, self._store = own, pack, store
        self._layer, self._folder = layer, folder
        self._sealer = Sealer(own, pack)
        self._lying = tuple(self._own_bundles())

    def write(self, epoch: int, today: date) -> Written | None:
        """The bundle of an epoch, on the medium when this returns; None if nothing is to tell.

        Raises:
            NotWritten: it is not there; what was there is.
        """
        waiting = self._waiting(epoch)
        if not waiting and not self._store.untold(epoch):
            return None
        counts = self._store.day_counts(epoch)
        objects = bundle.as_many_as_fit((*waiting, *self._counts(epoch, counts, today)))
        before = self._store.bundle_state(epoch)
        full = Bundle(
            tablet=self._own.number,
            epoch=epoch,
            number=self._highest(epoch, before.number) + 1,
            previous=before.hash,
            objects=objects,
            erased=self._erased(epoch),
            receipts=tuple(
                Told(last.desk, last.number, last.count, last.hash_of_hashes)
                for last in self._store.last_receipts(epoch)[: bundle.MOST_RECEIPTS]
            ),
        )
        path, file_hash = bundle.save(self._folder, full, self._own, self._layer)
        told = counts if any(item.kind is ObjectKind.COUNTS for item in objects) else ()
        self._store.bundle_written(epoch, full.number, file_hash, told)
        return Written(
            path,
            epoch,
            sum(item.kind is ObjectKind.RESULT for item in objects),
            frozenset(item.wire_hash for item in objects),
        )

    def tidy(self, written: Collection[Written]) -> None:
        """Remove this tablet's older bundles that no desk needs any more.

        One stays as long as it is all there is of something, or as the tablet itself keeps what is
        in it for other desks; it goes at once when something in it was erased.

        Raises:
            NotWritten: the folder may not be as it should be.
        """
        gone = [found.path for found in self._lying if self._may_go(found, written)]
        if not gone:
            return
        try:
            for path in gone:
                self._layer.remove(path)
            self._layer.sync_folder(self._folder)
            self._layer.sync_all()
        except OSError as error:
            raise NotWritten(
                N_("Old bundles could not be removed ({why}); move again, or with a new stick."),
                why=error.strerror or str(error),
            ) from error

    def _waiting(self, epoch: int) -> tuple[SealedObject, ...]:
        return (
            *(
                SealedObject(row.sequence, row.wire)
                for row in self._store.unsynced()
                if row.epoch == epoch
            ),
            *(
                SealedObject(row.sequence, row.wire, ObjectKind.DETAIL)
                for row in self._store.unsynced_details()
                if row.epoch == epoch
            ),
        )

    def _counts(
        self, epoch: int, counts: tuple[DayCount, ...], today: date
    ) -> tuple[SealedObject, ...]:
        if not counts:
            return ()
        wire = self._sealer.seal_counts(CountsRecord(self._own.number, epoch, counts), today)
        return (SealedObject(NO_SEQUENCE, wire, ObjectKind.COUNTS),)

    def _erased(self, epoch: int) -> tuple[bytes, ...]:
        gone = (one for one in self._store.tombstones() if one.epoch == epoch and one.erased)
        return tuple(sorted(one.wire_hash for one in gone)[: bundle.MOST_ERASED])

    def _highest(self, epoch: int, last: int) -> int:
        """An image that was restored knows less than the bundles that lie there."""
        return max([last, *(found.number for found in self._lying if found.epoch == epoch)])

    def _own_bundles(self) -> Iterator[_Lying]:
        """This tablet's bundles in the folder, as far as they can be read."""
        for path in known_files(self._folder, Kind.BUNDLE, self._pack.site_id):
            if parse_name(path.name).tablet != self._own.number:
                continue
            with suppress(FileRefused):  # the desk says what is wrong with it
                found = bundle.load(path, self._pack).bundle
                shared = [item for item in found.objects if item.kind is not ObjectKind.COUNTS]
                unknown = found.number > self._store.bundle_state(found.epoch).number
                yield _Lying(
                    path,
                    found.epoch,
                    found.number,
                    frozenset(item.wire_hash for item in shared),
                    unknown and len(shared) < len(found.objects),
                )

    def _may_go(self, found: _Lying, written: Collection[Written]) -> bool:
        if found.only_counts_here:
            return False
        newer = (one.hashes for one in written if one.epoch == found.epoch)
        known = self._store.known(found.epoch)
        standings = {known.get(wire_hash) for wire_hash in found.hashes.difference(*newer)}
        if None in standings or Standing.WAITING in standings:
            return False
        return Standing.ERASED in standings or Standing.HELD not in standings
