"""Buttons of the test and of the practised services, in all their states."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from kivy.properties import BooleanProperty, NumericProperty, StringProperty

from kiosk.ui.icons import Icon
from kiosk.ui.text.label import UNBOUND, TextLabel
from kiosk.ui.theme import CONTROL_MM, Theme
from kiosk.ui.widgets.plate import Look, Plate
from kiosk.ui.widgets.tappable import Tappable


@dataclass(frozen=True, slots=True)
class Style:
    """How a kind of button looks and how its content stands; sizes in design pixels."""

    look: Look
    text: str = "ink"
    icon: str = "ink"
    pressed: Look | None = None
    """None: the ready look on a soft ground."""
    pressed_text: str | None = None
    """None: as ready."""
    radius: str = "button"
    role: str = "action"
    weight: int | None = None
    height: float = 88
    padding: float = 24
    stacked: bool = False
    """Icon above the text."""
    spread: bool = False
    """Content begins at the start instead of the middle."""


_SECOND = Style(Look(fill="surface", border="edge"))
_TILE = Style(
    Look(fill="soft", border="edge"), icon="primary", radius="tile", role="label", height=100,
    padding=6, stacked=True,
)  # fmt: skip
_SERVICE = Style(
    Look(fill="service_action"),
    text="on_service_action",
    icon="on_service_action",
    pressed=Look(fill="service_action_pressed", border="on_service_action_pressed"),
    pressed_text="on_service_action_pressed",
    radius="service",
    height=84,
    padding=16,
)
STYLES = {
    # The one main action of a screen.
    "primary": Style(
        Look(fill="primary", edge="primary_edge"),
        text="on_primary",
        icon="on_primary",
        pressed=Look(fill="primary_pressed"),
        pressed_text="on_primary_pressed",
    ),
    "second": _SECOND,
    # A choice that is a whole line: content begins at the start.
    "choice": replace(_SECOND, spread=True),
    # For those who know what they look for: no border, small words.
    "quiet": Style(Look(), text="ink_2", icon="ink_2", role="label", padding=16),
    "tile": _TILE,
    "help": replace(_TILE, look=Look(fill="primary_soft", border="edge")),
    # Tiles while the keyboard is up.
    "tile_row": replace(_TILE, stacked=False, height=76),
    "help_row": replace(
        _TILE, stacked=False, height=76, look=Look(fill="primary_soft", border="edge")
    ),
    # On the dark head of a page.
    "on_primary": Style(
        Look(fill="primary", border="on_primary"),
        text="on_primary",
        icon="on_primary",
        role="label",
    ),
    # Device switch at L and XL: chosen is amber.
    "device": replace(_SECOND, icon="primary", role="label", radius="tile"),
    # Inside a practised service.
    "service": _SERVICE,
    "service_second": replace(
        _SERVICE,
        look=Look(fill="service_ground", border="service_text", border_px=2.5),
        text="service_text",
        icon="service_text",
        pressed=Look(fill="service_selected", border="service_text", border_px=2.5),
        pressed_text=None,
    ),
    "service_quiet": replace(
        _SERVICE,
        look=Look(fill="service_chrome"),
        text="service_text",
        icon="service_text",
        pressed=Look(fill="service_selected", border="service_border"),
        pressed_text=None,
    ),
    "service_small": replace(
        _SERVICE,
        look=Look(fill="service_ground", border="service_border"),
        text="service_text",
        icon="service_text",
        pressed=Look(fill="service_selected", border="service_border"),
        pressed_text=None,
        role="label",
        height=76,
        padding=10,
    ),
    # The consultant's desk, worked with a mouse.
    "desk": Style(
        Look(fill="surface", border="edge"),
        radius="desk",
        role="desk_action",
        height=46,
        padding=18,
    ),
    "desk_primary": Style(
        Look(fill="primary", edge="primary_edge", edge_px=3),
        text="on_primary",
        icon="on_primary",
        pressed=Look(fill="primary_pressed"),
        pressed_text="on_primary_pressed",
        radius="desk",
        role="desk_action",
        height=46,
        padding=18,
    ),
    "desk_tab": Style(Look(), radius="desk", role="desk_action", height=42, padding=18),
}

_TIGHT = 10
"""Padding that a long text may use before it wraps."""


class Button(Tappable):
    """A label, mostly with an icon before it, that does one thing.

    States: ready, pressed and focused come from touch and keys; ``chosen``, ``waiting`` (a verb
    such as "Saving"; takes no press) and ``why_not`` (not now: says why when pressed, through
    ``on_why``) are set. ``hug`` makes it as wide as its content. The height follows the text,
    never under 12.7 mm (VVSG 7.2-I) outside the desk.
    """

    text = StringProperty("")
    chosen = BooleanProperty(False)
    waiting = StringProperty("")
    why_not = StringProperty("")
    natural_width = NumericProperty(0)
    natural_height = NumericProperty(0)
    at_least = NumericProperty(0)
    """Pixels of height, so that buttons beside each other are of one height."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        on_tap: Callable[[], object] | None,
        key: str,
        icon: str | None = None,
        kind: str = "second",
        speech: str | None = None,
        *,
        icon_after: bool = False,
        language: str | None = None,
        role: str | None = None,
        hug: bool = False,
        lines: int = 2,
        on_why: Callable[[str], object] | None = None,
        **kwargs: Any,
    ) -> None:
        self.theme, self.style, self.kind = theme, STYLES[kind], kind
        self.icon_name, self.icon_after, self.hug, self.on_why = icon, icon_after, hug, on_why
        self._icon: Icon | None = None
        self._spoken = speech
        role = role or self.style.role
        self.role = role
        align = "start" if self.style.spread else "center"
        self.label = TextLabel(
            theme, text, role, self.style.text, self.style.weight, align, language, lines=lines
        )
        self.plate = Plate(theme, self.style.look, theme.radius(self.style.radius))
        kwargs.setdefault("size_hint_y", None)
        kwargs.setdefault("width", UNBOUND)
        if hug:
            kwargs.setdefault("size_hint_x", None)
        super().__init__(key, speech or text, on_tap, text=text, **kwargs)
        self.canvas.before.add(self.plate)
        self.add_widget(self.label)
        for name in ("pressed", "focused", "chosen", "waiting", "why_not", "text", "disabled"):
            self.fbind(name, self._dress)
        self.fbind("at_least", self._arrange)
        self.fbind("size", self._arrange)
        self.fbind("pos", self._place)
        self._dress()

    @property
    def takes_press(self) -> bool:
        return not self.waiting and not self.disabled

    def activate(self) -> None:
        if self.why_not:
            if self.on_why is not None:
                self.on_why(self.why_not)
        else:
            super().activate()

    def show_icon(self, name: str | None) -> None:
        """Another icon, or none."""
        self.icon_name = name
        self._dress()

    def show_icon_alone(self, name: str) -> None:
        """An icon in place of the words, which are spoken still."""
        self._spoken, self.text = self.speech, ""
        self.show_icon(name)

    # look

    def _dress(self, *_args: Any) -> None:
        shown = self.waiting or self.text
        self.speech = self.why_not or self.waiting or self._spoken or self.text
        look, text, icon = self._colours()
        self.plate.dress(look, ring=self.focused, sunk=self.pressed)
        self.label.recolor(text)
        if self.label.text != shown:
            self.label.text = shown
        self._show_icon(self._icon_name(), icon)
        self._arrange()

    def _colours(self) -> tuple[Look, str, str]:
        style, soft = (
            self.style,
            "service_soft" if self.kind.startswith("service") else "primary_soft",
        )
        if self.why_not:
            return Look(border="edge", dashed=True), "ink_2", "ink_2"
        if self.pressed:
            look = style.pressed or replace(style.look, fill=soft)
            if self.theme.palette.outlined and look.border is None:
                look = replace(look, border=style.pressed_text or style.text, border_px=4)
            elif self.theme.palette.outlined:
                look = replace(look, border_px=4)
            return look, style.pressed_text or style.text, style.pressed_text or style.icon
        if self.waiting:
            return Look(fill="surface", border="edge"), "ink", "ink"
        if self.chosen:
            return self._chosen()
        if self.theme.palette.outlined and self.kind.startswith("help"):
            return replace(style.look, border_px=4), style.text, style.icon
        return style.look, style.text, style.icon

    def _chosen(self) -> tuple[Look, str, str]:
        if self.kind == "device":
            border = "on_amber" if self.theme.palette.outlined else None
            return Look(fill="amber", border=border, border_px=4), "on_amber", "on_amber"
        if self.kind == "desk_tab":
            border = "primary" if self.theme.palette.outlined else None
            return Look(fill="primary_soft", border=border), "ink", "ink"
        return Look(fill="primary_soft", border="primary", border_px=4), "ink", "ink"

    def _icon_name(self) -> str | None:
        if self.why_not:
            return "lock_clock"
        if self.waiting:
            return "hourglass_top"
        if self.chosen and self.kind != "desk_tab":
            return "check"
        return self.icon_name

    def _show_icon(self, name: str | None, color: str) -> None:
        if name is None:
            if self._icon is not None:
                self.remove_widget(self._icon)
                self._icon = None
            return
        if self._icon is None:
            self._icon = Icon(self.theme, name, color, self._icon_px(), mirror=self._mirrors)
            self.add_widget(self._icon)
        elif self._icon.name != name:
            self._icon.show(name)
        self._icon.recolor(color)

    @property
    def _mirrors(self) -> bool:
        """Devices are never mirrored."""
        return not self.kind.startswith("service")

    def _icon_px(self) -> float:
        """In design pixels, as ``Icon`` takes it."""
        px = self.theme.type(self.role).px / self.theme.scale
        share = 1.38 if self.style.stacked else 1.3 if self.role.startswith("desk") else 40 / 39
        if self.role == "label" and not self.style.stacked:
            share = 1.08
        return px * share

    # geometry

    def _arrange(self, *_args: Any) -> None:
        self._measure()
        self._place()

    def _measure(self) -> None:
        theme, style = self.theme, self.style
        pad = theme.space(style.padding)
        beside = self._beside()
        self.natural_width = self.label.natural_width + beside + 2 * pad
        if self.hug:
            self.width = max(self.natural_width, self._least())
        around = pad if style.spread else min(pad, theme.space(_TIGHT))
        room = max(1.0, self.width - beside - 2 * around)
        self.label.width = min(room, self.label.natural_width) if not style.stacked else room
        wanted = self.label.height + theme.space(20 if not style.role.startswith("desk") else 12)
        if style.stacked:
            wanted = self.label.height + self._icon_height() + theme.space(16)
        self.natural_height = round(max(theme.space(style.height), wanted, self._least()))
        if self.size_hint_y is None:
            self.height = max(self.natural_height, self.at_least)

    def _least(self) -> float:
        return 0.0 if self.kind.startswith("desk") else float(ceil(self.theme.mm(CONTROL_MM)))

    def _icon_height(self) -> float:
        return float(self._icon.height) if self._icon is not None else 0.0

    def _beside(self) -> float:
        """Width of icon and gap when they stand beside the text."""
        if self._icon is None or self.style.stacked:
            return 0.0
        return float(self._icon.width) + self._gap()

    def _gap(self) -> float:
        if not self.text:
            return 0.0
        px = self.theme.type(self.role).px
        return float(round(px * (0.22 if self.role == "label" else 0.36)))

    def _place(self, *_args: Any) -> None:
        self.plate.place(*self.pos, *self.size)
        middle = self.y + self.height / 2 - round(self.plate.sink)
        if self._icon is not None and self.style.stacked:
            self._stack(middle)
            return
        beside = self._beside()
        label_y = middle - self.label.height / 2
        if self._icon is None:
            x = self._start(self.label.width)
            self.label.pos = (round(x), round(label_y))
            return
        start = self._start(self.label.width + beside)
        icon_left = self.icon_after == (self.theme.rtl and self._mirrors)
        icon_x = start if icon_left else start + self.label.width + self._gap()
        label_x = start + beside if icon_left else start
        self._icon.pos = (round(icon_x), round(middle - self._icon.height / 2))
        self.label.pos = (round(label_x), round(label_y))

    def _start(self, content: float) -> float:
        """Left end of the content."""
        pad = self.theme.space(self.style.padding)
        if not self.style.spread:
            return float(self.x + (self.width - content) / 2)
        if self.theme.rtl and self._mirrors:
            return float(self.x + self.width - pad - content)
        return float(self.x + pad)

    def _stack(self, middle: float) -> None:
        assert self._icon is not None
        icon_height = self._icon.height
        total = icon_height + self.label.height
        top = middle + total / 2
        self._icon.pos = (
            round(self.x + (self.width - self._icon.width) / 2),
            round(top - icon_height),
        )
        self.label.pos = (
            round(self.x + (self.width - self.label.width) / 2),
            round(top - total),
        )
