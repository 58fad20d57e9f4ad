"""At the desk: what a citizen asks for, and what staff did."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.cli.access import access_option
from kiosk.cli.options import data_option, tell
from kiosk.cli.root import cli

if TYPE_CHECKING:
    from kiosk.wiring.places import Access

code_option = click.option("--code", metavar="DIGITS", help="The eight digits of a receipt code.")
pictures_option = click.option(
    "--pictures", metavar="NAMES", help="The five pictures of a progress code, comma between."
)


@cli.command()
@code_option
@pictures_option
@access_option
@data_option
def find(code: str | None, pictures: str | None, data: Path, access: Access) -> None:
    """At the desk: find results by the code that a citizen brings.

    \b
    Example: kiosk find --code 48210937
    Example: kiosk find --pictures "Sun, Boat, Key, Cake, Bird"
    """
    from kiosk.wiring import records as parts

    one_of(code, pictures)
    tell(parts.find(data, code, _names(pictures), access))


@cli.command()
@code_option
@pictures_option
@click.option("--yes", is_flag=True, help="Do not ask before.")
@access_option
@data_option
def erase(code: str | None, pictures: str | None, yes: bool, data: Path, access: Access) -> None:
    """At the desk: erase the results under a code, everywhere.

    What is found is shown first. A few results may share eight digits: look at the day.

    \b
    Example: kiosk erase --code 48210937
    """
    from kiosk.wiring import records as parts

    one_of(code, pictures)

    def confirm(words: str) -> bool:
        click.echo(words)
        return yes or click.confirm("Erase this for good?", default=False, err=True)

    tell(parts.erase(data, code, _names(pictures), confirm, access))


@cli.command()
@click.option("--last", default=50, show_default=True, type=click.IntRange(1), help="Lines.")
@access_option
@data_option
def log(last: int, data: Path, access: Access) -> None:
    """At the desk: what staff did, the newest last.

    \b
    Example: kiosk log --last 20
    """
    from kiosk.wiring import records as parts

    tell(parts.log(data, last, access))


def one_of(code: str | None, pictures: str | None) -> None:
    if (code is None) == (pictures is None):
        raise click.UsageError("Give either --code or --pictures.")


def _names(pictures: str | None) -> list[str] | None:
    return None if pictures is None else pictures.split(",")
