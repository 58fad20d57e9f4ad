"""The names that conditions and effects may use, and how both become rules."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kiosk.content import shape
from kiosk.content.errors import FaultError, Faults, Place
from kiosk.content.messages import SLOT
from kiosk.content.source import Node, Row, Table, Word
from kiosk.domain.simulation.condition import ALWAYS, All, Cond, conj, join
from kiosk.domain.simulation.model import Branch
from kiosk.domain.text import Text

Slots = Mapping[str, "Word | Row | Text"]
"""What ``<name>`` stands for: a word or a list of words anywhere, a text in texts only."""

BRANCHES = 2_000
"""Alternatives of one condition or effect; more is a slip of the pen."""


@dataclass(slots=True)
class Scope:
    """Variables with their values, lists with their items, and the slots of one form."""

    slots: Slots
    faults: Faults
    vars: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lists: dict[str, dict[str, Table]] = field(default_factory=dict)
    devices: list[str] = field(default_factory=list)
    inputs: dict[str, dict[str, str]] = field(default_factory=dict)

    # -- slots

    def fill(self, node: Node, slots: Slots | None = None) -> Node:
        """The node with its ``<slots>`` replaced; alone, a slot may stand for a list."""
        known = self.slots if slots is None else slots
        if isinstance(node, Word):
            return self._fill_word(node, known)
        if isinstance(node, Table):
            out = Table(node.place)
            for key, value in node.entries():
                out[self.word(key, known)] = self.fill(value, known)
            return out
        rows = Row(node.place)
        rows += (self.fill(n, known) for n in node)
        return rows

    def _fill_word(self, given: Word, slots: Slots) -> Node:
        alone = SLOT.fullmatch(given)
        if alone and isinstance(value := slots.get(alone[1]), Row):
            return value
        return self.word(given, slots)

    def word(self, given: Word, slots: Slots) -> Word:
        """The word with its slots replaced, each by a word."""

        def value(found: re.Match[str]) -> str:
            filled = slots.get(found[1])
            if filled is None:
                raise FaultError(given.place, f"unknown slot '{found[0]}'", found[1], slots)
            if not isinstance(filled, Word):
                raise FaultError(
                    given.place, f"'{found[0]}' is a text or a list and cannot stand here"
                )
            return filled

        return Word(SLOT.sub(value, given), given.place) if "<" in given else given

    def items(self, over: Node | None) -> Iterator[tuple[str, Slots]]:
        """(item, slots with the item's own) for each item of a list; once where there is none."""
        if over is None:
            yield "", self.slots
            return
        name = shape.word(over, over.place, "a list")
        if name not in self.lists:
            raise FaultError(name.place, f"unknown list '{name}'", name, self.lists)
        for item, attributes in self.lists[name].items():
            own: dict[str, Word | Row | Text] = {name: Word(item, name.place)}
            for key, value in attributes.entries():
                if isinstance(value, Word):
                    own[f"{name}.{key}"] = value
            yield item, {**self.slots, **own}

    # -- variables

    def declare(self, key: Word, given: Node) -> None:
        """A variable, or one for each item of a list."""
        name, _, over = key.partition(" each ")
        shape.name(Word(name, key.place), key.place, "a variable")
        if over and over not in self.lists:
            raise FaultError(key.place, f"unknown list '{over}'", over, self.lists)
        domain = self._domain(name, given)
        if len(domain) < 2 or len(set(domain)) < len(domain):
            raise FaultError(key.place, f"'{name}' needs two or more different values")
        for item in self.lists[over] if over else [""]:
            full = f"{name}.{item}" if item else name
            if full in self.vars:
                raise FaultError(key.place, f"variable '{full}' is declared twice")
            self.vars[full] = domain

    def _domain(self, name: str, given: Node) -> tuple[str, ...]:
        if isinstance(given, Table):
            return self._typed(name, given)
        out: list[str] = []
        for value in shape.row(given, given.place):
            text = shape.word(value, given.place, "a value")
            each, over = text.startswith("each "), text.removeprefix("each ")
            if each and over not in self.lists:
                raise FaultError(text.place, f"unknown list '{over}'", over, self.lists)
            out += self.lists[over] if each else [text]
        return tuple(out)

    def _typed(self, name: str, given: Table) -> tuple[str, ...]:
        shape.keys(given, frozenset({"typed"}), self.faults, ("typed",))
        known = shape.table(given.get("typed"), given.place)
        self.inputs[name] = {
            cls: shape.word(self.fill(text), known.place, "a known input")
            for cls, text in known.entries()
        }
        return ("empty", *self.inputs[name], "other")

    # -- conditions

    def cond(self, raw: Node | None) -> Cond:
        """A table: all of it. A list: any of it. ``x not: v``: another value."""
        if raw is None:
            return ALWAYS
        if isinstance(raw, Row):
            return tuple(c for part in raw for c in self.cond(part))
        terms = [self._atom(key, value) for key, value in shape.table(raw, raw.place).entries()]
        size = 1
        for term in terms:
            size *= max(1, len(term))
        if size > BRANCHES:
            raise FaultError(raw.place, f"the condition has {size} alternatives; split it")
        return conj(*terms)

    def _atom(self, key: Word, value: Node) -> Cond:
        given = shape.row(value, key.place) if isinstance(value, Row) else [value]
        values = [shape.word(v, key.place, "a value") for v in given]
        name, negated = key.removesuffix(" not"), key.endswith(" not")
        return self._test(Word(name, key.place), values, negated)

    def _test(self, name: Word, values: list[Word], negated: bool) -> Cond:
        what, of, which = name.partition(" of ")
        if of and which in self.vars:
            return self._of_variable(name, what, which, values, negated)
        if of and f"{what}.{which}" not in self.vars:
            return ALWAYS if (self._attribute(name, what, which) in values) != negated else ()
        full = f"{what}.{which}" if of else str(name)
        domain = self._variable(full, name.place)
        for value in values:
            self._value(full, value, value.place)
        allowed = frozenset(v for v in domain if (v in values) != negated)
        return ({full: allowed},)

    def _of_variable(
        self, name: Word, what: str, which: str, values: list[Word], negated: bool
    ) -> Cond:
        """``read of open``: the item is what the variable ``open`` names."""
        out: list[All] = []
        items = [i for i in self.vars[which] if self._has(what, i)]
        if not items:
            raise FaultError(name.place, f"no item that '{which}' can name has '{what}'")
        for item in items:
            for alternative in self._test(Word(f"{what} of {item}", name.place), values, negated):
                both = join({which: frozenset([item])}, alternative)
                if both is not None:
                    out.append(both)
        return tuple(out)

    def _has(self, what: str, item: str) -> bool:
        return f"{what}.{item}" in self.vars or any(
            what in items.get(item, ()) for items in self.lists.values()
        )

    def _attribute(self, name: Word, what: str, which: str) -> str:
        for items in self.lists.values():
            if which in items and what in items[which]:
                return str(items[which][what])
        raise FaultError(name.place, f"no item '{which}' with '{what}'", which, self._every_item())

    def _every_item(self) -> set[str]:
        return {i for items in self.lists.values() for i in items}

    def _variable(self, name: str, place: Place) -> tuple[str, ...]:
        if name not in self.vars:
            raise FaultError(place, f"unknown variable '{name}'", name, self.vars)
        return self.vars[name]

    def _value(self, name: str, value: str, place: Place) -> None:
        if value not in self._variable(name, place):
            what = "has no view" if name in self.devices else "is never"
            raise FaultError(place, f"'{name}' {what} '{value}'", value, self.vars[name])

    # -- effects

    def branches(self, raw: Table, shown: Cond, device: str = "") -> tuple[Branch, ...]:
        """What an event does: ``do``, the first branch that fits; or ``set`` and ``go`` at once."""
        out: list[Branch] = []
        for option in shape.row(raw["do"], raw.place) if "do" in raw else [raw]:
            table = shape.table(option, raw.place)
            effects = self._assignments(table, device)
            asked = self.cond(table.get("when")) if table is not raw else ALWAYS
            for when, done in self._effects(effects, table.place):
                if both := conj(shown, asked, (when,)):
                    out.append(Branch(both, done))
        return tuple(out)

    def _assignments(self, raw: Table, device: str) -> dict[Word, Word]:
        out: dict[Word, Word] = {}
        for key, value in shape.table(raw.get("set"), raw.place).entries():
            out[key] = shape.word(value, key.place, "a value")
        targets = shape.word(raw["go"], raw.place, "a view") if "go" in raw else None
        for target in targets.split() if targets else []:
            where, _, view = target.rpartition(".")
            if not (where or device):
                raise FaultError(raw.place, f"name the device of '{target}': device.view")
            place = raw["go"].place
            self._value(where or device, view, place)
            out[Word(where or device, place)] = Word(view, place)
        if not out and ("set" in raw or "go" in raw):
            raise FaultError(raw.place, "nothing is set")
        return out

    def _effects(
        self, raw: Mapping[Word, Word], place: Place
    ) -> Iterator[tuple[All, dict[str, str]]]:
        """``folder of open`` and ``as slot`` depend on a variable: one branch for each value."""
        asked = {k.partition(" of ")[2] for k in raw} | {
            v.removeprefix("as ") for v in raw.values() if v.startswith("as ")
        }
        depends = sorted(n for n in asked if n in self.vars)
        fits = 0
        for combo in itertools.product(*(self.vars[k] for k in depends)):
            now = dict(zip(depends, combo, strict=True))
            done = {self._target(k, now): self._source(v, now) for k, v in raw.items()}
            if all(v in self.vars.get(k, ()) for k, v in done.items()):
                fits += 1
                yield {k: frozenset([v]) for k, v in now.items()}, done
            elif not depends:
                for key, value in raw.items():
                    self._value(self._target(key, now), self._source(value, now), key.place)
        if not fits:
            raise FaultError(place, "the effect fits no value of " + ", ".join(depends))

    def _target(self, key: Word, now: Mapping[str, str]) -> str:
        what, of, which = key.partition(" of ")
        return f"{what}.{now.get(which, which)}" if of else str(key)

    def _source(self, value: Word, now: Mapping[str, str]) -> str:
        if not value.startswith("as "):
            return str(value)
        name = value.removeprefix("as ")
        if name not in now:
            raise FaultError(value.place, f"unknown variable '{name}'", name, self.vars)
        return now[name]
