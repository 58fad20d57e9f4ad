"""Help outside tasks: how to get an eMentor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui.citizen.scene import Scene
from kiosk.ui.text.label import TextLabel

if TYPE_CHECKING:
    from kiosk.ui.widgets.overlay import Overlay


def call_mentor(scene: Scene) -> None:
    """Tell how to get help from a person."""
    scene.open(mentor_card(scene))


def mentor_card(scene: Scene) -> Overlay:
    """The card that says it."""
    from kiosk.ui.citizen.dialogs import dialog  # behind the first screen, which offers help too

    theme, _ = scene.theme, scene.t.gettext
    return dialog(
        scene,
        _("Help"),
        TextLabel(theme, _("Raise your hand, or tell an eMentor."), "reading"),
        TextLabel(theme, _("The eMentor comes and helps you. That is all right."), "reading"),
        icon="support",
    )
