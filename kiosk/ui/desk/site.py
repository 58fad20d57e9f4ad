"""The site in the desk's window: its devices, what asks to be approved, an act that is signed."""

from __future__ import annotations

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.desk.flow import DeskFlow
from kiosk.desk.screens import Wanted
from kiosk.desk.site_flow import SiteFlow
from kiosk.desk.site_screens import Signed, Signing, SiteHome
from kiosk.i18n import Translator
from kiosk.ui.desk import carried, sited
from kiosk.ui.desk.fields import DeskField
from kiosk.ui.desk.notes import boxed, columns, fill, note, scrolled, told_line
from kiosk.ui.desk.parts import DeskButton, Line, Wrap, digits, heading
from kiosk.ui.desk.scroll import DeskScroll
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets import boxes
from kiosk.ui.widgets.boxes import Card, Column

LEFT, RIGHT = 0.56, 0.44
LONGEST_NUMBER = 7


def site_screen(
    theme: Theme, t: Translator, flow: DeskFlow, screen: SiteHome | Signing | Signed
) -> Widget:
    """The screen below the header."""
    site = flow.site
    assert site is not None, "its screens are shown by it"
    match screen:
        case SiteHome():
            return _home(theme, t, flow, site, screen)
        case Signing():
            return SigningBody(theme, t, flow, site, screen)
        case Signed():
            return _signed(theme, t, flow, site, screen)


# -- the site


def _home(theme: Theme, t: Translator, flow: DeskFlow, site: SiteFlow, screen: SiteHome) -> Widget:
    _ = t.gettext
    devices = Column(theme, spacing=10, padding=(6, 6, 18, 6))
    for number, device in enumerate(screen.devices):

        def revoke(chosen: int = number) -> None:
            site.ask_revoke(screen.devices[chosen])

        icon, name, state = sited.device(device, t)
        if device.revoked:
            gone = told_line(theme, icon, name, state, "ink_2")
            devices.add_widget(Column(theme, gone, padding=(14, 4)))
        else:
            devices.add_widget(Line(theme, f"device.{number}", icon, name, revoke, state))
    left = Card(
        theme,
        TextLabel(theme, screen.name or _("This site"), "desk_title"),
        TextLabel(theme, sited.pack(screen, t), "desk_text", "ink_2"),
        padding=(32, 26),
        spacing=12,
        fill=True,
    )
    if screen.expired:
        left.add_widget(note(theme, sited.expired(screen, t), "event"))
    if screen.behind:
        title, words = carried.behind(t)
        left.add_widget(note(theme, words, "autorenew", title))
    for part in (heading(theme, _("Tablets and desks")), DeskScroll(theme, devices)):
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
        buttons.add_widget(_button(theme, _("Write pack"), site.write_pack, "site.write", "save"))

    def choose() -> None:
        flow.look_into(None, Wanted.SITE)

    buttons.add_widget(_button(theme, _("Choose a folder"), choose, "site.folder", "folder_open"))
    buttons.add_widget(_button(theme, _("Renew pack"), site.ask_renew, "site.renew", "event"))
    buttons.add_widget(
        _button(theme, _("New site key"), site.ask_rotate, "site.rotate", "autorenew")
    )
    card.add_widget(buttons)
    card.add_widget(Widget())
    card.add_widget(_button(theme, _("Back"), flow.back, "site.back", "arrow_back"))
    return card


def _button(
    theme: Theme, words: str, act: object, key: str, icon: str, kind: str = "desk"
) -> DeskButton:
    return DeskButton(theme, words, act, key, icon, kind, hug=True)  # type: ignore[arg-type]


# -- an act


