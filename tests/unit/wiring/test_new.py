from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.content.load import load
from kiosk.wiring import content
from kiosk.wiring.new import NewServiceError, new


def test_a_new_service_is_proven_as_it_stands(tmp_path: Path) -> None:
    told = new("bus_times", tmp_path)
    assert f"kiosk content check bus_times --folder {tmp_path}" in told.text
    found = content.check("bus_times", True, None, tmp_path)
    assert json.loads(found.text)["faults"] == []
    assert found.sound, found.text


def test_a_second_service_has_a_number_of_its_own(tmp_path: Path) -> None:
    new("one", tmp_path)
    new("two", tmp_path)
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "service.yaml").write_text("a: [", "utf-8")
    new("three", tmp_path)
    (tmp_path / "broken" / "service.yaml").unlink()
    assert [s.number for s in load(tmp_path).services] == [1, 2, 3]


@pytest.mark.parametrize("name", ["Bus", "bus times", "../bus", "", "parts", "b" * 25, "7up", "æ"])
def test_a_name_that_no_file_or_key_can_bear_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(NewServiceError, match="cannot be the name of a service"):
        new(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_service_that_is_there_is_left_alone(tmp_path: Path) -> None:
    new("bus", tmp_path)
    written = tmp_path / "bus" / "tasks.yaml"
    written.write_text("mine", "utf-8")
    with pytest.raises(NewServiceError, match="is there already"):
        new("bus", tmp_path)
    assert written.read_text("utf-8") == "mine"


def test_without_a_practice_person_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "persons.yaml").write_text("persons:\n", "utf-8")
    with pytest.raises(NewServiceError, match="names no practice person"):
        new("bus", tmp_path)
    assert not (tmp_path / "bus").exists()
