"""The components of a view, and the rules that tapping and typing make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kiosk.content import shape
from kiosk.content.errors import FaultError
from kiosk.content.messages import LABELLED
from kiosk.content.pictures import Pictures
from kiosk.content.scope import Scope, Slots
from kiosk.content.source import Node, Table, Word
from kiosk.content.texts import Texts
from kiosk.domain.simulation.condition import ALWAYS, Cond, conj
from kiosk.domain.simulation.model import Branch, Rule
from kiosk.domain.simulation.view import Component, Kind, Option, View

_VIEW_KEYS = frozenset({"title", "address", "secure", "back", "show"})
_ACTION_KEYS = frozenset({"set", "go", "do"})
_COMMON_KEYS = frozenset({"id", "when", "each", "icon"})
_PASSIVE = frozenset({Kind.HEADING, Kind.TEXT, Kind.CODE, Kind.IMAGE, Kind.WAIT})
_INPUTS = {
    Kind.FIELD: frozenset({"variable", "keys", "hidden"}),
    Kind.CHOICE: frozenset({"variable", "options"}),
    Kind.CHECKBOX: frozenset({"variable"}),
}
_OWN: Mapping[Kind, frozenset[str]] = {**_INPUTS, Kind.IMAGE: frozenset({"file"})}


@dataclass(slots=True)
class Built:
    """What a service can do with the slots of one form, before a task says what counts."""

    scope: Scope
    texts: Texts
    pictures: Pictures
    rules: list[Rule] = field(default_factory=list)
    views: list[View] = field(default_factory=list)
    later: list[str] = field(default_factory=list)


class ViewBuilder:
    """The components of one view and the rules that they make."""

    def __init__(self, out: Built, key: Word, raw: Table) -> None:
        self._out = out
        self._scope = out.scope
        self._key = key
        self._raw = raw
        self._device, _, self._name = key.partition(".")
        self._here: Cond = ({self._device: frozenset([self._name])},)
        self._components: list[Component] = []

    def build(self) -> None:
        raw, scope, texts = self._raw, self._scope, self._out.texts
        shape.keys(raw, _VIEW_KEYS, scope.faults, ("show",))
        with scope.faults.gathered():
            self._back()
        for node in shape.row(raw.get("show"), raw.place):
            with scope.faults.gathered():
                self._component(shape.table(node, raw.place))
        title = texts.maybe(raw.get("title"), raw.place, "title", scope.slots)
        address = texts.maybe(raw.get("address"), raw.place, "address", scope.slots)
        secure = shape.flag(raw, "secure", True)
        components = tuple(self._components)
        self._out.views.append(View(self._device, self._name, components, title, address, secure))

    def _back(self) -> None:
        """The device's own arrow: to a fixed view, since a history surprises people."""
        node = self._raw.get("back")
        if node is None:
            return
        if isinstance(node, Word):
            raw = Table(node.place)
            raw["go"] = node
        else:
            raw = shape.table(node, self._raw.place)
            shape.keys(raw, _ACTION_KEYS, self._scope.faults)
        raw = shape.table(self._scope.fill(raw), node.place)
        self._add(Component("back", Kind.BACK, event=self._act("back", raw, ALWAYS)), raw)

    def _component(self, raw: Table) -> None:
        first = next(iter(raw.entries()), None)
        if first is None or first[0] not in LABELLED:
            given = first[0] if first else Word("", raw.place)
            raise FaultError(given.place, f"unknown component '{given}'", given, LABELLED)
        kind = Kind(first[0])
        known = _COMMON_KEYS | {kind} | _OWN.get(kind, frozenset())
        if kind not in _PASSIVE and kind not in (Kind.FIELD, Kind.CHOICE, Kind.CHECKBOX):
            known |= _ACTION_KEYS
        shape.keys(raw, known, self._scope.faults, () if kind in _INPUTS else ("id",))
        for item, slots in self._scope.items(raw.get("each")):
            self._expand(kind, raw, item, slots)

    def _expand(self, kind: Kind, raw: Table, item: str, slots: Slots) -> None:
        scope = self._scope
        own = shape.name(raw.get("id") or raw.get("variable"), raw.place, "an id")
        name = f"{own}.{item}" if item else str(own)
        when = self._part(raw, "when", slots)
        shown = scope.cond(when)
        component = Component(
            name,
            kind,
            text=self._out.texts.text(raw[kind], raw.place, kind, self._said(slots, item, raw)),
            when=shown,
            icon=str(shape.name(raw["icon"], raw.place, "an icon")) if "icon" in raw else None,
            file=self._file(raw, slots) if kind is Kind.IMAGE else None,
        )
        if kind in _INPUTS:
            component = self._input(component, raw, slots)
        elif kind not in _PASSIVE:
            component = self._active(component, raw, slots)
        self._add(component, raw)

    def _file(self, raw: Table, slots: Slots) -> str | None:
        """The picture of an image; a slot may choose it."""
        node = self._part(raw, "file", slots)
        return self._out.pictures.find(shape.word(node, raw.place, "a file")) if node else None

    def _said(self, slots: Slots, item: str, raw: Table) -> Slots:
        """The slots of a text: an item's own texts are among them."""
        if not item:
            return slots
        over = shape.word(raw["each"], raw.place, "a list")
        attributes = self._scope.lists[over][item]
        texts = shape.table(attributes.get("texts"), attributes.place)
        return {
            **slots,
            **{
                f"{over}.{key}": self._out.texts.text(text, key.place, "slot", slots)
                for key, text in texts.entries()
            },
        }

    def _part(self, raw: Table, key: str, slots: Slots) -> Node | None:
        return self._scope.fill(raw[key], slots) if key in raw else None

    def _add(self, component: Component, raw: Table) -> None:
        if any(c.id == component.id for c in self._components):
            raise FaultError(raw.place, f"'{component.id}' stands twice in {self._key}")
        self._components.append(component)

    def _act(self, name: str, raw: Table, shown: Cond) -> str:
        event = f"{self._key}/{name}"
        branches = self._scope.branches(raw, conj(self._here, shown), self._device)
        self._out.rules.append(Rule(event, branches))
        return event

    def _active(self, component: Component, raw: Table, slots: Slots) -> Component:
        if not _ACTION_KEYS & raw.keys():
            if component.kind is Kind.TAB:
                return component  # the one that is open
            raise FaultError(raw.place, "a tap must do something: add set, go or do")
        action = Table(raw.place)
        for key in _ACTION_KEYS & raw.keys():
            action[key] = self._scope.fill(raw[key], slots)
        event = self._act(component.id, action, component.when)
        return replace(component, event=event)

    def _input(self, component: Component, raw: Table, slots: Slots) -> Component:
        named = self._part(raw, "variable", slots)
        variable = shape.word(named, raw.place, "a variable")
        domain = self._scope.vars.get(variable)
        if domain is None:
            raise FaultError(
                variable.place, f"unknown variable '{variable}'", variable, self._scope.vars
            )
        component = replace(component, variable=str(variable))
        if component.kind is Kind.FIELD:
            return self._field(component, variable, raw)
        shown = conj(self._here, component.when)
        if component.kind is Kind.CHECKBOX:
            if domain != ("no", "yes"):
                raise FaultError(variable.place, f"'{variable}' must be no or yes, no first")
            event = f"{self._key}/{component.id}"
            self._out.rules.append(Rule(event, tuple(
                Branch(conj(shown, ({str(variable): frozenset([old])},)), {str(variable): new})
                for old, new in (("no", "yes"), ("yes", "no"))
            )))  # fmt: skip
            return replace(component, event=event)
        return self._choice(component, variable, raw, shown, slots)

    def _field(self, component: Component, variable: Word, raw: Table) -> Component:
        if variable not in self._scope.inputs:
            raise FaultError(
                variable.place, f"'{variable}' is not typed: [...]", variable, self._scope.inputs
            )
        keyboard = shape.word(raw["keys"], raw.place, "keys") if "keys" in raw else "text"
        if keyboard not in ("text", "digits"):
            raise FaultError(raw["keys"].place, "keys is text or digits")
        shown = conj(self._here, component.when)
        for value in self._scope.vars[variable]:
            event = f"{self._key}/{variable}={value}"
            self._out.rules.append(Rule(event, (Branch(shown, {str(variable): value}),)))
        return replace(component, keys=str(keyboard), hidden=shape.flag(raw, "hidden"))

    def _choice(
        self, component: Component, variable: Word, raw: Table, shown: Cond, slots: Slots
    ) -> Component:
        options: list[Option] = []
        for value, text in shape.table(raw.get("options"), raw.place).entries():
            if value not in self._scope.vars[variable]:
                known = self._scope.vars[variable]
                raise FaultError(value.place, f"'{variable}' is never '{value}'", value, known)
            event = f"{self._key}/{variable}={value}"
            said = self._out.texts.text(text, value.place, "option", slots)
            options.append(Option(str(value), said, event))
            self._out.rules.append(Rule(event, (Branch(shown, {str(variable): str(value)}),)))
        if len(options) < 2:
            raise FaultError(raw.place, "a choice needs two or more options")
        return replace(component, options=tuple(options))
