"""What the checker found, as data: a command prints it as a table or as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.domain.simulation.view import View


@dataclass(frozen=True, slots=True)
class Flaw:
    """A property that does not hold, and the taps that show it."""

    property: str
    """Short name of the property: solvable, dead end, trap live …"""
    message: str
    path: tuple[str, ...] = ()
    """The events that show it."""
    taps: tuple[str, ...] = ()
    """The same in the author's words: what stands on the controls."""


@dataclass(slots=True)
class FormReport:
    """What is proven of one form."""

    form: int
    """Its row, from 1."""
    views: int = 0
    states: int = 0
    """Of the largest walk."""
    steps: int = 0
    """Of all walks."""
    seconds: float = 0.0
    shortest: tuple[str, ...] = ()
    lucky: tuple[str, ...] | None = None
    """The shortest way to the goal without what decides; none is best."""
    traps: tuple[str, ...] = ()
    """Traps that can happen."""
    random: float = 0.0
    """Share of random runs that ended with the goal met."""
    controls: int = 0
    """Controls that change something."""
    off_path: float = 0.0
    """Share of these that lie off the shortest way."""
    flaws: list[Flaw] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class TaskReport:
    """What is proven of one task; ``flaws`` holds what shows only between its forms."""

    number: int
    key: str
    rung: str
    lix: float | None = None
    """Of the form that reads hardest; none where the text is too short to tell."""
    forms: list[FormReport] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)


@dataclass(slots=True)
class ServiceReport:
    """What is proven of one service; ``flaws`` holds what no task reaches."""

    number: int
    key: str
    views: int = 0
    tasks: list[TaskReport] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What is worth telling and no flaw."""

    @property
    def sound(self) -> bool:
        """Whether everything holds."""
        return not self.every_flaw()

    def every_flaw(self) -> list[tuple[str, Flaw]]:
        """(where, flaw) of the service, its tasks and their forms."""
        out = [(self.key, f) for f in self.flaws]
        for task in self.tasks:
            where = f"{self.key}/{task.key}"
            out += [(where, f) for f in task.flaws]
            out += [(f"{where} form {r.form}", f) for r in task.forms for f in r.flaws]
        return out


def controls(views: tuple[View, ...]) -> list[tuple[View, str]]:
    """(view, component id) of everything that can be tapped or typed into."""
    return [(v, c.id) for v in views for c in v.components if c.live]
