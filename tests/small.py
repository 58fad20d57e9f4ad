"""A service small enough to read at once: a plain task and a pair of safety twins on a phone."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.simulation.condition import Cond
from kiosk.domain.simulation.model import Branch, Model, Rule
from kiosk.domain.simulation.view import Component, Kind, View
from kiosk.domain.task import (
    Assessments,
    Case,
    Checkpoint,
    Form,
    Hint,
    Person,
    Rung,
    Service,
    Task,
    Trap,
)
from kiosk.domain.text import Text

YES, NO, OPEN, AGAIN, SAVE = (
    f"phone.{name}" for name in ("ask/yes", "ask/no", "home/open", "done/again", "ask/save")
)


def is_in(**values: str) -> Cond:
    return ({name: frozenset([value]) for name, value in values.items()},)


def text(key: str, source: str) -> Text:
    return Text(f"small/{key}", source)


def model() -> Model:
    """Home -> the question; yes and no are answers, saving is a mark that can be set."""
    move = {
        OPEN: ("home", {"phone": "ask"}),
        YES: ("ask", {"phone": "done", "answer": "yes"}),
        NO: ("ask", {"phone": "done", "answer": "no"}),
        SAVE: ("ask", {"saved": "yes"}),
        AGAIN: ("done", {"phone": "ask", "answer": "none"}),
    }
    rules = tuple(Rule(e, (Branch(is_in(phone=v), to),)) for e, (v, to) in move.items())
    tidy = Rule("later/tidy", (Branch(is_in(saved="yes", phone="done"), {"saved": "no"}),))
    return Model(
        vars={
            "phone": ("home", "ask", "done"),
            "answer": ("none", "yes", "no"),
            "saved": ("no", "yes"),
        },
        start={"phone": "home", "answer": "none", "saved": "no"},
        rules=(*rules, tidy),
        devices=("phone",),
        later=("later/tidy",),
    )


VIEWS = (
    View("phone", "home", (Component("open", Kind.BUTTON, text("open", "Åbn"), OPEN),)),
    View(
        "phone",
        "ask",
        (
            Component("yes", Kind.BUTTON, text("yes", "Ja"), YES),
            Component("no", Kind.QUIET, text("no", "Nej"), NO),
            Component("save", Kind.QUIET, text("save", "Gem"), SAVE),
        ),
    ),
    View("phone", "done", (Component("again", Kind.QUIET, text("again", "Igen"), AGAIN),)),
)


def form(row: int, key: str, goal: Cond, **more: object) -> Form:
    return Form(
        row=row,
        prompt=text(f"{key}/prompt", "Svar på telefonen."),
        model=model(),
        views=VIEWS,
        goal=goal,
        decides=is_in(phone="ask"),
        checkpoints=(Checkpoint("answered", is_in(phone="done")),),
        hints=(Hint("nudge", text("nudge", "Se på telefonen.")),),
        **more,  # type: ignore[arg-type]
    )


def task(number: int, key: str, rung: Rung, case: Case | None, forms: tuple[Form, ...]) -> Task:
    can, nxt = text(f"{key}/can", f"Kan {key}"), text(f"{key}/next", f"Øv {key}")
    return Task(number, key, can, nxt, rung, case, forms, 1.1, -0.5, "expert")


def service(number: int = 1, key: str = "small") -> Service:
    wrong = is_in(answer="yes")
    refused = is_in(answer="no")
    ends = {"approved": wrong, "refused": refused}
    story = text("story", "Pengene var væk.")
    unsafe = Trap("approved", wrong, story, unsafe=True)
    saved = Trap("kept", is_in(saved="yes"), None, unsafe=True)
    alarm = Trap("refused", refused, text("alarm", "Den var rigtig nok."), alarm=True)
    return Service(
        number,
        key,
        text("name", "Småting"),
        ("da", "en"),
        (
            task(
                1,
                "plain",
                Rung.ALONE,
                None,
                tuple(form(i, "plain", is_in(answer="yes")) for i in (0, 1)),
            ),
            task(
                2,
                "false",
                Rung.SAFETY,
                Case.FALSE,
                (form(0, "false", refused, ends=ends, traps=(unsafe, saved)),),
            ),
            task(
                3,
                "true",
                Rung.SAFETY,
                Case.TRUE,
                (form(0, "true", wrong, ends=ends, traps=(alarm,)),),
            ),
        ),
        Person(
            "mette",
            "Mette Øvesen",
            "meøv24",
            "471902",
            text("born", "3. maj 1985"),
            "m@ovesen.example",
        ),
        b"\x01\x02\x03\x04",
    )


def gate(number: int = 2) -> Service:
    """A device gate: the plain task six times."""
    plain = task(1, "plain", Rung.GUIDED, None, (form(0, "plain", is_in(answer="yes")),))
    tasks = tuple(replace(plain, number=n, key=f"gate{n}") for n in range(1, 7))
    return replace(service(number, "gate"), tasks=tasks, gate=True)


def assessments(*services: Service) -> Assessments:
    return Assessments(services or (service(),), bytes(range(32)))
