"""Hostile bytes made of honest ones: one engine for texts, packs, bundles, receipts and requests.

``DAMAGES`` changes bytes blindly. ``other_forms`` writes the same CBOR content as no strict writer
does; ``other_contents`` changes what stands in it. Both are for a forger who can sign.
"""

from __future__ import annotations

import os
import random
import socket
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

Damage = Callable[[random.Random, bytes], bytes]
"""Gives bytes that differ from the ones it got."""

DEEP = 5_000
"""Levels of nesting: more than any decoder that recurses survives."""
HUGE = 2**62
"""A length that nothing could hold."""


# -- blind


def replaced(draw: random.Random, data: bytes) -> bytes:
    """A few bytes replaced, taken out or put in."""
    out = bytearray(data)
    for _ in range(draw.randrange(1, 4)):
        at = draw.randrange(len(out)) if out else 0
        out[at : at + draw.randrange(9)] = draw.randbytes(draw.randrange(12))
    return _other(bytes(out), data)


def flipped(draw: random.Random, data: bytes) -> bytes:
    """One bit."""
    out = bytearray(data)
    out[draw.randrange(len(out))] ^= 1 << draw.randrange(8)
    return bytes(out)


def truncated(draw: random.Random, data: bytes) -> bytes:
    """Cut off anywhere."""
    return data[: draw.randrange(len(data))]


def lengthened(draw: random.Random, data: bytes) -> bytes:
    """Something behind the end."""
    return data + draw.randbytes(draw.randrange(1, 40))


def exchanged(draw: random.Random, data: bytes) -> bytes:
    """Two parts change places."""
    a, b, c = sorted(draw.sample(range(len(data) + 1), 3))
    return _other(data[:a] + data[b:c] + data[a:b] + data[c:], data)


def repeated(draw: random.Random, data: bytes) -> bytes:
    """A part stands twice."""
    a, b = sorted(draw.sample(range(len(data) + 1), 2))
    return data[:b] + data[a:b] + data[b:]


def blanked(draw: random.Random, data: bytes) -> bytes:
    """A part is zeros or ones, as a failing stick gives it."""
    a, b = sorted(draw.sample(range(len(data) + 1), 2))
    return _other(data[:a] + draw.choice((b"\x00", b"\xff")) * (b - a) + data[b:], data)


def noise(draw: random.Random, data: bytes) -> bytes:
    """As long, and nothing else in common."""
    return _other(draw.randbytes(len(data)), data)


DAMAGES: tuple[Damage, ...] = (
    replaced, flipped, truncated, lengthened, exchanged, repeated, blanked, noise,
)  # fmt: skip


def damaged(data: bytes, count: int, seed: int = 1) -> Iterator[bytes]:
    """That many damaged copies, of every kind in turn."""
    draw = random.Random(seed)
    for number in range(count):
        yield DAMAGES[number % len(DAMAGES)](draw, data)


def _other(found: bytes, data: bytes) -> bytes:
    return found if found != data else bytes((*data[:-1], data[-1] ^ 1))


# -- CBOR that a strict writer never makes (RFC 8949)


def other_forms(value: Any) -> Iterator[tuple[str, bytes]]:
    """The same content, each time in a form that is not its one deterministic encoding."""
    yield "long integers", _encode(value, long=True)
    yield "indefinite arrays and maps", _encode(value, indefinite=True)
    yield "indefinite strings", _encode(value, pieces=True)
    yield "a tag around it", b"\xd9\xd9\xf7" + _encode(value)
    yield "trailing bytes", _encode(value) + b"\x00"
    yield "integers as floats", _encode(value, floats=True)
    if isinstance(value, dict) and len(value) > 1:
        yield "keys the other way round", _encode(dict(reversed(value.items())))
        key, last = next(reversed(value.items()))
        yield "a key twice", _map_of((*value.items(), (key, last)))
        yield "a key twice, other content", _map_of((*value.items(), (key, None)))


def other_contents(value: Any, draw: random.Random, count: int) -> Iterator[Any]:
    """The content with one thing in it exchanged for something that does not belong there."""
    places = list(_places(value))
    for _ in range(count):
        yield _with(value, draw.choice(places), draw.choice(STRANGE))


STRANGE: tuple[Any, ...] = (
    None, True, False, 0, -1, 255, 2**16, 2**32, 2**63, 2**64 - 1, -(2**63), 2**80, 1.5,
    float("nan"), float("inf"), b"", bytes(4), bytes(32), bytes(33), bytes(70_000), "",
    "x" * 70_000, "\x00", "../../x", "\u202e", [], [[]], [0] * 3, [[0, b"", 0, 0]],
    {}, {0: 0}, {-1: 0}, {"a": 0}, {b"": 0},
)  # fmt: skip


def hostile_items() -> Iterator[tuple[str, bytes]]:
    """Bytes that are made to break a CBOR decoder, with nothing honest in them."""
    yield "arrays without end", b"\x81" * DEEP
    yield "indefinite arrays without end", b"\x9f" * DEEP
    yield "maps without end", b"\xa1\x00" * DEEP
    yield "tags without end", b"\xc1" * DEEP
    yield "an array said to be huge", b"\x9b" + struct.pack(">Q", HUGE)
    yield "a map said to be huge", b"\xbb" + struct.pack(">Q", HUGE)
    yield "bytes said to be huge", b"\x5b" + struct.pack(">Q", HUGE)
    yield "a text said to be huge", b"\x7b" + struct.pack(">Q", HUGE)
    yield "a number without end", b"\xc2\x5a" + struct.pack(">I", 2**31)
    yield "a reserved head", b"\x1c"
    yield "a break alone", b"\xff"
    yield "a shared value that holds itself", b"\xd8\x1c\x81\xd8\x1d\x00"
    yield "a pattern", b"\xd8\x23\x6a(a+)+(a+)+$"
    yield "a decimal fraction", b"\xc4\x82\x1b" + struct.pack(">Q", HUGE) + b"\x01"
    yield "a date of no calendar", b"\xc0\x6a9999-99-99"
    yield "an invalid text", b"\x62\xff\xfe"


