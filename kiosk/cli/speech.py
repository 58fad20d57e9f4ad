"""Reading aloud."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kiosk.cli.options import proving, tell
from kiosk.cli.root import cli


@cli.group()
def speech() -> None:
    """Reading aloud: the clips of all texts that a citizen can meet.

    \b
    Example: kiosk speech render
    """


@speech.command(name="render")
@click.option("--language", metavar="CODE", help="Only clips in this language, such as da.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Another folder than the one the kiosk reads.",
)
@click.option("--check", is_flag=True, help="Make nothing: tell what is missing or not needed.")
def speech_render(language: str | None, out: Path | None, check: bool) -> None:
    """Render each text as an Ogg clip, once; take away clips that no text needs.

    Without clips a tablet makes them as they are asked for, some 50 ms each.

    \b
    Example: kiosk speech render --language da
    Example: kiosk speech render --check
    """
    from kiosk.wiring import speech as parts

    if check:
        tell(parts.check_clips(language, out))
        return
    progress = proving if sys.stderr.isatty() else lambda *_: None
    tell(parts.render_clips(language, out, progress))
