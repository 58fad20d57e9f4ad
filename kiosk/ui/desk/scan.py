"""Waiting for a code: a calm invitation, the other ways in, and the results that came last."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.desk.flow import DeskFlow
from kiosk.desk.screens import Refused, Row
from kiosk.domain.digits import grouped
from kiosk.i18n import Translator
from kiosk.storage.desk import Way
from kiosk.ui.desk.notes import listed
from kiosk.ui.desk.parts import DeskButton, Line, Tile, Wrap, heading
from kiosk.ui.desk.scroll import DeskScroll
from kiosk.ui.icons import Icon
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets import boxes
from kiosk.ui.widgets.boxes import Card, Column

MARGIN, GAP = 28, 20
SHADE = 8
"""Room for the shadow of what scrolls."""
WAYS = {
    Way.SCAN: "qr_code_scanner",
    Way.PICTURE: "image",
    Way.FILE: "description",
    Way.BUNDLE: "folder",
}


def scan_screen(theme: Theme, t: Translator, flow: DeskFlow, paste: Callable[[], object]) -> Widget:
    """The screen below the header; what was refused last stands above the invitation."""
    left = Column(theme, spacing=GAP, padding=SHADE, fill=True, size_hint_y=None)
    if isinstance(flow.screen, Refused):
        left.add_widget(_refused(theme, t, flow.screen))
    left.add_widget(_invitation(theme, t, flow, paste))
    room = DeskScroll(theme, left, size_hint_x=0.44)

    def stretch(*_args: Any) -> None:
        left.height = max(room.height, left.minimum_height)

    room.bind(height=stretch)
    left.bind(minimum_height=stretch)
    right: Widget = _latest(theme, t, flow)
    edges = (MARGIN - SHADE, 20 - SHADE, MARGIN - SHADE, 0)
    body = BoxLayout(spacing=theme.px(GAP - SHADE), padding=[theme.px(n) for n in edges])
    right = Column(theme, right, padding=(0, SHADE, SHADE, SHADE), fill=True, size_hint_x=0.56)
    for side in (right, room) if theme.rtl else (room, right):
        body.add_widget(side)
    return body


def _refused(theme: Theme, t: Translator, screen: Refused) -> Card:
    words = Column(
        theme,
        TextLabel(theme, t.gettext("Not opened"), "desk_heading", "on_amber_soft"),
        TextLabel(theme, t.error(screen.error), "desk_text", "ink"),
        spacing=4,
    )
    row = boxes.Row(theme, Icon(theme, "info", "on_amber_soft", 30), words, spacing=16, align="top")
    return Card(theme, row, tone="amber_soft", padding=(24, 18), radius="tile")


def _invitation(theme: Theme, t: Translator, flow: DeskFlow, paste: Callable[[], object]) -> Card:
    _ = t.gettext
    again = isinstance(flow.screen, Refused)
    title = _("Scan the code once more") if again else _("Scan the code")
    how = _(
        "Hold the hand scanner over the code: on the tablet, on paper or on a phone. "
        "The result opens by itself."
    )
    buttons = Wrap(
        theme,
        DeskButton(
            theme,
            _("Open a picture"),
            flow.look_for_picture,
            "open_picture",
            "image",
            "desk",
            hug=True,
        ),
        DeskButton(theme, _("Paste"), paste, "paste", "content_paste", "desk", hug=True),
        spacing=(14, 12),
    )
    drop = _("You can also drop a picture of the code here.")
    hint = [] if again else [TextLabel(theme, drop, "desk_small", "ink_2")]
    card = Card(
        theme,
        Widget(),
        *([] if again else [Tile(theme, "qr_code_scanner", 128), boxes.Space(theme, 4)]),
        TextLabel(theme, title, "desk_title"),
        TextLabel(theme, how, "desk_text", "ink_2"),
        boxes.Space(theme, 8),
        TextLabel(theme, _("No hand scanner? There are other ways:"), "desk_text", weight=600),
        buttons,
        *hint,
        Widget(),
        padding=(32, 24),
        spacing=12,
        fill=True,
    )
    # The invitation fills the room; with less room than it needs, it scrolls.
    card.bind(minimum_height=lambda _card, height: setattr(card, "size_hint_min_y", height))
    return card


def _latest(theme: Theme, t: Translator, flow: DeskFlow) -> Card:
    _ = t.gettext
    card = Card(theme, heading(theme, _("Latest results")), padding=(28, 24), spacing=14, fill=True)
    if not flow.latest:
        words = _("No results yet. The first one will stand here.")
        card.add_widget(TextLabel(theme, words, "desk_text", "ink_2"))
        card.add_widget(Widget())
        return card
    card.add_widget(listed(theme, [_line(theme, t, flow, row) for row in flow.latest]))
    return card


def _line(theme: Theme, t: Translator, flow: DeskFlow, row: Row) -> Line:
    _, profile = t.gettext, row.profile
    from kiosk.ui.desk import telling  # an empty list is there before what tells of results

    told = [telling.moment(row.kept.received_at, t)]
    if profile is None:
        title = _("A result that cannot be opened now")
    else:
        title = telling.title(profile, t)
        told += [profile.workshop] if profile.workshop else []
        told.append(_("Receipt code {code}", code=grouped(profile.receipt_code)))
        told += [_("Practice")] if profile.practice else []

    def recall() -> None:
        flow.recall(row)

    key = f"latest.{row.kept.id.hex()}"
    icon = WAYS.get(row.kept.way, "description")
    return Line(theme, key, icon, title, recall, " · ".join(told))
