"""One drawer for each kind of component: what it looks like, and which event a tap on it fires."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kivy.uix.widget import Widget

from kiosk.domain.simulation.view import Component, Kind, View
from kiosk.i18n import Translator
from kiosk.ui.simulator.blocks import Stack, Words
from kiosk.ui.simulator.controls import (
    CHOSEN,
    LINE,
    BackArrow,
    Link,
    ListRow,
    Notice,
    ServiceButton,
    Tab,
    Tile,
)
from kiosk.ui.simulator.groups import Grid, Search, TabRow
from kiosk.ui.simulator.page import Parts
from kiosk.ui.simulator.pieces import Code, Note, Photo, Picture, Plain, Waiting
from kiosk.ui.text.layout import SOFT_HYPHEN
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.slide import SlideToApprove

_MISTAKE = frozenset({"info", "error", "warning", "report"})
_TIME = frozenset({"schedule", "today", "event", "calendar_today", "history"})
_LINES = 40
"""Any number: but a text with a limit shrinks a little rather than break a long word."""
_FOOT = (Kind.BUTTON, Kind.QUIET, Kind.SWIPE)

MakeField = Callable[[View, Component], Widget]


@dataclass(frozen=True)
class Drawing:
    """What every drawer needs: the view as it is now, the words, and where events go."""

    theme: Theme
    """Of the service: its own language and direction."""
    words: Translator
    """The language of the service."""
    view: View
    values: Mapping[str, str]
    first: Mapping[str, str]
    """What each variable starts with: a box that has another value is ticked."""
    send: Callable[[str], object]
    field: MakeField
    pictures: Path = Path()
    """Where the files of pictures lie."""

    def say(self, component: Component) -> str:
        return self.words.say(component.text) if component.text else ""

    def key(self, component: Component) -> str:
        """The event, where there is one: a stable name for tests and for pointing."""
        return component.event or f"{self.view.key}/{component.id}"

    def icon(self, component: Component) -> str | None:
        """Its icon; none for a name that this version cannot draw."""
        try:
            self.theme.fonts.icon(component.icon or "")
        except KeyError:
            return None
        return component.icon

    def tap(self, event: str) -> Callable[[], object]:
        return lambda: self.send(event)


@dataclass(frozen=True)
class Drawn:
    """A view as widgets, sorted by where a device shows them."""

    parts: Parts
    notices: list[Notice] = field(default_factory=list)
    back: BackArrow | None = None
    home: bool = False
    """A home screen of apps."""


def draw(drawing: Drawing) -> Drawn:
    """The widgets of a view."""
    shown = drawing.view.components
    page = [c for c in shown if c.kind not in (Kind.BACK, Kind.NOTIFICATION)]
    foot = _foot(page)
    body = page[: len(page) - len(foot)]
    search = foot[0] if foot and body and _searches(body[-1], foot[0]) else None
    parts = Parts(_body(drawing, body), _with_tap(drawing, foot[1:] if search else foot))
    if search:
        parts.body.append(Search(drawing.theme, parts.body.pop(), _button(drawing, search)))
    parts.form = any(c.kind is Kind.FIELD for c in body)
    return Drawn(
        parts,
        [_notice(drawing, c) for c in shown if c.kind is Kind.NOTIFICATION],
        next((_back(drawing, c) for c in shown if c.kind is Kind.BACK), None),
        any(c.kind is Kind.TILE for c in shown),
    )


def _searches(field: Component, button: Component) -> bool:
    """A search field and the button that goes with it."""
    return field.kind is Kind.FIELD and button.kind is Kind.BUTTON and button.icon == "search"


def _foot(page: list[Component]) -> list[Component]:
    """The last buttons of the page, and the slide before them."""
    at = len(page)
    while at and page[at - 1].kind in _FOOT:
        at -= 1
    return page[at:]


def _with_tap(drawing: Drawing, foot: list[Component]) -> list[Widget]:
    """A slide that has no button beside it gets one: nothing may need a drag (WCAG 2.5.7)."""
    widgets = _drawn(drawing, foot)
    slide = next((c for c in foot if c.kind is Kind.SWIPE), None)
    if slide is not None and not any(c.kind is Kind.BUTTON for c in foot):
        _ = drawing.words.gettext
        tap = Component(f"{slide.id}.tap", Kind.BUTTON, event=slide.event)
        widgets.insert(1, _labelled(drawing, tap, _("Approve"), f"{drawing.key(slide)}.tap"))
    return widgets


def _body(drawing: Drawing, components: list[Component]) -> list[Widget]:
    """Blocks of the body; tabs and tiles that stand together become one block."""
    blocks: list[Widget] = []
    run: list[Component] = []
    before: Kind | None = None
    for component in [*components, None]:
        kind = component.kind if component else None
        if run and kind is not run[0].kind:
            blocks.append(_together(drawing, run))
            run = []
        if component is None:
            break
        if kind in (Kind.TAB, Kind.TILE):
            run.append(component)
        elif kind is Kind.TEXT:
            blocks.append(_text(drawing, component, before))
        else:
            blocks += _drawn(drawing, [component])
        before = before if kind is Kind.TEXT and before is Kind.WAIT else kind
    return blocks


def _drawn(drawing: Drawing, components: Iterable[Component]) -> list[Widget]:
    return [_DRAWERS[component.kind](drawing, component) for component in components]


def _together(drawing: Drawing, run: list[Component]) -> Widget:
    if run[0].kind is Kind.TAB:
        return TabRow(drawing.theme, [_tab(drawing, c) for c in run])
    return Grid(drawing.theme, [_tile(drawing, c) for c in run])


def spoken(text: str) -> str:
    """A text as it is read aloud."""
    return text.replace(SOFT_HYPHEN, "").replace("\n", ". ")


# drawers


def _heading(drawing: Drawing, component: Component) -> Widget:
    words = Words(drawing.theme, drawing.say(component), "heading", "service_text", lines=_LINES)
    words.gap = 22.0
    return words


def _text(drawing: Drawing, component: Component, before: Kind | None) -> Widget:
    theme, said, icon = drawing.theme, drawing.say(component), drawing.icon(component)
    if icon in _MISTAKE:
        return Note(theme, said, icon, mistake=True)
    if icon in _TIME:
        return Plain(theme, said, "support", icon)
    if icon:
        return Note(theme, said, icon)
    if before is Kind.WAIT:
        words = Words(theme, said, "support", "service_text_2", align="center")
        words.gap = 6.0
    elif before is Kind.FIELD:
        words = Words(theme, said, "support", "service_text_2")
        words.gap = 8.0
    else:
        words = Words(theme, said, "reading", "service_text", lines=_LINES)
        words.gap = 10.0
    return words


def _button(drawing: Drawing, component: Component) -> ServiceButton:
    return _labelled(drawing, component, drawing.say(component), drawing.key(component))


def _labelled(drawing: Drawing, component: Component, said: str, key: str) -> ServiceButton:
    kind = "service" if component.kind is Kind.BUTTON else "service_second"
    _ = drawing.words.gettext
    return ServiceButton(
        drawing.theme, said, drawing.tap(component.event or ""), key, drawing.icon(component), kind,
        _("{text}, button", text=spoken(said)),
    )  # fmt: skip


def _link(drawing: Drawing, component: Component) -> Widget:
    said = drawing.say(component)
    _ = drawing.words.gettext
    speech = _("{text}, link", text=spoken(said))
    return Link(
        drawing.theme, said, drawing.key(component), speech, drawing.tap(component.event or "")
    )


def _row(drawing: Drawing, component: Component) -> Widget:
    said = drawing.say(component)
    _ = drawing.words.gettext
    speech = _("{text}, row", text=spoken(said))
    tap = drawing.tap(component.event or "")
    return ListRow(
        drawing.theme, said, drawing.key(component), speech, tap, drawing.icon(component)
    )


def _swipe(drawing: Drawing, component: Component) -> Widget:
    said = drawing.say(component)
    _ = drawing.words.gettext
    speech = _("{text}, slider", text=spoken(said))
    tap = drawing.tap(component.event or "")
    return SlideToApprove(
        drawing.theme, said, tap, drawing.key(component), speech, None, size_hint_x=None
    )


def _tab(drawing: Drawing, component: Component) -> Tab:
    said = drawing.say(component)
    _ = drawing.words.gettext
    open_ = component.event is None
    speech = (
        _("{text}, tab, open", text=spoken(said)) if open_ else _("{text}, tab", text=spoken(said))
    )
    tap = drawing.tap(component.event) if component.event else None
    return Tab(drawing.theme, said, drawing.key(component), speech, tap, open_)


def _tile(drawing: Drawing, component: Component) -> Tile:
    said = drawing.say(component)
    _ = drawing.words.gettext
    speech = _("{text}, app", text=spoken(said))
    tap = drawing.tap(component.event or "")
    return Tile(drawing.theme, said, drawing.key(component), speech, tap, drawing.icon(component))


def _notice(drawing: Drawing, component: Component) -> Notice:
    said = drawing.say(component)
    _ = drawing.words.gettext
    speech = _("New message: {text}", text=spoken(said))
    tap = drawing.tap(component.event) if component.event else None
    return Notice(drawing.theme, said, drawing.key(component), speech, tap, drawing.icon(component))


def _back(drawing: Drawing, component: Component) -> BackArrow:
    _ = drawing.words.gettext
    speech = _("Back, button")
    return BackArrow(
        drawing.theme, drawing.key(component), speech, drawing.tap(component.event or "")
    )


def _choice(drawing: Drawing, component: Component) -> Widget:
    _ = drawing.words.gettext
    rows: list[Widget] = []
    if component.text:
        rows.append(Words(drawing.theme, drawing.say(component), "heading", "service_text"))
    for option in component.options:
        chosen = drawing.values.get(component.variable or "") == option.value
        said = drawing.words.say(option.text)
        speech = (
            _("{text}, chosen", text=spoken(said))
            if chosen
            else _("{text}, not chosen", text=spoken(said))
        )
        icon = "radio_button_checked" if chosen else "radio_button_unchecked"
        rows.append(
            ListRow(drawing.theme, said, option.event, speech, drawing.tap(option.event), icon,
                    after=None, look=CHOSEN if chosen else LINE)
        )  # fmt: skip
    return Stack(drawing.theme, rows)


def _checkbox(drawing: Drawing, component: Component) -> Widget:
    _ = drawing.words.gettext
    variable = component.variable or ""
    ticked = drawing.values.get(variable) != drawing.first.get(variable)
    said = drawing.say(component)
    speech = (
        _("{text}, ticked", text=spoken(said))
        if ticked
        else _("{text}, not ticked", text=spoken(said))
    )
    icon, look = ("check_box", CHOSEN) if ticked else ("check_box_outline_blank", LINE)
    tap = drawing.tap(component.event or "")
    return ListRow(
        drawing.theme, said, drawing.key(component), speech, tap, icon, after=None, look=look
    )


def _field(drawing: Drawing, component: Component) -> Widget:
    return drawing.field(drawing.view, component)


def _code(drawing: Drawing, component: Component) -> Widget:
    return Code(drawing.theme, drawing.say(component))


def _image(drawing: Drawing, component: Component) -> Widget:
    said = drawing.say(component)
    if component.file:
        return Photo(drawing.theme, said, drawing.pictures / component.file)
    return Picture(drawing.theme, said, drawing.icon(component) or "image")


def _wait(drawing: Drawing, component: Component) -> Widget:
    return Waiting(
        drawing.theme,
        drawing.say(component),
        drawing.icon(component) or ("info" if component.icon else "smartphone"),
    )


_DRAWERS: Mapping[Kind, Callable[[Drawing, Component], Widget]] = {
    Kind.HEADING: _heading,
    Kind.LINK: _link,
    Kind.BUTTON: _button,
    Kind.QUIET: _button,
    Kind.FIELD: _field,
    Kind.CHOICE: _choice,
    Kind.CHECKBOX: _checkbox,
    Kind.ROW: _row,
    Kind.SWIPE: _swipe,
    Kind.CODE: _code,
    Kind.IMAGE: _image,
    Kind.WAIT: _wait,
}
