from __future__ import annotations

import hmac
from hashlib import sha256

import pytest

from kiosk.handoff.progress import progress_tag

KEY = bytes(range(32))


def test_the_tag_is_hmac_sha256_over_the_numbers_its_first_8_bytes() -> None:
    code = (0, 5, 63, 5, 17)
    assert progress_tag(KEY, code) == hmac.new(KEY, bytes(code), sha256).digest()[:8]


def test_order_and_key_make_another_tag() -> None:
    tags = {
        progress_tag(KEY, (1, 2, 3, 4, 5)),
        progress_tag(KEY, (5, 4, 3, 2, 1)),
        progress_tag(bytes(32), (1, 2, 3, 4, 5)),
    }
    assert len(tags) == 3


@pytest.mark.parametrize("code", [(), (1, 2, 3, 4), (1, 2, 3, 4, 64), (1, 2, 3, 4, 5, 6)])
def test_there_is_no_tag_of_what_is_no_code(code: tuple[int, ...]) -> None:
    with pytest.raises(ValueError):
        progress_tag(KEY, code)
