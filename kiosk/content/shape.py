"""Reading tables whose keys are known: what is missing, unknown or of the wrong kind is a fault."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kiosk.content.errors import FaultError, Faults, NothingError, Place
from kiosk.content.source import Node, Row, Table, Word

NAME = re.compile(r"[a-z][a-z0-9_]*")


def table(node: Node | None, place: Place) -> Table:
    """The node as a table; an empty one where nothing is written."""
    if node is None or (isinstance(node, Word) and not node):
        return Table(place)
    if isinstance(node, Table):
        return node
    raise FaultError(node.place, "a table of keys and values is expected here")


def row(node: Node | None, place: Place) -> Row:
    """The node as a list; an empty one where nothing is written."""
    if node is None or (isinstance(node, Word) and not node):
        return Row(place)
    if isinstance(node, Row):
        return node
    raise FaultError(node.place, "a list is expected here")


def word(node: Node | None, place: Place, what: str) -> Word:
    """The node as a single word or text."""
    if isinstance(node, Word) and node:
        return node
    if node is None:
        raise NothingError(place, f"{what} is expected here")
    raise FaultError(node.place, f"{what} is expected here")


def name(node: Node | None, place: Place, what: str) -> Word:
    """A word that may stand in events, message keys and file names."""
    given = word(node, place, what)
    if not NAME.fullmatch(given):
        raise FaultError(given.place, f"{what} is written in a-z, 0-9 and _, not '{given}'")
    return given


def number(node: Node | None, place: Place, what: str, low: int, high: int) -> int:
    given = word(node, place, what)
    if not re.fullmatch(r"\d{1,6}", given) or not low <= int(given) <= high:
        raise FaultError(
            given.place, f"{what} is a whole number from {low} to {high}, not '{given}'"
        )
    return int(given)


def decimal(node: Node | None, place: Place, what: str, low: float, high: float) -> float:
    given = word(node, place, what)
    if not re.fullmatch(r"-?\d{1,3}(\.\d{1,6})?", given) or not low <= float(given) <= high:
        raise FaultError(given.place, f"{what} is a number from {low} to {high}, not '{given}'")
    return float(given)


def flag(raw: Table, key: str, default: bool = False) -> bool:
    node = raw.get(key)
    if node is None:
        return default
    if isinstance(node, Word) and node in ("yes", "no"):
        return node == "yes"
    raise FaultError(node.place, f"'{key}' is yes or no")


def keys(raw: Table, known: frozenset[str], faults: Faults, needed: tuple[str, ...] = ()) -> None:
    """Notes every key that is not known, and every needed one that is missing."""
    for key, _ in raw.entries():
        if key not in known:
            faults.add(key.place, f"unknown key '{key}'", key, known)
    for name in needed:
        if name not in raw:
            faults.add(raw.place, f"'{name}' is missing")


def tables(node: Node | None, place: Place, faults: Faults) -> Iterator[tuple[Word, Table]]:
    """The entries of a table of tables; an entry of another shape is noted and left out."""
    for key, value in table(node, place).entries():
        with faults.gathered():
            yield key, table(value, key.place)
