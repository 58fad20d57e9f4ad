"""The studies as commands: what they write, and what they say was not reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.content.find import UnknownServiceError
from kiosk.measure import needs
from kiosk.measure.needs import NotInstalledError
from kiosk.wiring import measure
from tests import little_service


def test_what_was_asked_and_not_reached_is_named(tmp_path: Path) -> None:
    """A service of one task cannot tell a band, so a careful person is not told *can alone*."""
    folder = little_service.written(tmp_path / "assessments")
    told = measure.persons("little", tmp_path / "out", 2, 1, folder)
    assert not told.good
    assert "NOT MET careful told 'can alone' in safety: 0.000, at least 0.90." in told.text
    assert (tmp_path / "out" / "REPORT.md").exists()


def test_a_service_that_is_not_there_is_refused(tmp_path: Path) -> None:
    folder = little_service.written(tmp_path / "assessments")
    with pytest.raises(UnknownServiceError, match="There is no service litle"):
        measure.persons("litle", tmp_path / "out", 2, 1, folder)


def test_the_bench_leaves_a_report(tmp_path: Path) -> None:
    told = measure.bench(tmp_path / "out", 100, 1)
    assert f"requirements met; see {tmp_path / 'out' / 'REPORT.md'}." in told.text


def test_a_kiosk_without_the_libraries_says_which(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(needs, "find_spec", lambda _name: None)
    with pytest.raises(NotInstalledError, match="needs numpy and matplotlib, which"):
        measure.bench(tmp_path / "out", 100, 1)
