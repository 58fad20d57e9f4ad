"""What all that can be tapped has in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from kivy.input.motionevent import MotionEvent
from kivy.properties import BooleanProperty
from kivy.uix.widget import Widget

if TYPE_CHECKING:
    from kiosk.ui.widgets.surface import Surface


class Tappable(Widget):
    """Acts on release inside, once for each touch, and by Enter when it has the focus.

    VVSG 7.2-H, WCAG 2.5.2: pressing and sliding off does nothing, sliding on does nothing.
    VVSG 7.2-M: however long it is held, it acts once.
    """

    pressed = BooleanProperty(False)
    focused = BooleanProperty(False)
    debounced = True
    """A second tap within 400 ms does nothing; keys of a keyboard switch this off."""

    def __init__(
        self, key: str, speech: str, on_tap: Callable[[], object] | None = None, **kwargs: Any
    ) -> None:
        self.key = key
        """Stable name for tests and the driver, such as ``task.finished``."""
        self.speech = speech
        """What is read aloud; a screen has no other way to a blind person's ear."""
        self.on_tap = on_tap
        super().__init__(**kwargs)

    def apply_class_lang_rules(self, *_args: Any, **_kwargs: Any) -> None:
        """Kivy's own look is tied to class names, ``Button`` among them: none of it is ours."""

    @property
    def takes_press(self) -> bool:
        """A tap does something now."""
        return not self.disabled

    def activate(self) -> None:
        """Act as if tapped."""
        if self.takes_press and self.on_tap is not None:
            self.on_tap()

    def on_touch_down(self, touch: MotionEvent) -> bool:
        if not self.collide_point(*touch.pos) or hidden(self):
            return False
        if self.takes_press:
            touch.grab(self)
            self.pressed = True
        return True

    def on_touch_move(self, touch: MotionEvent) -> bool:
        if touch.grab_current is not self:
            return False
        self.pressed = self.collide_point(*touch.pos) and not touch.ud.get("scrolled")
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        was_pressed, self.pressed = self.pressed, False
        if was_pressed and self.collide_point(*touch.pos) and not touch.ud.get("scrolled"):
            surface = surface_of(self)
            if surface is None or not self.debounced or surface.may_navigate():
                self.activate()
        return True


def hidden(widget: Widget) -> bool:
    """The widget or something that holds it is not shown."""
    return any(w.opacity == 0 or w.width <= 0 or w.height <= 0 for w in chain(widget))


def chain(widget: Widget) -> Iterator[Widget]:
    """The widget, what holds it, and so on up to below the window."""
    while isinstance(widget, Widget):
        yield widget
        widget = widget.parent


def surface_of(widget: Widget) -> Surface | None:
    """The surface that a widget is on."""
    from kiosk.ui.widgets.surface import Surface

    return next((w for w in chain(widget) if isinstance(w, Surface)), None)


def tappables(root: Widget) -> Iterator[Tappable]:
    """All shown below ``root``, in reading order."""
    if root.opacity == 0:
        return
    if isinstance(root, Tappable):
        yield root
    for child in logical_children(root):
        yield from tappables(child)


def logical_children(widget: Widget) -> list[Widget]:
    """Children in reading order: as they were added."""
    order: list[Widget] | None = getattr(widget, "logical_children", None)
    return order if order is not None else list(reversed(widget.children))
