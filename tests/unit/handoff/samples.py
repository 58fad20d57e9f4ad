"""A site, records and hostile values that the tests of this folder share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from hypothesis import strategies as st

from kiosk.domain.detail import Detail, DetailRecord, ServiceDetail, TaskDetail
from kiosk.domain.outcome import Outcome
from kiosk.domain.record import (
    Ended,
    Flag,
    Guess,
    Helped,
    Record,
    ServiceFact,
    TaskFact,
    VisitResult,
)
from kiosk.handoff.record import DAY_ZERO
from kiosk.handoff.site import Site, make_site

TODAY = date(2026, 11, 21)


@cache
def site() -> Site:
    """Two tablets, two desks; in earnest, so that nothing is marked as practice."""
    return make_site(
        today=TODAY,
        name="Two workshops",
        controller="The municipality",
        privacy_notice="What is kept, and for whom.",
        practice=False,
        tablets=2,
        desks=2,
    )


@cache
def other_site() -> Site:
    """A site that has nothing to do with the first."""
    return make_site(today=TODAY, tablets=2, desks=1)


def service(number: int = 1, tasks: int = 3) -> ServiceFact:
    facts = (TaskFact(Outcome.ALONE, seconds=95), TaskFact(Outcome.HINT_1, 1, True, 300))
    return ServiceFact(
        number, bytes(4), Guess.WITH_HELP, Helped.NO, tuple(facts[at % 2] for at in range(tasks))
    )


def result(*services: ServiceFact) -> VisitResult:
    return VisitResult(
        TODAY, 754, 123_456, Flag.GATE_PASSED, 1, Ended.ALL_TASKS, services or (service(),)
    )


def plain(sequence: int = 1, tablet: int = 1, epoch: int = 5) -> Record:
    return Record(tablet, epoch, sequence, bytes(8), b"\x01\x02\x03\x04", 1, result())


def numbers(bits: int, low: int = 0) -> st.SearchStrategy[int]:
    return st.integers(low, 2**bits - 1)


TASKS = st.builds(
    TaskFact,
    outcome=st.sampled_from(Outcome),
    begun_again=st.integers(0, 3),
    deciding_opened=st.booleans(),
    seconds=st.integers(0, 2_000),
)
SERVICES = st.builds(
    ServiceFact,
    service=numbers(8, 1),
    scoring_digest=st.binary(min_size=4, max_size=4),
    guess=st.sampled_from(Guess),
    helped=st.sampled_from(Helped),
    tasks=st.lists(TASKS, min_size=1, max_size=12).map(tuple),
)
RESULTS = st.builds(
    VisitResult,
    day=st.integers(0, 65_535).map(lambda days: DAY_ZERO + timedelta(days=days)),
    duration=numbers(16),
    seed=numbers(32),
    flags=numbers(7).map(Flag),
    language=numbers(8, 1),
    ended=st.sampled_from(Ended),
    services=st.lists(SERVICES, min_size=1, max_size=4, unique_by=lambda fact: fact.service).map(
        tuple
    ),
)


def without_times(made: Record) -> Record:
    """Which time it is, is told of a progress code only."""
    flags = made.result.flags & ~(Flag.FIRST_TIME | Flag.CAME_AGAIN)
    return replace(made, result=replace(made.result, flags=flags))


RECORDS = st.builds(
    Record,
    tablet=numbers(16, 1),
    epoch=numbers(32),
    sequence=numbers(24, 1),
    previous=st.binary(min_size=8, max_size=8),
    secret=st.binary(min_size=4, max_size=4),
    workshop=numbers(8),
    result=RESULTS,
    progress_tag=st.none() | st.binary(min_size=8, max_size=8),
).map(lambda made: made if made.progress_tag else without_times(made))
"""Four services of twelve tasks at most: always within one code."""


def of_tablet(record: Record, number: int = 1) -> Record:
    return replace(record, tablet=number)


def detail_record(
    sequence: int = 1, tablet: int = 1, epoch: int = 5, tasks: int = 3, result_id: bytes = bytes(16)
) -> DetailRecord:
    """A detail with two mistakes in each task."""
    told = tuple(
        TaskDetail(
            task=number,
            row=number % 4,
            outcome=Outcome.UNSAFE,
            seconds=95,
            to_first_action=5,
            actions=9,
            shortest=4,
            detour=None,
            left=2,
            hint=1,
            missed=3,
            mistakes=("approved", "wrong_pin"),
            checkpoints=("read_first",),
        )
        for number in range(1, tasks + 1)
    )
    services = (ServiceDetail(1, told),) if told else ()
    return DetailRecord(tablet, epoch, sequence, result_id, Detail(bytes(range(32)), services))


_KEYS = st.lists(st.from_regex(r"\A[a-z][a-z0-9_]{0,30}\Z"), max_size=9, unique=True).map(tuple)
_STEPS = st.integers(0, 13_107).map(lambda steps: steps * 5)
TASK_DETAILS = st.builds(
    TaskDetail,
    task=numbers(16, 1),
    row=numbers(8),
    outcome=st.sampled_from(sorted(set(Outcome) - {Outcome.NOT_REACHED})),
    seconds=_STEPS,
    to_first_action=st.none() | _STEPS,
    actions=numbers(16),
    shortest=numbers(16),
    detour=st.none() | numbers(16),
    left=st.none() | numbers(16),
    hint=st.integers(0, 3),
    mentor=st.booleans(),
    deciding_opened=st.booleans(),
    begun_again=numbers(8),
    missed=numbers(8),
    mistakes=_KEYS,
    checkpoints=_KEYS,
)
SERVICE_DETAILS = st.builds(
    ServiceDetail,
    service=numbers(8, 1),
    tasks=st.lists(TASK_DETAILS, min_size=1, max_size=6, unique_by=lambda one: one.task).map(tuple),
)
DETAIL_RECORDS = st.builds(
    DetailRecord,
    tablet=st.just(1),
    epoch=numbers(32),
    sequence=numbers(24, 1),
    result_id=st.binary(min_size=16, max_size=16),
    detail=st.builds(
        Detail,
        content=st.binary(min_size=32, max_size=32),
        services=st.lists(SERVICE_DETAILS, max_size=3, unique_by=lambda one: one.service).map(
            tuple
        ),
    ),
)
