from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kiosk.domain.errors import KioskError
from kiosk.wiring import graph
from kiosk.wiring.graph import NoLayoutError, picture
from tests.little_service import written


def test_a_task_is_drawn_into_a_file(tmp_path: Path) -> None:
    out = tmp_path / "states.svg"
    told = picture("little/without_clash", 2, out, written(tmp_path / "in"))
    assert told.text.startswith(f"{out}: ")
    assert "4 steps on the shortest way" in told.text
    assert out.read_text("utf-8").startswith("<svg ")


def test_the_file_is_named_by_the_task(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "in")
    monkeypatch.chdir(tmp_path)
    picture("little", 1, None, tmp_path / "in")
    assert (tmp_path / "little-without_clash-1.svg").exists()


@pytest.mark.parametrize("what", ["litle/without_clash", "little/other"])
def test_what_is_not_there_is_told(tmp_path: Path, what: str) -> None:
    with pytest.raises(KioskError, match=r"did you mean|known:"):
        picture(what, 1, None, written(tmp_path))


def test_boxes_do_not_overlap(tmp_path: Path) -> None:
    from kiosk.content.graph import graph as states
    from kiosk.content.load import load
    from kiosk.content.svg import size

    form = load(written(tmp_path)).service(7).task(3).forms[0]
    drawn = states(form)
    places, ways = graph.arranged(drawn)
    boxes = [(x, y, *size(n)) for (x, y), n in zip(places, drawn.nodes, strict=True)]
    for i, (x, y, w, h) in enumerate(boxes):
        for x2, y2, w2, h2 in boxes[:i]:
            assert abs(x - x2) >= (w + w2) / 2 or abs(y - y2) >= (h + h2) / 2
    assert all(len(way) >= 2 for way in ways)


def test_without_the_library_one_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "igraph", None)
    with pytest.raises(NoLayoutError, match="needs igraph"):
        picture("little", 1, tmp_path / "x.svg", written(tmp_path / "in"))
