"""Setting up: the tablet's request goes out, digits are compared, the site pack comes in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.devices.usb import Drive
from kiosk.domain.digits import grouped
from kiosk.tablet.staff import SiteState
from kiosk.tablet.staff_screens import Compare, RequestCode, SiteSaid, SiteScreen
from kiosk.ui.citizen.listen import ListenButton
from kiosk.ui.citizen.page import Actions, BandHolder, main_button, second_button
from kiosk.ui.citizen.qr_picture import QrPicture
from kiosk.ui.staff.move import MARK, amber, found_line, safe_line
from kiosk.ui.staff.page import Head, StaffPage, fact_line, in_pairs
from kiosk.ui.staff.scene import StaffScene
from kiosk.ui.text.label import TextLabel
from kiosk.ui.widgets.boxes import Card, Column, Row
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.progress import Disc, IconLine
from kiosk.ui.widgets.scroll import Scroll

SHEET = {"S": 0.5, "M": 0.5, "L": 0.46, "XL": 0.44}
"""Of the width for the request's code, beside its words."""


def site_screen(at: StaffScene, screen: SiteScreen) -> StaffPage:
    """Request and pack, one stick for both; not set up yet, it is the first screen of all."""
    _, flow, scene = at.scene.t.gettext, at.flow, at.scene
    drive = screen.drives[0] if screen.drives else None
    why = "" if drive else _("Put the stick in first.")
    write = _at_stick(at, _("Write request"), flow.write_request, "site.write", drive, why)
    take = _at_stick(at, _("Take pack"), flow.take_pack, "site.take", drive, why)
    if flow.ready:
        last = [main_button(scene, _("Start"), flow.go_on, "site.go_on")]
        return StaffPage(at, _("The tablet is ready"), *_done(at, screen), last=last, back=False)
    notices, done = _said(at, screen)
    out = flow.enrolled and screen.released and drive is None  # no more to do here now
    facts = Column(scene.theme, *done, *_pack(at, screen.state), spacing=16)
    if drive is not None:
        facts.add_widget(found_line(at, drive))
    request = Column(
        scene.theme,
        _digits_card(at, _("Check digits of the request"), screen.state.digits),
        Button(scene.theme, _("Show as code"), flow.show_request, "site.code", "qr_code_2"),
        spacing=14,
    )
    return StaffPage(
        at,
        _("Set-up") if flow.enrolled else _("This tablet is not set up"),
        *notices,
        *in_pairs(at, [facts, request]),
        *(() if flow.enrolled else _languages(at)),
        last=[] if out else [write, take],
        back=flow.enrolled,
        spacing=16,
    )


def _at_stick(
    at: StaffScene,
    words: str,
    on_tap: Callable[[Drive], object],
    key: str,
    drive: Drive | None,
    why: str,
) -> Button:
    """Needs a stick, and says so when it is tapped without one."""
    tapped = partial(on_tap, drive) if drive is not None else None
    button = second_button(at.scene, words, tapped, key, "usb")
    button.why_not = why
    button.on_why = lambda text: at.scene.open(_why_card(at, text))
    return button


def _why_card(at: StaffScene, text: str) -> Widget:
    from kiosk.ui.citizen.dialogs import dialog

    return dialog(
        at.scene,
        text,
        TextLabel(at.scene.theme, at.scene.t.gettext("It is found by itself."), "reading"),
        icon="usb",
    )


def _said(at: StaffScene, screen: SiteScreen) -> tuple[list[Widget], list[Widget]]:
    """What is to be known first, over the whole width; and what was done."""
    _, theme = at.scene.t.gettext, at.scene.theme
    if screen.error is not None:
        return [amber(at, "warning", at.scene.t.error(screen.error))], []
    told: list[Widget] = []
    if screen.said is SiteSaid.WRITTEN:
        written = _("The request is on the stick.")
        told.append(IconLine(theme, Disc(theme, size=MARK), written))
    if screen.said is SiteSaid.TAKEN:
        told.append(IconLine(theme, Disc(theme, size=MARK), _("The pack is taken.")))
    return [safe_line(at)] if screen.released else [], told


def _done(at: StaffScene, screen: SiteScreen) -> list[Widget]:
    _ = at.scene.t.gettext
    notices, done = _said(at, screen)
    return [*notices, *done, *_pack(at, screen.state)]


