"""The progress tag: what of a progress code goes into a record, and is searched at a desk."""

from __future__ import annotations

import hmac

from kiosk.domain.progress_code import Code, is_code

TAG_BYTES = 8


def progress_tag(key: bytes, code: Code) -> bytes:
    """HMAC-SHA256 over the numbers of the pictures, one byte each; its first 8 bytes.

    ``key`` is the site's progress key. It does not rotate with the site key, so that a code stays
    good. Whoever holds it could search all 2^30 codes: a tag is pseudonymous data.
    """
    if not is_code(code):
        raise ValueError("not a progress code")
    return hmac.digest(key, bytes(code), "sha256")[:TAG_BYTES]
