"""Steps that the service takes by itself must come to rest."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from kiosk.domain.simulation.condition import holds, names
from kiosk.domain.simulation.model import Model, Rule

STATES = 20_000


def endless(model: Model) -> list[str]:
    """Events of a circle that time alone would run in for ever; none: it comes to rest.

    Looks at the variables that these steps ask for or set, in every combination of their values.
    """
    rules = [r for r in model.rules if r.event in model.later]
    asked = sorted(names(b.when for r in rules for b in r.branches)
                   | {v for r in rules for b in r.branches for v in b.set})  # fmt: skip
    domains = [model.vars[v] for v in asked]
    for combo in itertools.islice(itertools.product(*domains), STATES):
        if circle := _circle(rules, dict(zip(asked, combo, strict=True))):
            return circle
    return []


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
