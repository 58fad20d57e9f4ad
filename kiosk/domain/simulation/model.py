"""What a form of a task can do: variables, and rules that assign them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.domain.simulation.condition import Cond


@dataclass(frozen=True, slots=True)
class Branch:
    """Where the condition holds, these values are assigned."""

    when: Cond
    set: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """On the event the first branch that fits is taken; where none fits, nothing changes."""

    event: str
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """A finite machine before it is made of integers. The view a device shows is a variable too."""

    vars: Mapping[str, tuple[str, ...]]
    start: Mapping[str, str]
    rules: tuple[Rule, ...]
    devices: tuple[str, ...] = ()
    """The variables that hold a device's view."""
    latches: Mapping[str, Cond] = field(default_factory=dict)
    """Variables of the values no and yes: has the condition ever held?"""
    later: tuple[str, ...] = ()
    """Events that the service fires by itself after a pause."""
