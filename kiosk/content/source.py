"""A YAML file as words, tables and rows that know their line. Every scalar stays a text.

``no``, ``9:30``, ``010`` and ``1.500`` mean what an author sees; a key given twice is a fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from yaml.reader import Reader, ReaderError

from kiosk.content.errors import Faults, Place

PERSONS = "persons.yaml"
"""The practice persons; the file that marks the folder of assessments."""

SIZE = 256 * 1024
NODES = 50_000
DEPTH = 24
STACK = 200
"""Levels that are composed at all: libyaml's composer calls itself and knows no end."""

if TYPE_CHECKING:
    _BaseLoader = yaml.BaseLoader
else:
    _BaseLoader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_OPENED = frozenset({
    "while scanning a simple key", "while scanning a quoted scalar",
    "while parsing a flow sequence", "while parsing a flow mapping",
})  # fmt: skip
"""What was begun and never ended: the slip stands where it began."""


class _Loader(_BaseLoader):
    """Refuses what is nested so deep that composing it would exhaust the stack."""

    _level = 0

    def descend_resolver(self, above: yaml.Node | None, index: object) -> None:
        self._level += 1
        if self._level > STACK:
            mark = above.start_mark if above is not None else None
            raise yaml.MarkedYAMLError(problem="too deep", problem_mark=mark)

    def ascend_resolver(self) -> None:
        self._level -= 1


class Word(str):
    """A scalar."""

    __slots__ = ("place",)
    place: Place

    def __new__(cls, text: str, place: Place) -> Word:
        self = super().__new__(cls, text)
        self.place = place
        return self

    def __getnewargs__(self) -> tuple[str, Place]:  # type: ignore[override]  # a str has one
        return str(self), self.place


class Table(dict[str, "Node"]):
    """A mapping, in the order in which it is written."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place

    def entries(self) -> Iterator[tuple[Word, Node]]:
        """Keys with their places, and what stands under them."""
        for key, value in self.items():
            yield key if isinstance(key, Word) else Word(key, self.place), value


class Row(list["Node"]):
    """A sequence."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place


Node = Word | Table | Row


def read(folder: Path, name: str, faults: Faults) -> Table | None:
    """The table in a file below the folder; None when it cannot be read at all."""
    text = _text(folder, name, faults)
    if text is None:
        return None
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        line, problem = _problem(error, text)
        faults.add(Place(name, line, ""), f"not valid YAML: {problem}")
        return None
    if not isinstance(root, yaml.MappingNode):
        what = "the file is empty; " if root is None else ""
        faults.add(Place(name, 1, ""), f"{what}a table of keys and values is expected here")
        return None
    node = _Reader(name, faults).node(root, "", ())
    return node if isinstance(node, Table) else None


def _problem(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    """Its line, and what an author can do about it."""
    if isinstance(error, ReaderError):
        odd = Reader.NON_PRINTABLE.search(text)
        at = odd.start() if odd else 0
        line = text.count("\n", 0, at) + 1
        return line, f"a character that cannot be shown (U+{ord(text[at]):04X})"
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context", None)
    begun = getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or "cannot be read"
    line = mark.line if mark else 0
    written = "".join(text.splitlines()[line : line + 1])
    if "\t" in written[: len(written) - len(written.lstrip())]:
        return line + 1, "a tab stands here; indent with spaces"
    if context in _OPENED and begun:
        return begun.line + 1, f"{problem} ({context})"
    return line + 1, problem


def _text(folder: Path, name: str, faults: Faults) -> str | None:
    start = Place(name, 1, "")
    try:
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()):
            faults.add(start, "the file lies outside the assessments")
        elif not path.is_file():
            there = "this is not a file" if path.exists() else "the file is missing"
            faults.add(start, there)
        elif path.stat().st_size > SIZE:
            faults.add(start, f"the file is larger than {SIZE // 1024} kB")
        else:
            return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        faults.add(start, "the file is not UTF-8; save it as UTF-8")
    except RuntimeError:  # how pathlib tells it before Python 3.13
        faults.add(start, "the file is a link to itself")
    except OSError as error:
        faults.add(start, f"the file cannot be read: {error.strerror}")
    return None


class _Reader:
    """Turns composed nodes into ours; an alias becomes a copy, within bounds."""

    def __init__(self, file: str, faults: Faults) -> None:
        self._file = file
        self._faults = faults
        self._count = 0

    def node(self, node: yaml.Node, path: str, above: tuple[int, ...]) -> Node:
        place = Place(self._file, node.start_mark.line + 1, path)
        self._count += 1
        if id(node) in above or len(above) > DEPTH or self._count > NODES:
            self._faults.add(place, "too deep, too large, or part of itself")
            return Word("", place)
        inside = (*above, id(node))
        if isinstance(node, yaml.MappingNode):
            return self._table(node, place, inside)
        if isinstance(node, yaml.SequenceNode):
            out = Row(place)
            out += (self.node(n, _below(path, str(i)), inside) for i, n in enumerate(node.value, 1))
            return out
        return Word(str(node.value), place)

    def _table(self, node: yaml.MappingNode, place: Place, inside: tuple[int, ...]) -> Table:
        out = Table(place)
        for key_node, value_node in node.value:
            at = Place(self._file, key_node.start_mark.line + 1, place.path)
            if not isinstance(key_node, yaml.ScalarNode):
                self._faults.add(at, "a key must be a word")
                continue
            path = _below(place.path, key_node.value)
            key = Word(key_node.value, Place(self._file, at.line, path))
            if key in out:
                self._faults.add(key.place, f"'{key}' stands twice")
                continue
            out[key] = self.node(value_node, path, inside)
        return out


def _below(path: str, key: str) -> str:
    return f"{path}/{key}" if path else key


def words(node: Node) -> Iterator[Word]:
    """Every scalar below a node; keys are not among them."""
    if isinstance(node, Word):
        yield node
    else:
        for child in node.values() if isinstance(node, Table) else node:
            yield from words(child)


def plain(node: Node) -> object:
    """The node without its places, in a shape that keeps the order of keys."""
    if isinstance(node, Table):
        return {"table": [[str(k), plain(v)] for k, v in node.items()]}
    return [plain(v) for v in node] if isinstance(node, Row) else str(node)
