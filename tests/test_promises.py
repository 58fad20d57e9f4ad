"""The table of promises names tests that there are."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (HERE / "PROMISES.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("|") and not line.startswith(("| promise", "|---"))
]
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")


@cache
def names_in(path: Path) -> frozenset[str]:
    """Tests and classes of tests at the top of a module."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return frozenset(name for name in found if name.lower().startswith("test"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:60])
def test_every_promise_is_held_by_tests_that_there_are(row: list[str]) -> None:
    promise, tests = row
    assert promise
    named = NAMED.findall(tests)
    assert named
    assert not NAMED.sub("", tests).strip(), "something else than tests"
    for path, name in named:
        assert name in names_in(HERE / path), f"{path}::{name}"


def test_no_promise_stands_twice() -> None:
    promises = [promise for promise, _ in ROWS]
    assert len(promises) > 50
    assert len(promises) == len(set(promises))
