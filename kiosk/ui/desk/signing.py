"""An act of the site's holder: what it does, what is compared, the passphrases that sign it."""

from __future__ import annotations

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.desk.flow import DeskFlow
from kiosk.desk.site_flow import SiteFlow
from kiosk.desk.site_screens import Act, Signing
from kiosk.i18n import Translator
from kiosk.ui.desk import sited
from kiosk.ui.desk.fields import DeskField, twice
from kiosk.ui.desk.notes import INSIDE, columns, fill, note, scrolled, told_line
from kiosk.ui.desk.parts import DeskButton, Line, Wrap, digits, heading
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets import boxes
from kiosk.ui.widgets.boxes import Card

LEFT, RIGHT = 0.56, 0.44
LONGEST_NUMBER = 7


def button(
    theme: Theme, words: str, act: object, key: str, icon: str, kind: str = "desk"
) -> DeskButton:
    """One of a row."""
    return DeskButton(theme, words, act, key, icon, kind, hug=True)  # type: ignore[arg-type]


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

        pins = twice(
            theme, t, "sign.pin", _("New staff PIN, 4 to 12 digits"), root.focus, digits=True
        )

        def sign() -> None:
            if root.text and (pins[0].text or screen.act is not Act.PIN):
                fields[0].focus()  # the passphrases are gone from theirs
                pin = pins[0].take(), pins[1].take()
                site.sign(root.take(), recovery.take(), int(after.text or 0), pin)

        tablet = screen.device is not None and screen.device.entry.device.value == "tablet"
        fields = [
            *([after] if tablet else []),
            *(pins if screen.act is Act.PIN else []),
            root,
            *([recovery] if screen.needs_recovery else []),
        ]
        self.first = fields[0].box
        card = Card(theme, padding=INSIDE, spacing=14, fill=True)
        card.add_widget(TextLabel(theme, sited.title(screen, t), "desk_title"))
        if screen.error is not None:
            card.add_widget(note(theme, t.error(screen.error)))
        for part in (*fields, boxes.Space(theme, 2)):
            card.add_widget(part)
        do, icon = sited.verb(screen.act, t)
        card.add_widget(
            Wrap(
                theme,
                button(theme, do, sign, "sign.go", icon, "desk_primary"),
                button(theme, _("Back"), flow.back, "sign.back", "arrow_back"),
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
        digits(theme, screen.digits),
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
