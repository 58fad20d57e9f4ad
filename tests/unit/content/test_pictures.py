from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from kiosk.content import pictures
from kiosk.content.load import load
from kiosk.domain.simulation.view import Component
from tests.little_service import faults, line, service, written


def shows(name: str) -> dict[str, str]:
    return service(
        "      - heading: Borgerservice\n",
        f"      - image: Et kort over byen\n        id: map\n        file: {name}\n"
        "      - heading: Borgerservice\n",
    )


def drawn(folder: Path, name: str = "map.png", size: tuple[int, int] = (40, 20)) -> Path:
    path = folder / "little" / "pictures" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, "green").save(path)
    return path


def only(folder: Path, name: str) -> str:
    changed = shows(name)
    (fault,) = faults(written(folder, **changed))
    at = line("little/service.yaml", "file:", {"little/service.yaml": changed["little__service"]})
    where = f"little/service.yaml:{at} views/browser.front/show/1/file: "
    assert str(fault).startswith(where)
    return str(fault).removeprefix(where)


def component(folder: Path) -> Component:
    form = load(folder).service(7).task(3).forms[0]
    return form.view(form.model.start, "browser").components[0]


def test_a_picture_is_named_below_the_assessments(tmp_path: Path) -> None:
    drawn(tmp_path)
    shown = component(written(tmp_path, **shows("map.png")))
    assert shown.file == "little/pictures/map.png"
    assert shown.text is not None and shown.text.source == "Et kort over byen"


def test_what_a_picture_shows_belongs_to_the_content(tmp_path: Path) -> None:
    drawn(tmp_path)
    before = load(written(tmp_path, **shows("map.png"))).full_digest
    drawn(tmp_path, size=(41, 20))
    assert load(tmp_path).full_digest != before


def test_a_missing_picture_is_told_with_the_nearest_one(tmp_path: Path) -> None:
    drawn(tmp_path)
    assert only(tmp_path, "mpa.png") == "there is no picture 'mpa.png' (did you mean 'map.png'?)"


@pytest.mark.parametrize("name", ["../map.png", "../../other/pictures/map.png", "/etc/passwd"])
def test_a_picture_outside_its_folder_is_refused(tmp_path: Path, name: str) -> None:
    drawn(tmp_path)
    assert only(tmp_path, name) == f"picture '{name}' lies outside pictures/"


def test_a_link_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside.png"
    drawn(tmp_path).rename(outside)
    (tmp_path / "little" / "pictures" / "map.png").symlink_to(outside)
    assert only(tmp_path, "map.png") == "picture 'map.png' lies outside pictures/"


def test_a_folder_of_pictures_that_is_a_link_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "assessments"
    drawn(tmp_path)
    (root / "little").mkdir(parents=True)
    (root / "little" / "pictures").symlink_to(tmp_path / "little" / "pictures")
    assert only(root, "map.png") == "picture 'map.png' lies outside pictures/"


def test_a_picture_that_links_to_itself_is_told(tmp_path: Path) -> None:
    path = drawn(tmp_path)
    path.unlink()
    path.symlink_to(path.name)
    assert "picture 'map.png'" in only(tmp_path, "map.png")


def test_a_picture_that_nobody_may_reach_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn(tmp_path)

    def refuse(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert only(tmp_path, "map.png") == "picture 'map.png' cannot be reached"


def test_a_picture_has_a_plain_name(tmp_path: Path) -> None:
    assert only(tmp_path, "Kort.gif") == (
        "a picture is named in a-z, 0-9 and _, with .png or .jpg, not 'Kort.gif'"
    )


def test_a_picture_too_large_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn(tmp_path, size=(1601, 4))
    assert only(tmp_path, "map.png") == (
        "picture 'map.png' has 1601 x 4 pixels where 1600 are allowed"
    )
    monkeypatch.setattr(pictures, "BYTES", 1024)
    drawn(tmp_path).write_bytes(bytes(1025))
    assert only(tmp_path, "map.png") == "picture 'map.png' is larger than 1 kB"


def test_a_picture_that_claims_far_too_many_pixels_is_never_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn(tmp_path)
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 10)
    assert only(tmp_path, "map.png") == "picture 'map.png' has far too many pixels"


def test_what_is_no_picture_is_told(tmp_path: Path) -> None:
    drawn(tmp_path).write_text("not a picture", "utf-8")
    assert only(tmp_path, "map.png") == "'map.png' is not a picture that can be read"
    whole = drawn(tmp_path, size=(900, 900)).read_bytes()
    drawn(tmp_path).write_bytes(whole[: len(whole) // 2])
    assert only(tmp_path, "map.png") == "'map.png' is not a picture that can be read"


def test_only_an_image_has_a_file(tmp_path: Path) -> None:
    found = faults(written(tmp_path, **service("        icon: info\n", "        file: map.png\n")))
    assert [f.message.partition(" (")[0] for f in found] == ["unknown key 'file'"]
