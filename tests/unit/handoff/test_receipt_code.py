"""Both sides show the same eight digits."""

from __future__ import annotations

import hashlib

from kiosk.handoff.receipt_code import receipt_code


def test_the_code_is_eight_digits_of_the_hash() -> None:
    digest = hashlib.sha256(b"kiosk-receipt/1" + b"\x01\x02\x03\x04").hexdigest()
    assert receipt_code(b"\x01\x02\x03\x04") == str(int(digest, 16))[-8:]


def test_a_small_number_keeps_its_zeros() -> None:
    codes = {receipt_code(number.to_bytes(4, "big")) for number in range(200)}
    assert {len(code) for code in codes} == {8}
    assert any(code.startswith("0") for code in codes)
