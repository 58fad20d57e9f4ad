"""Something stands in the way."""

from __future__ import annotations

from kiosk.tablet.staff_screens import StaffTrouble
from kiosk.ui.citizen.page import main_button, paragraph
from kiosk.ui.staff.page import StaffPage
from kiosk.ui.staff.scene import StaffScene


def trouble_screen(at: StaffScene, screen: StaffTrouble) -> StaffPage:
    """What is wrong and what to do."""
    _, flow = at.scene.t.gettext, at.flow
    on_tap = flow.log_off
    if screen.inside:
        on_tap = flow.show_home if flow.enrolled else flow.show_site
    return StaffPage(
        at,
        _("Something is wrong with the tablet."),
        paragraph(at.scene, at.scene.t.error(screen.error)),
        last=[main_button(at.scene, _("Back"), on_tap, "back", "arrow_back")],
        back=False,
    )
