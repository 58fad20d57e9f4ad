"""The desk's window as the program shows it, and its end."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.desk.flow import DeskFlow
from kiosk.i18n import Translator
from kiosk.ui.desk.window import DeskWindow
from kiosk.ui.theme import Theme


class DeskApp:
    """Holds the desk's surface in a real or an off-screen window."""

    def __init__(
        self, translators: Callable[[str], Translator], flow: DeskFlow, *, practice: bool
    ) -> None:
        self._flow = flow
        self.surface = DeskWindow(Theme(), translators, flow, practice)

    def recover(self, error: Exception) -> None:
        """After an error that nobody foresaw: it is told, and the window goes on."""
        self._flow.recover(error)

    def close(self) -> None:
        """Let go of the flow; what is being moved stops after its step, and what came is kept."""
        self._flow.on_change = self._flow.on_work = lambda: None
        if self._flow.sync is not None:
            self._flow.sync.cancel()