def _pack(at: StaffScene, state: SiteState) -> list[Widget]:
    _, theme = at.scene.t.gettext, at.scene.theme
    if not state.tablet:
        return [fact_line(theme, "info", _("It needs a pack from whoever leads the site."))]
    words = _("Tablet {number} of {site}", number=state.tablet, site=state.site_name)
    pack = _("Site pack number {number}", number=state.pack_version)
    return [fact_line(theme, "tablet", words), fact_line(theme, "verified_user", pack)]


def _languages(at: StaffScene) -> list[Widget]:
    """Whoever sets it up may read another language."""
    from kiosk.i18n import by_code

    scene = at.scene
    buttons = []
    for code in scene.languages:
        choose = partial(scene.flow.choose_language, code)
        name = by_code(code).name
        button = Button(scene.theme, name, choose, f"language.{code}", language=code)
        button.chosen = code == scene.flow.comfort.language
        buttons.append(button)
    return [Row(scene.theme, *buttons, spacing=18)]


def _digits_card(at: StaffScene, what: str, digits: str) -> Widget:
    """Eight digits in two fours, as large as a title; said one by one."""
    theme = at.scene.theme
    role = "reading" if theme.large else "display"
    said = " ".join(digits)
    number = TextLabel(theme, grouped(digits), role, "ink", 700, lines=1, speech=said)
    return Card(theme, TextLabel(theme, what, "support", "ink_2"), number, padding=(28, 16))


def request_screen(at: StaffScene, screen: RequestCode) -> Widget:
    """The request as a code, beside its check digits."""
    _, scene, theme = at.scene.t.gettext, at.scene, at.scene.theme
    title = _("Show this to the desk")
    words = Column(
        theme,
        *([] if Head.holds_title(at) else [TextLabel(theme, title, "title")]),
        _digits_card(at, _("Check digits of the request"), screen.state.digits),
        TextLabel(theme, _("The desk's screen must show these digits."), "reading", "ink_2"),
        spacing=22,
    )
    back = Button(theme, _("Back"), at.flow.show_site, "back", "arrow_back", hug=True)
    margin = theme.space(48)
    side = BoxLayout(orientation="vertical", spacing=theme.space(16))
    side.add_widget(Scroll(theme, words, _("More"), _("Up")))
    across = scene.width * (1 if scene.upright else 1 - SHEET[theme.text_size]) - 2 * margin
    side.add_widget(Actions(scene, across, [ListenButton(scene, hug=True)], [back]))
    picture = QrPicture(modules=screen.state.request)
    sheet = Card(theme, picture, padding=8, fill=True, depth=2)
    page = BoxLayout(orientation="vertical")
    head = Head(at, title)
    if scene.site.practice and at.flow.enrolled:
        page.add_widget(BandHolder(scene))
    page.add_widget(head)
    if scene.upright:
        sheet.size_hint_y, sheet.height = None, scene.width * (0.6 if theme.large else 0.8)
        inner = BoxLayout(orientation="vertical", padding=[margin, theme.space(20)] * 2)
        inner.add_widget(sheet)
        inner.add_widget(side)
    else:
        sheet.size_hint_x, sheet.width = None, round(scene.width * SHEET[theme.text_size])
        inner = Row(theme, side, sheet, spacing=24, fill=True, align="stretch")
        inner.padding = [margin, theme.space(20)] * 2
    page.add_widget(inner)
    page.tick = head.tick
    return page


def compare_screen(at: StaffScene, screen: Compare) -> StaffPage:
    """Somebody looks at both screens before the tablet believes a site, for good."""
    _, scene = at.scene.t.gettext, at.scene
    same = main_button(scene, _("The same"), at.flow.believe, "site.same", "check")
    other = second_button(scene, _("Not the same"), at.flow.show_site, "site.other", "close")
    return StaffPage(
        at,
        _("Are the digits the same?"),
        fact_line(scene.theme, "account_balance", screen.first.name or _("A site without a name")),
        _digits_card(at, _("Check digits of the site"), screen.first.digits),
        fact_line(scene.theme, "visibility", _("Look at the screen of whoever approved it.")),
        last=[other, same],
        back=False,
    )
