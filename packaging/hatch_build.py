"""Puts assessments, compiled catalogues, assets and migrations into the wheel."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDERS = ("assessments", "assets", "migrations")
NOT_DATA = ("__pycache__",)


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # of no builder's own config
    """Called by hatchling for each wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name what goes into the wheel; an editable install reads the checkout and needs none."""
        if self.target_name != "wheel" or version == "editable":
            return
        included = build_data["force_include"]
        for source, target in (*self._files(), *self._catalogues()):
            included[str(source)] = f"kiosk/_data/{target}"

    def _files(self) -> list[tuple[Path, str]]:
        root = Path(self.root)
        return [
            (path, path.relative_to(root).as_posix())
            for folder in FOLDERS
            for path in sorted((root / folder).rglob("*"))
            if path.is_file() and not set(NOT_DATA) & set(path.parts)
        ]

    def _catalogues(self) -> list[tuple[Path, str]]:
        """Compiled beside the build, so that a wheel never carries stale texts."""
        sys.path.insert(0, self.root)
        from kiosk.i18n.catalogues import compile_catalogue

        locales = Path(self.root) / "locales"
        compiled = []
        for source in sorted(locales.glob("*/LC_MESSAGES/*.po")):
            target = source.with_suffix(".mo")
            target.write_bytes(compile_catalogue(source))
            compiled.append((target, f"locales/{target.relative_to(locales).as_posix()}"))
        return compiled
