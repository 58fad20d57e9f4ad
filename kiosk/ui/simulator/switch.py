"""Which device is seen, where there is room for one only."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.uix.widget import Widget

from kiosk.i18n import Translator
from kiosk.ui.icons import Icon
from kiosk.ui.simulator.blocks import Block, Words, control, gap
from kiosk.ui.simulator.controls import OnTap, Tap
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.plate import Look, Plate

ICONS = {
    "browser": "computer",
    "phone": "smartphone",
    "new_phone": "mobile",
    "display": "pin",
    "card": "badge",
}


def device_name(device: str, t: Translator) -> str:
    """What a device is called in the language of the help."""
    _ = t.gettext
    names = {
        "browser": _("Computer"),
        "phone": _("Phone"),
        "new_phone": _("New phone"),
        "display": _("Code display"),
        "card": _("Card"),
    }
    return names.get(device, device.capitalize())


class DeviceSwitch(Block):
    """One button for each device; on a hidden one something new is told by a dot and a word."""

    def __init__(
        self,
        theme: Theme,
        t: Translator,
        devices: tuple[str, ...],
        on_choose: Callable[[str], object],
    ) -> None:
        super().__init__()
        self.theme = theme
        self.buttons = {
            device: SwitchButton(theme, t, device, partial(on_choose, device)) for device in devices
        }
        for button in self.buttons.values():
            self.add_widget(button)

    def tell(self, chosen: str, news: frozenset[str]) -> None:
        """Mark what is seen and what is new."""
        for device, button in self.buttons.items():
            button.tell(device == chosen, device in news)
        self._settle()

    def measure(self, width: float) -> float:
        return max(control(self.theme), self.theme.px(100 if self.theme.large else 84))

    def settle(self) -> None:
        """Each as wide as its words need, and the rest shared."""
        space, buttons = gap(self.theme), list(self.buttons.values())
        room = self.width - space * (len(buttons) - 1)
        for bare, squeeze in ((False, False), (True, False), (True, True)):
            taken = sum(button.natural for button in buttons)
            for button in buttons:
                button.dress(bare, room / taken if squeeze else 1.0)
            if sum(button.natural for button in buttons) <= room:
                break
        share = (room - sum(button.natural for button in buttons)) / len(buttons)
        x, even = self.x, room / len(buttons)
        fair = all(button.natural <= even for button in buttons)
        for button in buttons:
            width = even if fair else button.natural + share
            button.box(round(x), self.y, round(width), self.height)
            x += width + space


class SwitchButton(Tap):
    """Icon and name of a device; chosen it is amber and ticked."""

    def __init__(self, theme: Theme, t: Translator, device: str, on_tap: OnTap) -> None:
        self.name = device_name(device, t)
        self._ready = Look(fill="surface", border="edge")
        pressed = Look(fill="primary_soft", border="primary", border_px=4)
        super().__init__(
            theme, f"device.{device}", self.name, on_tap, self._ready, theme.radius("tile"), pressed
        )
        _ = t.gettext
        self._spoken = {
            "chosen": _("{name}, shown", name=self.name),
            "new": _("{name}, something new", name=self.name),
        }
        self._own_icon = ICONS.get(device, "devices")
        self.chosen = self.new = False
        self.bare = False
        """No room for the icon."""
        size = theme.type("label").px / theme.scale * 1.18
        self.icon = Icon(theme, self._own_icon, "primary", size)
        self.words = self._label(self.name)
        self.dot = _Dot(theme)
        self.badge = self._label(_("New"))
        self._arrange()

    def tell(self, chosen: bool, new: bool) -> None:
        """Whether it is seen, and whether something new waits there."""
        if (chosen, new) == (self.chosen, self.new):
            return
        self.chosen, self.new = chosen, new
        self.speech = self._spoken["chosen" if chosen else "new"] if chosen or new else self.name
        outlined = self.theme.palette.outlined
        border = "on_amber" if outlined else None
        self.look = Look(fill="amber", border=border, border_px=4) if chosen else self._ready
        ink = "on_amber" if chosen else "ink"
        self.words.recolor(ink)
        self.icon.show("check" if chosen else self._own_icon)
        self.icon.recolor(ink if chosen else "primary")
        self._arrange()
        self._dress()

    def _label(self, text: str) -> Words:
        return Words(self.theme, text, "label", "ink", lines=1, least="desk_title", hug=True)

    def dress(self, bare: bool, share: float) -> None:
        """Without icon, and with words that take only a ``share`` of their width, if need be."""
        self.bare = bare
        for words in (self.words, self.badge):
            words.width = int(words.natural_width * share)

    def _parts(self) -> list[Widget]:
        parts: list[Widget] = [] if self.bare and not self.chosen else [self.icon]
        parts.append(self.words)
        return [*parts, self.dot, self.badge] if self.new else parts

    @property
    def natural(self) -> float:
        """Pixels that its content needs."""
        parts = self._parts()
        return sum(part.width for part in parts) + self._gap * (len(parts) - 1) + self.theme.px(24)

    @property
    def _gap(self) -> float:
        return self.theme.px(12)

    def _arrange(self) -> None:
        self.clear_widgets()
        for part in self._parts():
            self.add_widget(part)

    def settle(self) -> None:
        super().settle()
        self._arrange()
        parts = self._parts()
        taken = sum(part.width for part in parts) + self._gap * (len(parts) - 1)
        x = self.center_x - taken / 2
        for part in reversed(parts) if self.theme.rtl else parts:
            part.pos = (round(x), round(self.center_y - part.height / 2))
            x += part.width + self._gap


class _Dot(Widget):
    """Something new."""

    def __init__(self, theme: Theme) -> None:
        side = round(theme.px(20))
        super().__init__(size_hint=(None, None), size=(side, side))
        self.plate = Plate(theme, Look(fill="primary"), 999)
        self.canvas.add(self.plate)
        self.bind(pos=self._place)

    def _place(self, *_args: object) -> None:
        self.plate.place(*self.pos, *self.size)
