"""After the device gate: ready, or an eMentor helps first; never a word of failing."""

from __future__ import annotations

from kiosk.domain.routing import GateDone
from kiosk.ui.citizen.page import Page, icon_line, main_button, paragraph
from kiosk.ui.citizen.scene import Scene
from kiosk.ui.pictures.houses import Street


def gate_screen(scene: Scene, place: GateDone) -> Page:
    """One short page and the way on."""
    return _ready(scene) if place.passed else _mentor_first(scene)


def _ready(scene: Scene) -> Page:
    _ = scene.t.gettext
    return Page(
        scene,
        _("Good. You are ready."),
        paragraph(scene, _("You can use the tablet. Now the tasks begin.")),
        under=Street(scene.theme) if scene.upright or not scene.theme.large else None,
        last=(main_button(scene, _("Next"), scene.flow.gate_seen, "next"),),
    )


def _mentor_first(scene: Scene) -> Page:
    _ = scene.t.gettext
    return Page(
        scene,
        _("An eMentor will gladly help you start"),
        icon_line(scene, "waving_hand", _("Raise your hand, or tell an eMentor.")),
        icon_line(scene, "groups", _("Then you try the tablet together.")),
        icon_line(scene, "schedule", _("The other tasks wait until you want to.")),
        last=(main_button(scene, _("Next"), scene.flow.gate_seen, "next"),),
    )
