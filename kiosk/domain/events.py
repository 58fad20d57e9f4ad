"""Everything that is ever logged: a closed list, each with its fields, its reason and its time.

Nothing that a citizen typed, and no visit that was started, declined or left, has a place here.
``EVENTS.md`` is made from this list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, StrEnum
from types import MappingProxyType


class Where(StrEnum):
    """Which log it stands in."""

    DESK = "desk"
    TABLET = "tablet"


@dataclass(frozen=True, slots=True)
class Number:
    """A field that is a whole number from 0."""

    name: str
    words: str

    def takes(self, value: object) -> bool:
        """Whether a value may stand in the field."""
        return type(value) is int and 0 <= value < 2**53

    @property
    def kind(self) -> str:
        """What the field holds, in words."""
        return "number"


@dataclass(frozen=True, slots=True)
class OneOf:
    """A field that is one of a few names."""

    name: str
    words: str
    names: tuple[str, ...]

    def takes(self, value: object) -> bool:
        """Whether a value may stand in the field."""
        return value in self.names

    @property
    def kind(self) -> str:
        """What the field holds, in words."""
        return "one of " + ", ".join(self.names)


IDENTIFIER = re.compile(r"[A-Z][A-Za-z]{2,59}")
"""The name of a class, and nothing that anybody typed."""


@dataclass(frozen=True, slots=True)
class ErrorName:
    """A field that names a class of the program's errors: never its message or its values."""

    name: str
    words: str

    def takes(self, value: object) -> bool:
        """Whether a value may stand in the field."""
        return isinstance(value, str) and IDENTIFIER.fullmatch(value) is not None

    @property
    def kind(self) -> str:
        """What the field holds, in words."""
        return "name of an error class"


Field = Number | OneOf | ErrorName

_TABLET = Number("tablet", "number of the tablet")
_EPOCH = Number("epoch", "store epoch of the tablet")
_SEQUENCE = Number("sequence", "number of the result in the tablet's chain")
_PLACE = (_TABLET, _EPOCH, _SEQUENCE)
_FOUND = Number("found", "how many results were found")
_WAY = OneOf("way", "how the result came", ("scan", "picture", "file", "bundle", "store"))
_BY = OneOf("by", "what was looked for", ("receipt_code", "progress_code", "day", "tablet"))
_VERSION = Number("version", "version of the site pack")
_FAULT = ErrorName("fault", "what kind of fault it was")


@dataclass(frozen=True, slots=True)
class EventType:
    """One line of the closed list."""

    where: Where
    words: str
    why: str
    fields: tuple[Field, ...] = ()


def _desk(words: str, why: str, *fields: Field) -> EventType:
    return EventType(Where.DESK, words, why, fields)


def _tablet(words: str, why: str, *fields: Field) -> EventType:
    return EventType(Where.TABLET, words, why, fields)


_WHO_SAW = "who has seen a citizen's result can be told to the citizen"
_WHO_TOOK = "results that left the desk can be accounted for"
_WHO_DELETED = "a deletion can be accounted for without telling what was deleted"
_WHO_CHANGED = "who changed the site's keys and devices can be accounted for"
_ARRIVAL = "what arrived when can be told when a result is asked for"
_HEALTH = "staff and support can see what the device needs"


