"""Ways that win without reading: the same taps in every form, or in a safety task and its twin."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.domain.simulation.classes import value_classes
from kiosk.domain.simulation.machine import Machine
from kiosk.domain.simulation.walk import LIMIT
from kiosk.domain.task import Form


class UndecidedError(Exception):
    """More states side by side than the budget allows."""


def habit(forms: Sequence[Form], limit: int = LIMIT) -> tuple[str, ...] | None:
    """One way that wins in every form while what decides is seen in none; None: there is none.

    The forms are walked side by side, each with the same event, as far as what decides is unseen.

    Raises:
        UndecidedError: there are more states than ``limit``.
    """
    machines = [_reduced(f) for f in forms]
    start = tuple(m.start for m in machines)
    came: dict[tuple[int, ...], tuple[tuple[int, ...], str] | None] = {start: None}
    queue = [start]
    for states in queue:
        if all(m.holds(f.goal, s) for m, f, s in zip(machines, forms, states, strict=True)):
            return _way(came, states)
        if len(came) > limit:
            raise UndecidedError(f"more than {limit} states of its forms side by side")
        if _over(machines, forms, states):
            continue
        for event in dict.fromkeys(
            e for m, s in zip(machines, states, strict=True) for e, _, _ in m.successors(s)
        ):
            after = tuple(m.apply(s, event) for m, s in zip(machines, states, strict=True))
            if after not in came and not _informed(machines, forms, after):
                came[after] = (states, event)
                queue.append(after)
    return None


def _reduced(form: Form) -> Machine:
    """The form with the variables that goal, ends and what decides depend on; nothing is soft."""
    asked = [form.goal, form.decides, *form.ends.values()]
    model = form.awake
    return Machine(model, value_classes(model, asked), every_event=True)


def _over(machines: Sequence[Machine], forms: Sequence[Form], states: Sequence[int]) -> bool:
    return any(
        m.holds(c, s)
        for m, f, s in zip(machines, forms, states, strict=True)
        for c in f.ends.values()
    )


def _informed(machines: Sequence[Machine], forms: Sequence[Form], states: Sequence[int]) -> bool:
    return any(m.holds(f.decides, s) for m, f, s in zip(machines, forms, states, strict=True))


def _way(
    came: dict[tuple[int, ...], tuple[tuple[int, ...], str] | None], states: tuple[int, ...]
) -> tuple[str, ...]:
    out: list[str] = []
    while step := came[states]:
        states, event = step
        out.append(event)
    return tuple(reversed(out))


def part_too_early(form: Form, twin: Form) -> tuple[str, ...] | None:
    """The taps that two winning ways share when what decides is not seen on them; None: it is."""
    mine, other = _winning(form), _winning(twin)
    common: list[str] = []
    for event, same in zip(mine, other, strict=False):
        if event != same:
            break
        common.append(event)
    seen = all(f.machine.holds(f.decides, f.machine.play(common)) for f in (form, twin))
    won = len(common) in (len(mine), len(other))
    return None if seen and not won else tuple(common)


def _winning(form: Form) -> list[str]:
    """A shortest way, as the guide shows it."""
    out: list[str] = []
    state = form.machine.start
    while step := form.step_toward(form.machine.decode(state)):
        out.append(step[1])
        state = form.machine.apply(state, step[1])
    return out
