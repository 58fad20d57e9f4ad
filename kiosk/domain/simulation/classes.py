"""Which differences between values a question needs: the rest is merged before a walk begins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kiosk.domain.simulation.condition import All, Cond, names, unite
from kiosk.domain.simulation.machine import NOTHING, Classes
from kiosk.domain.simulation.model import Model, Rule


class _Partition:
    """Values of each variable by the answers they give to the questions asked so far."""

    def __init__(self, model: Model, soft: frozenset[str]) -> None:
        self._model = model
        self._soft = soft
        self._answers: dict[str, dict[str, tuple[bool, ...]]] = {
            v: dict.fromkeys(d, ()) for v, d in model.vars.items()
        }
        self.asked: set[tuple[str, frozenset[str]]] = set()

    def refine(self, cond: Cond) -> None:
        for alternative in cond:
            for variable, allowed in alternative.items():
                question = (variable, allowed)
                if question in self.asked or variable in self._soft:
                    continue
                self.asked.add(question)
                old = self._answers[variable]
                self._answers[variable] = {x: (*c, x in allowed) for x, c in old.items()}

    def tells(self, variable: str) -> bool:
        return len(set(self._answers[variable].values())) > 1

    def visible(self, effects: Mapping[str, str]) -> tuple[tuple[str, tuple[bool, ...]], ...]:
        """What an assignment changes, as far as the classes can tell."""
        return tuple((v, self._answers[v][x]) for v, x in sorted(effects.items()) if self.tells(v))

    def ask_guards(self, rule: Rule) -> None:
        """Branches with one effect ask their guards together, or `as x` would split every item."""
        effects = [self.visible(b.set) for b in rule.branches]
        last = max((i for i, e in enumerate(effects) if e), default=-1)
        same: dict[object, list[All]] = {}
        for effect, branch in zip(effects[: last + 1], rule.branches, strict=False):
            same.setdefault(effect, []).extend(branch.when)
        for together in same.values():
            self.refine(unite(self._model.vars, together))

    def classes(self) -> Classes:
        out: dict[str, dict[str, str]] = {}
        for variable, answers in self._answers.items():
            first: dict[tuple[bool, ...], str] = {}
            out[variable] = {x: first.setdefault(c, x) for x, c in answers.items()}
        return out


def value_classes(model: Model, asked: Iterable[Cond], soft: frozenset[str] = NOTHING) -> Classes:
    """The coarsest merging that keeps every asked condition, and every step towards it, exact.

    Each variable begins as one class; the conditions asked split it, then the guards of every rule
    that can change a class, until nothing splits. A variable left with one class is not needed.
    """
    partition = _Partition(model, soft)
    for cond in asked:
        partition.refine(cond)
    before = -1
    while before != len(partition.asked):
        before = len(partition.asked)
        for name, cond in model.latches.items():
            if partition.tells(name):
                partition.refine(cond)
        for rule in model.rules:
            partition.ask_guards(rule)
    return partition.classes()


def background(model: Model, asked: Iterable[Cond]) -> frozenset[str]:
    """Every variable that no question names, but for the views: soft until shown to matter."""
    named = names(asked)
    named |= names(model.latches[n] for n in named & model.latches.keys())
    return frozenset(model.vars) - named - frozenset(model.devices)
