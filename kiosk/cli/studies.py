"""Is a result right? Studies of the measurement, and files to calibrate with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kiosk.cli.access import access_option
from kiosk.cli.options import data_option, folder_option, progress, tell
from kiosk.cli.root import cli

if TYPE_CHECKING:
    from kiosk.wiring.places import Access

F = TypeVar("F", bound=Callable[..., Any])


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

    tell(parts.bench(out, persons, seed, progress()))


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

    tell(parts.persons(service, out, runs, seed, folder, progress()))


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
@access_option
@data_option
def report_calibration(
    estimate: Path | None,
    parameters: Path | None,
    out: Path | None,
    folder: Path | None,
    data: Path,
    access: Access,
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
        tell(parts.apply(parameters, folder))
    elif out is not None and estimate is not None:
        tell(parts.estimate(estimate, out, folder))
    elif out is not None:
        tell(parts.export(data, out, folder, access))
