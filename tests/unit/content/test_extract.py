from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

from kiosk.content.errors import ContentError
from kiosk.content.extract import extract
from kiosk.content.load import load
from kiosk.domain.text import Text
from kiosk.resources import assessments
from tests.little_service import TASKS, line, written


def extracted(folder: Path) -> dict[str, str]:
    """Message key -> text, as Babel finds them."""
    method = [("**.yaml", "kiosk.content.extract:extract")]
    found = extract_from_dir(folder, method_map=method, keywords={"pgettext": ((1, "c"), 2)})
    catalog = Catalog()
    out: dict[str, str] = {}
    for _file, at, message, _comments, context in found:
        assert context is not None
        assert isinstance(message, str)
        catalog.add(message, context=context, locations=[(_file, at)])
        assert context not in out
        out[context] = message
    return out


def loaded(folder: Path) -> dict[str, str]:
    """Message key -> text, of everything that a screen can show."""
    out: dict[str, str] = {}
    for text in _texts(load(folder)):
        if text.key:
            assert out.setdefault(text.key, text.source) == text.source
    return out


def _texts(node: object) -> Iterator[Text]:
    if isinstance(node, Text):
        yield node
        yield from _texts(node.values)
    elif dataclasses.is_dataclass(node):
        for f in dataclasses.fields(node):
            yield from _texts(getattr(node, f.name))
    elif isinstance(node, dict):
        yield from (t for v in node.values() for t in _texts(v))
    elif isinstance(node, tuple):
        yield from (t for v in node for t in _texts(v))


def test_babel_finds_exactly_the_keys_that_the_loader_gives(tmp_path: Path) -> None:
    assert extracted(written(tmp_path)) == loaded(tmp_path)


@pytest.mark.untraced
def test_so_it_is_for_the_assessments_that_are_shipped() -> None:
    """But for parts that wait for a service, and slots of devices that a task does not show."""
    folder = Path(assessments())
    found, used = extracted(folder), loaded(folder)
    assert found.items() >= used.items()
    waiting = ("persons/", "parts.file_chooser/")
    spare = {key for key in found.keys() - used.keys() if not key.startswith(waiting)}
    assert {key for key in spare if "/forms." not in key} == set()


def test_keys_are_service_task_and_place(tmp_path: Path) -> None:
    keys = extracted(written(tmp_path))
    assert keys["little/without_clash/traps.clash"] == "Du var optaget <busy_text>."
    assert keys["little/without_clash/forms.2.busy_text"] == "mandag og tirsdag"
    assert keys["little/views/browser.front.place.town"] == "I byen"
    assert keys["parts.clock/views/clock.face.title"] == "Ur"
    assert keys["persons/ann/born"] == "1. juni 1980"
    assert all(len(k.split("/")) == 3 for k in keys)


def test_texts_of_slots_alone_need_no_translation(tmp_path: Path) -> None:
    assert "little/views/browser.times.slot" not in extracted(written(tmp_path))


def test_a_message_knows_its_line(tmp_path: Path) -> None:
    with (written(tmp_path) / "little" / "tasks.yaml").open("rb") as file:
        lines = {key[0]: at for at, _, key, _ in extract(file, (), (), {})}
    assert lines["little/without_clash/prompt"] == line("little/tasks.yaml", "prompt:")


def test_a_broken_file_is_told_and_not_passed_over(tmp_path: Path) -> None:
    folder = written(tmp_path, little__tasks=TASKS + "tasks: {}\n")
    with (folder / "little" / "tasks.yaml").open("rb") as file, pytest.raises(ContentError):
        list(extract(file, (), (), {}))


def test_odd_shapes_hold_no_messages(tmp_path: Path) -> None:
    odd = "tasks: [a]\nviews:\n  a.b: c\n  a.c:\n    show: [x, {y: z}, {}]\n"
    with (written(tmp_path, little__tasks=odd) / "little" / "tasks.yaml").open("rb") as file:
        assert list(extract(file, (), (), {})) == []
