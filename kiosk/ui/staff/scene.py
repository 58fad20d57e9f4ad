"""What every screen of the staff is built with."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.tablet.staff_flow import StaffFlow
from kiosk.ui.citizen.scene import Scene


@dataclass(frozen=True)
class StaffScene:
    """The citizen's scene, for theme, words and overlays, and the staff's flow."""

    scene: Scene
    flow: StaffFlow
