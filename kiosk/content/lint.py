"""What is wrong with content that loads: texts nobody translated, icons nobody can draw."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from kiosk.content.errors import Fault, nearest
from kiosk.content.messages import messages
from kiosk.content.source import PERSONS, Row, Table, Word

SOURCE = "da"
"""The language in which authors write."""

Translated = Callable[[str, str, str], bool]
"""(language, message key, source text) -> whether there is a translation"""


def untranslated(files: Mapping[str, Table], translated: Translated) -> list[Fault]:
    """Texts that lack a language which their service says it has."""
    out: list[Fault] = []
    for name, languages in _needed(files).items():
        for key, text in messages(name, files[name]):
            out += (
                Fault(text.place, f"no translation into '{language}': '{text}'")
                for language in sorted(languages - {SOURCE})
                if not translated(language, key, str(text))
            )
    return sorted(out)


def unknown_icons(files: Mapping[str, Table], known: Collection[str]) -> list[Fault]:
    """Icons that the kiosk has no picture for."""
    return sorted(
        Fault(icon.place, f"unknown icon '{icon}'{nearest(icon, known)}")
        for root in files.values()
        for icon in _icons(root)
        if icon not in known
    )


def _icons(root: Table) -> Iterator[Word]:
    views = root.get("views")
    for view in views.values() if isinstance(views, Table) else ():
        show = view.get("show") if isinstance(view, Table) else None
        for component in show if isinstance(show, Row) else ():
            icon = component.get("icon") if isinstance(component, Table) else None
            if isinstance(icon, Word):
                yield icon


def _needed(files: Mapping[str, Table]) -> dict[str, set[str]]:
    """File -> languages in which its texts must be there: a part those of all who use it."""
    out: dict[str, set[str]] = {name: set() for name in files}
    for name, root in files.items():
        if not name.endswith("/service.yaml"):
            continue
        listed = root.get("languages")
        languages = {str(node) for node in listed} if isinstance(listed, Row) else set()
        folder = name.removesuffix("service.yaml")
        for other in files:
            if other.startswith(folder) or other == PERSONS:
                out[other] |= languages
        for part in _parts(files, root):
            out[part] |= languages
    return out


def _parts(files: Mapping[str, Table], root: Table) -> Iterator[str]:
    used = root.get("use")
    for node in used if isinstance(used, Row) else ():
        name = str(node) if isinstance(node, Word) else next(iter(node), "")
        file = f"parts/{name}.yaml"
        if file in files:
            yield file
            yield from _parts(files, files[file])
