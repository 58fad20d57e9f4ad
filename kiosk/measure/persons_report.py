"""What each scripted person gets, as a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from kiosk.domain.measurement import ENOUGH, Band
from kiosk.domain.outcome import Outcome
from kiosk.domain.task import Case, Rung, Service
from kiosk.measure.behaviour import APPROVES, CAREFUL, RANDOM, REFUSES, Manner
from kiosk.measure.persons import Person
from kiosk.measure.plots import stacked
from kiosk.measure.report import Picture, Report, Requirement, Table, at_least

NEVER = (REFUSES, APPROVES, RANDOM)
"""Who must never hear *can alone* in safety."""
MOST_CAREFUL = 0.9
LUCKY, LUCKY_SAFETY = 0.1, 0.5
"""Share of its runs in which the random person may end a task alone."""


_ORDER: tuple[Enum, ...] = (*Band, *Outcome)


def requirements(persons: Sequence[Person], service: Service) -> list[Requirement]:
    """What is asked of a service, beside what came out."""
    of = {person.manner.name: person for person in persons}
    out = []
    for manner in NEVER:
        person = of[manner.name]
        count = person.safety_bands[Band.CAN_ALONE]
        what = f"{manner.name} told 'can alone' in safety"
        told = f"{count} of {len(person.runs)} runs"
        out.append(Requirement(what, "never", told, count == 0))
    careful = of[CAREFUL.name]
    share = careful.share(careful.safety_bands)
    out.append(at_least("careful told 'can alone' in safety", MOST_CAREFUL, share))
    share = careful.share(careful.bands)
    out.append(at_least(f"careful told 'can alone' in {service.key}", MOST_CAREFUL, share))
    out += _luck(of[RANDOM.name], service)
    return out


def _luck(person: Person, service: Service) -> list[Requirement]:
    """The luckiest task of each kind."""
    out = []
    for safety, most in ((False, LUCKY), (True, LUCKY_SAFETY)):
        shares = {
            task.key: _share(person.of_task(task.number), Outcome.ALONE)
            for task in service.tasks
            if (task.rung is Rung.SAFETY) is safety
        }
        if shares:
            key = max(shares, key=lambda one: shares[one])
            kind = "safety tasks" if safety else "other tasks"
            what = f"random ends 'alone', the luckiest of the {kind} ({key})"
            out.append(
                Requirement(what, f"at most {most:.2f}", f"{shares[key]:.3f}", shares[key] <= most)
            )
    return out


def _share(found: Counter[Outcome], one: Outcome) -> float:
    total = sum(found.values()) - found[Outcome.NOT_REACHED]
    return found[one] / total if total else 0.0


def report(persons: Sequence[Person], service: Service, seed: int) -> Report:
    """Outcomes, bands and the requirements of one service."""
    safety = sum(task.rung is Rung.SAFETY for task in service.tasks)
    runs = len(persons[0].runs)
    words = (
        f"{len(persons)} persons take {service.key}, {runs} runs each, seed {seed}: "
        f"{len(service.tasks)} tasks, {safety} of them safety tasks. The simulation, the journal's "
        "rules, outcomes and bands are those of the tablet; time is virtual."
    )
    if safety < ENOUGH:
        words += f" A band needs {ENOUGH} counted tasks: with {safety}, safety is facts only."
    parts: list[Table | Picture] = [
        _who(persons),
        _bands("Told of the service", persons, [person.bands for person in persons]),
        _bands("Told of safety", persons, [person.safety_bands for person in persons]),
        _outcomes("Outcomes, all tasks", persons),
        _cases(persons),
        _tasks(persons, service),
        _plot("bands", "What is told of the service", persons, [p.bands for p in persons]),
        _plot("safety", "What is told of safety", persons, [p.safety_bands for p in persons]),
        _plot("outcomes", "How the tasks go", persons, [p.outcomes() for p in persons]),
    ]
    asked = requirements(persons, service)
    title = f"Scripted persons take {service.key}"
    return Report(title, words, asked, parts, _figures(persons, service, seed))


def _who(persons: Sequence[Person]) -> Table:
    rows = [[p.manner.name, p.manner.words, f"{p.minutes:.0f} min"] for p in persons]
    return Table("Who they are", ("person", "what they do", "a visit takes"), rows)


def _bands(title: str, persons: Sequence[Person], bands: Sequence[Counter[Band]]) -> Table:
    rows = [
        [p.manner.name, *(f"{p.share(found, band):.3f}" for band in Band)]
        for p, found in zip(persons, bands, strict=True)
    ]
    return Table(title, ("person", *(band.value for band in Band)), rows)


def _word(one: Enum) -> str:
    return one.value if isinstance(one, Band) else one.name.lower().replace("_", " ")


def _outcomes(title: str, persons: Sequence[Person]) -> Table:
    seen = [one for one in Outcome if any(person.outcomes()[one] for person in persons)]
    rows = []
    for person in persons:
        found = person.outcomes()
        total = sum(found.values())
        rows.append([person.manner.name, *(f"{found[one] / total:.3f}" for one in seen)])
    return Table(title, ("person", *map(_word, seen)), rows)


def _cases(persons: Sequence[Person]) -> Table:
    rows = []
    for person in persons:
        false, true = person.outcomes(only=Case.FALSE), person.outcomes(only=Case.TRUE)
        shares = (
            _share(false, Outcome.ALONE),
            _share(false, Outcome.UNSAFE),
            _share(true, Outcome.ALONE),
            _share(true, Outcome.FALSE_ALARM),
        )
        rows.append([person.manner.name, *(f"{share:.3f}" for share in shares)])
    head = ("person", "false: refused alone", "unsafe", "true: done alone", "false alarm")
    return Table("Safety tasks, of those opened", head, rows)


def _tasks(persons: Sequence[Person], service: Service) -> Table:
    rows = []
    for task in service.tasks:
        kind = task.rung.value + (f", {task.case.value}" if task.case else "")
        shares = (_share(person.of_task(task.number), Outcome.ALONE) for person in persons)
        rows.append([task.key, kind, *(f"{share:.2f}" for share in shares)])
    names = (person.manner.name for person in persons)
    return Table("Share alone, task by task", ("task", "rung", *names), rows)


def _plot(
    name: str,
    title: str,
    persons: Sequence[Person],
    found: Sequence[Mapping[Any, int]],
) -> Picture:
    bars = {}
    for person, row in zip(persons, found, strict=True):
        total = sum(row.values())
        kinds = sorted(row.items(), key=lambda item: _ORDER.index(item[0]))
        bars[person.manner.name] = {_word(one): count / total for one, count in kinds}
    return stacked(name, title, bars)


def _figures(persons: Sequence[Person], service: Service, seed: int) -> dict[str, object]:
    return {
        "service": service.key,
        "seed": seed,
        "persons": [
            {
                "name": p.manner.name,
                "rates": _rates(p.manner),
                "runs": len(p.runs),
                "bands": {band.value: count for band, count in p.bands.items()},
                "safety": {band.value: count for band, count in p.safety_bands.items()},
                "tasks": {
                    task.key: {_word(o): n for o, n in p.of_task(task.number).items()}
                    for task in service.tasks
                },
                "minutes": p.minutes,
            }
            for p in persons
        ],
    }


def _rates(manner: Manner) -> dict[str, object]:
    return {
        "reads": manner.reads,
        "misjudges": manner.misjudges,
        "slips": manner.slips,
        "gives_up": manner.gives_up,
        "hints": manner.hints,
        "stops": manner.stops,
    }
