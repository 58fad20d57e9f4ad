"""Compiled catalogues, read from disk; in a checkout a stale one is compiled in memory."""

from __future__ import annotations

from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path


@lru_cache(maxsize=64)
def load(localedir: Path, code: str, domain: str) -> NullTranslations:
    """The catalogue of a domain; an empty one (source texts) where a language has none."""
    source = localedir / code / "LC_MESSAGES" / f"{domain}.po"
    compiled = source.with_suffix(".mo")
    if is_stale(source, compiled):
        return GNUTranslations(BytesIO(compile_catalogue(source)))
    if not compiled.exists():
        return NullTranslations()
    with compiled.open("rb") as file:
        return GNUTranslations(file)


def is_stale(source: Path, compiled: Path) -> bool:
    """The source was changed after it was compiled, so a checkout never shows old texts."""
    if not source.exists():
        return False
    return not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns


def compile_catalogue(source: Path) -> bytes:
    """A ``.po`` file as the bytes of its ``.mo`` file."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalogue = read_po(file)
    target = BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()
