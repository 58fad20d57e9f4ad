"""The table under the devices: where a citizen practises, and nothing is real."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kivy.graphics import Color, Rectangle
from kivy.uix.widget import Widget

from kiosk import resources
from kiosk.domain.simulation.view import Component, Kind, View
from kiosk.domain.task import Form
from kiosk.i18n import Translator
from kiosk.ui.simulator.band import PracticeBand
from kiosk.ui.simulator.blocks import gap, put
from kiosk.ui.simulator.browser import Browser
from kiosk.ui.simulator.components import Drawing
from kiosk.ui.simulator.device import Device
from kiosk.ui.simulator.entry import Entry
from kiosk.ui.simulator.fields import Fields
from kiosk.ui.simulator.missed import MissedTaps
from kiosk.ui.simulator.panel import Sheet
from kiosk.ui.simulator.phone import Phone
from kiosk.ui.simulator.ring import Ring
from kiosk.ui.simulator.switch import DeviceSwitch
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.field import Field
from kiosk.ui.widgets.slide import SlideToApprove
from kiosk.ui.widgets.tappable import surface_of

ONE_DEVICE_MM = 140.0
"""A narrower stage shows one device at a time."""
_MARGIN, _UNDER, _BETWEEN = 24, 26, 20
_PHONE, _LONE_PHONE = 376, 440
_ORDER = ("browser", "phone")
_KINDS: Mapping[str, type[Device]] = {"browser": Browser, "phone": Phone, "new_phone": Phone}

_MARKED = (Kind.CHOICE, Kind.CHECKBOX)

Signature = tuple[Any, ...]


@dataclass(slots=True)
class _Shown:
    """A device and what it was drawn from."""

    device: Device
    signature: Signature = ()


class Stage(MissedTaps):
    """Draws the devices of a form, and hands on what is tapped and what class was typed.

    ``t`` is the language of the help, ``service`` that of the practised service. ``open_keyboard``
    is called with a field that was tapped; when its text is finished, call ``finish_typing``, after
    which ``close_keyboard`` is called. What is typed is kept here alone and goes with the stage.
    ``on_missed`` is called after a tap that reached no control; a drag is no tap.
    """

    def __init__(
        self,
        theme: Theme,
        t: Translator,
        service: Translator,
        on_event: Callable[[str], object],
        open_keyboard: Callable[[Field], object] = lambda field: None,
        close_keyboard: Callable[[], object] = lambda: None,
        on_missed: Callable[[], object] = lambda: None,
        **kwargs: Any,
    ) -> None:
        super().__init__(on_missed, **kwargs)
        self.theme, self.t, self._service = theme, t, service
        self._on_event = on_event
        language = service.language
        self.service_theme = replace(
            theme, direction=language.direction, family=language.font, language=language.code
        )
        self.pictures = resources.assessments()
        """Where the files of pictures lie."""
        self._fields = Fields(
            self, self.service_theme, service, on_event, open_keyboard, close_keyboard, self._reveal
        )
        self._form: Form | None = None
        self._values: Mapping[str, str] = {}
        self._devices: dict[str, _Shown] = {}
        self.chosen = ""
        """The device that is seen where there is room for one only."""
        self._news: frozenset[str] = frozenset()
        self._ring: Ring | None = None
        self._pointed: str | None = None
        with self.canvas.before:
            Color(*theme.color("stage"))
            self._ground = Rectangle()
        self.band = PracticeBand(theme, t)
        self._switch: DeviceSwitch | None = None
        self.fbind("pos", self._lay_out)
        self.fbind("size", self._lay_out)
        self.fbind("parent", self._left)

    # what the task screen calls

    def show(self, form: Form, values: Mapping[str, str], first: str | None = None) -> None:
        """Draw the form as it is now; a device whose view has not changed stays as it is."""
        self.point_at(None)
        if form is not self._form:
            self._begin(form, first)
        self._values = values
        self._fields.stand(values)
        changed = [name for name in self._devices if self._update(name)]
        self._fields.refresh()
        if self.single:
            self._news = (self._news | frozenset(changed)) - {self.chosen}
        if self._switch:
            self._switch.tell(self.chosen, self._news)

    def choose(self, device: str) -> None:
        """Show a device, where there is room for one only."""
        if device in self._devices and device != self.chosen:
            self.finish_typing()
            self.chosen = device
            self._news -= {device}
            self._lay_out()

    def point_at(self, target: str | None) -> None:
        """Ring a device (``browser``, ``browser.login``) or what fires an event; None: nothing."""
        self._pointed = target
        if self._ring is not None:
            self._ring.remove()
            self._ring = None
        if target is not None:
            self._point(target)

    def make_room(self, covered: float) -> None:
        """A keyboard covers so many pixels from below; 0 when it is gone."""
        self.covered = covered
        self._lay_out()
        self._reveal()

    def finish_typing(self, text: str | None = None) -> None:
        """The field is left: its class is told, the keyboard goes. ``text``: from an entry page."""
        self._fields.finish(text)

    # devices

    @property
    def single(self) -> bool:
        """One device at a time."""
        narrow = self.width < self.theme.mm(ONE_DEVICE_MM)
        return len(self._devices) > 2 or (len(self._devices) > 1 and (narrow or self.theme.large))

    @property
    def typing(self) -> Entry | None:
        """The field that is typed into."""
        return self._fields.typing

    def device(self, name: str) -> Device:
        """The device of that name."""
        return self._devices[name].device

    def _begin(self, form: Form, first: str | None) -> None:
        self._form, self._news = form, frozenset()
        self._fields.begin(form)
        order = [d for d in _ORDER if d in form.devices]
        order += [d for d in form.devices if d not in _ORDER]
        self._devices = {name: _Shown(self._make(name, form)) for name in order}
        self.chosen = first if first in self._devices else form.devices[0]
        self._switch = DeviceSwitch(self.theme, self.t, tuple(order), self.choose)
        self._lay_out()

    def _make(self, name: str, form: Form) -> Device:
        _ = self.t.gettext
        device = _KINDS.get(name, Sheet)(self.service_theme, name, (_("More"), _("Back up")))
        if isinstance(device, Phone):
            device.learn(form.views)
        return device

    def _update(self, name: str) -> bool:
        """Draw a device anew if what it shows has changed; whether it has."""
        assert self._form is not None
        shown, view = self._devices[name], self._form.view(self._values, name)
        signature = self._signature(view)
        if signature == shown.signature:
            return False
        changed = bool(shown.signature)
        if shown.signature and shown.signature[0] != view.key:
            self._fields.forget(name)
        shown.signature = signature
        self._draw(shown.device, view)
        return changed

    def _signature(self, view: View) -> Signature:
        """All that decides what a device shows."""
        marks = [(c.id, self._values.get(c.variable or "", "") if _marked(c) else "")
                 for c in view.components]  # fmt: skip
        return (view.key, *marks)

    def _draw(self, device: Device, view: View) -> None:
        assert self._form is not None
        surface = surface_of(self)
        focus = surface.focus_target if surface else None
        key = focus.key if focus is not None and focus in device.controls() else None
        self._fields.take_out(device.name)
        device.show(
            Drawing(
                self.service_theme,
                self._service,
                view,
                self._values,
                self._form.model.start,
                self._tapped,
                self._fields.field,
                self.pictures,
            )
        )
        if surface is not None and key is not None:
            surface.focus(device.find(key))

    def _tapped(self, event: str) -> None:
        self.finish_typing()
        self._on_event(event)

    def _reveal(self) -> None:
        if self.typing is not None:
            self._devices[self.typing.view.device].device.reveal(self.typing)

    def _left(self, _self: Any, parent: Widget | None) -> None:
        """What was typed goes with the stage."""
        if parent is None:
            self._fields.clear()

    # layout

    def _lay_out(self, *_args: Any) -> None:
        self._ground.pos, self._ground.size = self.pos, self.size
        if self.width <= 1 or self.height <= 1:
            return
        single = self.single
        seen = [self.chosen] if single and self._devices else list(self._devices)
        top = self.top - self._head(single)
        wanted: list[Widget] = [*(self._devices[name].device for name in seen), self.band]
        if single and self._switch and not self.covered:
            wanted.append(self._switch)
            self._switch.tell(self.chosen, self._news)
        if set(wanted) != set(self.children):
            self.clear_widgets()
            for widget in wanted:
                self.add_widget(widget)
        self._place(seen, top)
        if self._pointed:
            self.point_at(self._pointed)

    def _head(self, single: bool) -> float:
        """Place band and switch; the height they take."""
        x, top = self.x, self.top
        top -= put(self.band, x, top, self.width)
        if single and self._switch and not self.covered:
            margin = self.theme.px(_MARGIN)
            top -= self.theme.px(18)
            top -= put(self._switch, x + margin, top, self.width - 2 * margin)
        return float(self.top - top)

    def _place(self, seen: list[str], top: float) -> None:
        theme = self.theme
        cropped = theme.large or self.covered > 0
        over = gap(theme) if self.single else theme.px(18 if cropped else _MARGIN)
        top -= over
        low = self.y + self.covered + (0 if cropped else theme.px(_UNDER))
        x, room = self.x + theme.px(_MARGIN), self.width - 2 * theme.px(_MARGIN)
        for name, at, width in self._columns(seen, x, room):
            device = self._devices[name].device
            device.cropped, device.compact = cropped, self.covered > 0
            device.box(round(at), round(low), round(width), max(1, round(top - low)))

    def _columns(self, seen: list[str], x: float, room: float) -> list[tuple[str, float, float]]:
        theme = self.theme
        if not seen:
            return []
        if len(seen) == 1:
            lone = isinstance(self._devices[seen[0]].device, Phone) and not theme.large
            width = min(room, theme.px(_LONE_PHONE)) if lone else room
            return [(seen[0], x + (room - width) / 2, width)]
        second = theme.px(_PHONE)
        first = room - second - theme.px(_BETWEEN)
        return [(seen[0], x, first), (seen[1], x + first + theme.px(_BETWEEN), second)]

    # pointing

    def _point(self, target: str) -> None:
        name = target.partition(".")[0].partition("/")[0]
        if name not in self._devices:
            return
        if self.single and name != self.chosen and self._switch:
            button = self._switch.buttons[name]
            self._ring = Ring(self.theme, button, self.theme.radius("tile"))
            return
        device = self._devices[name].device
        found = self._control(device, target)
        if found is not None:
            device.reveal(found)
            radius = found.height / 2 if isinstance(found, SlideToApprove) else None
            self._ring = Ring(self.theme, found, radius or self.theme.radius("service"))
        else:
            radius = "phone" if isinstance(device, Phone) else "browser"
            self._ring = Ring(self.theme, device, self.theme.radius(radius))

    def _control(self, device: Device, event: str) -> Widget | None:
        """What fires an event: of a field its box, of a slide its whole track."""
        found = self._form.component_of(event) if self._form and "/" in event else None
        if found is None:
            return None
        view, component = found
        key = f"{view.key}/{component.id}" if component.kind is Kind.FIELD else event
        control = device.find(key)
        slide = control.parent if control is not None else None
        return slide if isinstance(slide, SlideToApprove) else control


def _marked(component: Component) -> bool:
    """Its look depends on the value of its variable."""
    return component.variable is not None and component.kind in _MARKED
