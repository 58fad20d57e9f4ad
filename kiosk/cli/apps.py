"""The apps, and the practice site that shows them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.cli.access import access_option, url_option
from kiosk.cli.options import data_option, tell, window_option
from kiosk.cli.root import cli
from kiosk.cli.site_options import site_option

if TYPE_CHECKING:
    from kiosk.wiring.places import Access


@cli.command()
@click.option(
    "--share",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="KIOSK_SHARE",
    help="A folder that staff move results by, beside sticks (environment KIOSK_SHARE).",
)
@window_option
@data_option
def tablet(data: Path, window: bool, share: Path | None) -> None:
    """The citizen's and eMentor's app, full screen.

    A tablet that no site knows yet starts with its set-up.

    \b
    Example: kiosk tablet --data /var/lib/kiosk
    Example: kiosk tablet --share /srv/kiosk-share
    """
    from kiosk.wiring.tablet_screen import tablet as show

    show(data, window, share)


@cli.command()
@window_option
@click.option(
    "--scanner",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="LINE",
    help="The line of a hand scanner in USB serial mode (Linux).",
)
@url_option
@site_option
@data_option
def desk(data: Path, folder: Path, url: str | None, window: bool, scanner: Path | None) -> None:
    """The consultant's app.

    A desk that no site knows yet starts with its set-up. Where the site's root key is, devices are
    approved and keys changed in the window too.

    \b
    Example: kiosk desk --data /srv/kiosk
    Example: kiosk desk --site /srv/root
    Example: kiosk desk --scanner /dev/ttyACM0
    """
    from kiosk.wiring.desk_screen import desk as show
    from kiosk.wiring.places import Access

    show(data, window, Access(url), folder, scanner)


@cli.command()
@click.option("--play", is_flag=True, help="Without a display: a scripted citizen takes the tasks.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="With --play: the folder for pictures, result and site.",
)
def demo(play: bool, out: Path | None) -> None:
    """Tablet and desk of a throwaway practice site.

    Closing one window closes both, and the site is gone.

    \b
    Example: kiosk demo
    Example: kiosk demo --play --out out
    """
    if play and out is None:
        raise click.UsageError("--play needs --out DIR, the folder for its pictures.")
    if out is not None and not play:
        raise click.UsageError("--out goes with --play.")
    if out is not None:
        from kiosk.wiring import play as played

        played.play(out, click.echo)
    else:
        from kiosk.wiring import demo as shown

        shown.show(click.echo)


@cli.command(name="open")
@click.argument("what", metavar="TEXT, PICTURE or FILE")
@click.option("--json", "as_json", is_flag=True, help="Print the facts as JSON.")
@access_option
@data_option
def open_(what: str, as_json: bool, data: Path, access: Access) -> None:
    """At the desk: verify, store and print a result.

    A result is stored once; the second time it says "received before".

    It is given as its KR1 text, a picture of its code, or a file that holds the text.

    \b
    Example: kiosk open photo.png --json
    """
    from kiosk.wiring import desk as parts

    tell(parts.open_and_tell(data, what, as_json, access))
