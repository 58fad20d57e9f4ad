"""The desk's window as the program shows it: the least size it takes, and its end."""

from __future__ import annotations

from collections.abc import Callable

from kivy.core.window import Window

from kiosk.desk.flow import DeskFlow
from kiosk.i18n import Translator
from kiosk.ui.desk.window import SMALLEST, DeskWindow
from kiosk.ui.theme import Theme


class DeskApp:
    """Holds the desk's surface in a real or an off-screen window."""

    def __init__(
        self, translators: Callable[[str], Translator], flow: DeskFlow, *, practice: bool
    ) -> None:
        Window.minimum_width, Window.minimum_height = SMALLEST
        self._flow = flow
        self.surface = DeskWindow(Theme(), translators, flow, practice)

    def close(self) -> None:
        """Let go of the flow."""
        self._flow.on_change = lambda: None
