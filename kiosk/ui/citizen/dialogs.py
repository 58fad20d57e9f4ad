"""One card over the screen with one way back, as every overlay of a visit is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kivy.uix.widget import Widget

from kiosk.ui.citizen.listen import ListenButton
from kiosk.ui.citizen.scene import Scene
from kiosk.ui.widgets.boxes import Column, Row
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
    listens: bool = True,
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
    listen = [ListenButton(scene, hug=True)] if listens else []
    card = Dialog(
        theme,
        title,
        Column(theme, *body, spacing=spacing),
        [*listen, *actions, way_back],
        more=_("More"),
        back=_("Up"),
        icon=icon,
        tone=tone,
        aside=aside,
    )
    return Overlay(theme, card, close)


def in_columns(scene: Scene, buttons: Sequence[Button], across: int, spacing: float = 16) -> Column:
    """Buttons in rows of ``across``, those of a row of one height; one that is alone is as wide."""
    column = Column(scene.theme, spacing=spacing)
    for at in range(0, len(buttons), across):
        column.add_widget(even_row(scene, buttons[at : at + across], spacing))
    return column


def even_row(scene: Scene, buttons: Sequence[Button], spacing: float = 16) -> Row:
    """Buttons beside each other, of one height."""
    row = Row(scene.theme, *buttons, spacing=spacing)

    def level(*_args: object) -> None:
        highest = max(button.natural_height for button in buttons)
        for button in buttons:
            button.at_least = highest

    for button in buttons:
        button.fbind("natural_height", level)
    level()
    return row
