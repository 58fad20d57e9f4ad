"""The scoring version of a service: what results are judged by, as bytes that are kept for good.

Texts are not in it: a corrected sentence makes no new version.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from kiosk.domain.errors import N_
from kiosk.domain.measurement import DIFFICULTY, DISCRIMINATION
from kiosk.domain.outcome import Outcome
from kiosk.domain.task import Case, Rung, Service, Task
from kiosk.domain.text import Text

OUTCOMES = tuple((outcome.value, outcome.name) for outcome in Outcome)
GONE = N_("Task <number>")
"""What a task is called that the content has no more. A ``Text`` without a key is the kiosk's."""


@dataclass(frozen=True, slots=True)
class ScoredTask:
    """A task as it was judged."""

    number: int
    rung: Rung
    case: Case | None
    a: float
    b: float
    origin: str


@dataclass(frozen=True, slots=True)
class ScoringVersion:
    """A service as it was judged; facts of its results stand in the order of ``tasks``."""

    number: int
    """Of the service."""
    tasks: tuple[ScoredTask, ...]
    outcomes: tuple[tuple[int, str], ...] = OUTCOMES
    """Those that there were."""


def version_of(number: int, tasks: Sequence[Task]) -> ScoringVersion:
    """The version of a service with these tasks."""
    return ScoringVersion(
        number, tuple(ScoredTask(t.number, t.rung, t.case, t.a, t.b, t.origin) for t in tasks)
    )


def canonical(version: ScoringVersion) -> bytes:
    """The very bytes that the digest is taken over: JSON without spaces, in UTF-8."""
    items = [
        [t.number, t.rung.value, t.case and t.case.value, t.a, t.b, t.origin] for t in version.tasks
    ]
    what = [version.number, version.outcomes, items]
    return json.dumps(what, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def digest(content: bytes) -> bytes:
    """4 bytes, as a record names the version."""
    return sha256(content).digest()[:4]


def read(content: bytes) -> ScoringVersion:
    """A version out of its canonical bytes.

    Raises:
        ValueError: it is anything else, or has an outcome that means something else here.
    """
    try:
        number, outcomes, items = json.loads(content.decode())
        version = ScoringVersion(
            _number(number),
            tuple(_task(*item) for item in items),
            tuple(_outcome(*outcome) for outcome in outcomes),
        )
    except (TypeError, RecursionError) as error:
        raise ValueError("no scoring version") from error
    numbers = {task.number for task in version.tasks}
    if len(numbers) != len(version.tasks) or canonical(version) != content:
        raise ValueError("a scoring version in another form")
    return version


def as_it_was(service: Service, version: ScoringVersion) -> Service:
    """The present service, judged as it was in a version; texts are the present ones.

    Raises:
        ValueError: the version is another service's.
    """
    if version.number != service.number:
        raise ValueError("a scoring version of another service")
    present = {task.number: task for task in service.tasks}
    return replace(
        service,
        tasks=tuple(_as_it_was(present.get(one.number), one) for one in version.tasks),
        scoring_digest=digest(canonical(version)),
    )


def _as_it_was(task: Task | None, then: ScoredTask) -> Task:
    if task is None:
        name = Text("", GONE, {"number": str(then.number)})
        return Task(
            then.number, f"task_{then.number}", name, name, then.rung, then.case, (),
            then.a, then.b, then.origin,
        )  # fmt: skip
    return replace(task, rung=then.rung, case=then.case, a=then.a, b=then.b, origin=then.origin)


def _number(value: object) -> int:
    if type(value) is not int or value < 1:
        raise ValueError("no number")
    return value


def _within(value: object, bounds: tuple[float, float]) -> float:
    if type(value) is not float or not bounds[0] <= value <= bounds[1]:
        raise ValueError("no item parameter")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("no text")
    return value


def _task(
    number: object, rung: str, case: str | None, a: object, b: object, origin: object
) -> ScoredTask:
    return ScoredTask(
        _number(number),
        Rung(rung),
        None if case is None else Case(case),
        _within(a, DISCRIMINATION),
        _within(b, DIFFICULTY),
        _text(origin),
    )


def _outcome(value: int, name: str) -> tuple[int, str]:
    if Outcome(value).name != name:
        raise ValueError("an outcome that means something else")
    return Outcome(value).value, name
