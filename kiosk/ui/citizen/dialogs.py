"""One card over the screen with one way back, as every overlay of a visit is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kivy.uix.widget import Widget

from kiosk.ui.citizen.scene import Scene
from kiosk.ui.widgets.boxes import Column
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.overlay import Dialog, Overlay


def dialog(
    scene: Scene,
    title: str,
    *body: Widget,
    icon: str,
    back: str | None = None,
    back_key: str = "back",
    back_icon: str = "arrow_back",
    on_back: Callable[[], None] | None = None,
    tone: str = "canvas",
    aside: Widget | None = None,
    actions: Sequence[Button] = (),
    spacing: float = 20,
) -> Overlay:
    """An overlay with a head, a body that scrolls if it must, and the way back at the lower end."""
    theme, _ = scene.theme, scene.t.gettext
    close = on_back or scene.close
    way_back = Button(
        theme,
        back or _("Back"),
        close,
        back_key,
        back_icon,
        "primary",
        icon_after=back_icon == "arrow_forward",
        hug=True,
    )
    card = Dialog(
        theme,
        title,
        Column(theme, *body, spacing=spacing),
        [*actions, way_back],
        more=_("More"),
        back=_("Up"),
        icon=icon,
        tone=tone,
        aside=aside,
    )
    return Overlay(theme, card, close)
