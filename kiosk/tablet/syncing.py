"""Carrying sealed results over by a folder: receipts are read, then the bundle is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kiosk.devices.clock import Clock
from kiosk.devices.folder import require_folder
from kiosk.domain.errors import KioskError
from kiosk.handoff import bundle, receipt
from kiosk.handoff.bundle import Bundle, ObjectKind, SealedObject
from kiosk.handoff.files import DISK, FileLayer, Kind, known_files
from kiosk.handoff.keys import DeviceKeys
from kiosk.handoff.receipt import Receipt
from kiosk.handoff.sitepack import SitePack
from kiosk.storage.errors import ReceiptNotNewerError
from kiosk.storage.tablet import Marks, TabletStore


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync did, once all of it is on the medium."""

    receipts: int
    """New receipts that were applied."""
    received: int
    """Results that they named for the first time."""
    carried: int
    """Results in the bundle that was written; 0 too when it holds details only."""
    bundle: Path | None
    """None when there was nothing to carry."""
    refused: tuple[KioskError, ...]
    """Receipts that were refused, each with its reason."""


class Syncing:
    """Syncs one tablet with any folder: a stick, a network share."""

    def __init__(
        self,
        own: DeviceKeys,
        pack: SitePack,
        store: TabletStore,
        clock: Clock,
        layer: FileLayer = DISK,
    ) -> None:
        self._own, self._pack, self._store = own, pack, store
        self._clock, self._layer = clock, layer

    def sync(self, folder: Path) -> Synced:
        """Read the receipts in the folder, then write what still has none."""
        require_folder(folder)
        applied, received, refused = 0, 0, []
        for path in known_files(folder, Kind.RECEIPT, self._pack.site_id):
            try:
                found = self._apply(receipt.load(path, self._pack))
            except KioskError as error:
                refused.append(error)
            else:
                applied += found is not None
                received += found or 0
        path_written, carried = self._write(folder)
        return Synced(applied, received, carried, path_written, tuple(refused))

    def _apply(self, found: Receipt) -> int | None:
        """How many results a receipt named; none if it is for another tablet or not new."""
        if (found.tablet, found.epoch) != (self._own.number, self._store.chain().epoch):
            return None
        held = {entry.wire_hash: entry.status.name.lower() for entry in found.entries}
        try:
            return self._store.apply_receipt(
                Marks(found.desk, found.number, held), self._clock.now()
            )
        except ReceiptNotNewerError:
            return None

    def _write(self, folder: Path) -> tuple[Path | None, int]:
        objects = bundle.as_many_as_fit(
            (
                *(SealedObject(row.sequence, row.wire) for row in self._store.unsynced()),
                *(
                    SealedObject(row.sequence, row.wire, ObjectKind.DETAIL)
                    for row in self._store.unsynced_details()
                ),
            )
        )
        if not objects:
            return None, 0
        before = self._store.bundle_state()
        full = Bundle(
            tablet=self._own.number,
            epoch=self._store.chain().epoch,
            number=before.number + 1,
            previous=before.hash,
            objects=objects,
        )
        path, file_hash = bundle.save(folder, full, self._own, self._layer)
        self._store.bundle_written(full.number, file_hash)
        return path, sum(item.kind is ObjectKind.RESULT for item in objects)
