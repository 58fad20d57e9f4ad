from __future__ import annotations

from pathlib import Path

from kiosk.content.lint import unknown_icons, untranslated
from kiosk.content.load import load_with_files
from tests.little_service import edited, line, service, written

BOTH = service("languages: [da]", "languages: [da, en]")


def missing(folder: Path, *known: str, **changes: str) -> list[str]:
    _, files = load_with_files(written(folder, **changes))
    return [str(f) for f in untranslated(files, lambda _language, _key, text: text in known)]


def test_a_service_in_danish_alone_needs_no_translation(tmp_path: Path) -> None:
    assert missing(tmp_path) == []


def test_every_text_without_its_translation_is_told_with_its_place(tmp_path: Path) -> None:
    found = missing(tmp_path, **BOTH)
    at = line("little/service.yaml", "link: Bestil tid")
    assert (
        f"little/service.yaml:{at} views/browser.front/show/3/link: "
        "no translation into 'en': 'Bestil tid'"
    ) in found
    assert {f.partition(":")[0] for f in found} == {
        "little/service.yaml", "little/tasks.yaml", "parts/clock.yaml", "persons.yaml",
    }  # fmt: skip


def test_a_text_that_is_translated_is_not_told(tmp_path: Path) -> None:
    assert not [f for f in missing(tmp_path, "Bestil tid", **BOTH) if "'Bestil tid'" in f]


def test_parts_within_parts_are_looked_through(tmp_path: Path) -> None:
    inner = {"parts__inner": "views:\n  clock.inner:\n    title: Indre\n    show: []\n"}
    outer = {"parts__clock": "use: [inner]\n" + edited("parts/clock.yaml", "", "")}
    assert [f for f in missing(tmp_path, **BOTH, **inner, **outer) if "'Indre'" in f]


def test_an_icon_that_nobody_can_draw_is_told_with_the_nearest_one(tmp_path: Path) -> None:
    _, files = load_with_files(written(tmp_path, **service("icon: info", "icon: inof")))
    (fault,) = unknown_icons(files, {"info", "mail"})
    at = line("little/service.yaml", "icon: info")
    assert str(fault) == (
        f"little/service.yaml:{at} views/browser.summary/show/4/icon: "
        "unknown icon 'inof' (did you mean 'info'?)"
    )
    assert unknown_icons(files, {"inof"}) == []