class SigningBody(BoxLayout):
    """``first`` takes the typing."""

    def __init__(
        self, theme: Theme, t: Translator, flow: DeskFlow, site: SiteFlow, screen: Signing
    ) -> None:
        super().__init__()
        _ = t.gettext
        root = DeskField(
            theme, "sign.root", _("Passphrase of the root key"), masked=True,
            on_submit=lambda: sign(),  # noqa: PLW0108 made below, of these fields
        )  # fmt: skip
        recovery = DeskField(
            theme, "sign.recovery", _("Passphrase of the recovery key"), masked=True,
            on_submit=lambda: sign(),  # noqa: PLW0108
        )  # fmt: skip
        after = DeskField(
            theme, "sign.after", _("Number of the last result that you believe"), digits=True,
            most=LONGEST_NUMBER,
        )  # fmt: skip

        def sign() -> None:
            if root.text:
                site.sign(root.text, recovery.text, int(after.text or 0))

        tablet = screen.device is not None and screen.device.entry.device.value == "tablet"
        fields = [
            *([after] if tablet else []),
            root,
            *([recovery] if screen.needs_recovery else []),
        ]
        self.first = fields[0].box
        card = Card(theme, padding=(40, 28), spacing=14, fill=True)
        card.add_widget(TextLabel(theme, sited.title(screen, t), "desk_title"))
        if screen.error is not None:
            card.add_widget(note(theme, t.error(screen.error)))
        for part in (*fields, boxes.Space(theme, 2)):
            card.add_widget(part)
        do, icon = sited.verb(screen.act, t)
        card.add_widget(
            Wrap(
                theme,
                _button(theme, do, sign, "sign.go", icon, "desk_primary"),
                _button(theme, _("Back"), flow.back, "sign.back", "arrow_back"),
                spacing=(14, 12),
            )
        )
        card.add_widget(Widget())
        if screen.request is not None:
            beside = _compare(theme, t, site, screen)
        else:
            beside = _happens(theme, t, screen)
        parts = (scrolled(theme, fill(card)), LEFT), (scrolled(theme, fill(beside)), RIGHT)
        self.add_widget(columns(theme, *parts))


def _happens(theme: Theme, t: Translator, screen: Signing) -> Card:
    card = Card(theme, heading(theme, t.gettext("What happens")), padding=(28, 24), spacing=12,
                fill=True)  # fmt: skip
    for line in sited.what_happens(screen, t):
        card.add_widget(told_line(theme, "info", line))
    card.add_widget(Widget())
    return card


def _compare(theme: Theme, t: Translator, site: SiteFlow, screen: Signing) -> Card:
    _ = t.gettext
    card = Card(
        theme,
        heading(theme, _("Check digits")),
        digits(theme, sited.spaced(screen.digits)),
        TextLabel(
            theme,
            _("The same digits must stand on the device. If not: stop, and ask for a new request."),
            "desk_text",
        ),
        padding=(28, 24),
        spacing=12,
        fill=True,
    )
    if screen.workshops:
        card.add_widget(boxes.Space(theme, 4))
        card.add_widget(heading(theme, _("Where will it stand?")))
    for workshop in screen.workshops:

        def pick(number: int = workshop.number) -> None:
            site.pick_workshop(number)

        name = workshop.name or _("Workshop {number}", number=workshop.number)
        chosen = workshop.number == screen.workshop
        card.add_widget(
            Line(theme, f"workshop.{workshop.number}", "location_on", name, pick, chosen=chosen)
        )
    card.add_widget(Widget())
    return card


# -- signed


def _signed(theme: Theme, t: Translator, flow: DeskFlow, site: SiteFlow, screen: Signed) -> Widget:
    _ = t.gettext
    card = Card(theme, Widget(), padding=(40, 28), spacing=14, fill=True)
    if screen.safe:
        card.add_widget(note(theme, "", "check_circle", sited.written(screen, t), "primary_soft"))
    elif screen.error is not None:
        card.add_widget(note(theme, t.error(screen.error), "warning"))
    card.add_widget(TextLabel(theme, sited.done(screen, t), "desk_title"))
    for line in sited.then(screen, t):
        card.add_widget(TextLabel(theme, line, "desk_text", "ink_2"))
    if screen.digits:
        card.add_widget(digits(theme, sited.spaced(screen.digits)))
        same = _("The device shows these digits with its first pack. Say yes there if they are.")
        card.add_widget(TextLabel(theme, same, "desk_text"))
    card.add_widget(boxes.Space(theme, 4))
    row = Wrap(theme, spacing=(14, 12))
    if screen.place is not None and not screen.written:
        row.add_widget(
            _button(theme, _("Write pack"), site.write_pack, "site.write", "save", "desk_primary")
        )
    kind = "desk_primary" if screen.written or screen.place is None else "desk"
    row.add_widget(_button(theme, _("Done"), site.open, "site.done", "done", kind))
    card.add_widget(row)
    card.add_widget(Widget())
    return columns(theme, (scrolled(theme, fill(card)), 1.0))
