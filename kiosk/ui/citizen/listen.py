"""*Listen*: reads what is on the screen, until anything is tapped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kivy.uix.widget import Widget

from kiosk.ui.citizen.scene import Scene
from kiosk.ui.text.label import TextLabel
from kiosk.ui.widgets.button import Button

ICON, STOP_ICON = "volume_up", "stop"
KEY = "listen"


class ListenButton(Button):
    """While it reads the button says *Stop*, and its own words are not read."""

    unread = True

    def __init__(
        self,
        scene: Scene,
        kind: str = "second",
        roots: Callable[[], Sequence[Widget]] | None = None,
        **kwargs: Any,
    ) -> None:
        """``roots``: what is read, in this order; by default all that may be touched now."""
        self._scene, self._roots = scene, roots
        self._iconless = False
        _ = scene.t.gettext
        self._words = _("Listen"), _("Stop reading")
        super().__init__(scene.theme, self._words[0], self._tapped, KEY, ICON, kind, **kwargs)
        if not scene.reader.usable:
            self._no_voice()

    def _tapped(self) -> None:
        if not self._scene.reader.toggle(self._roots, self._begun, self._ended):
            self._no_voice()
            self.activate()

    def _begun(self) -> None:
        self._iconless = self.icon_name is None
        self._say(self._scene.t.gettext("Stop"), STOP_ICON)
        self.speech = self._words[1]

    def _ended(self) -> None:
        self._say(self._words[0], ICON)

    def _say(self, text: str, icon: str) -> None:
        """The same size, so that nothing moves under a finger."""
        self.icon_name = None if self._iconless else icon
        hug, self.hug = self.hug, False
        self.text = text
        self._dress()
        self.hug = hug

    def _no_voice(self) -> None:
        """Honest: it stays in its place, and says why it cannot."""
        self.why_not = self._scene.t.gettext("This tablet cannot read aloud.")
        self.on_why = self._tell

    def _tell(self, why: str) -> None:
        from kiosk.ui.citizen.dialogs import dialog  # behind the first screen

        scene, _ = self._scene, self._scene.t.gettext
        words = TextLabel(scene.theme, why, "reading")
        scene.open(dialog(scene, _("Listen"), words, icon=ICON, listens=False))
