"""Conditions over variables, and the little algebra that compiler and checker need of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping

All = Mapping[str, frozenset[str]]
"""Holds when every variable named has one of the values beside it."""

Cond = tuple[All, ...]
"""Holds when one of the alternatives holds."""

ALWAYS: Cond = ({},)
NEVER: Cond = ()


def holds(cond: Cond, values: Mapping[str, str]) -> bool:
    """Whether the condition holds where the variables have these values."""
    return any(all(values[v] in ok for v, ok in a.items()) for a in cond)


def join(*alternatives: All) -> All | None:
    """All of them at once; None when they contradict each other."""
    out: dict[str, frozenset[str]] = {}
    for alternative in alternatives:
        for variable, allowed in alternative.items():
            out[variable] = out[variable] & allowed if variable in out else allowed
    return out if all(out.values()) else None


def conj(*conds: Cond) -> Cond:
    """The conditions at once, as alternatives again."""
    combined = (join(*combo) for combo in itertools.product(*conds))
    return tuple(c for c in combined if c is not None)


def names(conds: Iterable[Cond]) -> frozenset[str]:
    """Every variable that the conditions mention."""
    return frozenset(v for c in conds for a in c for v in a)


def unite(domains: Mapping[str, tuple[str, ...]], cond: Iterable[All]) -> Cond:
    """The same condition with fewer alternatives.

    Alternatives that differ in one variable become one; a variable that may be anything drops out.
    """
    out = list(cond)
    for variable in sorted({v for a in out for v in a}):
        every = frozenset(domains[variable])
        groups: dict[frozenset[tuple[str, frozenset[str]]], frozenset[str]] = {}
        for a in out:
            rest = frozenset((k, v) for k, v in a.items() if k != variable)
            groups[rest] = groups.get(rest, frozenset()) | a.get(variable, every)
        out = [
            dict(rest) | ({variable: allowed} if allowed != every else {})
            for rest, allowed in groups.items()
        ]
    return tuple(out)
