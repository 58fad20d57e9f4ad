"""A whole site in memory: real keys and codes, stores without a disk."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kiosk.desk.collecting import Collecting
from kiosk.desk.reception import Reception
from kiosk.devices.clock import FakeClock
from kiosk.domain.detail import Detail, ServiceDetail, TaskDetail
from kiosk.domain.outcome import Outcome
from kiosk.domain.record import Ended, Flag, Guess, Helped, ServiceFact, TaskFact, VisitResult
from kiosk.domain.task import Assessments
from kiosk.handoff.errors import KeysRefused
from kiosk.handoff.site import Site, make_site
from kiosk.handoff.sitepack import SitePack, Workshop
from kiosk.storage.desk.memory import MemoryDeskStore
from kiosk.storage.tablet import TabletStore
from kiosk.storage.tablet.memory import MemoryTabletStore
from kiosk.tablet.sharing import Sharing
from kiosk.tablet.syncing import Syncing
from tests import small
from tests.quick_disk import QuickDisk

DAY = date(2026, 3, 2)


def a_site(tablets: int = 2, desks: int = 2) -> Site:
    return make_site(
        today=DAY,
        name="Øvested",
        workshops=(Workshop(1, "Lærkevej"),),
        tablets=tablets,
        desks=desks,
    )


def a_result(seed: int = 1, digest: bytes = small.service().scoring_digest) -> VisitResult:
    tasks = (
        TaskFact(Outcome.ALONE, 0, True, 12),
        TaskFact(Outcome.UNSAFE, 1, False, 30),
        TaskFact(Outcome.NOT_REACHED),
    )
    service = ServiceFact(1, digest, Guess.WITH_HELP, Helped.NO, tasks)
    return VisitResult(DAY, 60, seed, Flag.PRACTICE, 1, Ended.ALL_TASKS, (service,))


def a_detail(
    mistakes: tuple[str, ...] = ("approved", "kept"),
    content: bytes = small.assessments().full_digest,
) -> Detail:
    """What the result above has for its two opened tasks."""
    plain = TaskDetail(1, 1, Outcome.ALONE, 10, 5, 2, 2, 0, 0, checkpoints=("answered",))
    unsafe = TaskDetail(
        2, 0, Outcome.UNSAFE, 30, 0, 5, 2, None, None, hint=1, begun_again=1, missed=3,
        mistakes=mistakes,
    )  # fmt: skip
    return Detail(content, (ServiceDetail(1, (plain, unsafe)),))


class Tablet:
    """One tablet of the site."""

    def __init__(self, site: Site, index: int = 0, store: TabletStore | None = None) -> None:
        self.store: TabletStore = store or MemoryTabletStore()
        self.own = site.tablets[index]
        self.sharing = Sharing(self.store, site.sealer(index), self.own.number, 1)
        self.syncing = self.with_pack(site.pack)

    def with_pack(self, pack: SitePack) -> Syncing:
        """It syncs with another site pack."""
        return Syncing(self.own, pack, self.store, FakeClock(), QuickDisk())


class Desk:
    """One desk of the site."""

    def __init__(self, site: Site, index: int = 0, assessments: Assessments | None = None) -> None:
        self.store, self.site = MemoryDeskStore(), site
        self.own = site.desks[index]
        self.opener, self.clock = site.opener(index), FakeClock()
        content = assessments or small.assessments()
        self.reception = Reception(site.pack, self.opener, self.store, content, self.clock)
        self.collecting = Collecting(
            self.own, site.pack, self.opener, self.reception, self.store, self.clock
        )

    def with_newer_pack(self, found: SitePack | KeysRefused) -> Collecting:
        """It meets a newer site pack in the folder, or learns of it that it is believed no more."""

        def take(_folder: Path) -> SitePack:
            if isinstance(found, KeysRefused):
                raise found
            return found

        return Collecting(
            self.own,
            self.site.pack,
            self.opener,
            self.reception,
            self.store,
            self.clock,
            take_pack=take,
        )
