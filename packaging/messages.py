"""The catalogues in locales/: brought up to date, checked, compiled. Runs in the environment.

The kiosk's own texts are written in English, the assessments in Danish. In the catalogue of its
source language a text may stand empty: it is said as it is written.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LOCALES = ROOT / "locales"
sys.path.insert(0, str(ROOT))

from kiosk.i18n import LANGUAGES  # noqa: E402 after the path is set
from kiosk.i18n.catalogues import compile_catalogue  # noqa: E402 after the path is set

PLACE = re.compile(r"\{\w*\}|<\w+>")


@dataclass(frozen=True, slots=True)
class Domain:
    """Texts of one kind: where they are written, how they are found, in which language."""

    name: str
    source: str
    folder: str
    pattern: str
    method: str

    def files(self) -> list[Path]:
        """In one order on every machine."""
        return sorted((ROOT / self.folder).rglob(self.pattern))


DOMAINS = (
    Domain("kiosk", "en", "kiosk", "*.py", "python"),
    Domain("assessments", "da", "assessments", "*.yaml", "kiosk.content.extract:extract"),
)


def template(domain: Domain) -> Catalog:
    """Every text of a domain as it stands in the source now."""
    catalogue = Catalog(charset="utf-8", fuzzy=False)
    for path in domain.files():
        found = extract_from_file(domain.method, path, DEFAULT_KEYWORDS)
        for _line, message, _comments, context in found:
            where = (path.relative_to(ROOT).as_posix(), 0)
            catalogue.add(message, locations=[where], context=context)
    return catalogue


def path_of(domain: Domain, code: str) -> Path:
    """The catalogue of a domain in a language."""
    return LOCALES / code / "LC_MESSAGES" / f"{domain.name}.po"


def read(domain: Domain, code: str) -> Catalog:
    """The catalogue as it is; an empty one where there is none yet."""
    path = path_of(domain, code)
    if not path.exists():
        return Catalog(locale=code, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=code)


def merged(domain: Domain, code: str, texts: Catalog) -> Catalog:
    """The catalogue with today's texts; one that has changed loses its translation."""
    catalogue = read(domain, code)
    catalogue.update(texts, no_fuzzy_matching=True)
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """As it lies in locales: without dates and line numbers, which only make noise in a diff."""
    head = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {catalogue.locale_identifier}\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
    body = io.BytesIO()
    write_po(
        body, catalogue, width=100, omit_header=True, ignore_obsolete=True, include_lineno=False
    )
    return head.encode() + body.getvalue()


def update() -> int:
    """Write every catalogue anew, and tell how much is left to translate."""
    for domain, code, texts in _catalogues():
        catalogue = merged(domain, code, texts)
        path = path_of(domain, code)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(catalogue))
        left = sum(1 for _ in untranslated(domain, catalogue))
        print(f"{path.relative_to(ROOT)}: {len(catalogue)} texts, {left} to translate")
    return compile_all()


def check() -> int:
    """Every catalogue is up to date, wholly translated, and keeps the places of its texts."""
    faults = [
        fault for domain, code, texts in _catalogues() for fault in _faults(domain, code, texts)
    ]
    for fault in faults:
        print(fault)
    print(f"{len(faults)} to mend" if faults else "Every text is there in every language.")
    return 1 if faults else 0


def compile_all() -> int:
    """Write the ``.mo`` beside each ``.po``."""
    for source in sorted(LOCALES.glob("*/LC_MESSAGES/*.po")):
        source.with_suffix(".mo").write_bytes(compile_catalogue(source))
    return 0


def untranslated(domain: Domain, catalogue: Catalog) -> Iterator[Message]:
    """Texts that have no translation yet, or an uncertain one."""
    if catalogue.locale_identifier == domain.source:
        return
    for message in texts_of(catalogue):
        if message.fuzzy or not all(_strings(message)):
            yield message


def texts_of(catalogue: Catalog) -> Iterator[Message]:
    """The texts of a catalogue without its header."""
    return (message for message in catalogue if message.id)


def _faults(domain: Domain, code: str, texts: Catalog) -> Iterator[str]:
    path = path_of(domain, code)
    name = path.relative_to(ROOT).as_posix()
    catalogue = merged(domain, code, texts)
    if not path.exists() or path.read_bytes() != written(catalogue):
        yield f"{name}: does not hold today's texts: run python3 packaging/dev.py messages"
    for message in untranslated(domain, catalogue):
        yield f"{name}: not translated: {_shown(message)}"
    for message in texts_of(catalogue):
        yield from (f"{name}: {_shown(message)}: {fault}" for fault in _places(message))


def _places(message: Message) -> Iterator[str]:
    """A translation names the same places; one form of a plural may leave some out."""
    sources = _several(message.id)
    wanted = {place for source in sources for place in PLACE.findall(source)}
    for string in filter(None, _strings(message)):
        found = set(PLACE.findall(string))
        if found - wanted or (len(sources) == 1 and wanted - found):
            yield f"has the places {sorted(wanted)}, its translation {sorted(found)}"


def _strings(message: Message) -> tuple[str, ...]:
    return _several(message.string or "")


def _several(text: str | Sequence[str]) -> tuple[str, ...]:
    """Babel has one string for a text and several for a text with a plural."""
    return (text,) if isinstance(text, str) else tuple(text)


def _shown(message: Message) -> str:
    source = _several(message.id)[0]
    return f"{message.context}: {source!r}" if message.context else repr(source)


def _catalogues() -> Iterator[tuple[Domain, str, Catalog]]:
    for domain in DOMAINS:
        texts = template(domain)
        for language in LANGUAGES:
            yield domain, language.code, texts


ACTIONS: dict[str, Callable[[], int]] = {"update": update, "check": check, "compile": compile_all}

if __name__ == "__main__":
    sys.exit(ACTIONS[sys.argv[1]]())
