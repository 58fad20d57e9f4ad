"""A result comes in by code, picture, file or bundle: opened, verified, kept once."""

from __future__ import annotations

from datetime import datetime, timedelta

from kiosk.desk.log import DeskLog
from kiosk.desk.mistakes import Stories, stories
from kiosk.desk.profile import Profile, service_profiles
from kiosk.desk.versions import all_known
from kiosk.devices.clock import Clock
from kiosk.domain.detail import DetailRecord
from kiosk.domain.errors import KioskError, N_
from kiosk.domain.events import Event
from kiosk.domain.record import Record
from kiosk.domain.task import Assessments
from kiosk.handoff import detail
from kiosk.handoff.opener import Opened, Opener
from kiosk.handoff.receipt_code import receipt_code
from kiosk.handoff.sitepack import SitePack
from kiosk.storage.desk import (
    ERASED,
    REVOKED,
    DeskStore,
    Gone,
    Kept,
    Quarantined,
    ReceivedBefore,
    StoredDetail,
    StoredResult,
    Way,
)

A_DAY = timedelta(days=1)
"""Tablet and desk may stand on two sides of a midnight."""


class NotTakenAgainError(KioskError):
    """A result that was here and was deleted comes once more."""


class Reception:
    """Opens results of one site and keeps them, and notes that somebody read them."""

    def __init__(
        self,
        pack: SitePack,
        opener: Opener,
        store: DeskStore,
        assessments: Assessments,
        clock: Clock,
        log: DeskLog | None = None,
    ) -> None:
        self._pack, self._opener, self._store = pack, opener, store
        self._assessments, self._clock = assessments, clock
        self._log = log or DeskLog(store, clock)

    def renew(self, pack: SitePack, opener: Opener) -> None:
        """Go on with a newer site pack."""
        self._pack, self._opener = pack, opener

    def knows_the_tests_of(self, pack: SitePack) -> bool:
        """Whether results under every scoring version that the site uses can be read here."""
        return all_known(pack.scoring, self._assessments, self._store.scoring)

    def receive(self, text: str, way: Way) -> Profile:
        """Open a KR1 text, keep it once, say what it tells; of a refused one nothing is kept.

        Raises:
            Rejected: it is not a result that can be opened here.
            NotTakenAgainError: it was erased here, or deleted for its age.
        """
        opened = self._opener.open(text)
        apart = REVOKED if opened.revoked else None
        now = self._clock.now()
        kept = self._store.store(stored_result(opened, way, now), apart)
        if isinstance(kept, Gone):
            raise _not_taken(kept)
        self._read(opened.record, way.value)
        return self._profile(opened, kept, now)

    def recall(self, kept: StoredResult) -> Profile:
        """A result out of the store, quarantined or not."""
        found = self.glance(kept)
        self._read(found.record, "store")
        return found

    def glance(self, kept: StoredResult) -> Profile:
        """The same for a line of a list: nobody has read it yet, so nothing is noted."""
        opened = self._opener.open_wire(kept.wire)
        why = self._store.why_apart(kept.id)
        return self._profile(opened, None if why is None else Quarantined(why), kept.received_at)

    def latest(self, limit: int = 20) -> tuple[StoredResult, ...]:
        """The results that came last."""
        return self._store.results(limit)

    def _read(self, record: Record, way: str) -> None:
        self._log.note(
            Event.READ,
            tablet=record.tablet,
            epoch=record.epoch,
            sequence=record.sequence,
            way=way,
        )

    def _profile(self, opened: Opened[Record], kept: Kept | None, came: datetime) -> Profile:
        record = opened.record
        before = kept.on if isinstance(kept, ReceivedBefore) else None
        last = (before or came).date() + A_DAY
        names = {workshop.number: workshop.name for workshop in self._pack.workshops}
        return Profile(
            id=opened.id,
            record=record,
            workshop=names.get(record.workshop, ""),
            services=service_profiles(record, self._assessments, self._store.scoring),
            receipt_code=receipt_code(record.secret),
            received_before=before,
            quarantined=kept.reason if isinstance(kept, Quarantined) else None,
            day_unsure=not self._pack.founded <= record.result.day <= last,
            stories=self._stories(opened.id),
        )

    def _stories(self, result_id: bytes) -> Stories | None:
        kept = self._store.detail(result_id)
        if kept is None:
            return None
        return stories(detail.decode(kept.payload).detail, self._assessments)


def stored_result(opened: Opened[Record], way: Way, at: datetime) -> StoredResult:
    """What the store keeps of a result that came at that moment."""
    record = opened.record
    return StoredResult(
        id=opened.id,
        wire_hash=opened.wire_hash,
        tablet=record.tablet,
        epoch=record.epoch,
        sequence=record.sequence,
        previous=record.previous,
        day=record.result.day,
        wire=opened.wire,
        payload=opened.payload,
        scoring=tuple([service.scoring_digest for service in record.result.services]),
        received_at=at,
        way=way,
        receipt_code=receipt_code(record.secret),
        progress_tag=record.progress_tag,
    )


def stored_detail(opened: Opened[DetailRecord], at: datetime) -> StoredDetail:
    """What the store keeps of a detail object that came at that moment."""
    record = opened.record
    return StoredDetail(
        id=opened.id,
        wire_hash=opened.wire_hash,
        result_id=record.result_id,
        tablet=record.tablet,
        epoch=record.epoch,
        sequence=record.sequence,
        wire=opened.wire,
        payload=opened.payload,
        received_at=at,
    )


def _not_taken(kept: Gone) -> NotTakenAgainError:
    if kept.reason == ERASED:
        return NotTakenAgainError(
            N_("This result was erased because somebody asked for it, so it was not taken again.")
        )
    return NotTakenAgainError(
        N_("This result was kept as long as the site keeps results, so it was not taken again.")
    )
