from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given

from kiosk.content.proof import Prover
from kiosk.content.report import FormReport
from kiosk.domain.simulation.condition import ALWAYS, Cond, holds
from kiosk.domain.simulation.model import Model
from kiosk.domain.task import Checkpoint, Form, Hint, Trap
from kiosk.domain.text import Text
from tests.machines import DOOR, INSIDE, form, forms, rule, task, where

TEXT = Text("t", "t")
LIT = where(lamp="on")


def proven(form: Form, *, luck: bool = False, final: bool = False) -> FormReport:
    return Prover(task(form, luck=luck, final=final), form).prove()


def flaws(
    form: Form, *, luck: bool = False, final: bool = False
) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Property -> (message, path)."""
    report = proven(form, luck=luck, final=final)
    return {f.property: (f.message, f.path) for f in report.flaws}


def whole(model: Model = DOOR, goal: Cond = LIT, **parts: object) -> Form:
    """A form with nothing wrong but what a test puts into it."""
    return form(model, goal, **({"hints": (Hint("last", TEXT),)} | parts))


def test_a_sound_form_has_no_flaw_and_the_shortest_way() -> None:
    report = proven(whole())
    assert report.flaws == []
    assert report.shortest == ("hall.outside/handle", "hall.outside/step", "hall.inside/lamp")


def test_a_goal_out_of_reach() -> None:
    assert (
        flaws(whole(ends={"opened": where(door="open")}))["solvable"][0]
        == "the goal cannot be reached"
    )


def test_a_goal_that_holds_at_the_start() -> None:
    assert flaws(whole(goal=where(lamp="off")))["solvable"][0] == "the goal holds at the start"


def test_a_dead_end_is_shown_by_the_taps_that_lead_there() -> None:
    trapdoor = rule("hall.outside/fall", (where(hall="outside", door="open"), {"door": "gone"}))
    model = replace(
        DOOR,
        vars={**DOOR.vars, "door": ("shut", "open", "gone")},
        rules=(*(r for r in DOOR.rules if "handle" not in r.event), trapdoor,
               rule("hall.outside/handle", (where(hall="outside", door="shut"), {"door": "open"}))),
    )  # fmt: skip
    message, path = flaws(whole(model))["dead end"]
    assert message == "1 states without a way to the goal"
    assert path == ("hall.outside/handle", "hall.outside/fall")


def test_an_ended_state_is_no_dead_end() -> None:
    leave = rule("hall.outside/leave", (where(hall="outside"), {"hall": "away"}))
    places = {**DOOR.vars, "hall": ("outside", "inside", "away")}
    model = replace(DOOR, vars=places, rules=(*DOOR.rules, leave))
    assert "dead end" in flaws(whole(model))
    assert "dead end" not in flaws(whole(model, ends={"left": where(hall="away")}))


def test_a_goal_that_nothing_undoes_is_told_unless_it_is_meant_so() -> None:
    goal = where(knocked="yes")
    assert "undoing" in flaws(whole(goal=goal))
    assert "undoing" not in flaws(whole(goal=goal), final=True)
    assert "undoing" not in flaws(whole(goal=goal, ends={"knocked": goal}))


def test_a_trap_that_cannot_happen_or_holds_at_the_start() -> None:
    never = Trap("never", where(hall="outside", lamp="on"))
    assert "trap live" not in flaws(whole(traps=(never,)))
    dark = Trap("dark", where(lamp="off"))
    assert flaws(whole(traps=(dark,)))["trap live"][0] == "trap 'dark' holds at the start"
    impossible = Trap("impossible", where(knocked="no", hall="inside"))
    assert flaws(whole(traps=(impossible,)))["trap live"][0] == "trap 'impossible' cannot happen"


def test_a_trap_on_every_way_to_the_goal() -> None:
    message, path = flaws(whole(traps=(Trap("opened", where(door="open")),)))["trap safe"]
    assert message == "trap 'opened' lies on every way to the goal"
    assert path[-1] == "hall.inside/lamp"


def test_a_trap_beside_the_way_is_safe() -> None:
    report = proven(whole(traps=(Trap("dark_again", where(hall="outside", lamp="on")),)))
    assert (report.flaws, report.traps) == ([], ("dark_again",))


def test_checkpoints_are_met_and_missed() -> None:
    def of(cond: Cond) -> FormReport:
        return proven(whole(checkpoints=(Checkpoint("point", cond),)))

    assert of(where(knocked="yes")).flaws == []
    assert of(where(knocked="no")).flaws[0].message == "checkpoint 'point' holds at the start"
    assert (
        of(where(knocked="no", hall="inside")).flaws[0].message == "checkpoint 'point' is never met"
    )
    assert of(LIT).notes == ["checkpoint 'point' is part of the goal"]


def test_a_place_without_a_hint_is_shown_by_the_taps_that_lead_there() -> None:
    hints = (Hint("outside", TEXT, where(hall="outside")),)
    message, path = flaws(whole(hints=hints))["hint"]
    assert message == "no hint fits here"
    assert path == ("hall.outside/handle", "hall.outside/step")


def test_a_hint_that_others_always_hide() -> None:
    hints = (Hint("any", TEXT), Hint("inside", TEXT, INSIDE))
    assert flaws(whole(hints=hints))["hint"][0] == "hint 'inside' can never be shown"


def test_a_task_without_hints_is_told() -> None:
    assert flaws(form(DOOR, LIT))["hint"] == ("no hint fits here", ())


def test_a_lucky_way_no_longer_than_the_informed_one() -> None:
    looked = rule("hall.inside/look", (INSIDE, {"looked": "yes"}))
    model = replace(DOOR, vars={**DOOR.vars, "looked": ("no", "yes")},
                    start={**DOOR.start, "looked": "no"}, rules=(*DOOR.rules, looked))  # fmt: skip
    lucky = whole(model, decides=where(looked="yes"))
    assert flaws(lucky)["luck"][1] == (
        "hall.outside/handle",
        "hall.outside/step",
        "hall.inside/lamp",
    )
    assert "luck" not in flaws(lucky, luck=True)
    assert proven(whole(decides=where(knocked="yes"))).lucky is None


def test_a_question_over_the_budget_is_told_with_its_largest_variables() -> None:
    wide = {f"f{n}": tuple("abcd") for n in range(6)}
    model = Model(
        vars={"dev": ("page", "done"), **wide},
        start={"dev": "page", **dict.fromkeys(wide, "a")},
        rules=(
            *(rule(f"dev.page/{v}={x}", (where(dev="page"), {v: x})) for v in wide for x in "abcd"),
            rule("dev.page/ok", (where(dev="page", **dict.fromkeys(wide, "b")), {"dev": "done"})),
        ),
        devices=("dev",),
    )
    asked = whole(model, where(dev="done"))
    assert proven(asked, final=True).flaws == []
    report = Prover(task(asked), asked, limit=20).prove()
    assert report.flaws[0].property == "budget"
    assert "largest variables: dev 2, f0 2" in report.flaws[0].message


def test_a_way_that_the_full_machine_ends_earlier_shows_nothing() -> None:
    """With `a` left out the second branch may happen; in truth the task is over by then."""
    model = Model(
        vars=dict.fromkeys(("dev", "a", "b", "c", "x"), ("0", "1", "2")),
        start={"dev": "0", "a": "0", "b": "2", "c": "0", "x": "0"},
        rules=(
            rule("dev.0/x", (where(a="0|2"), {"x": "1"}), (ALWAYS, {"x": "0", "c": "2"})),
            rule("dev.0/b", (ALWAYS, {"b": "0"})),
        ),
        devices=("dev",),
    )
    hints = (Hint("first", TEXT, where(b="0", x="1")), Hint("last", TEXT))
    asked = form(model, where(x="1"), ends={"end": where(b="0", c="0")}, hints=hints)
    assert flaws(asked, final=True)["hint"][0] == "hint 'first' can never be shown"


# -- the reductions prove what a plain walk sees


@given(forms())
def test_the_reductions_agree_with_a_plain_walk(form: Form) -> None:
    report, plain = proven(form, final=True), Plain(form)
    found = {f.property for f in report.flaws}
    messages = {f.message for f in report.flaws}
    goals = plain.where(form.goal)
    if not goals:
        assert "the goal cannot be reached" in messages
        return
    assert len(report.shortest) == min(plain.depth[s] for s in goals)
    assert ("dead end" in found) == plain.lost()
    trap = form.traps[0].when
    live = bool(plain.where(trap)) and not holds(trap, plain.start)
    assert report.traps == (("trap",) if live else ())
    assert ("trap safe" in found) == (live and not plain.avoidable(trap))
    point = form.checkpoints[0].when
    met = bool(plain.where(point)) and not holds(point, plain.start)
    assert ("checkpoint" in found) == (not met)
    assert {m for m in messages if "hint" in m} == plain.hint_messages()
    if holds(form.goal, plain.start):
        return  # a flaw already: there is nothing to be lucky about
    blind = [s for s in goals if not holds(form.decides, plain.values(s))]
    assert (report.lucky is not None) == bool(blind)
    if blind:
        assert report.lucky is not None
        assert len(report.lucky) == min(plain.depth[s] for s in blind)


@given(forms())
def test_every_way_that_a_report_names_can_be_tapped(form: Form) -> None:
    report = proven(form, final=True)
    for path in (report.shortest, report.lucky or (), *(f.path for f in report.flaws)):
        state = form.machine.start
        for event in path:
            after = form.machine.apply(state, event)
            assert after != state
            state = after


class Plain:
    """Every state of a form by the values of its variables, without any reduction."""

    def __init__(self, form: Form) -> None:
        self.form = form
        machine = form.machine
        self.start = machine.decode(machine.start)
        self.depth = {machine.start: 0}
        self.back: dict[int, list[int]] = {machine.start: []}
        queue = deque([machine.start])
        while queue:
            state = queue.popleft()
            if self.over(state):
                continue
            for rule_ in form.model.rules:
                after = machine.apply(state, rule_.event)
                if after not in self.depth:
                    self.depth[after] = self.depth[state] + 1
                    self.back[after] = []
                    queue.append(after)
                self.back[after].append(state)

    def values(self, state: int) -> dict[str, str]:
        return self.form.machine.decode(state)

    def over(self, state: int) -> bool:
        return any(holds(c, self.values(state)) for c in self.form.ends.values())

    def where(self, cond: Cond) -> list[int]:
        return [s for s in self.depth if holds(cond, self.values(s))]

    def _leading_to(self, goals: Iterable[int]) -> set[int]:
        seen = set(goals)
        queue = deque(seen)
        while queue:
            for before in self.back[queue.popleft()]:
                if before not in seen:
                    seen.add(before)
                    queue.append(before)
        return seen

    def lost(self) -> bool:
        leading = self._leading_to(self.where(self.form.goal))
        return any(s not in leading and not self.over(s) for s in self.depth)

    def avoidable(self, trap: Cond) -> bool:
        """Whether the goal is reached from the start by states without the trap."""
        caught = set(self.where(trap))
        free = Plain(replace(self.form, ends={**self.form.ends, "trap": trap})) if caught else self
        return any(s not in caught for s in free.where(self.form.goal))

    def hint_messages(self) -> set[str]:
        rest = {s for s in self.depth if not self.over(s)}
        out: set[str] = set()
        for hint in self.form.hints:
            first = {s for s in rest if holds(hint.when, self.values(s))}
            if not first:
                out.add(f"hint '{hint.id}' can never be shown")
            rest -= first
        return out | ({"no hint fits here"} if rest else set())


def test_the_plain_walk_itself_counts_the_door() -> None:
    assert len(Plain(whole()).where(ALWAYS)) == len(Plain(whole()).depth)
    assert Plain(whole()).depth[Plain(whole()).where(LIT)[0]] == 3
