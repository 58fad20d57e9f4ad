"""The first screen, which can be used at once while the rest of the tablet is loaded behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.devices.worker import Worker
from kiosk.domain.errors import KioskError, UnexpectedError
from kiosk.tablet.comfort import Comfort
from kiosk.tablet.screens import Screen, Trouble, Welcome

if TYPE_CHECKING:
    from kiosk.tablet.flow import CitizenFlow


class Lobby:
    """Stands in for the flow until there is one; what was tapped meanwhile is not lost.

    Only for a tablet on which no visit is open: with one, the first screen is another.
    """

    def __init__(
        self, load: Callable[[], CitizenFlow], worker: Worker, first: Comfort | None = None
    ) -> None:
        self._load, self._worker = load, worker
        self._first = first or Comfort()
        self.screen: Screen = Welcome()
        self.comfort = self._first
        self.warning = False
        self.busy = False
        """*Start* was tapped and waits."""
        self.on_change: Callable[[], None] = lambda: None
        self.on_loaded: Callable[[CitizenFlow], None] = lambda _flow: None
        """Called when the flow can take over; the lobby hands on whatever still comes to it."""
        self._flow: CitizenFlow | None = None

    def wake(self) -> None:
        """Begin to load."""
        self._worker.submit(self._load, self._loaded, self._failed)

    def start(self) -> None:
        """From the first screen to what this is, as soon as it is loaded."""
        if self._flow is not None:
            self._flow.start()
        else:
            self.busy = True

    def choose_language(self, code: str) -> None:
        """Language of instructions and help."""
        if self._flow is not None:
            self._flow.choose_language(code)
        else:
            self._change(replace(self.comfort, language=code))

    def choose_comfort(self, text_size: str, palette: str) -> None:
        """Text size and colours."""
        if self._flow is not None:
            self._flow.choose_comfort(text_size, palette)
        else:
            self._change(replace(self.comfort, text_size=text_size, palette=palette))

    def try_again(self) -> None:
        """After trouble: load once more."""
        self.screen = Welcome()
        self.on_change()
        self.wake()

    def leave(self) -> None:
        """Staff are gone: the first screen, set back."""
        if self._flow is not None:
            self._flow.leave()
        else:
            self._change(self._first)

    def touched(self) -> None:
        """The citizen touched the screen."""
        if self._flow is not None:
            self._flow.touched()

    def listened(self) -> None:
        """There is no visit yet that it could be a fact of."""

    def no_sound(self) -> None:
        """Something could not be read aloud."""
        if self._flow is not None:
            self._flow.no_sound()

    def recover(self) -> None:
        """After an error that nobody foresaw: load once more, if somebody wants to."""
        if self._flow is not None:
            self._flow.recover()
        else:
            self._failed(UnexpectedError())

    def tick(self) -> None:
        """Nothing is open that somebody could walk away from."""

    def _change(self, comfort: Comfort) -> None:
        self.comfort = comfort
        self.on_change()

    def _loaded(self, flow: CitizenFlow) -> None:
        self._flow = flow
        flow.comfort = self.comfort
        self.on_loaded(flow)
        if self.busy:
            self.busy = False
            flow.start()

    def _failed(self, error: KioskError) -> None:
        self.busy = False
        self.screen = Trouble(error)
        self.on_change()
