"""A place says where a store is, and never its secrets."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.storage.place import EncryptedFile, Server, at, path_of
from tests.stores import KEY


def test_neither_key_nor_password_is_ever_shown() -> None:
    file = EncryptedFile(Path("store.sqlite"), KEY)
    server = Server("postgresql://kiosk:secret@db.example/kiosk?sslkey=secret")
    for place in (file, server):
        shown = f"{place} {place!r}"
        assert KEY.hex() not in shown and str(KEY) not in shown
        assert "secret" not in shown
    assert str(server) == "postgresql://db.example/kiosk"


def test_a_key_has_32_bytes() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        EncryptedFile(Path("store.sqlite"), b"short")


def test_a_file_beside_an_encrypted_one_has_the_same_key() -> None:
    file = EncryptedFile(Path("a"), KEY)
    assert at(file, Path("b")) == EncryptedFile(Path("b"), KEY)
    assert path_of(at(Path("a"), Path("b"))) == Path("b")
