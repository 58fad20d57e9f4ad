"""What a device shows: views made of components. A screen draws them; nothing here knows how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.simulation.condition import ALWAYS, Cond, holds
from kiosk.domain.text import Text


class Kind(StrEnum):
    """What a component looks like."""

    HEADING = "heading"
    TEXT = "text"
    LINK = "link"
    BUTTON = "button"
    """The main action of a view."""
    QUIET = "quiet"
    """An action beside the main one."""
    BACK = "back"
    """The device's own arrow: drawn beside the address or the title, not in the page."""
    FIELD = "field"
    CHOICE = "choice"
    CHECKBOX = "checkbox"
    ROW = "row"
    TAB = "tab"
    NOTIFICATION = "notification"
    SWIPE = "swipe"
    TILE = "tile"
    """An app on the phone's home screen."""
    CODE = "code"
    IMAGE = "image"
    WAIT = "wait"
    """The large waiting picture."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice."""

    value: str
    text: Text
    event: str


@dataclass(frozen=True, slots=True)
class Component:
    """One thing in a view. ``event`` is what a tap on it fires; without one it cannot be tapped.

    A field has a ``variable`` instead: what is typed fires ``typed(view, cls)`` with the class that
    the text fell into. A choice fires the event of its option.
    """

    id: str
    kind: Kind
    text: Text | None = None
    event: str | None = None
    when: Cond = ALWAYS
    variable: str | None = None
    options: tuple[Option, ...] = ()
    icon: str | None = None
    """Name of a Material Symbol."""
    file: str | None = None
    """The picture of an image, below the folder of assessments."""
    keys: str = "text"
    """The keyboard of a field: text or digits."""
    hidden: bool = False
    """A field that shows dots."""

    def shown(self, values: Mapping[str, str]) -> bool:
        return holds(self.when, values)

    @property
    def live(self) -> bool:
        """Whether a citizen can do something with it."""
        return self.event is not None or self.kind in (Kind.FIELD, Kind.CHOICE)

    def typed(self, view: View, cls: str) -> str:
        """The event of a field in this view whose text fell into the class."""
        return f"{view.key}/{self.variable}={cls}"


@dataclass(frozen=True, slots=True)
class View:
    """One page of the browser or one screen of the phone."""

    device: str
    name: str
    components: tuple[Component, ...]
    title: Text | None = None
    address: Text | None = None
    """Shown in the address bar; the same in every language."""
    secure: bool = True

    @property
    def key(self) -> str:
        return f"{self.device}.{self.name}"

    def at(self, values: Mapping[str, str]) -> View:
        """The view with the components that are shown where the variables have these values."""
        shown = tuple(c for c in self.components if c.shown(values))
        return View(self.device, self.name, shown, self.title, self.address, self.secure)