def _encode(
    value: Any,
    *,
    long: bool = False,
    indefinite: bool = False,
    pieces: bool = False,
    floats: bool = False,
) -> bytes:
    def inner(item: Any) -> bytes:
        return _encode(item, long=long, indefinite=indefinite, pieces=pieces, floats=floats)

    match value:
        case bool() | None:
            return {False: b"\xf4", True: b"\xf5", None: b"\xf6"}[value]
        case int():
            if floats:
                return b"\xfb" + struct.pack(">d", value)
            return _head(0, value, long) if value >= 0 else _head(1, -1 - value, long)
        case bytes() | str():
            major, raw = (2, value) if isinstance(value, bytes) else (3, value.encode())
            whole = _head(major, len(raw), long) + raw
            return bytes((major << 5 | 31,)) + whole + b"\xff" if pieces else whole
        case list() | tuple():
            inside = b"".join(map(inner, value))
            return b"\x9f" + inside + b"\xff" if indefinite else _head(4, len(value), long) + inside
        case _:
            inside = b"".join(inner(key) + inner(item) for key, item in value.items())
            return b"\xbf" + inside + b"\xff" if indefinite else _head(5, len(value), long) + inside


def _map_of(pairs: Sequence[tuple[Any, Any]]) -> bytes:
    return _head(5, len(pairs)) + b"".join(_encode(part) for pair in pairs for part in pair)


def _head(major: int, number: int, long: bool = False) -> bytes:
    if long:
        return bytes((major << 5 | 27,)) + struct.pack(">Q", number)
    for low, form in ((24, None), (2**8, ">B"), (2**16, ">H"), (2**32, ">I"), (2**64, ">Q")):
        if number < low:
            if form is None:
                return bytes((major << 5 | number,))
            extra = struct.pack(form, number)
            return bytes((major << 5 | 23 + len(extra).bit_length(),)) + extra
    raise ValueError(number)


def _places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield at
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _places(item, (*at, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _places(item, (*at, number))


def _with(value: Any, place: tuple[Any, ...], strange: Any) -> Any:
    if not place:
        return strange
    first, *rest = place
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[first] = _with(value[first], tuple(rest), strange)
    return copy


# -- sticks

TRICKS = (
    "..",
    "/etc/passwd",
    "a/../../b",
    "a\\..\\b",
    "a:b",
    "NUL",
    "a\u202eb",
    "a\nb",
    "-rf",
    "~",
)
"""Parts of names with which a stick tries to reach elsewhere."""


def strange_names(name: str) -> Iterator[str]:
    """Names near an honest one, as far as a folder here can hold them."""
    stem, _, kind = name.rpartition(".")
    yield from (
        f"{name}.exe",
        f".{name}",
        f"{name} ",
        f"{name}\n",
        name.upper(),
        f"{stem}.{kind}.{kind}",
    )
    yield from (
        f"{stem}-0.{kind}",
        f"{stem}0" * 5 + f".{kind}",
        f"{stem}\u0661.{kind}",
        f"{stem}.",
        stem,
    )
    yield from (f"{trick.replace('/', '_')}{name}" for trick in TRICKS)


def strange_files(folder: Path, name: str, largest: int) -> Iterator[str]:
    """Puts one thing after the other under an honest name; says what stands there now.

    Links, a pipe, a socket, a folder, a file that would fill the memory, one that may not be read.
    """
    path = folder / name
    elsewhere = folder.parent / f"elsewhere-{folder.name}"
    elsewhere.write_bytes(b"a person's own")
    makers: dict[str, Callable[[], object]] = {
        "a link": lambda: path.symlink_to(elsewhere),
        "a link to itself": lambda: path.symlink_to(path),
        "a link to nothing": lambda: path.symlink_to(folder / "gone"),
        "a link to a device": lambda: path.symlink_to("/dev/zero"),
        "a link upwards": lambda: path.symlink_to(".."),
        "a pipe": lambda: os.mkfifo(path),
        "a socket": lambda: _socket(path),
        "a folder": path.mkdir,
        "an empty file": path.touch,
        "a file of a terabyte": lambda: _sparse(path, 2**40),
        "a file of one byte too many": lambda: _sparse(path, largest + 1),
    }
    for words, make in makers.items():
        make()
        try:
            yield words
        finally:
            if path.is_dir() and not path.is_symlink():
                path.rmdir()
            else:
                path.unlink(missing_ok=True)
    if elsewhere.read_bytes() != b"a person's own":
        raise AssertionError("a file elsewhere was changed through a link")


def _sparse(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.truncate(size)


def _socket(path: Path) -> None:
    """Under a short name: the path of a socket may have 107 bytes only."""
    with closing(socket.socket(socket.AF_UNIX)) as made:
        here = Path.cwd()
        os.chdir(path.parent)
        try:
            made.bind(path.name)
        finally:
            os.chdir(here)
