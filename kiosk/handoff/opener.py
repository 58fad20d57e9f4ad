"""The desk's end: a text or wire is opened, verified and read, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from kiosk.domain.counts import CountsRecord
from kiosk.domain.detail import DetailRecord
from kiosk.domain.record import Record
from kiosk.handoff import cose, counts, detail, kr1, padding, record, seal
from kiosk.handoff.errors import Malformed, Rejected
from kiosk.handoff.keys import Device, DeviceKeys, SiteKey
from kiosk.handoff.sitepack import DeviceEntry, SitePack


class OfTablet(Protocol):
    """What a tablet says of itself in everything that it seals."""

    @property
    def tablet(self) -> int: ...

    @property
    def epoch(self) -> int: ...


SHARE = 16
"""Objects that a thread takes at a time; for fewer than two shares there is no second thread."""

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R", bound=OfTablet)


@dataclass(frozen=True, slots=True)
class Opened(Generic[R]):
    """An object that everything is right with."""

    record: R
    id: bytes
    wire_hash: bytes
    tablet: DeviceEntry
    wire: bytes
    payload: bytes
    """What ``record`` was read from: encoding it again gives nothing else."""
    revoked: bool = False
    """Made after its tablet was revoked: for the quarantine."""


@dataclass(frozen=True, slots=True)
class _Form(Generic[R]):
    """What sets one kind of object apart from the others."""

    version: int
    has_length: Callable[[int], bool]
    seal_info: Callable[[bytes], bytes]
    signature_context: Callable[[bytes], bytes]
    unpad: Callable[[bytes], bytes]
    decode: Callable[[bytes], R]
    sequence: Callable[[R], int]
    """Place in the tablet's chain, 0 for what has none."""


_RESULT = _Form(
    kr1.VERSION,
    lambda length: length == kr1.WIRE,
    kr1.seal_info,
    kr1.signature_context,
    padding.unpad,
    record.decode,
    lambda plain: plain.sequence,
)
_DETAIL = _Form(
    detail.VERSION,
    detail.is_wire_length,
    detail.seal_info,
    detail.signature_context,
    detail.unpad,
    detail.decode,
    lambda plain: plain.sequence,
)
_COUNTS = _Form(
    counts.VERSION,
    detail.is_wire_length,
    counts.seal_info,
    counts.signature_context,
    detail.unpad,
    counts.decode,
    lambda _plain: 0,
)


@dataclass(frozen=True, slots=True)
class _Verified:
    """An object that is its tablet's; what it says is not yet read."""

    wire: bytes
    id: bytes
    tablet: DeviceEntry
    payload: bytes


