"""Results for the desk's screen, and a desk that gives them without keys or a store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from kiosk.desk.profile import Profile, service_profiles
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
from kiosk.domain.simulation.condition import NEVER
from kiosk.domain.task import Assessments, Case, Rung, Service, Task
from kiosk.domain.text import Text
from kiosk.handoff.errors import Rejected
from kiosk.storage.desk import StoredResult, Way
from tests import small

NOW = datetime(2026, 3, 2, 9, 42, tzinfo=UTC)
CODE = "KR1" + "0123456789" * 86

MITID = [
    ("Logge ind med MitID", "Log ind med MitID og en telefon", None),
    ("Afvise, når teksten ikke passer", "Sig nej, når teksten ikke passer", Case.FALSE),
    ("Godkende, når teksten passer", "Læs teksten, og godkend, når den passer", Case.TRUE),
]
POST = [
    ("Finde et brev", "Find et brev med søgning", None),
    ("Åbne et vedhæftet dokument", "Åbn et vedhæftet dokument", None),
    ("Svare på et brev", "Svar på et brev", None),
    ("Se, hvem der har skrevet", "Se efter, hvem der har skrevet", None),
    ("Slette falsk post", "Slet en besked, der ikke passer", Case.FALSE),
    ("Åbne ægte post", "Åbn ægte post fra kommunen", Case.TRUE),
    ("Lægge et brev i en mappe", "Læg et brev i en mappe", None),
    ("Give en anden adgang", "Giv en anden adgang til din post", None),
    ("Afvise en falsk opkrævning", "Slet en falsk opkrævning", Case.FALSE),
    ("Betale en ægte regning", "Betal en ægte regning", Case.TRUE),
    ("Finde en frist", "Find fristen i et brev", None),
    ("Gemme et brev", "Gem et brev som fil", None),
]

JOBNET = [
    ("Logge ind på Jobnet", "Log ind på Jobnet", None),
    ("Finde din plan", "Find din plan", None),
    ("Skrive i jobloggen", "Skriv et job i jobloggen", None),
    ("Bekræfte et møde", "Bekræft et møde, du kan komme til", Case.TRUE),
    ("Flytte et møde", "Flyt et møde på Jobnet", None),
    ("Afvise et falsk job", "Sig nej til et job, der vil have penge", Case.FALSE),
    ("Søge et job", "Søg efter et job", None),
    ("Afvise en falsk besked", "Slet en falsk besked om ydelse", Case.FALSE),
    ("Svare på en ægte besked", "Svar på en ægte besked", Case.TRUE),
    ("Gemme et jobopslag", "Gem et jobopslag", None),
    ("Melde sig syg", "Meld dig syg på Jobnet", None),
    ("Se en frist", "Find fristen for jobloggen", None),
]
PDF: list[tuple[str, str, Case | None]] = [
    (f"Opgave {n} med PDF", f"Øv PDF, opgave {n}", None) for n in range(1, 17)
]


def service(number: int, key: str, name: str, tasks: list[tuple[str, str, Case | None]]) -> Service:
    plain = small.service().tasks[0]

    def text(part: str, source: str) -> Text:
        return Text(f"desks/{key}/{part}", source)

    made = tuple(
        replace(
            plain,
            number=at,
            key=f"task{at}",
            can=text(f"can{at}", can),
            next=text(f"next{at}", nxt),
            rung=Rung.SAFETY if case else Rung.ALONE,
            case=case,
        )
        for at, (can, nxt, case) in enumerate(tasks, 1)
    )
    return replace(
        small.service(number, key), name=text("name", name), tasks=made,
        scoring_digest=bytes([number] * 4),
    )  # fmt: skip


def calibrated(assessments: Assessments) -> Assessments:
    """The same, its difficulties measured."""
    services = tuple(
        replace(service, tasks=tuple(replace(t, origin="calibrated on 400") for t in service.tasks))
        for service in assessments.services
    )
    return replace(assessments, services=services)


def undecided(task: Task) -> Task:
    """The same, but nothing has to be opened for the right answer."""
    return replace(task, forms=tuple(replace(form, decides=NEVER) for form in task.forms))


ASSESSMENTS = Assessments(
    (
        service(1, "mitid", "MitID", MITID),
        service(2, "digital_post", "Digital Post", POST),
        service(3, "jobnet", "Jobnet", JOBNET),
        service(4, "pdf", "PDF", PDF),
    ),
    bytes(32),
)


def fact(number: int, *outcomes: Outcome, **more: object) -> ServiceFact:
    tasks = tuple(
        TaskFact(
            one,
            deciding_opened=at % 2 == 0,
            seconds=0 if one is Outcome.NOT_REACHED else 38 + 47 * at,
        )
        for at, one in enumerate(outcomes)
    )
    found = ServiceFact(number, bytes([number] * 4), Guess.WITH_HELP, Helped.NO, tasks)
    return replace(found, **more)  # type: ignore[arg-type]


def profile(
    *facts: ServiceFact,
    flags: Flag = Flag.PRACTICE,
    ended: Ended = Ended.ALL_TASKS,
    language: int = 1,
    assessments: Assessments = ASSESSMENTS,
    sequence: int = 7,
    **more: object,
) -> Profile:
    result = VisitResult(date(2026, 3, 2), 408, 5, flags, language, ended, facts)
    record = Record(12, 1, sequence, bytes(8), bytes(4), 1, result)
    made = Profile(
        id=bytes([sequence] * 16),
        record=record,
        workshop="Gammel Køge Landevej",
        services=service_profiles(record, assessments),
        receipt_code="48210937",
    )
    return replace(made, **more)  # type: ignore[arg-type]


def three(**more: object) -> Profile:
    """Three MitID tasks: two managed alone, one unsafe."""
    return profile(fact(1, Outcome.ALONE, Outcome.UNSAFE, Outcome.ALONE), **more)  # type: ignore[arg-type]


def many(**more: object) -> Profile:
    """Every outcome there is, and a service whose content is not here."""
    o = Outcome
    went = (
        *(o.ALONE, o.HINT_1, o.ALONE, o.MENTOR, o.ALONE, o.FALSE_ALARM),
        *(o.HINT_3, o.SKIPPED, o.UNSAFE, o.ALONE, o.NOT_DONE, o.NOT_REACHED),
    )
    post = fact(2, *went, guess=Guess.CANNOT, helped=Helped.A_LITTLE)
    mitid = fact(1, o.HINT_2, o.ALONE, o.DEMONSTRATED, guess=Guess.CAN_HELP_OTHERS)
    other = fact(9, o.ALONE, o.NOT_DONE)
    return profile(mitid, post, other, flags=Flag.GUIDED, **more)  # type: ignore[arg-type]


def judged(**more: object) -> Profile:
    """Three services, one in each band, and safety over all of them."""
    o = Outcome
    post = [o.ALONE] * 11 + [o.HINT_1]
    jobnet = [
        *(o.ALONE, o.HINT_1, o.ALONE, o.FALSE_ALARM, o.ALONE, o.ALONE),
        *(o.HINT_2, o.UNSAFE, o.ALONE, o.NOT_DONE, o.ALONE, o.ALONE),
    ]
    pdf = [o.HINT_1, o.NOT_DONE, o.MENTOR, o.NOT_DONE, o.NOT_DONE, o.MENTOR, *[o.NOT_DONE] * 10]
    return profile(
        fact(2, *post), fact(3, *jobnet, guess=Guess.ALONE), fact(4, *pdf, guess=Guess.CANNOT),
        flags=Flag.GUIDED | Flag.GATE_PASSED, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def kept(found: Profile, at: int = 0, way: Way = Way.SCAN) -> StoredResult:
    record = found.record
    return StoredResult(
        found.id, bytes(32), record.tablet, record.epoch, record.sequence, bytes(8), found.day,
        b"", b"", (), NOW - timedelta(minutes=17 * at), way,
    )  # fmt: skip


class FakeDesk:
    """Gives what it was told to give; ``refuse`` makes it refuse everything."""

    def __init__(self, gives: Profile | None = None, before: tuple[Profile, ...] = ()) -> None:
        self.gives = gives or three()
        self.known = list(before)
        self.received: list[tuple[str, Way]] = []
        self.refuse = False
        self.lost: set[bytes] = set()
        """Results that it can no longer open."""

    def receive(self, text: str, way: Way) -> Profile:
        self.received.append((text, way))
        if self.refuse or not text.upper().startswith("KR1"):
            raise Rejected
        if self.gives not in self.known:
            self.known.insert(0, self.gives)
        return self.gives

    def recall(self, kept: StoredResult) -> Profile:
        if kept.id in self.lost:
            raise Rejected
        return next(found for found in self.known if found.id == kept.id)

    def glance(self, kept: StoredResult) -> Profile:
        return self.recall(kept)

    def latest(self, limit: int = 20) -> tuple[StoredResult, ...]:
        ways = tuple(Way)
        return tuple(kept(found, at, ways[at % 4]) for at, found in enumerate(self.known[:limit]))
