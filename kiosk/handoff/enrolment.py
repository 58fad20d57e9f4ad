"""The request of a tablet or desk that wants to be enrolled: its public keys, signed by itself.

It goes over by stick or as a QR code; staff compare its check digits on both screens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from kiosk.handoff import cbor, cose, digits, files
from kiosk.handoff.errors import FileRefused, Malformed, RequestRefused
from kiosk.handoff.keys import Device, OwnKeys, PublicKeys

FORMAT = 1
PREFIX = "KQ1"
LARGEST = 512
"""Bytes of a request, at most; it has 155."""
LONGEST_TEXT = 2_000
"""Characters of a text that are looked at, at most."""
MOST_REQUESTS = 100
"""Requests that are looked at in one folder."""

_PURPOSE = b"kiosk-request/1"
_SCANNER_MARKS = ("]Q1", "]q1")
_DEVICES = (Device.TABLET, Device.DESK)
_NAME = re.compile(r"kiosk-(?P<id>[0-9a-f]{8})\.request")


@dataclass(frozen=True, slots=True)
class Request:
    """A device that asks to be enrolled: not believed before the digits are compared."""

    device: Device
    keys: PublicKeys

    @property
    def digits(self) -> str:
        """The eight check digits, as the device shows them; some tenths of a second."""
        return self.keys.check_digits

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"kiosk-{self.keys.key_id.hex()}.request"


@dataclass(frozen=True, slots=True)
class Found:
    """A request in a folder."""

    path: Path
    request: Request


def request_of(own: OwnKeys) -> Request:
    """What these keys ask for."""
    return Request(own.device, own.public)


def write_request(own: OwnKeys) -> bytes:
    """The request as a file: it holds no secret."""
    public = own.public
    content = {0: FORMAT, 1: _DEVICES.index(own.device), 2: public.sign, 3: public.seal}
    return cose.sign(own.sign, public.key_id, cbor.encode(content), _PURPOSE)


def request_text(own: OwnKeys) -> str:
    """The request as a text for a QR code: digits, which pass every keyboard layout."""
    return PREFIX + digits.encode(write_request(own))


def read_request(given: str | bytes, name: str = "This") -> Request:
    """The request in the bytes of a file, or in a text as scanned or pasted; else RequestRefused.

    ``name`` is what the refusal calls it.
    """
    try:
        return _read(_wire(given) if isinstance(given, str) else given)
    except Malformed as error:
        raise RequestRefused(name) from error


def save_request(folder: Path, own: OwnKeys) -> Path:
    """Write the request to a stick or folder; its path, once it is on the medium."""
    path = folder / request_of(own).name
    files.write_safely(path, write_request(own), everything=True)
    return path


def load_request(path: Path) -> Request:
    """The request in a file that has a request's name; else RequestRefused."""
    try:
        found = read_request(files.read_safely(path, LARGEST), path.name)
    except FileRefused as error:
        raise RequestRefused(path.name) from error
    if path.name != found.name:
        raise RequestRefused(path.name)
    return found


def requests_in(folder: Path) -> tuple[Found, ...]:
    """The good requests in a folder by name; everything else there is passed over."""
    try:
        names = sorted(path.name for path in folder.iterdir() if _NAME.fullmatch(path.name))
    except OSError as error:
        raise RequestRefused(folder.name or str(folder)) from error
    found = []
    for name in names[:MOST_REQUESTS]:
        try:
            found.append(Found(folder / name, load_request(folder / name)))
        except RequestRefused:
            continue  # a damaged one keeps nobody else out
    return tuple(found)


def is_request(text: str) -> bool:
    """Whether a scanned text means to be a request."""
    return _tidy(text)[: len(PREFIX)].upper() == PREFIX


def _tidy(text: str) -> str:
    tidy = "".join(text[:LONGEST_TEXT].split())
    return tidy[3:] if tidy.startswith(_SCANNER_MARKS) else tidy


def _wire(text: str) -> bytes:
    if len(text) > LONGEST_TEXT or not is_request(text):
        raise Malformed("text")
    return digits.decode(_tidy(text)[len(PREFIX) :])


def _read(data: bytes) -> Request:
    if len(data) > LARGEST:
        raise Malformed("length")
    parts = cose.parse(data)
    content = cbor.fields(cbor.decode(parts.payload), range(4))
    cbor.integer(content[0], FORMAT, FORMAT)
    public = PublicKeys(cbor.octets(content[2], 32), cbor.octets(content[3], 32))
    if parts.key_id != public.key_id or not parts.verify(public.sign, _PURPOSE):
        raise Malformed("signature")
    return Request(_DEVICES[cbor.integer(content[1], 0, len(_DEVICES) - 1)], public)