class Opener:
    """Opens the results of one site."""

    def __init__(self, pack: SitePack, site_keys: Iterable[SiteKey]) -> None:
        self._pack = pack
        self._site_id = pack.site_id
        self._site_keys = _grouped((key.key_id, key.private) for key in site_keys)
        self._tablets = _grouped(
            (entry.keys.key_id, entry) for entry in pack.devices if entry.device is Device.TABLET
        )

    @classmethod
    def for_desk(cls, keys: DeviceKeys, pack: SitePack) -> Opener:
        """With every site key that the pack holds for this desk; ValueError for another site's."""
        if keys.device is not Device.DESK or keys.root_public != pack.root_public:
            raise ValueError("results are opened by a desk of their own site")
        return cls(pack, pack.unwrap_site_keys(keys.seal))

    def open(self, text: str) -> Opened[Record]:
        """The result of a text as typed, scanned or read from a picture; else Rejected."""
        try:
            wire = kr1.wire(text)
        except Malformed:
            raise Rejected from None
        return self.open_wire(wire)

    def open_wire(self, wire: bytes) -> Opened[Record]:
        """The result of a wire; else Rejected."""
        return self._one(wire, _RESULT)

    def open_detail(self, wire: bytes) -> Opened[DetailRecord]:
        """The detail object of a wire out of a bundle; else Rejected."""
        return self._one(wire, _DETAIL)

    def open_counts(self, wire: bytes) -> Opened[CountsRecord]:
        """What a tablet counted, from a wire out of a bundle; else Rejected."""
        return self._one(wire, _COUNTS)

    def open_wires(self, wires: Sequence[bytes]) -> list[Opened[Record] | None]:
        """The results of many wires in their order, None for each that is rejected."""
        return self._many(wires, _RESULT)

    def open_details(self, wires: Sequence[bytes]) -> list[Opened[DetailRecord] | None]:
        """The detail objects of many wires in their order, None for each that is rejected."""
        return self._many(wires, _DETAIL)

    def _one(self, wire: bytes, form: _Form[R]) -> Opened[R]:
        (found,) = self._many([wire], form)
        if found is None:
            raise Rejected from None  # nothing tells a forger why
        return found

    def _many(self, wires: Sequence[bytes], form: _Form[R]) -> list[Opened[R] | None]:
        """All of them pass one check before any meets the next, in the order that FORMAT.md tells.

        The code and tables of each check stay in the processor's cache that way: a bundle takes a
        quarter less time.
        """
        context = form.signature_context(self._site_id)
        opened = _each(lambda wire: self._unsealed(wire, form), wires)
        verified = _each_by_two(lambda one: self._verified(*one, context), opened)
        return _each(lambda one: self._read(one, form), verified)

    def _unsealed(self, wire: bytes, form: _Form[R]) -> tuple[bytes, bytes]:
        """The wire, and the signed object in it."""
        if not form.has_length(len(wire)) or wire[0] != form.version:
            raise Malformed("wire")
        head = wire[: kr1.HEADER]
        for private in self._site_keys.get(head[1:], ()):
            try:
                padded = seal.unseal(wire[kr1.HEADER :], private, form.seal_info(head))
            except Malformed:
                continue  # another key may share the id
            return wire, form.unpad(padded)
        raise Malformed("no key")

    def _verified(self, wire: bytes, signed: bytes, context: bytes) -> _Verified:
        parts = cose.parse(signed)
        for entry in self._tablets.get(parts.key_id, ()):
            if parts.verify(entry.keys.sign, context):
                return _Verified(wire, kr1.result_id(signed), entry, parts.payload)
        raise Malformed("signature")

    def _read(self, found: _Verified, form: _Form[R]) -> Opened[R]:
        plain = form.decode(found.payload)
        if plain.tablet != found.tablet.number:
            raise Malformed("another tablet's number")
        return Opened(
            record=plain,
            id=found.id,
            wire_hash=kr1.wire_hash(found.wire),
            tablet=found.tablet,
            wire=found.wire,
            payload=found.payload,
            revoked=self._pack.is_revoked(found.tablet, plain.epoch, form.sequence(plain)),
        )


def _each(step: Callable[[S], T], items: Iterable[S | None]) -> list[T | None]:
    """What a step makes of each; None for what it refuses, and for what was refused before."""
    done: list[T | None] = []
    for item in items:
        try:
            done.append(None if item is None else step(item))
        except (Malformed, Rejected):
            done.append(None)
    return done


def _each_by_two(step: Callable[[S], T], items: Sequence[S | None]) -> list[T | None]:
    """``_each`` by two threads: for a step that lets go of the interpreter, as the check of a
    signature does, which is a third of all the work. Whoever is free takes the next share."""
    if len(items) < 2 * SHARE:
        return _each(step, items)
    from concurrent.futures import ThreadPoolExecutor  # a single result has no use for it

    done: list[T | None] = [None] * len(items)
    shares = iter(range(0, len(items), SHARE))

    def work() -> None:
        for start in shares:  # one iterator for both
            done[start : start + SHARE] = _each(step, items[start : start + SHARE])

    with ThreadPoolExecutor(1) as other:
        rest = other.submit(work)
        work()
        rest.result()
    return done


def _grouped(pairs: Iterable[tuple[bytes, T]]) -> dict[bytes, list[T]]:
    """Everything under its id; two keys may share one."""
    groups: dict[bytes, list[T]] = {}
    for key_id, item in pairs:
        groups.setdefault(key_id, []).append(item)
    return groups
