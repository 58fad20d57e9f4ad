"""Content, locales, assets and migrations are found wherever the kiosk is installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk import resources


def test_a_checkout_is_its_own_root() -> None:
    assert (resources.root() / "pyproject.toml").is_file()
    assert resources.locales() == resources.root() / "locales"


@pytest.mark.parametrize(
    ("find", "name"),
    [
        (resources.assessments, "assessments"),
        (resources.locales, "locales"),
        (resources.assets, "assets"),
        (lambda: resources.migrations("tablet"), "migrations/tablet"),
        (lambda: resources.migrations("desk"), "migrations/desk"),
    ],
)
def test_each_folder_is_in_the_checkout(find: object, name: str) -> None:
    assert callable(find)
    assert find() == resources.root() / name


def test_an_installed_package_carries_its_own_data(tmp_path: Path) -> None:
    package = tmp_path / "site-packages" / "kiosk"
    (package / "_data" / "assets").mkdir(parents=True)
    assert resources.root(package) == package / "_data"
    assert resources.folder("assets", package) == package / "_data" / "assets"


def test_a_missing_folder_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(resources.ResourceMissingError, match=r"assets is missing .* install"):
        resources.folder("assets", tmp_path / "kiosk")
