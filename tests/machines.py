"""Small machines: a door by hand, and any number drawn by hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from kiosk.domain.simulation.condition import All, Cond
from kiosk.domain.simulation.model import Branch, Model, Rule
from kiosk.domain.task import Checkpoint, Form, Hint, Rung, Task, Trap
from kiosk.domain.text import Text


def where(**values: str) -> Cond:
    """All of these variables have these values; several stand with a bar between them."""
    return ({k: frozenset(v.split("|")) for k, v in values.items()},)


def rule(event: str, *branches: tuple[Cond, dict[str, str]]) -> Rule:
    return Rule(event, tuple(Branch(when, effects) for when, effects in branches))


DOOR = Model(
    vars={
        "hall": ("outside", "inside"),
        "door": ("shut", "open"),
        "lamp": ("off", "on"),
        "knocked": ("no", "yes"),
    },
    start={"hall": "outside", "door": "shut", "lamp": "off", "knocked": "no"},
    rules=(
        rule("hall.outside/handle", (where(hall="outside", door="shut"), {"door": "open"}),
             (where(hall="outside"), {"door": "shut"})),
        rule("hall.outside/step", (where(hall="outside", door="open"), {"hall": "inside"})),
        rule("hall.inside/out", (where(hall="inside"), {"hall": "outside"})),
        rule("hall.inside/lamp", (where(hall="inside", lamp="off"), {"lamp": "on"}),
             (where(hall="inside"), {"lamp": "off"})),
        rule("later/falls_shut", (where(hall="inside", door="open"), {"door": "shut"})),
    ),
    devices=("hall",),
    latches={"knocked": where(door="open")},
    later=("later/falls_shut",),
)  # fmt: skip


INSIDE = where(hall="inside")


def form(model: Model = DOOR, goal: Cond = INSIDE, **parts: object) -> Form:
    return Form(row=0, prompt=Text("t", "t"), model=model, views=(), goal=goal, **parts)  # type: ignore[arg-type]


def task(*forms: Form, luck: bool = False, final: bool = False) -> Task:
    text = Text("t", "t")
    return Task(1, "t", text, text, Rung.ALONE, None, forms, 1.0, 0.0, "expert", None, luck, final)


VARS = ("dev", "a", "b", "x.one", "x.two")
VALUES = ("0", "1", "2")


def _alls() -> st.SearchStrategy[All]:
    some = st.frozensets(st.sampled_from(VALUES), min_size=1, max_size=2)
    return st.dictionaries(st.sampled_from(VARS), some, max_size=2)


def conds() -> st.SearchStrategy[Cond]:
    return st.lists(_alls(), min_size=1, max_size=2).map(tuple)


@st.composite
def models(draw: st.DrawFn) -> Model:
    effects = st.dictionaries(
        st.sampled_from(VARS), st.sampled_from(VALUES), min_size=1, max_size=2
    )
    branches = st.lists(st.builds(Branch, conds(), effects), min_size=1, max_size=3)
    drawn = draw(st.lists(branches, min_size=2, max_size=9))
    domains = dict.fromkeys(VARS, VALUES)
    latch = draw(conds())
    return Model(
        vars=domains | {"note": ("no", "yes")},
        start={v: draw(st.sampled_from(VALUES)) for v in VARS} | {"note": "no"},
        rules=tuple(Rule(f"dev.0/{i}", tuple(b)) for i, b in enumerate(drawn)),
        devices=("dev",),
        latches={"note": latch},
    )


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """A form with any goal, sometimes an end, a trap, a checkpoint, hints and what decides."""
    ends = {"end": draw(conds())} if draw(st.booleans()) else {}
    text = Text("t", "t")
    return form(
        draw(models()),
        draw(conds()),
        ends=ends,
        traps=(Trap("trap", draw(conds())),),
        checkpoints=(Checkpoint("point", draw(conds())),),
        hints=(Hint("first", text, draw(conds())), Hint("last", text, draw(conds()))),
        decides=where(note="yes") if draw(st.booleans()) else draw(conds()),
    )
