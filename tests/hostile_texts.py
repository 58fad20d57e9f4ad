"""Texts and wires that are no result of this site: damaged, truncated, forged, re-addressed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from kiosk.handoff import cose, detail, kr1, padding, record, seal
from kiosk.handoff.keys import Device, DeviceKeys, SiteKey
from tests import hostile
from tests.unit.handoff.samples import other_site, plain, site

SEALED = site().sealer().seal(plain())
TABLET = site().tablets[0]
OTHER_TABLET = other_site().tablets[0]
STRANGER = DeviceKeys.make(Device.TABLET, 1, site().root.public)
"""Has the right number at the right site, and was never enrolled."""


def signed_by(own: DeviceKeys, payload: bytes, site_id: bytes = site().root.site_id) -> bytes:
    """A payload under the signature of a device, for a site."""
    return cose.sign(own.sign, own.public.key_id, payload, kr1.signature_context(site_id))


SIGNED = signed_by(TABLET, record.encode(plain()))


def wire_by_anybody(inside: bytes, key: SiteKey | None = None, info: bytes = b"") -> bytes:
    """A wire that anybody can make: the public site key is no secret."""
    site_key = key or site().site_key
    head = kr1.header(site_key.key_id)
    padded = padding.pad(inside, kr1.PLAIN)
    return head + seal.seal(padded, site_key.public, info or kr1.seal_info(head))


def sealed_by_anybody(inside: bytes, key: SiteKey | None = None, info: bytes = b"") -> str:
    """The same as a text."""
    return kr1.text(wire_by_anybody(inside, key, info))


def mutated_digits(draw: random.Random) -> str:
    """One to three other digits."""
    digits = list(SEALED.text)
    for _ in range(draw.randrange(1, 4)):
        at = draw.randrange(3, len(digits))
        digits[at] = str((int(digits[at]) + draw.randrange(1, 10)) % 10)
    text = "".join(digits)
    return text if text != SEALED.text else "KR1"


def mutated_text(draw: random.Random) -> str:
    """A text damaged as bytes are, and read as letters."""
    return draw.choice(hostile.DAMAGES)(draw, SEALED.text.encode()).decode("latin-1") + "9"


def mutated_wire(draw: random.Random) -> str:
    """A damaged wire of the right length."""
    changed = draw.choice(hostile.DAMAGES)(draw, SEALED.wire)
    fitted = changed[: kr1.WIRE].ljust(kr1.WIRE, b"\x07")
    return kr1.text(fitted if fitted != SEALED.wire else fitted[::-1])


def truncated(draw: random.Random) -> str:
    """The beginning of a text."""
    return SEALED.text[: draw.randrange(len(SEALED.text))]


def lengthened(draw: random.Random) -> str:
    """More digits than a text has."""
    return SEALED.text + "".join(draw.choices("0123456789", k=draw.randrange(1, 40)))


def mutated_inside(draw: random.Random) -> str:
    """A changed signed object, sealed again."""
    return sealed_by_anybody(draw.choice(hostile.DAMAGES)(draw, SIGNED)[: kr1.PLAIN - 1])


def forged(draw: random.Random) -> str:
    """Signed with keys that are not enrolled."""
    return sealed_by_anybody(signed_by(STRANGER, record.encode(plain(draw.randrange(1, 999)))))


def forged_key_id(draw: random.Random) -> str:
    """Signed with other keys under the key id of an enrolled tablet."""
    context = kr1.signature_context(site().root.site_id)
    payload = record.encode(plain(draw.randrange(1, 999)))
    return sealed_by_anybody(cose.sign(STRANGER.sign, TABLET.public.key_id, payload, context))


def readdressed(draw: random.Random) -> str:
    """A result of another site, sealed again to this one; or ours under another header."""
    payload = record.encode(plain(draw.randrange(1, 999)))
    elsewhere = other_site().root.site_id
    return draw.choice(
        (
            lambda: sealed_by_anybody(signed_by(TABLET, payload, elsewhere)),
            lambda: sealed_by_anybody(signed_by(OTHER_TABLET, payload, elsewhere)),
            lambda: sealed_by_anybody(SIGNED, other_site().site_key),
            lambda: sealed_by_anybody(SIGNED, info=detail.seal_info(SEALED.wire[: kr1.HEADER])),
            lambda: kr1.text(SEALED.wire[:1] + draw.randbytes(4) + SEALED.wire[kr1.HEADER :]),
        )
    )()


def noise(draw: random.Random) -> str:
    """The right header and nothing behind it."""
    return kr1.text(SEALED.wire[: kr1.HEADER] + draw.randbytes(kr1.WIRE - kr1.HEADER))


KINDS: tuple[Callable[[random.Random], str], ...] = (
    mutated_digits, mutated_text, mutated_wire, truncated, lengthened, mutated_inside, forged,
    forged_key_id, readdressed, noise,
)  # fmt: skip


def texts(count: int, seed: int = 1) -> Iterator[str]:
    """That many texts, of every kind in turn."""
    draw = random.Random(seed)
    for number in range(count):
        yield KINDS[number % len(KINDS)](draw)
