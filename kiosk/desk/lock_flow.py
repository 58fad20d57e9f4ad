"""The desk's results under a passphrase: asked for at the start, without a screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from kiosk.desk.screens import Locked, Scan, Work
from kiosk.desk.stage import Stage
from kiosk.domain.errors import KioskError


class Lock(Protocol):
    """The lock of the store; ``unlock`` is called on the worker."""

    def needs_passphrase(self) -> bool:
        """Quick: the first screen waits for it."""

    def unlock(self, passphrase: str) -> None:
        """Raises:
        KioskError: it is not the passphrase, or the store cannot be opened.
        """


class LockFlow:
    """Nothing else can be done before it is open."""

    def __init__(self, stage: Stage, lock: Lock) -> None:
        self._stage, self._lock = stage, lock
        self._opened: Callable[[], object] = lambda: None

    def wake(self, opened: Callable[[], object]) -> None:
        """Ask for the passphrase if there is one; ``opened`` is called once results can be read."""
        self._opened = opened
        if isinstance(self._stage.screen, Locked):
            return
        opened()

    def prepare(self) -> None:
        """Before the first screen is drawn."""
        if self._lock.needs_passphrase():
            self._stage.screen = Locked()

    def unlock(self, passphrase: str) -> None:
        """Try a passphrase; a wrong one is told and asked for again."""

        def done(_none: None) -> None:
            self._stage.show(Scan())
            self._opened()

        def failed(error: KioskError) -> None:
            self._stage.show(Locked(error))

        self._stage.run(lambda: self._lock.unlock(passphrase), done, failed, Work.UNLOCKING)
