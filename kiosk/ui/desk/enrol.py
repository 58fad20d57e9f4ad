"""A desk that belongs to no site yet: its request as a code and on a stick, then its site pack."""

from __future__ import annotations

from kivy.uix.widget import Widget

from kiosk.desk.enrol_flow import EnrolFlow
from kiosk.desk.flow import DeskFlow
from kiosk.desk.screens import Wanted
from kiosk.desk.site_screens import Enrol, FirstSite
from kiosk.i18n import Translator
from kiosk.ui.citizen.qr_picture import QrPicture
from kiosk.ui.desk.notes import INSIDE, boxed, columns, fill, note, numbered, scrolled
from kiosk.ui.desk.parts import DeskButton, Line, Wrap, digits, heading
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets import boxes
from kiosk.ui.widgets.boxes import Card

LEFT, RIGHT = 0.56, 0.44


def enrol_screen(theme: Theme, t: Translator, flow: DeskFlow, screen: Enrol | FirstSite) -> Widget:
    """The screen below the header."""
    enrol = flow.enrol
    assert enrol is not None, "its screens are shown by it"
    if isinstance(screen, FirstSite):
        return _first(theme, t, enrol, screen)
    right = boxed(theme, _code(theme, t, screen))
    left = scrolled(theme, fill(_request(theme, t, flow, enrol, screen)))
    return columns(theme, (left, LEFT), (right, RIGHT))


def _request(theme: Theme, t: Translator, flow: DeskFlow, enrol: EnrolFlow, screen: Enrol) -> Card:
    _ = t.gettext
    steps = (
        _("Bring the request to the desk with the root key: on a stick, or by its code."),
        _("Compare the check digits there. It is then approved."),
        _("Bring the site pack back here, and take it."),
    )
    card = Card(
        theme,
        TextLabel(theme, _("This desk is not set up yet"), "desk_title"),
        numbered(theme, steps),
        padding=INSIDE,
        spacing=14,
        fill=True,
    )
    if screen.error is not None:
        card.add_widget(note(theme, t.error(screen.error)))
    elif screen.safe:
        safe = _("The request is written. It is safe to remove the stick.")
        card.add_widget(note(theme, "", "check_circle", safe, "primary_soft"))
    if screen.place is None:
        card.add_widget(
            TextLabel(theme, _("Put in a stick, or choose a folder."), "desk_text", weight=600)
        )
    else:
        name = _("Found: {name}", name=screen.place.name)
        card.add_widget(TextLabel(theme, name, "desk_text", weight=600))
    row = Wrap(theme, spacing=(14, 12))
    if screen.place is not None:
        first, then = ("desk", "desk_primary") if screen.written else ("desk_primary", "desk")
        row.add_widget(
            DeskButton(theme, _("Write request"), enrol.write_request, "enrol.write", "save",
                       first, hug=True)
        )  # fmt: skip
        row.add_widget(
            DeskButton(theme, _("Take site pack"), enrol.take_pack, "enrol.take", "download",
                       then, hug=True)
        )  # fmt: skip

    def choose() -> None:
        flow.look_into(None, Wanted.SITE)

    row.add_widget(
        DeskButton(
            theme, _("Choose a folder"), choose, "enrol.folder", "folder_open", "desk", hug=True
        )
    )
    card.add_widget(row)
    card.add_widget(Widget())
    for other in _other_ways(theme, t, enrol, screen):
        card.add_widget(other)
    return card


def _other_ways(theme: Theme, t: Translator, enrol: EnrolFlow, screen: Enrol) -> list[Widget]:
    _ = t.gettext
    ways: list[Widget] = []
    if screen.recovers and enrol.recover is not None:
        words = _("All desks are lost, and the site's keys are here.")
        back = _("Bring a site back")
        ways.append(Line(theme, "enrol.recover", "history", back, enrol.recover.open, words))
    if screen.founds and enrol.found is not None:
        words = _("For the very first desk, where there is no site yet.")
        start = _("This computer starts a new site")
        ways.append(Line(theme, "enrol.found", "flag", start, enrol.found.open, words))
    return ways


def _code(theme: Theme, t: Translator, screen: Enrol) -> Card:
    _ = t.gettext
    card = Card(theme, heading(theme, _("Check digits of this desk")), padding=(28, 24),
                spacing=10, fill=True)  # fmt: skip
    if not screen.digits:
        card.add_widget(TextLabel(theme, _("Making its keys"), "desk_text", "ink_2"))
        card.add_widget(Widget())
        return card
    card.add_widget(digits(theme, screen.digits))
    card.add_widget(QrPicture(modules=screen.modules))
    words = _("The request as a code, for a hand scanner. It holds no secret.")
    card.add_widget(TextLabel(theme, words, "desk_small", "ink_2"))
    return card


def _first(theme: Theme, t: Translator, enrol: EnrolFlow, screen: FirstSite) -> Widget:
    _ = t.gettext
    name = screen.name or _("A site without a name")
    card = Card(
        theme,
        TextLabel(theme, _("Is this your site?"), "desk_title"),
        TextLabel(theme, name, "desk_heading"),
        digits(theme, screen.digits),
        TextLabel(
            theme,
            _("The same digits stand where this desk was approved. Only then say yes."),
            "desk_text",
        ),
        boxes.Space(theme, 4),
        Wrap(
            theme,
            DeskButton(
                theme,
                _("Yes, the same"),
                enrol.believe,
                "first.yes",
                "done",
                "desk_primary",
                hug=True,
            ),
            DeskButton(theme, _("No, stop"), enrol.back, "first.no", "close", "desk", hug=True),
            spacing=(14, 12),
        ),
        Widget(),
        padding=INSIDE,
        spacing=14,
        fill=True,
    )
    return columns(theme, (boxed(theme, card), 1.0))
