"""Sound by Kivy: plays one clip, and says when it is over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from kivy.clock import Clock

BYTES_A_SECOND = {".ogg": 6_500, ".wav": 44_100}
"""Of speech: how long a clip takes where nothing can tell, for want of a sound card."""
LATE_SECONDS = 0.5
"""The end of a clip is told by the sound card, which may be absent: it is waited for no longer."""


class KivyOutput:
    """EN 301 549 5.1.3.5: what plays is stopped before anything else is started."""

    def __init__(self) -> None:
        self._sound: Any = None
        self._ended: Callable[[], None] = lambda: None
        self._late: Any = None

    def start(self, clip: Path, volume: float, ended: Callable[[], None]) -> None:
        """Play from the start; a file that cannot be played is passed over."""
        from kivy.core.audio import SoundLoader  # looks for players when it is imported

        self.stop()
        self._ended = ended
        sound = SoundLoader.load(str(clip))
        seconds = 0.0
        if sound is not None:
            seconds = sound.length or clip.stat().st_size / BYTES_A_SECOND[clip.suffix]
            sound.volume = volume
            sound.fbind("on_stop", self._over)
            sound.play()
        self._sound = sound
        self._late = Clock.schedule_once(self._over, seconds + LATE_SECONDS if seconds else 0)

    def stop(self) -> None:
        """Be silent at once."""
        self._ended = lambda: None
        self._let_go()

    def _over(self, *_args: object) -> None:
        ended, self._ended = self._ended, lambda: None
        self._let_go()
        ended()

    def _let_go(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
        sound, self._sound = self._sound, None
        if sound is not None:
            sound.funbind("on_stop", self._over)
            sound.stop()
            sound.unload()
