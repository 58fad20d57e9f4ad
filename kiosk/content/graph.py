"""The states of a form as a graph that a person can read: merged as the proof merges them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kiosk.content.words import tap
from kiosk.domain.errors import KioskError, N_
from kiosk.domain.simulation.condition import Cond
from kiosk.domain.simulation.explore import ended, explore, lost
from kiosk.domain.simulation.walk import Walk
from kiosk.domain.task import Form

STATES = 5_000
"""Of the walk that is drawn; where traps need more they are left out of it."""
SINGLE = 40
"""Up to so many states each is drawn by itself, else all that show the same views as one."""
MOST = 150
"""Circles that can still be read."""
_NAMED = 3


class TooManyStatesError(KioskError):
    """A form that no picture can show."""


@dataclass(slots=True)
class Node:
    """A state, or all states that show the same views."""

    lines: tuple[str, ...]
    """The view of each device, then what else differs from the start."""
    states: int = 0
    steps: int | None = None
    """To the goal, of the nearest of its states; none where no way leads there."""
    start: bool = False
    goal: bool = False
    end: bool = False
    trap: bool = False
    on_path: bool = False


@dataclass(slots=True)
class Edge:
    """One step from one node to another."""

    source: int
    target: int
    taps: list[str] = field(default_factory=list)
    """In the author's words; of a shortest way its own tap comes first."""
    on_path: bool = False


@dataclass(slots=True)
class Graph:
    """What is drawn; ``path`` holds the nodes of a shortest way, in order, ``steps`` its length."""

    nodes: list[Node]
    edges: list[Edge]
    path: list[int]
    steps: int
    states: int
    merged: bool
    """A node stands for several states."""


def graph(form: Form, single: int = SINGLE, most: int = MOST) -> Graph:
    """The states of a form, as few as its goal and its traps can be told with.

    Raises:
        TooManyStatesError: even merged by views there are too many to be read.
    """
    fewest = 0
    for found, devices in _ways_to_draw(form):
        if not found.complete:
            continue
        out = _Drawer(form, found, devices, len(found.states) > single).graph()
        fewest = len(out.nodes)
        if fewest <= most:
            return out
    raise TooManyStatesError(
        N_(
            "This form has {count} groups of states, and a picture can show {most}. Give the "
            "task fewer devices, or look at it with kiosk content preview."
        ),
        count=fewest or STATES,
        most=most,
    )


def _ways_to_draw(form: Form) -> Iterator[tuple[Walk, tuple[str, ...]]]:
    """(walk, devices that are told apart): the fullest picture first, then simpler ones."""
    decides = [form.decides] if form.decides else []
    goal = [form.goal, *decides]
    yield _explored(form, [*goal, *(t.when for t in form.traps)]), form.devices
    simple = _explored(form, goal)
    yield simple, form.devices
    distance, _ = simple.away(simple.where(form.goal))
    if simple.complete and distance[0] > 0:
        used = {event.partition(".")[0] for event, _ in _shortest(simple, distance)}
        yield simple, tuple(d for d in form.devices if d in used)


def _shortest(found: Walk, distance: Sequence[int]) -> Iterator[tuple[str, int]]:
    """(event, number of the state after it) of a shortest way of steps that are always possible."""
    i = 0
    while distance[i] > 0:
        event, i = next(
            (event, j)
            for event, after, unsure in found.machine.successors(found.states[i])
            if not unsure and distance[j := found.at[after]] == distance[i] - 1
        )
        yield event, i


def _explored(form: Form, asked: list[Cond]) -> Walk:
    ends = tuple(form.ends.values())

    def judge(found: Walk) -> frozenset[str]:
        return lost(found, found.where(form.goal), ended(found, ends))[1]

    return explore(form.model, asked, ends, judge, STATES).walk


class _Drawer:
    """Nodes and edges of one walk."""

    def __init__(self, form: Form, found: Walk, devices: Sequence[str], merged: bool) -> None:
        self._form, self._found, self._merged = form, found, merged
        self._devices = devices
        self._machine = found.machine
        self._first = self._machine.decode(found.states[0])
        self._names: dict[tuple[str, str], str] = {}
        self._nodes: dict[tuple[str, ...], int] = {}
        self._edges: dict[tuple[int, int], Edge] = {}
        self._out: list[Node] = []

    def graph(self) -> Graph:
        found = self._found
        over = ended(found, tuple(self._form.ends.values()))
        goals = set(found.where(self._form.goal))
        of = [self._node(state, i in goals) for i, state in enumerate(found.states)]
        self._mark(of, over)
        for i, state in enumerate(found.states):
            for event, after, _ in self._machine.successors(state) if i not in over else ():
                j = found.at.get(after)
                if j is not None and of[i] != of[j]:
                    self._edge(of[i], of[j], tap(self._form, event))
        distance, _ = found.away(found.where(self._form.goal))
        path = [of[0]]
        for event, i in _shortest(found, distance):
            edge = self._edges.get((path[-1], of[i]))
            if edge is not None:
                own = tap(self._form, event)
                edge.on_path, edge.taps = True, [own, *(t for t in edge.taps if t != own)]
                path.append(of[i])
        for n in path:
            self._out[n].on_path = True
        edges = list(self._edges.values())
        return Graph(self._out, edges, path, distance[0], len(found.states), self._merged)

    def _node(self, state: int, goal: bool) -> int:
        lines = tuple(self._lines(state))
        key = (*lines, str(goal) if self._merged else str(state))
        if key not in self._nodes:
            self._nodes[key] = len(self._out)
            self._out.append(Node(lines))
        node = self._nodes[key]
        self._out[node].states += 1
        return node

    def _lines(self, state: int) -> Iterable[str]:
        values = self._machine.decode(state)
        devices = [d for d in self._devices if d in values]
        yield from (self._view(values, device) for device in devices)
        if not self._merged:
            yield from (
                f"{name}: {value}"
                for name, value in values.items()
                if name not in self._form.devices and value != self._first[name]
            )

    def _view(self, values: dict[str, str], device: str) -> str:
        """All the views that are one for the goal: whoever stands in one might stand in another."""
        key = (device, values[device])
        if key not in self._names:
            same = self._machine.encode(values)
            views = [
                view
                for view in self._form.model.vars[device]
                if self._machine.encode({**values, device: view}) == same
            ]
            more = ", …" if len(views) > _NAMED else ""
            self._names[key] = f"{device}: {', '.join(views[:_NAMED])}{more}"
        return self._names[key]

    def _mark(self, of: list[int], over: set[int]) -> None:
        found, nodes = self._found, self._out
        nodes[of[0]].start = True
        goals = found.where(self._form.goal)
        distance, _ = found.away(goals)
        for i, steps in enumerate(distance):
            node = nodes[of[i]]
            if steps >= 0:
                node.steps = steps if node.steps is None else min(node.steps, steps)
        for i in goals:
            nodes[of[i]].goal = True
        for i in over:
            nodes[of[i]].end = True
        for trap in self._form.traps:
            known = all(v in self._first for a in trap.when for v in a)
            for i in found.where(trap.when) if known else ():
                nodes[of[i]].trap = True

    def _edge(self, source: int, target: int, told: str) -> None:
        edge = self._edges.setdefault((source, target), Edge(source, target))
        if told not in edge.taps:
            edge.taps.append(told)
