"""The store key goes into a keyring that encrypts, or is refused."""

from __future__ import annotations

import pytest

from kiosk.storage.os_keyring import KeyringRefusedError, fetch, forget, is_there, keep
from tests.keyrings import FakeKeyring, ManyKeyrings, PlainKeyring, os_keyring
from tests.stores import KEY

__all__ = ["os_keyring"]


def test_a_key_comes_back_until_it_is_forgotten(os_keyring: FakeKeyring) -> None:
    keep("one", KEY)
    assert fetch("one") == KEY
    forget("one")
    forget("one")
    with pytest.raises(KeyringRefusedError, match="does not hold the key"):
        fetch("one")


def test_only_a_keyring_that_encrypts_counts_as_there(monkeypatch: pytest.MonkeyPatch) -> None:
    for made, counts in ((FakeKeyring(), True), (PlainKeyring(), False)):
        monkeypatch.setattr("keyring.get_keyring", lambda made=made: made)
        assert is_there() is counts


def test_a_keyring_that_loses_the_key_is_told_at_once(
    os_keyring: FakeKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeKeyring, "set_password", lambda *_: None)
    with pytest.raises(KeyringRefusedError):
        keep("one", KEY)
    monkeypatch.setattr(FakeKeyring, "get_password", lambda *_: "ff" * 32)
    with pytest.raises(KeyringRefusedError):
        keep("one", KEY)


def test_a_keyring_that_does_not_open_is_told(os_keyring: FakeKeyring) -> None:
    os_keyring.locked = True
    for act in (lambda: keep("one", KEY), lambda: fetch("one"), lambda: forget("one")):
        with pytest.raises(KeyringRefusedError, match="nobody is logged in"):
            act()


def test_one_that_keeps_plain_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = PlainKeyring()
    many = ManyKeyrings()
    many.backends = (plain,)
    for keyring in (plain, many):
        monkeypatch.setattr("keyring.get_keyring", lambda keyring=keyring: keyring)
        with pytest.raises(KeyringRefusedError, match="choose a passphrase"):
            keep("one", KEY)
    assert plain.kept == {}


def test_of_several_the_one_that_encrypts_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    plain, safe, many = PlainKeyring(), FakeKeyring(), ManyKeyrings()
    many.backends = (plain, safe)
    monkeypatch.setattr("keyring.get_keyring", lambda: many)
    keep("one", KEY)
    assert plain.kept == {} and len(safe.kept) == 1


def test_a_machine_without_keyring_says_so() -> None:
    import keyring.backends.fail

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("keyring.get_keyring", keyring.backends.fail.Keyring)
        with pytest.raises(KeyringRefusedError, match="no keyring"):
            fetch("one")
