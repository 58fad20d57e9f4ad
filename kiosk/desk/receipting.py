"""Receipts: what a desk holds of each tablet that sent a bundle, and what it refused."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path

from kiosk.handoff import receipt
from kiosk.handoff.bundle import Bundle, ObjectKind, SealedObject
from kiosk.handoff.files import FileLayer
from kiosk.handoff.keys import DeviceKeys
from kiosk.handoff.receipt import Entry, Receipt, Status, Why
from kiosk.storage.desk import REVOKED, DeskStore, Held, SentReceipt

MOST_AHEAD = 100_000
"""How far a tablet's word can lift the number of the next receipt: a desk whose store is from a
backup has to get over what it wrote since, but nobody may use all numbers up."""

Epoch = tuple[int, int]
"""Tablet and epoch."""


@dataclass
class _Told:
    """What the bundles of an epoch held."""

    objects: dict[bytes, int] = field(default_factory=dict)
    """Sequence by wire hash."""
    not_opened: set[bytes] = field(default_factory=set)


class Receipting:
    """Writes one desk's receipts for the bundles that were just imported."""

    def __init__(self, own: DeviceKeys, store: DeskStore, layer: FileLayer) -> None:
        self._own, self._store, self._layer = own, store, layer
        self._told: dict[Epoch, _Told] = {}
        self._above = 0

    def above(self, number: int) -> None:
        """The next receipt has a higher number than this one, which this desk signed."""
        self._above = max(self._above, number)

    def above_told(self, number: int) -> None:
        """The same, by the word of a tablet."""
        own = max(self._above, self._store.last_receipt(self._own.number))
        self.above(min(number, own + MOST_AHEAD))

    def tell(self, bundle: Bundle, not_opened: Collection[SealedObject]) -> None:
        """A bundle was imported."""
        told = self._told.setdefault((bundle.tablet, bundle.epoch), _Told())
        for item in bundle.objects:
            if item.kind is not ObjectKind.COUNTS:  # the next ones hold all that these did
                told.objects[item.wire_hash] = item.sequence
        told.not_opened |= {item.wire_hash for item in not_opened}

    def remind(self, tablet: int, epoch: int) -> None:
        """No bundle came, but something was erased: whoever meets the folder next has to know."""
        self._told.setdefault((tablet, epoch), _Told())

    def waiting(self) -> list[Epoch]:
        """Tablets and epochs that get a receipt."""
        return sorted(self._told)

    def forget(self) -> None:
        """They were written, or are left for the next time."""
        self._told.clear()

    def write(self, folder: Path, tablet: int, epoch: int) -> Path:
        """Write one, the safe way; its path.

        Raises:
            NotWritten: it is not on the medium.
        """
        erased = {one.wire_hash for one in self._store.tombstones(tablet, epoch)}
        entries = self._entries(tablet, epoch, erased)
        told = Receipt(
            tablet=tablet,
            epoch=epoch,
            desk=self._own.number,
            number=0,
            entries=tuple(sorted(entries, key=lambda one: (one.sequence, one.wire_hash))),
            erased=tuple(sorted(erased)),
        )
        sent = self._store.number_receipt(
            SentReceipt(told.desk, tablet, epoch, 0, told.count, told.hash_of_hashes), self._above
        )
        return receipt.save(folder, replace(told, number=sent.number), self._own, self._layer)

    def _entries(self, tablet: int, epoch: int, erased: Collection[bytes]) -> list[Entry]:
        """Of all that is held, by whatever way it came, and of what the bundles brought beside."""
        told = self._told[tablet, epoch]
        entries = {held.wire_hash: _entry(held) for held in self._store.held(tablet, epoch)}
        for wire_hash, sequence in told.objects.items():
            if wire_hash in entries or wire_hash in erased:
                continue
            if wire_hash in told.not_opened:
                entries[wire_hash] = Entry(sequence, wire_hash, Status.QUARANTINED, Why.NOT_OPENED)
            else:  # it was here, and was deleted when it had been kept long enough
                entries[wire_hash] = Entry(sequence, wire_hash, Status.DUPLICATE)
        return list(entries.values())


def _entry(held: Held) -> Entry:
    if held.quarantined is None:
        return Entry(held.sequence, held.wire_hash, Status.STORED)
    why = Why.REVOKED if held.quarantined == REVOKED else Why.NUMBER_TWICE
    return Entry(held.sequence, held.wire_hash, Status.QUARANTINED, why)
