"""The site in the desk's window: its devices, what asks to be approved, an act that is signed."""

from __future__ import annotations

from kivy.uix.widget import Widget

from kiosk.desk.flow import DeskFlow
from kiosk.desk.screens import Wanted
from kiosk.desk.site_flow import SiteFlow
from kiosk.desk.site_screens import PackLost, Signed, Signing, SiteHome
from kiosk.i18n import Translator
from kiosk.ui.desk import carried, sited
from kiosk.ui.desk.notes import INSIDE, boxed, columns, fill, listed, note, scrolled, told_line
from kiosk.ui.desk.parts import Line, Wrap, digits, heading
from kiosk.ui.desk.signing import SigningBody, button
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets import boxes
from kiosk.ui.widgets.boxes import Card, Column

LEFT, RIGHT = 0.56, 0.44


def site_screen(
    theme: Theme, t: Translator, flow: DeskFlow, screen: SiteHome | PackLost | Signing | Signed
) -> Widget:
    """The screen below the header."""
    site = flow.site
    assert site is not None, "its screens are shown by it"
    match screen:
        case SiteHome():
            return _home(theme, t, flow, site, screen)
        case PackLost():
            return _lost(theme, t, flow, site, screen)
        case Signing():
            return SigningBody(theme, t, flow, site, screen)
        case Signed():
            return _signed(theme, t, flow, site, screen)


# -- the site


def _home(theme: Theme, t: Translator, flow: DeskFlow, site: SiteFlow, screen: SiteHome) -> Widget:
    _ = t.gettext
    devices: list[Widget] = []
    for number, device in enumerate(screen.devices):

        def revoke(chosen: int = number) -> None:
            site.ask_revoke(screen.devices[chosen])

        icon, name, state = sited.device(device, t)
        if device.revoked:
            gone = told_line(theme, icon, name, state, "ink_2")
            devices.append(Column(theme, gone, padding=(14, 4)))
        else:
            devices.append(Line(theme, f"device.{number}", icon, name, revoke, state))
    left = Card(
        theme,
        TextLabel(theme, screen.name or _("This site"), "desk_title"),
        TextLabel(theme, sited.pack(screen, t), "desk_text", "ink_2"),
        padding=INSIDE,
        spacing=12,
        fill=True,
    )
    if screen.expired:
        left.add_widget(note(theme, sited.expired(screen, t), "event"))
    if screen.behind:
        title, words = carried.behind(t)
        left.add_widget(note(theme, words, "autorenew", title))
    for part in (heading(theme, _("Tablets and desks")), listed(theme, devices)):
        left.add_widget(part)
    right = _new(theme, t, flow, site, screen)
    return columns(theme, (boxed(theme, left), LEFT), (scrolled(theme, fill(right)), RIGHT))


def _new(theme: Theme, t: Translator, flow: DeskFlow, site: SiteFlow, screen: SiteHome) -> Card:
    _ = t.gettext
    card = Card(theme, heading(theme, _("Approve a device")), padding=(28, 24), spacing=12,
                fill=True)  # fmt: skip
    card.add_widget(
        TextLabel(theme, _("Scan the code on its screen, or put in the stick with its request."),
                  "desk_text", "ink_2")
    )  # fmt: skip
    for number, request in enumerate(screen.requests):

        def approve(chosen: int = number) -> None:
            site.ask_approve(screen.requests[chosen])

        icon, name = sited.kind(request.device.value, t)
        sub = _("Asks to be approved")
        card.add_widget(Line(theme, f"request.{number}", icon, name, approve, sub))
    card.add_widget(boxes.Space(theme, 4))
    card.add_widget(heading(theme, _("Site pack")))
    card.add_widget(TextLabel(theme, sited.place(screen.place, t), "desk_text", "ink_2"))
    buttons = Wrap(theme, spacing=(12, 10))
    if screen.place is not None:
        buttons.add_widget(button(theme, _("Write pack"), site.write_pack, "site.write", "save"))

    def choose() -> None:
        flow.look_into(None, Wanted.SITE)

    buttons.add_widget(button(theme, _("Choose a folder"), choose, "site.folder", "folder_open"))
    buttons.add_widget(button(theme, _("Renew pack"), site.ask_renew, "site.renew", "event"))
    buttons.add_widget(
        button(theme, _("New site key"), site.ask_rotate, "site.rotate", "autorenew")
    )
    buttons.add_widget(button(theme, _("New staff PIN"), site.ask_pin, "site.pin", "pin"))
    card.add_widget(buttons)
    card.add_widget(Widget())
    card.add_widget(button(theme, _("Back"), flow.back, "site.back", "arrow_back"))
    return card


def _lost(theme: Theme, t: Translator, flow: DeskFlow, site: SiteFlow, screen: PackLost) -> Widget:
    _ = t.gettext

    def choose() -> None:
        flow.look_into(None, Wanted.SITE)

    card = Card(
        theme,
        TextLabel(theme, _("The site pack is missing"), "desk_title"),
        TextLabel(
            theme,
            _("Every tablet and every desk has it, and so have sticks. Nothing else is lost."),
            "desk_text",
        ),
        TextLabel(theme, sited.source(screen.place, t), "desk_text", weight=600),
        boxes.Space(theme, 2),
        padding=INSIDE,
        spacing=14,
        fill=True,
    )
    row = Wrap(theme, spacing=(14, 12))
    if screen.place is not None:
        back, act = _("Bring it back"), site.ask_restore
        row.add_widget(button(theme, back, act, "lost.restore", "history", "desk_primary"))
    row.add_widget(button(theme, _("Choose a folder"), choose, "lost.folder", "folder_open"))
    row.add_widget(button(theme, _("Back"), flow.back, "lost.back", "arrow_back"))
    card.add_widget(row)
    card.add_widget(Widget())
    return columns(theme, (scrolled(theme, fill(card)), 1.0))


# -- signed


def _signed(theme: Theme, t: Translator, flow: DeskFlow, site: SiteFlow, screen: Signed) -> Widget:
    _ = t.gettext
    card = Card(theme, padding=INSIDE, spacing=14, fill=True)
    card.add_widget(TextLabel(theme, sited.done(screen, t), "desk_title"))
    if screen.safe:
        card.add_widget(note(theme, "", "check_circle", sited.written(screen, t), "primary_soft"))
    elif screen.error is not None:
        card.add_widget(note(theme, t.error(screen.error), "warning"))
    for line in sited.then(screen, t):
        card.add_widget(TextLabel(theme, line, "desk_text", "ink_2"))
    if screen.digits:
        card.add_widget(digits(theme, screen.digits))
        same = _("The device shows digits with its first pack. Are they these? Then say yes there.")
        card.add_widget(TextLabel(theme, same, "desk_text"))
    card.add_widget(boxes.Space(theme, 4))
    row = Wrap(theme, spacing=(14, 12))
    if screen.place is not None and not screen.written:
        row.add_widget(
            button(theme, _("Write pack"), site.write_pack, "site.write", "save", "desk_primary")
        )
    elif not screen.written:

        def choose() -> None:
            flow.look_into(None, Wanted.SITE)

        row.add_widget(button(theme, _("Choose a folder"), choose, "site.folder", "folder_open"))
    kind = "desk_primary" if screen.written or screen.place is None else "desk"
    row.add_widget(button(theme, _("Done"), site.open, "site.done", "done", kind))
    card.add_widget(row)
    card.add_widget(Widget())
    return columns(theme, (scrolled(theme, fill(card)), 1.0))
