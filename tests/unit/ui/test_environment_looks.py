"""Kivy's own looks are left out at the start; what is ours must not need them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import kivy

from kiosk import resources

RULE = re.compile(r"^<-?([\w,@+-]+)>", re.MULTILINE)


def names(style: Path) -> set[str]:
    """Classes that a file has rules for."""
    found = RULE.findall(style.read_text("utf-8"))
    return {
        name.partition("@")[0].lstrip("-")  # after the @ stands what it is made from
        for group in found
        for name in group.split(",")
    }


def used() -> set[str]:
    """Kivy's widgets that our screens are made of."""
    found = set()
    for path in (Path(resources.root()) / "kiosk" / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kivy.uix"):
                found |= {alias.name for alias in node.names}
    return found


def test_no_widget_of_kivy_that_we_use_lacks_its_rule() -> None:
    stock = names(Path(kivy.__file__).parent / "data" / "style.kv")
    ours = names(resources.assets() / "style.kv")
    assert "BoxLayout" in used() and "StencilView" in used()
    assert used() & stock <= ours
