"""When something stands in the way: a visit that was cut off, trouble, nobody there."""

from __future__ import annotations

from kiosk.tablet.screens import Trouble
from kiosk.ui.citizen.dialogs import dialog
from kiosk.ui.citizen.page import Page, icon_line, main_button, paragraph, second_button
from kiosk.ui.citizen.scene import Scene
from kiosk.ui.text.label import TextLabel
from kiosk.ui.widgets.overlay import Overlay


def go_on_screen(scene: Scene) -> Page:
    """Continue, or start over; nothing tells the next one what the last one did."""
    _, flow = scene.t.gettext, scene.flow
    return Page(
        scene,
        _("Do you want to continue?"),
        paragraph(scene, _("The tablet was switched off. What you did is saved.")),
        icon_line(scene, "person_off", _("Was it not you? Then start over.")),
        last=(
            second_button(scene, _("Start over"), flow.delete, "start_over", "restart_alt"),
            main_button(scene, _("Continue"), flow.go_on, "continue"),
        ),
    )


def trouble_screen(scene: Scene, screen: Trouble) -> Page:
    """A step could not be saved; what was confirmed before is safe."""
    _ = scene.t.gettext
    return Page(
        scene,
        _("Something is wrong with the tablet."),
        paragraph(scene, _("It is not you. Call an eMentor.")),
        paragraph(scene, scene.t.error(screen.error), "support", "ink_2"),
        last=(main_button(scene, _("Try again"), scene.flow.try_again, "try_again", "refresh"),),
    )


def idle_card(scene: Scene) -> Overlay:
    """Are you still here? Any touch says yes (WCAG 2.2.1)."""
    theme, _ = scene.theme, scene.t.gettext
    lost = _("If nobody taps, the tablet starts over. Then nothing is saved.")
    return dialog(
        scene,
        _("Are you still here?"),
        TextLabel(theme, _("Take your time. Tap the button to go on."), "reading"),
        TextLabel(theme, lost, "reading", "ink_2"),
        icon="schedule",
        back=_("I am here"),
        back_key="still_here",
        back_icon="check",
        on_back=scene.flow.touched,
    )
