"""A model without what can never happen from its start: much of a service sleeps in a task."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kiosk.domain.simulation.condition import All, Cond
from kiosk.domain.simulation.model import Branch, Model, Rule

Values = Mapping[str, frozenset[str]]


def possible(model: Model) -> Model:
    """The same machine, as far as it can be reached: fewer rules, and guards that ask for less.

    Each variable is looked at alone, so some of what is kept may not happen either.
    """
    values = _values(model)
    rules = (Rule(rule.event, tuple(_branches(rule.branches, values))) for rule in model.rules)
    return replace(
        model,
        rules=tuple(r for r in rules if r.branches),
        latches={name: _asked(cond, values) for name, cond in model.latches.items()},
    )


def _values(model: Model) -> Values:
    """Every value that a variable may ever have."""
    values = {v: frozenset([x]) for v, x in model.start.items()}
    steps = [b for r in model.rules for b in r.branches]
    steps += [Branch(cond, {name: "yes"}) for name, cond in model.latches.items()]
    before = -1
    while before != len(steps):
        before = len(steps)
        asleep = []
        for step in steps:
            if not any(_may_hold(a, values) for a in step.when):
                asleep.append(step)
                continue
            for variable, value in step.set.items():
                values[variable] |= {value}
        steps = asleep
    return values


def _may_hold(alternative: All, values: Values) -> bool:
    return all(ok & values[v] for v, ok in alternative.items())


def _asked(cond: Cond, values: Values) -> Cond:
    """The alternatives that may hold, each without what always holds."""
    return tuple(
        {v: ok for v, ok in a.items() if not values[v] <= ok} for a in cond if _may_hold(a, values)
    )


def _branches(branches: Iterable[Branch], values: Values) -> Iterable[Branch]:
    for branch in branches:
        if when := _asked(branch.when, values):
            yield Branch(when, branch.set)
