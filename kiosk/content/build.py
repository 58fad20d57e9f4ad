"""One form's machine and views, out of a service and the shared parts that it uses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kiosk.content import shape
from kiosk.content.errors import FaultError, Faults
from kiosk.content.messages import SLOT
from kiosk.content.pictures import Pictures
from kiosk.content.scope import Scope, Slots
from kiosk.content.source import Node, Row, Table, Word
from kiosk.content.texts import Texts
from kiosk.content.views import Built, ViewBuilder
from kiosk.domain.simulation.model import Branch, Rule
from kiosk.domain.simulation.view import View
from kiosk.domain.text import Text

PART_KEYS = frozenset({"lists", "vars", "forget", "views", "later", "use"})
SERVICE_KEYS = PART_KEYS | {"number", "name", "languages", "person", "gate"}

_LATER_KEYS = frozenset({"later", "when", "set", "go"})


@dataclass(frozen=True, slots=True)
class Part:
    """A file that a service is made of, and the parameters that it was used with."""

    root: Table
    given: Slots


@dataclass(frozen=True, slots=True)
class Made:
    """What one view of a service is made of, where the slots that it names have some values."""

    rules: tuple[Rule, ...]
    views: tuple[View, ...]


Memory = dict[tuple[object, ...], Made]
"""Views that were built for another form of the same service, by all that they depend on."""


def build(
    parts: Sequence[Part],
    slots: Slots,
    texts: Texts,
    pictures: Pictures,
    faults: Faults,
    memory: Memory,
) -> Built:
    """Variables and views of every part first, then the components that name them.

    A view that names none of the slots in which two forms differ is built once for both.
    """
    out = Built(Scope(slots, faults), texts, pictures)
    for part in parts:
        _lists(part, out.scope)
    for part in parts:
        out.scope.slots = _slots(part, slots, out.scope)
        _declare(part, out.scope)
    for part in parts:
        out.scope.slots = _slots(part, slots, out.scope)
        for key, raw in shape.tables(part.root.get("views"), part.root.place, faults):
            with faults.gathered():
                _view(out, key, raw, memory)
        for later in shape.row(part.root.get("later"), part.root.place):
            with faults.gathered():
                _later(out, shape.table(later, part.root.place))
    out.scope.slots = slots
    _forget(parts, out)
    return out


def _view(out: Built, key: Word, raw: Table, memory: Memory) -> None:
    named = sorted(_named(raw, out.scope))
    known = (str(key), *((name, _value(out.scope.slots.get(name))) for name in named))
    if known not in memory:
        rules, views = len(out.rules), len(out.views)
        ViewBuilder(out, key, raw).build()
        memory[known] = Made(tuple(out.rules[rules:]), tuple(out.views[views:]))
        return
    made = memory[known]
    out.rules += made.rules
    out.views += made.views


def _named(node: Node, scope: Scope) -> set[str]:
    """The slots that a node names, in its own words or in those of the lists that it runs over."""
    if isinstance(node, Word):
        return set(SLOT.findall(node))
    if isinstance(node, Row):
        return {name for part in node for name in _named(part, scope)}
    out = {name for pair in node.entries() for part in pair for name in _named(part, scope)}
    over = node.get("each")
    if isinstance(over, Word) and over in scope.lists:
        items = scope.lists[over].values()
        out |= {name for item in items for name in _named(item, scope)}
    return out


def _value(filled: Word | Row | Text | None) -> object:
    """What can be compared: the same words, or a text of the same key with the same values."""
    return repr(filled) if isinstance(filled, Text) else (type(filled).__name__, str(filled))


def _slots(part: Part, slots: Slots, scope: Scope) -> Slots:
    """The slots of the form and the part's parameters, which may name slots themselves."""
    given: dict[str, Word | Row | Text] = {}
    for key, value in part.given.items():
        with scope.faults.gathered():
            given[key] = scope.word(value, slots) if isinstance(value, Word) else value
    return {**slots, **given}


def _lists(part: Part, scope: Scope) -> None:
    for name, items in shape.tables(part.root.get("lists"), part.root.place, scope.faults):
        with scope.faults.gathered():
            shape.name(name, name.place, "a list")
            if name in scope.lists:
                raise FaultError(name.place, f"list '{name}' is declared twice")
            tables = shape.tables(items, name.place, scope.faults)
            scope.lists[name] = {
                str(shape.name(item, item.place, "an item")): raw for item, raw in tables
            }


def _declare(part: Part, scope: Scope) -> None:
    root, faults = part.root, scope.faults
    for key, values in shape.table(root.get("vars"), root.place).entries():
        with faults.gathered():
            scope.declare(key, values)
    for key, _ in shape.table(root.get("views"), root.place).entries():
        with faults.gathered():
            device, _, view = key.partition(".")
            shape.name(Word(device, key.place), key.place, "a device")
            shape.name(Word(view, key.place), key.place, "a view")
            if device not in scope.devices:
                scope.devices.append(device)
            if view in scope.vars.setdefault(device, ()):
                raise FaultError(key.place, f"view '{key}' stands twice")
            scope.vars[device] = (*scope.vars[device], view)


def _later(out: Built, raw: Table) -> None:
    shape.keys(raw, _LATER_KEYS, out.scope.faults, ("later", "when"))
    name = shape.name(raw.get("later"), raw.place, "the name of what happens")
    event = f"later/{name}"
    if event in out.later:
        raise FaultError(name.place, f"'{name}' stands twice")
    filled = shape.table(out.scope.fill(raw), raw.place)
    shown = out.scope.cond(filled.get("when"))
    out.rules.append(Rule(event, out.scope.branches(filled, shown)))
    out.later.append(event)


def _forget(parts: Sequence[Part], out: Built) -> None:
    """A variable that lives only in some views starts anew when its device leaves them."""
    lives: dict[str, dict[str, list[str]]] = {}
    for part in parts:
        for key, places in shape.table(part.root.get("forget"), part.root.place).entries():
            with out.scope.faults.gathered():
                lives[_known(out.scope, key)] = _views(
                    out.scope, shape.word(places, key.place, "views")
                )
    out.rules = [
        Rule(r.event, tuple(_reset(out.scope, lives, b) for b in r.branches)) for r in out.rules
    ]


def _known(scope: Scope, key: Word) -> str:
    if key not in scope.vars:
        raise FaultError(key.place, f"unknown variable '{key}'", key, scope.vars)
    return str(key)


def _views(scope: Scope, places: Word) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for place in places.split():
        device, _, view = place.partition(".")
        if device not in scope.devices or view not in scope.vars[device]:
            known = [f"{d}.{v}" for d in scope.devices for v in scope.vars[d]]
            raise FaultError(places.place, f"unknown view '{place}'", place, known)
        out.setdefault(device, []).append(view)
    return out


def _reset(scope: Scope, lives: Mapping[str, Mapping[str, list[str]]], branch: Branch) -> Branch:
    gone = {
        variable: scope.vars[variable][0]
        for variable, places in lives.items()
        for device, views in places.items()
        if branch.set.get(device, views[0]) not in views
    }
    return Branch(branch.when, {**branch.set, **gone}) if gone else branch
