"""A small service with two devices and one of each kind of component."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.domain.simulation.condition import ALWAYS, Cond
from kiosk.domain.simulation.model import Branch, Model, Rule
from kiosk.domain.simulation.view import Component, Kind, Option, View
from kiosk.domain.task import Form
from kiosk.domain.text import Text
from kiosk.i18n import Translator, by_code
from kiosk.resources import locales
from kiosk.ui.driver import Driver
from kiosk.ui.simulator.stage import Stage
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.field import Field
from kiosk.ui.widgets.surface import Surface


def text(source: str) -> Text:
    return Text(f"test/{source}", source)


def part(
    kind: Kind, name: str, said: str = "", event: str | None = None, **more: object
) -> Component:
    return Component(name, kind, text(said) if said else None, event, **more)  # type: ignore[arg-type]


def when(**values: str) -> Cond:
    return ({name: frozenset([value]) for name, value in values.items()},)


BROWSER = (
    View(
        "browser",
        "login",
        (
            part(Kind.BACK, "back", event="browser.login/back"),
            part(Kind.HEADING, "heading", "Log ind på Jobportalen"),
            part(Kind.FIELD, "user_id", "Bruger-ID", variable="name"),
            part(Kind.TEXT, "missing", "Skriv dit bruger-ID.", icon="info", when=when(tried="yes")),
            part(Kind.BUTTON, "continue", "Fortsæt", "browser.login/continue"),
            part(Kind.LINK, "help", "Glemt bruger-ID", "browser.login/help"),
        ),
        address=Text("", "jobportalen.example"),
        title=text("Jobportalen"),
    ),
    View(
        "browser",
        "wait",
        (
            part(Kind.HEADING, "heading", "Log ind"),
            part(Kind.TEXT, "who", "Bruger-ID: meøv24", icon="person"),
            part(Kind.WAIT, "wait", "Åbn MitID-appen", icon="smartphone"),
            part(Kind.TEXT, "waiting", "Vi venter på dit svar."),
            part(Kind.QUIET, "cancel", "Annuller", "browser.wait/cancel"),
        ),
        address=Text("", "jobportalen.example"),
        secure=False,
    ),
    View(
        "browser",
        "kinds",
        (
            part(Kind.TAB, "open", "Åben"),
            part(Kind.TAB, "other", "Anden", "browser.kinds/other"),
            part(Kind.TEXT, "time", "I dag kl. 10.24", icon="schedule"),
            part(Kind.CODE, "code", "471902"),
            part(Kind.IMAGE, "image", "Et kort over byen", icon="map"),
            part(Kind.ROW, "row", "Kommunen\nMøde", "browser.kinds/row", icon="mail"),
            part(
                Kind.CHOICE,
                "choice",
                "Hvor bor du?",
                variable="town",
                options=(
                    Option("north", text("Nord"), "browser.kinds/north"),
                    Option("south", text("Syd"), "browser.kinds/south"),
                ),
            ),
            part(Kind.CHECKBOX, "box", "Husk mig", "browser.kinds/box", variable="kept"),
            part(Kind.WAIT, "done", "Færdig", icon="no_such_icon"),
            part(Kind.BUTTON, "go", "Videre", "browser.kinds/go"),
        ),
    ),
    View(
        "browser",
        "search",
        (
            part(Kind.FIELD, "job", "Hvilket job søger du?", variable="job", keys="digits"),
            part(Kind.BUTTON, "go", "Søg", "browser.search/go", icon="search"),
        ),
    ),
)
PHONE = (
    View(
        "phone",
        "home",
        (
            part(Kind.NOTIFICATION, "news", "MitID: Du har en anmodning", "phone.home/news",
                 when=when(request="waiting")),
            part(Kind.NOTIFICATION, "quiet_news", "Husk din tid", when=when(request="waiting")),
            part(Kind.TILE, "mitid", "MitID", "phone.home/mitid", icon="verified_user"),
            part(Kind.TILE, "chat", "Beskeder", "phone.home/chat", icon="chat"),
            part(Kind.TILE, "settings", "Indstillinger", "phone.home/settings", icon="settings"),
        ),
    ),
    View(
        "phone",
        "approve",
        (
            part(Kind.NOTIFICATION, "news", "Godkend nu.", when=when(request="waiting")),
            part(Kind.BACK, "back", event="phone.approve/back"),
            part(Kind.HEADING, "asks", "Log på hos Jobportalen"),
            part(Kind.SWIPE, "swipe", "Skub for at godkende", "phone.approve/swipe"),
            part(Kind.BUTTON, "approve", "Godkend", "phone.approve/approve"),
            part(Kind.QUIET, "reject", "Afvis", "phone.approve/reject"),
        ),
        title=text("MitID"),
    ),
    View(
        "phone",
        "lone",
        (part(Kind.SWIPE, "swipe", "Skub", "phone.lone/swipe"),),
        title=text("Ukendt"),
    ),
)  # fmt: skip
CARD = (
    View(
        "card",
        "open",
        (
            part(Kind.BACK, "back", event="card.open/back"),
            part(Kind.NOTIFICATION, "news", "Se her"),
            part(Kind.TEXT, "busy", "Du er optaget mandag."),
        ),
        title=text("Kalender"),
    ),
)
START = {
    "name": "empty",
    "tried": "no",
    "town": "none",
    "kept": "no",
    "job": "empty",
    "request": "none",
}
TYPED = ("empty", "own", "other")


def form(*devices: str) -> Form:
    """A form with these devices, that no event changes: tests say what is shown."""
    devices = devices or ("browser", "phone")
    views = tuple(v for v in (*BROWSER, *PHONE, *CARD) if v.device in devices)
    names = {d: tuple(v.name for v in views if v.device == d) for d in devices}
    values = {"name": TYPED, "job": TYPED, "tried": ("no", "yes"), "kept": ("no", "yes")}
    domain = {**names, **values, "town": ("none", "north", "south"), "request": ("none", "waiting")}
    events = [c.event for v in views for c in v.components if c.event]
    return Form(
        row=0,
        prompt=text("Prøv."),
        model=Model(
            vars=domain,
            start={**START, **{d: n[0] for d, n in names.items()}},
            rules=tuple(Rule(e, (Branch(ALWAYS, {}),)) for e in events),
            devices=tuple(devices),
        ),
        views=views,
        goal=when(kept="yes"),
        inputs={"name": {"own": "meøv24"}, "job": {"own": "42"}},
    )


@dataclass
class Bench:
    """A stage in the window, and what came out of it."""

    driver: Driver
    stage: Stage
    surface: Surface
    form: Form
    events: list[str] = field(default_factory=list)
    opened: list[Field] = field(default_factory=list)
    closed: int = 0
    missed: int = 0

    def show(self, **values: str) -> None:
        self.stage.show(self.form, {**self.form.model.start, **values})
        self.driver.frames(2)

    def type(self, key: str, typed: str) -> None:
        self.driver.tap(key)
        self.opened[-1].insert(typed)
        self.driver.frames(1)


def bench(
    driver: Driver,
    theme: Theme | None = None,
    shown: Form | None = None,
    box: tuple[float, float, float, float] = (392, 0, 888, 800),
    values: Mapping[str, str] | None = None,
    language: str = "da",
) -> Bench:
    """A stage at the place of the task screen at M, or in another box of window pixels."""
    theme = theme or Theme(calm=True)
    help_words, service = (Translator(by_code(code), locales()) for code in (language, "da"))
    made: list[Bench] = []
    opened: list[Field] = []
    events: list[str] = []

    def close() -> None:
        made[0].closed += 1

    def miss() -> None:
        made[0].missed += 1

    stage = Stage(
        theme, help_words, service, events.append,
        opened.append, close, miss, size_hint=(None, None),
    )  # fmt: skip
    stage.pos, stage.size = box[:2], box[2:]
    surface = driver.show(stage, theme)
    stage.pos, stage.size = box[:2], box[2:]
    made.append(Bench(driver, stage, surface, shown or form(), events, opened))
    made[0].show(**(values or {}))
    return made[0]
