"""What stands on every screen of the desk: header, practice band, the sentence at the foot."""

from __future__ import annotations

from collections.abc import Callable

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.desk.flow import DeskFlow
from kiosk.desk.screens import (
    Apart,
    Files,
    Listed,
    Locked,
    Log,
    Missing,
    NewKey,
    Refused,
    Result,
    Scan,
    Search,
    Sync,
    Synced,
    Syncing,
    Wanted,
)
from kiosk.desk.site_screens import PackLost, Signed, Signing, SiteHome
from kiosk.i18n import LANGUAGES, Translator
from kiosk.i18n.standing import not_a_grade
from kiosk.ui.desk.parts import DeskButton, Hug, Rule
from kiosk.ui.icons import Icon
from kiosk.ui.pictures.mark import Mark
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.boxes import Panel, Row
from kiosk.ui.widgets.plate import Look

MARGIN = 28
HEADER = 64
MORE = Listed | Apart | Missing | Log | SiteHome | PackLost | Signing | Signed


class Frame(BoxLayout):
    """Header, practice band if the site is for practice, the screen itself, the foot."""

    def __init__(
        self,
        theme: Theme,
        t: Translator,
        flow: DeskFlow,
        practice: bool,
        body: Widget,
        *,
        narrow: bool = False,
    ) -> None:
        super().__init__(orientation="vertical")
        self.theme = theme
        self.add_widget(_header(theme, t, flow, narrow))
        self.add_widget(Rule(theme))
        if practice:
            self.add_widget(_practice_band(theme, t))
        self.add_widget(body)
        self.add_widget(_foot(theme, t, flow))


def _header(theme: Theme, t: Translator, flow: DeskFlow, narrow: bool) -> Panel:
    _ = t.gettext
    panel = Panel(theme, Look(fill="surface"), size_hint_y=None, height=theme.px(HEADER))
    row = Row(
        theme,
        Mark(theme, size_hint=(None, None), size=(theme.px(34), theme.px(36))),
        spacing=12,
        padding=(MARGIN if not narrow else 16, 0),
        fill=True,
    )
    if not narrow:
        name = TextLabel(theme, _("Try it yourself"), "desk_heading", weight=700, hug=True)
        row.add_widget(name)
        row.add_widget(Widget(size_hint_x=None, width=theme.px(12)))
    for part in (_tabs(theme, t, flow), Widget(), _languages(theme, flow, narrow)):
        row.add_widget(part)
    if isinstance(flow.screen, Result):
        scan = _("Scan next")
        row.add_widget(
            DeskButton(
                theme,
                scan,
                flow.show_scan,
                "scan_next",
                "qr_code_scanner",
                "desk_primary",
                hug=True,
            )
        )
    panel.add_widget(row)
    return panel


def _tabs(theme: Theme, t: Translator, flow: DeskFlow) -> Hug:
    _, screen = t.gettext, flow.screen
    wanted = screen.wanted if isinstance(screen, Files) else None
    row = Hug(theme, spacing=4)

    def tab(
        key: str, words: str, act: Callable[[], object], chosen: bool, icon: str | None = None
    ) -> None:
        button = DeskButton(theme, words, act, f"tab.{key}", icon, kind="desk_tab", hug=True)
        button.chosen = chosen
        row.add_widget(button)

    if flow.enrol is not None or isinstance(screen, Locked | NewKey):
        return row
    scans = isinstance(screen, Scan | Refused) or wanted is Wanted.PICTURE
    tab("scan", _("Scan"), flow.show_scan, scans)
    if flow.result is not None:
        tab("result", _("Result"), flow.show_result, isinstance(screen, Result))
    if (sync := flow.sync) is not None:
        icon = "usb" if sync.stick_is_in else None
        syncs = isinstance(screen, Sync | Syncing | Synced) or wanted is Wanted.FOLDER
        tab("sync", _("Move results"), sync.open, syncs, icon)
    if flow.search is not None:
        tab("search", _("Find"), flow.search.open, isinstance(screen, Search))
    if flow.lists is not None:
        more = isinstance(screen, MORE) or wanted is Wanted.SITE
        tab("more", _("More"), flow.lists.open, more)
    return row


def _languages(theme: Theme, flow: DeskFlow, narrow: bool) -> Hug:
    row = Hug(theme, *([] if narrow else [Icon(theme, "translate", "ink_2", 22)]), spacing=4)
    for language in LANGUAGES:

        def choose(code: str = language.code) -> None:
            flow.choose_language(code)

        button = DeskButton(
            theme,
            language.code.upper() if narrow else language.name,
            choose,
            f"language.{language.code}",
            kind="desk_tab",
            speech=language.name,
            hug=True,
            language=language.code,
        )
        button.chosen = language.code == flow.language
        row.add_widget(button)
    return row


def _practice_band(theme: Theme, t: Translator) -> Panel:
    border = "on_amber" if theme.palette.outlined else None
    band = Panel(theme, Look(fill="amber", border=border), size_hint_y=None, height=theme.px(36))
    practice = t.gettext("Practice. Nothing here is about a real person.")
    label = TextLabel(theme, practice, "desk_text", "on_amber", weight=600, hug=True)
    icon = Icon(theme, "school", "on_amber", 22)
    band.add_widget(Row(theme, Widget(), icon, label, Widget(), spacing=10, fill=True))
    return band


def _foot(theme: Theme, t: Translator, flow: DeskFlow) -> Row:
    row = Row(
        theme,
        Icon(theme, "info", "primary", 24),
        TextLabel(theme, not_a_grade(t), "desk_text", weight=600),
        spacing=12,
        padding=(MARGIN, 10, MARGIN, 14),
    )
    if isinstance(flow.screen, Result):
        from kiosk.ui.desk import telling  # the first screen comes without it

        if origin := telling.origin(flow.screen.profile, t):
            row.add_widget(TextLabel(theme, origin, "desk_small", "ink_2", hug=True))
    return row
