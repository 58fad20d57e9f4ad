"""Keyrings of the operating system, for tests: one that keeps, and others that must be refused."""

from __future__ import annotations

from typing import Any

import keyring.backend
import pytest
from keyring.errors import KeyringLocked, PasswordDeleteError


class FakeKeyring(keyring.backend.KeyringBackend):
    """Keeps in memory, and says that it is one of those that encrypt."""

    priority: Any = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._look()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._look()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._look()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError

    def _look(self) -> None:
        if self.locked:
            raise KeyringLocked("nobody is logged in")


FakeKeyring.__module__ = "keyring.backends.libsecret"


class PlainKeyring(FakeKeyring):
    """Writes plain text."""


PlainKeyring.__module__ = "keyrings.alt.file"


class ManyKeyrings(FakeKeyring):
    """Asks several."""

    backends: tuple[FakeKeyring, ...] = ()


ManyKeyrings.__module__ = "keyring.backends.chainer"


@pytest.fixture
def os_keyring(monkeypatch: pytest.MonkeyPatch) -> FakeKeyring:
    """The keyring of the machine, for one test."""
    made = FakeKeyring()
    monkeypatch.setattr("keyring.get_keyring", lambda: made)
    return made
