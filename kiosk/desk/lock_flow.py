"""The key of the desk's store: chosen once, its passphrase asked for at each start; no screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from kiosk.desk.screens import Locked, NewKey, Scan, Work
from kiosk.desk.stage import Stage
from kiosk.domain.errors import KioskError, N_


class NotTheSameError(KioskError):
    """What was typed twice is not the same."""

    def __init__(self) -> None:
        super().__init__(N_("The two passphrases are not the same; type both again."))


class Lock(Protocol):
    """The lock of the store; all but the two quick ones are called on the worker."""

    @property
    def shortest(self) -> int:
        """Characters of a passphrase, at least."""

    def needs_passphrase(self) -> bool:
        """Quick: the first screen waits for it."""

    def needs_key(self) -> bool:
        """Whether nobody has chosen yet how the key is kept; quick where it was."""

    def unlock(self, passphrase: str) -> None:
        """Raises:
        KioskError: it is not the passphrase, or the store cannot be opened.
        """

    def has_keyring(self) -> bool:
        """Whether the system keeps keys, and encrypts them."""

    def keep_under(self, passphrase: str) -> None:
        """Make a key, lock it with a passphrase, open the store.

        Raises:
            KioskError: the passphrase is too short, or the store cannot be opened.
        """

    def keep_in_keyring(self) -> None:
        """The same, with the key in the system's keyring."""


class LockFlow:
    """Nothing else can be done before it is open."""

    def __init__(self, stage: Stage, lock: Lock) -> None:
        self._stage, self._lock = stage, lock
        self._opened: Callable[[], object] = lambda: None

    def wake(self, opened: Callable[[], object]) -> None:
        """Ask for what is needed to open it; ``opened`` is called once results can be read."""
        self._opened = opened
        if isinstance(self._stage.screen, NewKey):
            self._stage.worker.submit(self._lock.has_keyring, self._keyring_is, self._failed)
        elif not isinstance(self._stage.screen, Locked):
            opened()

    def prepare(self) -> None:
        """Before the first screen is drawn."""
        if self._lock.needs_passphrase():
            self._stage.screen = Locked()
        elif self._lock.needs_key():
            self._stage.screen = NewKey(self._lock.shortest)

    def unlock(self, passphrase: str) -> None:
        """Try a passphrase; a wrong one is told and asked for again."""
        self._open(lambda: self._lock.unlock(passphrase))

    def choose(self, passphrase: str, again: str) -> None:
        """Lock the results with a passphrase that was typed twice."""
        if passphrase == again:
            self._open(lambda: self._lock.keep_under(passphrase))
        else:
            self._failed(NotTheSameError())

    def use_keyring(self) -> None:
        """Leave the key to the system."""
        self._open(self._lock.keep_in_keyring)

    def _open(self, job: Callable[[], None]) -> None:
        def done(_none: None) -> None:
            self._stage.show(Scan())
            self._opened()

        self._stage.run(job, done, self._failed, Work.UNLOCKING)

    def _keyring_is(self, there: bool) -> None:
        if there and isinstance(screen := self._stage.screen, NewKey):
            self._stage.show(replace(screen, keyring=True))

    def _failed(self, error: KioskError) -> None:
        screen = self._stage.screen
        if isinstance(screen, NewKey) and not self._lock.needs_passphrase():
            self._stage.show(replace(screen, error=error))
        else:
            self._stage.show(Locked(error))
