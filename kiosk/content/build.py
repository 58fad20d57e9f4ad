"""One form's machine and views, out of a service and the shared parts that it uses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kiosk.content import shape
from kiosk.content.errors import FaultError, Faults
from kiosk.content.pictures import Pictures
from kiosk.content.scope import Scope, Slots
from kiosk.content.source import Row, Table, Word
from kiosk.content.texts import Texts
from kiosk.content.views import Built, ViewBuilder
from kiosk.domain.simulation.model import Branch, Rule
from kiosk.domain.text import Text

PART_KEYS = frozenset({"lists", "vars", "forget", "views", "later", "use"})
SERVICE_KEYS = PART_KEYS | {"number", "name", "languages", "person", "gate"}

_LATER_KEYS = frozenset({"later", "when", "set", "go"})


@dataclass(frozen=True, slots=True)
class Part:
    """A file that a service is made of, and the parameters that it was used with."""

    root: Table
    given: Slots


def build(
    parts: Sequence[Part], slots: Slots, texts: Texts, pictures: Pictures, faults: Faults
) -> Built:
    """Variables and views of every part first, then the components that name them."""
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
                ViewBuilder(out, key, raw).build()
        for later in shape.row(part.root.get("later"), part.root.place):
            with faults.gathered():
                _later(out, shape.table(later, part.root.place))
    out.scope.slots = slots
    _forget(parts, out)
    return out


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
