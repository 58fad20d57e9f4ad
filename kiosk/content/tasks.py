"""A task of a service: its forms, and what their end is read from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from kiosk.content import shape
from kiosk.content.build import Memory, Part, build
from kiosk.content.endless import endless
from kiosk.content.errors import FaultError, Faults
from kiosk.content.messages import SECTIONS
from kiosk.content.pictures import Pictures
from kiosk.content.scope import Slots
from kiosk.content.source import Row, Table, Word
from kiosk.content.texts import Texts
from kiosk.content.views import Built
from kiosk.domain.measurement import DIFFICULTY, DISCRIMINATION
from kiosk.domain.simulation.condition import NEVER, Cond
from kiosk.domain.simulation.model import Model
from kiosk.domain.task import Case, Checkpoint, Form, Hint, Rung, Task, Trap
from kiosk.domain.text import Text

KEYS = frozenset({
    "number", "rung", "case", "twin", "item", "can", "next", "prompt", "extra", "start", "goal",
    "ends", "notes", "traps", "checkpoints", "hints", "decides", "forms", "luck", "final",
    "devices",
})  # fmt: skip
_NEEDED = ("number", "rung", "item", "can", "next", "prompt", "goal", "forms", "hints")
_TRAP_KEYS = frozenset({"when", "text", "unsafe", "alarm"})
_HINT_KEYS = frozenset({"id", "when", "nudge"})
_ITEM_KEYS = frozenset({"a", "b", "origin"})
FORMS = (2, 8)

E = TypeVar("E", Rung, Case)


@dataclass(frozen=True, slots=True)
class TaskReader:
    """Reads the tasks of one service; every form is compiled by itself."""

    parts: Sequence[Part]
    slots: Slots
    texts: Texts
    pictures: Pictures
    faults: Faults
    memory: Memory = field(default_factory=dict)

    def read(self, key: Word, raw: Table) -> Task:
        shape.keys(raw, KEYS, self.faults, _NEEDED)
        if shape.name(key, key.place, "a task") in SECTIONS:
            raise FaultError(key.place, f"no task can be called '{key}'")
        rows = shape.row(raw.get("forms"), raw.place)
        if not FORMS[0] <= len(rows) <= FORMS[1]:
            self.faults.add(
                rows.place, f"a task has {FORMS[0]} to {FORMS[1]} forms, not {len(rows)}"
            )
        rung, case = self._kind(key, raw)
        a, b, origin = self._item(raw)
        forms: list[Form] = []
        for number, row in enumerate(rows):
            with self.faults.gathered():
                forms.append(self._form(raw, shape.table(row, rows.place), number, case))
        return Task(
            number=shape.number(raw.get("number"), raw.place, "the number", 1, 9999),
            key=str(key),
            can=self.texts.text(raw.get("can"), raw.place, "can", self.slots),
            next=self.texts.text(raw.get("next"), raw.place, "next", self.slots),
            rung=rung,
            case=case,
            forms=tuple(forms),
            a=a,
            b=b,
            origin=origin,
            twin=shape.number(raw["twin"], raw.place, "twin", 1, 9999) if "twin" in raw else None,
            luck=_allowed(raw, "luck"),
            final=shape.flag(raw, "final"),
        )

    def _kind(self, key: Word, raw: Table) -> tuple[Rung, Case | None]:
        """A slip in either is told, and the rest is read on."""
        rung, case = Rung.ALONE, None
        with self.faults.gathered():
            rung = _one_of(Rung, raw, "rung")
            case = _one_of(Case, raw, "case") if "case" in raw else None
            if (rung is Rung.SAFETY) != (case is not None):
                message = "a safety task, and only that, has a case: true or false"
                self.faults.add(key.place, message)
        return rung, case

    def _item(self, raw: Table) -> tuple[float, float, str]:
        a, b, origin = 1.0, 0.0, ""
        with self.faults.gathered():
            item = shape.table(raw.get("item"), raw.place)
            if "item" in raw:
                shape.keys(item, _ITEM_KEYS, self.faults, ("a", "b", "origin"))
            a = shape.decimal(item.get("a"), item.place, "a", *DISCRIMINATION)
            b = shape.decimal(item.get("b"), item.place, "b", *DIFFICULTY)
            origin = str(shape.word(item.get("origin"), item.place, "the origin of a and b"))
        return a, b, origin

    def _slots(self, row: Table) -> Slots:
        slots: dict[str, Word | Row | Text] = dict(self.slots)
        for key, value in row.entries():
            if key == "texts":
                continue
            shape.name(key, key.place, "a slot")
            if isinstance(value, Table):
                raise FaultError(value.place, "a slot is a word or a list of words")
            slots[str(key)] = value
        for key, value in shape.table(row.get("texts"), row.place).entries():
            slots[str(key)] = self.texts.text(value, key.place, "slot", self.slots)
        return slots

    def _form(self, raw: Table, row: Table, number: int, case: Case | None) -> Form:
        slots = self._slots(row)
        built = build(self.parts, slots, self.texts, self.pictures, self.faults, self.memory)
        return _FormReader(raw, built, slots, case).read(number)


class _FormReader:
    """What one form of a task asks, over the machine that was built for it."""

    def __init__(self, raw: Table, built: Built, slots: Slots, case: Case | None) -> None:
        self._raw = raw
        self._built = built
        self._scope = built.scope
        self._faults = built.scope.faults
        self._slots = slots
        self._case = case
        self._devices = self._seen()

    def read(self, number: int) -> Form:
        latches = self._notes()
        raw, texts = self._raw, self._built.texts
        return Form(
            row=number,
            prompt=texts.text(raw.get("prompt"), raw.place, "prompt", self._slots),
            extra=texts.maybe(raw.get("extra"), raw.place, "extra", self._slots),
            model=self._model(latches),
            views=tuple(v for v in self._built.views if v.device in self._devices),
            goal=self._cond("goal"),
            ends=self._conds("ends"),
            traps=tuple(self._traps()),
            checkpoints=tuple(Checkpoint(k, c) for k, c in self._conds("checkpoints").items()),
            hints=tuple(self._hints()),
            decides=self._cond("decides") if "decides" in raw else NEVER,
            inputs=self._scope.inputs,
        )

    def _seen(self) -> tuple[str, ...]:
        """The devices that stand before the citizen in this task: all, unless it names them."""
        known = tuple(self._scope.devices)
        chosen: list[str] = []
        for node in shape.row(self._raw.get("devices"), self._raw.place):
            with self._faults.gathered():
                name = shape.word(node, self._raw.place, "a device")
                if name not in known:
                    raise FaultError(name.place, f"unknown device '{name}'", name, known)
                chosen.append(str(name))
        return tuple(d for d in known if d in chosen) or known

    def _within_reach(self, event: str) -> bool:
        return event.startswith("later/") or event.partition(".")[0] in self._devices

    def _notes(self) -> dict[str, Cond]:
        latches = self._conds("notes")
        for key in latches:
            if key in self._scope.vars:
                self._faults.add(self._raw.place, f"note '{key}' is also a variable")
            self._scope.vars[key] = ("no", "yes")
        return latches

    def _model(self, latches: dict[str, Cond]) -> Model:
        scope = self._scope
        start = {v: values[0] for v, values in scope.vars.items()}
        filled = shape.table(
            scope.fill(self._raw["start"]) if "start" in self._raw else None, self._raw.place
        )
        for key, value in filled.entries():
            with self._faults.gathered():
                given = shape.word(value, key.place, "a value")
                scope.cond(_single(key, given))
                start[str(key)] = str(given)
        rules = tuple(r for r in self._built.rules if self._within_reach(r.event))
        model = Model(
            scope.vars, start, rules, self._devices, latches, tuple(self._built.later)
        )  # fmt: skip
        if circle := endless(model):
            self._faults.add(self._raw.place, f"time runs in a circle: {', '.join(circle)}")
        return model

    def _cond(self, key: str) -> Cond:
        with self._faults.gathered():
            return self._scope.cond(self._scope.fill(self._raw[key])) if key in self._raw else NEVER
        return NEVER

    def _conds(self, key: str) -> dict[str, Cond]:
        out: dict[str, Cond] = {}
        for name, node in shape.table(self._raw.get(key), self._raw.place).entries():
            with self._faults.gathered():
                shape.name(name, name.place, f"a name under {key}")
                out[str(name)] = self._scope.cond(self._scope.fill(node))
        return out

    def _traps(self) -> list[Trap]:
        out: list[Trap] = []
        for key, raw in shape.tables(self._raw.get("traps"), self._raw.place, self._faults):
            with self._faults.gathered():
                shape.name(key, key.place, "a trap")
                shape.keys(raw, _TRAP_KEYS, self._faults, ("when",))
                unsafe, alarm = shape.flag(raw, "unsafe"), shape.flag(raw, "alarm")
                if (unsafe and self._case is not Case.FALSE) or (
                    alarm and self._case is not Case.TRUE
                ):
                    raise FaultError(
                        key.place, "only a false case has unsafe traps, a true one alarms"
                    )
                text = self._built.texts.maybe(raw.get("text"), raw.place, "happened", self._slots)
                when = self._scope.cond(self._scope.fill(raw["when"]))
                out.append(Trap(str(key), when, text, unsafe, alarm))
        return out

    def _hints(self) -> list[Hint]:
        out: list[Hint] = []
        for node in shape.row(self._raw.get("hints"), self._raw.place):
            with self._faults.gathered():
                raw = shape.table(node, self._raw.place)
                shape.keys(raw, _HINT_KEYS, self._faults, ("id", "nudge"))
                name = shape.name(raw.get("id"), raw.place, "the id of a hint")
                if any(h.id == name for h in out):
                    raise FaultError(name.place, f"hint '{name}' stands twice")
                nudge = self._built.texts.text(raw.get("nudge"), raw.place, "nudge", self._slots)
                when = self._scope.fill(raw["when"]) if "when" in raw else None
                out.append(Hint(str(name), nudge, self._scope.cond(when)))
        return out


def _single(key: Word, value: Word) -> Table:
    out = Table(key.place)
    out[key] = value
    return out


def _one_of(kind: type[E], raw: Table, key: str) -> E:
    given = shape.word(raw.get(key), raw.place, key)
    try:
        return kind(given)
    except ValueError:
        raise FaultError(
            given.place, f"unknown {key} '{given}'", given, [str(k) for k in kind]
        ) from None


def _allowed(raw: Table, key: str) -> bool:
    node = raw.get(key)
    if node is not None and node != "allowed":
        raise FaultError(node.place, f"'{key}' is allowed, or is left out")
    return node is not None
