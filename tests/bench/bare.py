"""Floors: the same work with bare libraries and nothing of ours around it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import qrcode
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from qrcode.constants import ERROR_CORRECT_M
from qrcode.util import MODE_ALPHA_NUM, MODE_NUMBER, QRData

PLAIN = 301
"""Bytes that are sealed: signed object and padding."""
INFO = b"bare"

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


class Keys:
    """A signer's and a reader's key."""

    def __init__(self) -> None:
        self.sign = Ed25519PrivateKey.generate()
        self.verify = self.sign.public_key()
        self.open = X25519PrivateKey.generate()
        self.seal = self.open.public_key()

    def seal_one(self, plain: bytes = bytes(PLAIN - 64)) -> bytes:
        """Sign and seal."""
        return _SUITE.encrypt(self.sign.sign(plain) + plain, self.seal, INFO)

    def open_one(self, sealed: bytes) -> bytes:
        """Open and verify."""
        signed = _SUITE.decrypt(sealed, self.open, INFO)
        self.verify.verify(signed[:64], signed[64:])
        return signed[64:]


def matrix(digits: str) -> list[list[bool]]:
    """The modules of a code of version 14, level M."""
    code = qrcode.QRCode(version=14, error_correction=ERROR_CORRECT_M, border=0, mask_pattern=4)
    code.add_data(QRData("KR1", mode=MODE_ALPHA_NUM), optimize=0)
    code.add_data(QRData(digits, mode=MODE_NUMBER), optimize=0)
    code.make(fit=False)
    return list(code.get_matrix())


def database(path: Path, columns: str) -> sqlite3.Connection:
    """A table, its log ahead, every commit on the disk."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(f"CREATE TABLE kept ({columns})")
    return connection
