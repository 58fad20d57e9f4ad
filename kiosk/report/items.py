"""Writes item parameters into a tasks file: three words of each task change, nothing else.

YAML is read only for the places of these words, and they alone are replaced. A round trip through a
YAML library would keep comments but not line breaks, quotes and columns, and a review of the change
would have to look at every line.
"""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from kiosk.domain.errors import KioskError, N_
from kiosk.report.parameters import Estimated

_WORDS = ("a", "b", "origin")


class NotWrittenError(KioskError):
    """A place in the content that cannot be rewritten."""


def rewritten(text: str, items: Mapping[int, Estimated]) -> tuple[str, frozenset[int]]:
    """The file with the parameters of these tasks, by number; and which of them stand in it.

    Raises:
        NotWrittenError: a task's item is not a table of its own.
    """
    changes: list[tuple[int, int, str]] = []
    done: set[int] = set()
    for task in _tasks(yaml.compose(text, Loader=yaml.SafeLoader)):
        words = _children(task)
        number = words.get("number")
        if not isinstance(number, yaml.ScalarNode) or not number.value.isdecimal():
            continue
        if (item := items.get(int(number.value))) is None:
            continue
        changes += _changes(task, words.get("item"), item)
        done.add(item.task)
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    return text, frozenset(done)


def _changes(task: yaml.Node, raw: yaml.Node | None, item: Estimated) -> list[tuple[int, int, str]]:
    """Start, end and new text of each word."""
    words = _children(raw)
    inside = raw is not None and (
        task.start_mark.index < raw.start_mark.index < task.end_mark.index
    )
    places = [words.get(word) for word in _WORDS]
    if not inside or not all(isinstance(place, yaml.ScalarNode) for place in places):
        raise NotWrittenError(
            N_("Task {task}: write its item as a table with a, b and origin, then try again."),
            task=item.task,
        )
    new = (f"{item.a:.3f}", f"{item.b:.3f}", f'"{item.origin}"')
    return [
        (place.start_mark.index, place.end_mark.index, word)
        for place, word in zip(places, new, strict=True)
        if place is not None
    ]


def _tasks(root: yaml.Node | None) -> list[yaml.Node]:
    return list(_children(_children(root).get("tasks")).values())


def _children(node: yaml.Node | None) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {key.value: value for key, value in node.value if isinstance(key, yaml.ScalarNode)}