class Event(Enum):
    """The closed list; the names never change."""

    READ = _desk("a result was opened on the screen", _WHO_SAW, *_PLACE, _WAY)
    SEARCHED = _desk("somebody looked for results", _WHO_SAW, _BY, _FOUND)
    EXPORTED = _desk(
        "results were saved or printed",
        _WHO_TOOK,
        Number("results", "how many results"),
        OneOf("form", "in which form", ("pdf", "csv", "json", "picture", "print")),
    )
    ERASED = _desk(
        "results were erased because somebody asked for it",
        _WHO_DELETED,
        _BY,
        Number("results", "how many results"),
        Number("details", "how many details"),
    )
    DELETED_OLD = _desk(
        "what had been kept long enough was deleted",
        _WHO_DELETED,
        Number("results", "how many results, quarantined ones too"),
        Number("details", "how many details"),
        Number("logged", "how many lines of this log"),
    )
    COLLECTED = _desk(
        "a folder was collected",
        _ARRIVAL,
        Number("bundles", "how many bundles were read"),
        Number("new", "how many results were new"),
        Number("quarantined", "how many were kept apart"),
        Number("refused", "how many files were refused"),
    )
    SET_APART = _desk(
        "results that were here were kept apart, for their tablet was revoked before it made them",
        _ARRIVAL,
        _TABLET,
        Number("results", "how many results"),
    )
    PACK_TAKEN = _desk("a newer site pack was taken over", _WHO_CHANGED, _VERSION)
    PACK_SIGNED = _desk("a new site pack was signed here", _WHO_CHANGED, _VERSION)
    DEVICE_APPROVED = _desk(
        "a device was approved",
        _WHO_CHANGED,
        OneOf("device", "what it is", ("tablet", "desk")),
        Number("number", "its number"),
    )
    DEVICE_REVOKED = _desk(
        "a device was revoked",
        _WHO_CHANGED,
        OneOf("device", "what it is", ("tablet", "desk")),
        Number("number", "its number"),
    )
    KEY_ROTATED = _desk("the site key was rotated", _WHO_CHANGED, _VERSION)
    RECOVERED = _desk("the recovery key was used", _WHO_CHANGED)
    BACKED_UP = _desk("a backup was made", _WHO_TOOK)
    RESTORED = _desk(
        "a backup was restored", _WHO_TOOK, Number("tombstones", "how many erasures were repeated")
    )
    DESK_FAULT = _desk("something unexpected happened", _HEALTH, _FAULT)

    STARTED = _tablet("the kiosk was started", _HEALTH)
    STOPPED = _tablet("the kiosk was ended", _HEALTH)
    RESTARTED = _tablet("the kiosk started again after it had been cut off", _HEALTH)
    STORE_FAULT = _tablet("the store could not be read or written", _HEALTH, _FAULT)
    STORE_REPLACED = _tablet(
        "the store was damaged: it was put aside, and a fresh one took its place",
        _HEALTH,
        Number("results", "how many shared results were saved from it"),
        Number("details", "how many of their details"),
    )
    SOUND_FAULT = _tablet("a text could not be read aloud", _HEALTH)
    UNEXPECTED = _tablet("something unexpected happened", _HEALTH)
    SYNCED = _tablet(
        "staff carried results over",
        _HEALTH,
        Number("receipts", "how many receipts were new"),
        Number("objects", "how many sealed objects the bundle held"),
        Number("refused", "how many files were refused"),
    )
    PURGED = _tablet(
        "sealed objects that a desk holds were deleted",
        _HEALTH,
        Number("objects", "how many sealed objects"),
    )
    TABLET_PACK_TAKEN = _tablet("a newer site pack was taken over", _HEALTH, _VERSION)
    PACK_REFUSED = _tablet("a site pack was refused", _HEALTH, _FAULT)
    STAFF_OPENED = _tablet("the staff window was opened with a PIN", _HEALTH)
    PIN_REFUSED = _tablet("a staff PIN was wrong", _HEALTH)

    @property
    def where(self) -> Where:
        """Which log it stands in."""
        return self.value.where

    @property
    def fields(self) -> tuple[Field, ...]:
        """What is written beside it, all of it and nothing else."""
        return self.value.fields


KEPT = MappingProxyType(
    {
        Where.DESK: "in the desk's store; as many months as the site's settings say (6)",
        Where.TABLET: "in five files of 2 MB in the tablet's folder; the oldest lines go first",
    }
)
"""Where it is written, and for how long."""

Value = int | str


@dataclass(frozen=True, slots=True)
class LogEntry:
    """Something that happened; ValueError for fields that its event does not have."""

    event: Event
    at: datetime
    who: str = ""
    """At the desk: name of the operating system's user. On a tablet: nobody."""
    fields: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        wanted = {one.name: one for one in self.event.fields}
        if wanted.keys() != self.fields.keys():
            raise ValueError(f"{self.event.name} has the fields {', '.join(wanted) or 'none'}")
        for name, value in self.fields.items():
            if not wanted[name].takes(value):
                raise ValueError(f"{self.event.name}: {name} is {wanted[name].kind}")
