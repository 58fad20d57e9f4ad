"""The texts of an assessment file and the message keys under which they are translated.

A key is ``owner/section/name``: the service (or ``parts.phone``), the task (or ``views``,
``lists``, ``service``), and the place in it. Loader and extraction both read the keys from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kiosk.content.source import Node, Row, Table, Word

SECTIONS = frozenset({"service", "views", "lists"})
"""Words that no task may be called by."""

_TASK_TEXTS = ("can", "next", "prompt", "extra")

LABELLED = frozenset({
    "heading", "text", "link", "button", "quiet", "field", "choice", "checkbox", "row", "tab",
    "notification", "swipe", "tile", "code", "image", "wait",
})  # fmt: skip
"""Kinds of components; the first key of a component is its kind, the value its text."""

SLOT = re.compile(r"<([\w.]+)>")

Message = tuple[str, Word]
"""(message key, text)"""


def owner(name: str) -> str:
    """First part of a file's keys: mitid/tasks.yaml -> mitid, parts/phone.yaml -> parts.phone"""
    folder, _, file = name.rpartition("/")
    stem = file.removesuffix(".yaml")
    if folder == "parts":
        return f"parts.{stem}"
    return folder or stem


def messages(name: str, root: Table) -> Iterator[Message]:
    """Every text of a file as it is written; the name is relative to the folder."""
    who = owner(name)
    yield from _one(f"{who}/service/name", root.get("name"))
    for key, raw in _tables(root.get("persons")):
        yield from _one(f"{who}/{key}/born", raw.get("born"))
    for list_name, items in _tables(root.get("lists")):
        for item, raw in _tables(items):
            yield from _texts(f"{who}/lists/{list_name}.{item}", raw.get("texts"))
    for key, raw in _tables(root.get("views")):
        yield from _view(f"{who}/views/{key}", raw)
    for key, raw in _tables(root.get("tasks")):
        yield from _task(f"{who}/{key}", raw)


def _view(prefix: str, raw: Table) -> Iterator[Message]:
    yield from _one(f"{prefix}.title", raw.get("title"))
    for component in _rows(raw.get("show")):
        entry = next(iter(component.entries()), None)
        if entry is None or entry[0] not in LABELLED:
            continue
        key = f"{prefix}.{component.get('id') or component.get('variable')}"
        yield from _one(key, entry[1])
        for option, text in _entries(component.get("options")):
            yield from _one(f"{key}.{option}", text)


def _task(prefix: str, raw: Table) -> Iterator[Message]:
    for key in _TASK_TEXTS:
        yield from _one(f"{prefix}/{key}", raw.get(key))
    for number, form in enumerate(_rows(raw.get("forms")), 1):
        yield from _texts(f"{prefix}/forms.{number}", form.get("texts"))
    for key, trap in _tables(raw.get("traps")):
        yield from _one(f"{prefix}/traps.{key}", trap.get("text"))
    for hint in _rows(raw.get("hints")):
        yield from _one(f"{prefix}/hints.{hint.get('id')}", hint.get("nudge"))


def _texts(prefix: str, node: Node | None) -> Iterator[Message]:
    for key, text in _entries(node):
        yield from _one(f"{prefix}.{key}", text)


def _one(key: str, node: Node | None) -> Iterator[Message]:
    if (
        isinstance(node, Word) and SLOT.sub("", node).strip()
    ):  # slots alone say nothing to translate
        yield key, node


def _entries(node: Node | None) -> Iterator[tuple[Word, Node]]:
    if isinstance(node, Table):
        yield from node.entries()


def _tables(node: Node | None) -> Iterator[tuple[Word, Table]]:
    for key, value in _entries(node):
        if isinstance(value, Table):
            yield key, value


def _rows(node: Node | None) -> Iterator[Table]:
    if isinstance(node, Row):
        yield from (n for n in node if isinstance(n, Table))
