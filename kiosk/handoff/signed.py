"""A file's signed part: who signed it, and what it says once that is known."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.handoff import cbor, cose, keys
from kiosk.handoff.errors import FileRefused, Malformed, Refusal
from kiosk.handoff.keys import DeviceKeys


def sign(own: DeviceKeys, purpose: bytes, content: object) -> bytes:
    """``content`` signed by a device, for one purpose at one site."""
    payload = cbor.encode(content)
    return cose.sign(own.sign, own.public.key_id, payload, purpose + own.site_id)


def open_signed(
    data: bytes,
    publics: Iterable[bytes],
    context: bytes,
    newest: int,
    name: str,
) -> tuple[bytes, object]:
    """The raw Ed25519 key out of ``publics`` that signed, and the decoded content.

    ``newest`` is the highest format version (key 0 of the content) that is understood.
    """
    try:
        parts = cose.parse(data)
    except Malformed as error:
        raise FileRefused(Refusal.FORMAT, name) from error
    signer = next((key for key in publics if _signed_by(key, parts, context)), None)
    if signer is None:
        raise FileRefused(Refusal.SIGNATURE, name)
    try:
        content = cbor.decode(parts.payload)
    except Malformed as error:
        raise FileRefused(Refusal.FORMAT, name) from error
    if type(content) is dict and type(content.get(0)) is int and content[0] > newest:
        raise FileRefused(Refusal.NEWER_FORMAT, name)
    return signer, content


def _signed_by(public: bytes, parts: cose.Signed, context: bytes) -> bool:
    return keys.key_id(public) == parts.key_id and parts.verify(public, context)
