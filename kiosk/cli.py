"""The command line: thin, one line for every refusal, never a traceback."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kiosk import __version__
from kiosk.domain.errors import KioskError

if TYPE_CHECKING:
    from kiosk.wiring.told import Told

F = TypeVar("F", bound=Callable[..., Any])


def _own_folder() -> Path:
    import platformdirs  # a kiosk names its folder, and starts without this

    return Path(platformdirs.user_data_dir("kiosk", appauthor=False))


def data_option(command: F) -> F:
    """Give a command ``--data DIR``: environment ``KIOSK_DATA``, or the platform's folder."""
    return click.option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        envvar="KIOSK_DATA",
        default=_own_folder,
        show_default="the platform's data folder",
        help="Folder with this machine's keys and store (environment KIOSK_DATA).",
    )(command)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kiosk")
def cli() -> None:
    """Try basic digital skills in simulated services.

    \b
    Examples:
      kiosk demo                          tablet and desk of a practice site, in two windows
      kiosk demo --play --out out         the same without a display, with pictures
      kiosk tablet --data /srv/kiosk      the citizen's app
      kiosk desk --window                 the consultant's app, not full screen
      kiosk open photo.png --json         what a result says, from a picture of its code
      kiosk sync /media/stick             on the tablet: results out, receipts in
      kiosk collect /media/stick          at the desk: results in, receipts out
      kiosk content check mitid           prove the assessments of a service; new, preview, graph
      kiosk measure bench --out out       is what a result says right?
      kiosk report calibration --out rows.csv   anonymous rows to calibrate tasks with
      kiosk speech render                 clips of all texts, for reading aloud
      kiosk store check                   read the stores through
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
    from kiosk.wiring.tablet_screen import tablet as show

    show(data, window)


@cli.command()
@window_option
@data_option
def desk(data: Path, window: bool) -> None:
    """The consultant's app.

    \b
    Example: kiosk desk --data /srv/kiosk
    """
    from kiosk.wiring.desk_screen import desk as show

    show(data, window)


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
@data_option
def open_(what: str, as_json: bool, data: Path) -> None:
    """At the desk: verify, store and print a result.

    A result is stored once; the second time it says "received before".

    It is given as its KR1 text, a picture of its code, or a file that holds the text.

    \b
    Example: kiosk open photo.png --json
    """
    from kiosk.wiring import desk as parts

    _tell(parts.open_and_tell(data, what, as_json))


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
@data_option
def sync(folder: Path, data: Path) -> None:
    """On the tablet: carry shared results over by a folder.

    Reads the receipts in FOLDER, then writes a bundle of what has none yet.

    \b
    Example: kiosk sync /media/usb
    """
    from kiosk.wiring import tablet as parts

    _tell(parts.sync(data, folder))


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
@data_option
def collect(folder: Path, data: Path) -> None:
    """At the desk: import what tablets left in a folder.

    Imports the bundles in FOLDER, each result once, and writes a receipt for each tablet.

    \b
    Example: kiosk collect /media/usb
    """
    from kiosk.wiring import desk as parts

    _tell(parts.collect(data, folder))


@cli.group()
def content() -> None:
    """The assessments: begin, see and prove them.

    \b
    Example: kiosk content check mitid
    """


def folder_option(command: F) -> F:
    """Give a command ``--folder DIR``."""
    return click.option(
        "--folder",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="The content of another folder than the kiosk's own.",
    )(command)


@content.command(name="check")
@click.argument("service", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the proof as JSON.")
@folder_option
def content_check(service: str | None, as_json: bool, folder: Path | None) -> None:
    """Validate the content, prove every form of it.

    All faults of the files come at once, each with its file, line and path.

    \b
    Example: kiosk content check mitid --json
    """
    from kiosk.wiring import content as parts

    _tell(parts.check(service, as_json, _progress(), folder))


@content.command(name="preview")
@click.argument("service")
@click.argument("task", required=False)
@click.option("--form", type=click.IntRange(1), default=1, help="Which form, from 1.")
@click.option("--language", default="da", help="Language of the help, such as en.")
@click.option("--size", type=click.Choice(["S", "M", "L", "XL"]), default="M", help="Text size.")
@folder_option
def content_preview(
    service: str, task: str | None, form: int, language: str, size: str, folder: Path | None
) -> None:
    """Open a task at once, as the citizen sees it.

    State, events and checkpoints stand beside it. Whatever is saved is shown at once; faults are
    told in the window.

    \b
    Example: kiosk content preview mitid log_in --form 2 --language en
    """
    from kiosk.wiring.preview import preview

    preview(service, task, form, language, size, folder)


@content.command(name="graph")
@click.argument("task", metavar="SERVICE/TASK")
@click.option("--form", type=click.IntRange(1), default=1, help="Which form, from 1.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The picture; by default SERVICE-TASK-FORM.svg here.",
)
@folder_option
def content_graph(task: str, form: int, out: Path | None, folder: Path | None) -> None:
    """Draw the states of a task, its shortest way marked.

    States that make no difference to goal, traps and what decides are one; where many are left, all
    that show the same views are one box.

    \b
    Example: kiosk content graph mitid/log_in --form 2 --out log_in.svg
    """
    from kiosk.wiring import graph as parts

    _tell(parts.picture(task, form, out, folder))


@content.command(name="new")
@click.argument("service")
@folder_option
def content_new(service: str, folder: Path | None) -> None:
    """Write a small working service to begin with.

    Its comments explain each line; `content check` proves it as it stands.

    \b
    Example: kiosk content new my_service
    """
    from kiosk.wiring import new as parts

    _tell(parts.new(service, folder))


def _proving(done: int, total: int, where: str) -> None:
    filled = 30 * done // total
    click.echo(f"\r[{'#' * filled:30}] {done} of {total}  {where:40}", nl=False, err=True)
    if done == total:
        click.echo(err=True)


@cli.group()
def measure() -> None:
    """Study the measurement: is a result right?

    \b
    Example: kiosk measure bench --out out
    """


def study_options(command: F) -> F:
    """Give a command ``--out DIR`` and ``--seed``."""
    folder = click.Path(file_okay=False, path_type=Path)
    words = "Folder for the report, its pictures and figures.json."
    out = click.option("--out", type=folder, default=Path("out"), show_default=True, help=words)
    seed = click.option("--seed", type=int, default=1, show_default=True, help="Of every draw.")
    return out(seed(command))


@measure.command(name="bench")
@click.option("--persons", type=click.IntRange(100), default=6000, show_default=True)
@study_options
def measure_bench(out: Path, persons: int, seed: int) -> None:
    """Simulated respondents: how often a verdict is right, and how many get one.

    \b
    Example: kiosk measure bench --out out
    """
    from kiosk.wiring import measure as parts

    _tell(parts.bench(out, persons, seed, _progress()))


@measure.command(name="persons")
@click.option("--service", default="mitid", show_default=True, help="Key of the service.")
@click.option("--runs", type=click.IntRange(1), default=200, show_default=True)
@folder_option
@study_options
def measure_persons(service: str, runs: int, folder: Path | None, out: Path, seed: int) -> None:
    """Scripted persons take a service: careful, hurried, random and others; what each gets.

    \b
    Example: kiosk measure persons --service mitid --out out
    """
    from kiosk.wiring import measure as parts

    _tell(parts.persons(service, out, runs, seed, folder, _progress()))


def _progress() -> Callable[[int, int, str], None] | None:
    return _proving if sys.stderr.isatty() else None


@cli.group()
def report() -> None:
    """What a desk gives away: files without names.

    \b
    Example: kiosk report calibration --out rows.csv
    """


@report.command(name="calibration")
@click.option("--estimate", type=click.Path(path_type=Path), metavar="ROWS.csv")
@click.option("--apply", "parameters", type=click.Path(path_type=Path), metavar="ITEMS.json")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@folder_option
@data_option
def report_calibration(
    estimate: Path | None,
    parameters: Path | None,
    out: Path | None,
    folder: Path | None,
    data: Path,
) -> None:
    """Anonymous response rows out; item parameters estimated from them, and read back.

    Without --estimate and --apply: the desk's results as rows, one for each task of a visit.

    \b
    Example: kiosk report calibration --data /srv/kiosk --out rows.csv
    Example: kiosk report calibration --estimate rows.csv --out items.json
    Example: kiosk report calibration --apply items.json
    """
    from kiosk.wiring import report as parts

    if estimate and parameters:
        raise click.UsageError("--estimate and --apply are two steps; look at the file between.")
    if (out is None) is (parameters is None):
        raise click.UsageError("--out FILE says where to write; only --apply goes without it.")
    if parameters is not None:
        _tell(parts.apply(parameters, folder))
    elif out is not None and estimate is not None:
        _tell(parts.estimate(estimate, out, folder))
    elif out is not None:
        _tell(parts.export(data, out, folder))


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
        _tell(parts.check_clips(language, out))
        return
    progress = _proving if sys.stderr.isatty() else lambda *_: None
    _tell(parts.render_clips(language, out, progress))


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

    _tell(parts.upgrade(data))


@store.command(name="check")
@data_option
def store_check(data: Path) -> None:
    """Check the integrity of each store.

    \b
    Example: kiosk store check
    """
    from kiosk.wiring import stores as parts

    _tell(parts.check(data))


def _tell(told: Told) -> None:
    """Print what was done; a refusal is a line of its own on standard error, and makes exit 1."""
    click.echo(told.text)
    for error in told.refused:
        _refuse(str(error), 1)
    if not told.good:
        raise SystemExit(1)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; exit 2 for usage, 1 for a refusal, each with one line on standard error."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    try:
        return cli.main(args=arguments, prog_name="kiosk", standalone_mode=False) or 0
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
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
    except BrokenPipeError:  # whoever read our output has heard enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
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
    line = " ".join(sentence.split()).encode(errors="backslashreplace").decode()
    click.echo(f"kiosk: {line}", err=True)
    return code
