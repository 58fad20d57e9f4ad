from __future__ import annotations

from pathlib import Path

from kiosk.content.load import load
from tests.little_service import FILES, TASKS, service, tasks, written


def digests(folder: Path, **changes: str) -> tuple[bytes, bytes]:
    loaded = load(written(folder, **changes))
    return loaded.service(7).scoring_digest, loaded.full_digest


def test_their_lengths_are_those_of_the_record(tmp_path: Path) -> None:
    scoring, full = digests(tmp_path)
    assert (len(scoring), len(full)) == (4, 32)


def test_comments_and_line_ends_change_nothing(tmp_path: Path) -> None:
    before = digests(tmp_path / "a")
    folder = written(tmp_path / "b", little__tasks="# a comment\n" + TASKS)
    for name in FILES:
        path = folder / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    loaded = load(folder)
    assert (loaded.service(7).scoring_digest, loaded.full_digest) == before


def test_a_corrected_text_changes_the_full_digest_alone(tmp_path: Path) -> None:
    scoring, full = digests(tmp_path / "a")
    new_scoring, new_full = digests(tmp_path / "b", **service("Din tid er", "Tiden er"))
    assert scoring == new_scoring
    assert full != new_full


def test_an_item_parameter_or_a_rung_changes_both(tmp_path: Path) -> None:
    scoring, full = digests(tmp_path / "a")
    for n, change in enumerate(
        [("b: -0.5", "b: -0.4"), ("rung: 2", "rung: 1"), ("number: 3", "number: 4")]
    ):
        other_scoring, other_full = digests(tmp_path / str(n), **tasks(*change))
        assert scoring != other_scoring
        assert full != other_full
