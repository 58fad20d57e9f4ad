"""Steps that the service takes by itself must come to rest."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from kiosk.domain.simulation.condition import holds, names
from kiosk.domain.simulation.model import Branch, Model, Rule

STATES = 20_000


def endless(model: Model) -> list[str]:
    """Events of a circle that time alone would run in for ever; none: it comes to rest."""
    rules = _returning([r for r in model.rules if r.event in model.later])
    for values in _combinations(model, rules):
        if circle := _circle(rules, values):
            return circle
    return []


def _returning(rules: list[Rule]) -> list[Rule]:
    """Rules that can change something again and again."""
    branches = [b for r in rules for b in r.branches]
    while True:
        able = [b for b in branches if _again(b, branches)]
        if len(able) == len(branches):
            return [r for r in rules if any(b in able for b in r.branches)]
        branches = able


def _again(branch: Branch, others: list[Branch]) -> bool:
    """Whether others undo what the branch does, and bring back what it takes from its own guard."""
    return any(_undoes(other, branch) for other in others) and any(
        all(branch.set.get(v) in {None, *ok} or _brings(others, v, ok) for v, ok in guard.items())
        for guard in branch.when
    )


def _undoes(other: Branch, branch: Branch) -> bool:
    return any(other.set.get(v, value) != value for v, value in branch.set.items())


def _brings(others: list[Branch], variable: str, allowed: frozenset[str]) -> bool:
    return any(other.set.get(variable) in allowed for other in others)


def _combinations(model: Model, rules: list[Rule]) -> Iterator[dict[str, str]]:
    """Every combination of the values that these steps ask for or set, up to a bound.

    Of the values that no step sets and no step tells apart, one stands for all.
    """
    branches = [b for r in rules for b in r.branches]
    asked = sorted(names(b.when for b in branches) | {v for b in branches for v in b.set})
    combos = itertools.product(*(_different(model, v, branches) for v in asked))
    for combo in itertools.islice(combos, STATES if rules else 0):
        yield dict(zip(asked, combo, strict=True))


def _different(model: Model, variable: str, branches: list[Branch]) -> list[str]:
    guards = [a[variable] for b in branches for a in b.when if variable in a]
    assigned = {b.set[variable] for b in branches if variable in b.set}
    found: dict[tuple[object, ...], str] = {}
    for value in model.vars[variable]:
        mark = (value if value in assigned else None, *(value in g for g in guards))
        found.setdefault(mark, value)
    return list(found.values())


def _circle(rules: list[Rule], values: dict[str, str]) -> list[str]:
    """The first step that fits is taken, as a screen takes it, until nothing changes."""
    seen: list[dict[str, str]] = []
    events: list[str] = []
    while values not in seen:
        seen.append(values)
        step = next(((r.event, a) for r in rules if (a := _after(r, values)) != values), None)
        if step is None:
            return []
        events.append(step[0])
        values = step[1]
    return events[seen.index(values) :]


def _after(rule: Rule, values: Mapping[str, str]) -> dict[str, str]:
    branch = next((b for b in rule.branches if holds(b.when, values)), None)
    return {**values, **branch.set} if branch else dict(values)
