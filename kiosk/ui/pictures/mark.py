"""The mark, and the sign for a task that was managed: a lit window."""

from __future__ import annotations

from kiosk.ui.palettes import mixed
from kiosk.ui.pictures.painter import Painter, Picture


class Mark(Picture):
    """The mark: one house with one lit window."""

    design = (56, 58)
    delay = -1  # it stands on every page of the desk, and would go and come with each

    def paint(self, painter: Painter) -> None:
        theme = painter.theme
        painter.outlined = False
        painter.rect(1, 0, 54, 36, "primary", (0, 0, 8, 8))
        painter.polygon([(28, 56.5), (1.6, 34.5), (54.4, 34.5)], "primary")
        light = "canvas" if theme.palette.outlined else "lit"
        painter.rect(17, 11, 22, 22.5, light, 3)
        painter.rect(26.5, 11, 3, 22.5, "primary")
        painter.rect(17, 22.5, 22, 3, "primary")


class LitWindow(Picture):
    """A lit window: the sign for a task that was managed."""

    design = (32, 38)

    def paint(self, painter: Painter) -> None:
        painter.lamp(0, 0, 32, 38, "lit", 4)
        bar = "canvas" if painter.outlined else mixed(painter.theme.palette.lit, "#000000", 0.45)
        painter.lamp(15, 0, 2.4, 38, bar, 0)
        painter.lamp(0, 22, 32, 2.4, bar, 0)
