"""*Share*: the result gets its place in the chain, is signed and sealed; the plain one goes."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from kiosk.domain.detail import Detail, DetailRecord
from kiosk.domain.progress_code import Code
from kiosk.domain.record import Record, VisitResult
from kiosk.handoff.progress import progress_tag
from kiosk.handoff.receipt_code import receipt_code
from kiosk.handoff.sealer import Sealer
from kiosk.storage.tablet import DetailRow, SealedRow, TabletStore


@dataclass(frozen=True, slots=True)
class Shared:
    """A sealed result and the eight digits by which its receipt is known."""

    text: str
    receipt_code: str


class Shares(Protocol):
    """Takes a result on *Share*."""

    @property
    def takes_codes(self) -> bool:
        """A progress code can be used on this tablet."""

    def share(
        self, result: VisitResult, detail: Detail | None = None, code: Code | None = None
    ) -> Shared:
        """Seal and store the result with its detail and wipe the visit, or leave all as it was.

        Of a progress code only the tag is used, in the sealed result.
        """


class Sharing:
    """Seals results of one tablet and stores them, each in one transaction."""

    def __init__(
        self,
        store: TabletStore,
        sealer: Sealer,
        tablet: int,
        workshop: int,
        progress_key: bytes | None = None,
        random: Callable[[int], bytes] = os.urandom,
    ) -> None:
        """``progress_key``: of the site; without it there are no progress codes."""
        self._store, self._sealer = store, sealer
        self._tablet, self._workshop, self._random = tablet, workshop, random
        self._progress_key = progress_key

    @property
    def takes_codes(self) -> bool:
        """A progress code can be used on this tablet."""
        return self._progress_key is not None

    def share(
        self, result: VisitResult, detail: Detail | None = None, code: Code | None = None
    ) -> Shared:
        """Seal result and detail and wipe the visit that they came from, or leave all as it was."""
        chain = self._store.chain()
        record = Record(
            tablet=self._tablet,
            epoch=chain.epoch,
            sequence=chain.next_sequence,
            previous=chain.previous_id[:8],
            secret=self._random(4),
            workshop=self._workshop,
            result=result,
            progress_tag=self._tag(code),
        )
        sealed = self._sealer.seal(record)
        receipt = receipt_code(record.secret)
        row = SealedRow(
            epoch=chain.epoch,
            sequence=chain.next_sequence,
            id=sealed.id,
            wire_hash=sealed.wire_hash,
            wire=sealed.wire,
            receipt_code=receipt,
        )
        self._store.share(row, details=self._sealed(detail, row, result.day), day=result.day)
        return Shared(sealed.text, receipt)

    def _tag(self, code: Code | None) -> bytes | None:
        if code is None:
            return None
        if self._progress_key is None:
            raise ValueError("a progress code without the site's progress key")
        return progress_tag(self._progress_key, code)

    def _sealed(self, detail: Detail | None, row: SealedRow, day: date) -> tuple[DetailRow, ...]:
        if detail is None:
            return ()
        bound = DetailRecord(self._tablet, row.epoch, row.sequence, row.id, detail)
        sealed = self._sealer.seal_detail(bound, day)
        return (DetailRow(row.epoch, row.sequence, sealed.wire_hash, sealed.wire),)
