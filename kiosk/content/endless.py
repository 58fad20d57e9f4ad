"""Steps that the service takes by itself must come to rest."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from kiosk.domain.simulation.condition import holds, names
from kiosk.domain.simulation.model import Model, Rule

STATES = 20_000


def endless(model: Model) -> list[str]:
    """Events of a circle that time alone would run in for ever; none: it comes to rest."""
    rules = [r for r in model.rules if r.event in model.later]
    while rules:
        able = [r for r in rules if any(_may_follow(before, r) for before in rules)]
        if len(able) == len(rules):
            break
        rules = able  # what no step leads to happens once at most
    for values in _combinations(model, rules):
        if circle := _circle(rules, values):
            return circle
    return []


def _may_follow(before: Rule, after: Rule) -> bool:
    """Whether a step can leave things so that the other one fits."""
    return any(
        all(done.set[v] in ok for v, ok in alternative.items() if v in done.set)
        for done in before.branches
        for branch in after.branches
        for alternative in branch.when
    )


def _combinations(model: Model, rules: list[Rule]) -> Iterator[dict[str, str]]:
    """Every combination of the values that these steps ask for or set, up to a bound."""
    branches = [b for r in rules for b in r.branches]
    asked = sorted(names(b.when for b in branches) | {v for b in branches for v in b.set})
    combos = itertools.product(*(model.vars[v] for v in asked))
    for combo in itertools.islice(combos, STATES if rules else 0):
        yield dict(zip(asked, combo, strict=True))


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
