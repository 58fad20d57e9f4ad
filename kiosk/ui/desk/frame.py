"""What stands on every screen of the desk: header, practice band, the sentence at the foot."""

from __future__ import annotations

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.desk.flow import DeskFlow, Result
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


class Frame(BoxLayout):
    """Header, practice band if the site is for practice, the screen itself, the foot."""

    def __init__(
        self, theme: Theme, t: Translator, flow: DeskFlow, practice: bool, body: Widget
    ) -> None:
        super().__init__(orientation="vertical")
        self.theme = theme
        self.add_widget(_header(theme, t, flow))
        self.add_widget(Rule(theme))
        if practice:
            self.add_widget(_practice_band(theme, t))
        self.add_widget(body)
        self.add_widget(_foot(theme, t, flow))


def _header(theme: Theme, t: Translator, flow: DeskFlow) -> Panel:
    _ = t.gettext
    panel = Panel(theme, Look(fill="surface"), size_hint_y=None, height=theme.px(HEADER))
    name = TextLabel(theme, _("Try it yourself"), "desk_heading", weight=700, hug=True)
    row = Row(
        theme,
        Mark(theme, size_hint=(None, None), size=(theme.px(34), theme.px(36))),
        name,
        Widget(size_hint_x=None, width=theme.px(12)),
        _tabs(theme, t, flow),
        Widget(),
        _languages(theme, flow),
        spacing=12,
        padding=(MARGIN, 0),
        fill=True,
    )
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
    _ = t.gettext
    on_result = isinstance(flow.screen, Result)
    scan = DeskButton(theme, _("Scan"), flow.show_scan, "tab.scan", kind="desk_tab", hug=True)
    scan.chosen = not on_result
    row = Hug(theme, scan, spacing=8)
    if flow.result is not None:
        result = DeskButton(
            theme, _("Result"), flow.show_result, "tab.result", kind="desk_tab", hug=True
        )
        result.chosen = on_result
        row.add_widget(result)
    return row


def _languages(theme: Theme, flow: DeskFlow) -> Hug:
    row = Hug(theme, Icon(theme, "translate", "ink_2", 22), spacing=8)
    for language in LANGUAGES:

        def choose(code: str = language.code) -> None:
            flow.choose_language(code)

        key = f"language.{language.code}"
        button = DeskButton(
            theme, language.name, choose, key, kind="desk_tab", hug=True, language=language.code
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
