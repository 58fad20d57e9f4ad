"""Bundles come in by a folder: imported once, and a receipt for each tablet goes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.desk.reception import Reception
from kiosk.devices.clock import Clock
from kiosk.devices.folder import require_folder
from kiosk.domain.errors import KioskError
from kiosk.handoff import bundle, receipt
from kiosk.handoff.bundle import ObjectKind, ReadBundle, SealedObject
from kiosk.handoff.errors import Rejected
from kiosk.handoff.files import DISK, FileLayer, Kind, known_files
from kiosk.handoff.keys import DeviceKeys
from kiosk.handoff.opener import Opener
from kiosk.handoff.receipt import Entry, Receipt, Status, Why
from kiosk.handoff.sitepack import SitePack
from kiosk.storage.desk import (
    DeskStore,
    ImportedBundle,
    Quarantined,
    Stored,
    StoredDetail,
    StoredResult,
    Way,
)

Progress = Callable[[int, int], None]
"""Called with (bundles done, bundles in all)."""


@dataclass
class Collected:
    """What came in; counts of results unless said otherwise."""

    bundles: int = 0
    new: int = 0
    known: int = 0
    quarantined: int = 0
    receipts: list[Path] = field(default_factory=list)
    refused: list[KioskError] = field(default_factory=list)
    """Bundles that were refused whole, each with its reason."""


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
    ) -> None:
        self._own, self._pack, self._opener = own, pack, opener
        self._reception, self._store = reception, store
        self._clock, self._layer = clock, layer

    def collect(self, folder: Path, progress: Progress = lambda _done, _total: None) -> Collected:
        """Import every bundle, then write the receipts; importing twice changes nothing."""
        require_folder(folder)
        out = Collected()
        told: dict[tuple[int, int], dict[bytes, Entry]] = {}
        paths = known_files(folder, Kind.BUNDLE, self._pack.site_id)
        for done, path in enumerate(paths):
            progress(done, len(paths))
            try:
                found = bundle.load(path, self._pack)
            except KioskError as error:
                out.refused.append(error)
                continue
            place = (found.bundle.tablet, found.bundle.epoch)
            told.setdefault(place, {}).update(self._import(found, out))
        for (tablet, epoch), entries in told.items():
            out.receipts.append(self._write_receipt(folder, tablet, epoch, entries))
        progress(len(paths), len(paths))
        return out

    def _import(self, found: ReadBundle, out: Collected) -> dict[bytes, Entry]:
        """Store what opens; the receipt tells of the rest, so that the tablet keeps it."""
        results: list[StoredResult] = []
        details: list[StoredDetail] = []
        refused: dict[bytes, Entry] = {}
        for item in found.bundle.objects:
            match self._opened(item, found):
                case StoredResult() as result:
                    results.append(result)
                case StoredDetail() as detail:
                    details.append(detail)
                case _:
                    refused[item.wire_hash] = Entry(
                        item.sequence, item.wire_hash, Status.QUARANTINED, Why.NOT_OPENED
                    )
        kept = self._store.store_many(results, self._note(found), details)
        out.bundles += 1
        out.new += sum(isinstance(one, Stored) for one in kept)
        out.quarantined += sum(isinstance(one, Quarantined) for one in kept) + len(refused)
        out.known += sum(not isinstance(one, Stored | Quarantined) for one in kept)
        return refused

    def _opened(self, item: SealedObject, found: ReadBundle) -> StoredResult | StoredDetail | None:
        """What the store keeps of an object; none if it is not what the manifest says."""
        try:
            stored = self._stored(item)
        except Rejected:
            return None
        place = (stored.tablet, stored.epoch, stored.sequence)
        promised = (found.bundle.tablet, found.bundle.epoch, item.sequence)
        return stored if place == promised else None

    def _stored(self, item: SealedObject) -> StoredResult | StoredDetail:
        if item.kind is ObjectKind.RESULT:
            return self._reception.stored(self._opener.open_wire(item.wire), Way.BUNDLE)
        return self._reception.stored_detail(self._opener.open_detail(item.wire))

    def _note(self, found: ReadBundle) -> ImportedBundle:
        told = found.bundle
        return ImportedBundle(
            tablet=told.tablet,
            epoch=told.epoch,
            number=told.number,
            hash=found.file_hash,
            previous=told.previous,
            last_sequence=max((item.sequence for item in told.objects), default=0),
            imported_at=self._clock.now(),
        )

    def _write_receipt(
        self, folder: Path, tablet: int, epoch: int, refused: dict[bytes, Entry]
    ) -> Path:
        entries = dict(refused)
        for held in self._store.held(tablet, epoch):
            apart = held.quarantined is not None
            entries[held.wire_hash] = Entry(
                held.sequence,
                held.wire_hash,
                Status.QUARANTINED if apart else Status.STORED,
                Why.NUMBER_TWICE if apart else Why.NONE,
            )
        told = Receipt(
            tablet=tablet,
            epoch=epoch,
            desk=self._own.number,
            number=self._store.receipt_number(),
            entries=tuple(sorted(entries.values(), key=lambda e: (e.sequence, e.wire_hash))),
        )
        return receipt.save(folder, told, self._own, self._layer)
