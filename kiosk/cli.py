"""The command line: thin, one line for every refusal, never a traceback."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click
import platformdirs

from kiosk import __version__
from kiosk.domain.errors import KioskError

F = TypeVar("F", bound=Callable[..., Any])


def data_option(command: F) -> F:
    """Give a command ``--data DIR``: environment ``KIOSK_DATA``, or the platform's folder."""
    return click.option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        envvar="KIOSK_DATA",
        default=lambda: Path(platformdirs.user_data_dir("kiosk", appauthor=False)),
        show_default="the platform's data folder",
        help="Folder with this machine's keys and store (environment KIOSK_DATA).",
    )(command)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kiosk")
def cli() -> None:
    """Try basic digital skills in simulated services.

    \b
    Example: kiosk demo --play --out out
    """


def window_option(command: F) -> F:
    """Give a command ``--window``."""
    words = "In a window instead of full screen."
    return click.option("--window", is_flag=True, help=words)(command)


@cli.command()
@window_option
@data_option
def tablet(data: Path, window: bool) -> None:
    """The citizen's and eMentor's app, full screen.

    \b
    Example: kiosk tablet --data /var/lib/kiosk
    """
    from kiosk.wiring import screens

    screens.tablet(data, window)


@cli.command()
@window_option
@data_option
def desk(data: Path, window: bool) -> None:
    """The consultant's app.

    \b
    Example: kiosk desk --data /srv/kiosk
    """
    from kiosk.wiring import screens

    screens.desk(data, window)


@cli.command()
@click.option("--play", is_flag=True, help="Without a display: a scripted citizen takes the tasks.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="With --play: the folder for pictures, result and site.",
)
def demo(play: bool, out: Path | None) -> None:
    """A throwaway site in a temporary folder: tablet and desk, for practice.

    \b
    Example: kiosk demo
    Example: kiosk demo --play --out out
    """
    if play and out is None:
        raise click.UsageError("--play needs --out DIR, the folder for its pictures.")
    if out is not None and not play:
        raise click.UsageError("--out goes with --play.")
    from kiosk.wiring import demo as parts

    if out is not None:
        parts.play(out, click.echo)
    else:
        parts.show(click.echo)


@cli.command(name="open")
@click.argument("what", metavar="TEXT, PICTURE or FILE")
@click.option("--json", "as_json", is_flag=True, help="Print the facts as JSON.")
@data_option
def open_(what: str, as_json: bool, data: Path) -> None:
    """At the desk: verify a result, store it once and print what it says.

    WHAT is the KR1 text itself, a picture of the code, or a file that holds the text.

    \b
    Example: kiosk open photo.png --json
    """
    from kiosk.wiring import desk as parts

    click.echo(parts.open_and_print(data, what, as_json))


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
@data_option
def sync(folder: Path, data: Path) -> None:
    """On the tablet: read receipts from FOLDER and write the bundle of shared results there.

    \b
    Example: kiosk sync /media/usb
    """
    from kiosk.wiring import tablet as parts

    click.echo(parts.sync(data, folder))


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
@data_option
def collect(folder: Path, data: Path) -> None:
    """At the desk: import the bundles in FOLDER and write a receipt for each tablet.

    \b
    Example: kiosk collect /media/usb
    """
    from kiosk.wiring import desk as parts

    click.echo(parts.collect(data, folder))


@cli.group()
def content() -> None:
    """The assessments: validate and prove them.

    \b
    Example: kiosk content check mitid
    """


@content.command(name="check")
@click.argument("service", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the proof as JSON.")
def content_check(service: str | None, as_json: bool) -> None:
    """Validate the content and prove every form of every task.

    \b
    Example: kiosk content check mitid --json
    """
    from kiosk.wiring import content as parts

    text, good = parts.check(service, as_json, _proving if sys.stderr.isatty() else None)
    click.echo(text)
    if not good:
        raise SystemExit(1)


def _proving(done: int, total: int, where: str) -> None:
    filled = 30 * done // total
    click.echo(f"\r[{'#' * filled:30}] {done} of {total}  {where:40}", nl=False, err=True)
    if done == total:
        click.echo(err=True)


@cli.group()
def store() -> None:
    """The stores of this machine.

    \b
    Example: kiosk store check --data /srv/kiosk
    """


@store.command(name="upgrade")
@data_option
def store_upgrade(data: Path) -> None:
    """Upgrade a copy of each store, verify it and swap it in.

    \b
    Example: kiosk store upgrade
    """
    from kiosk.wiring import stores as parts

    click.echo(parts.upgrade(data))


@store.command(name="check")
@data_option
def store_check(data: Path) -> None:
    """Check the integrity of each store.

    \b
    Example: kiosk store check
    """
    from kiosk.wiring import stores as parts

    click.echo(parts.check(data))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; exit 2 for usage, 1 for a refusal, each with one line on standard error."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    try:
        return cli.main(args=arguments, prog_name="kiosk", standalone_mode=False) or 0
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        return 2
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx is not None else "kiosk"
        return _refuse(f"{error.format_message()} See '{where} --help'.", 2)
    except click.Abort:
        return _refuse("Stopped.", 1)
    except click.ClickException as error:
        return _refuse(error.format_message(), 1)
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else 1
    except KioskError as error:
        return _refuse(str(error), 1)
    except OSError as error:
        where = f" '{error.filename}'" if error.filename else ""
        return _refuse(f"The system refuses{where}: {error.strerror or error}.", 1)
    except Exception as error:
        logging.getLogger("kiosk").debug("unexpected", exc_info=error)
        return _refuse(
            f"Something unexpected happened ({type(error).__name__}: {error}). "
            "Nothing was half stored; try again, and report it if it comes back.",
            1,
        )


def _refuse(sentence: str, code: int) -> int:
    click.echo(f"kiosk: {' '.join(sentence.split())}", err=True)
    return code
