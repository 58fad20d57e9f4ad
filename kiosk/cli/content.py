"""The assessments."""

from __future__ import annotations

from pathlib import Path

import click

from kiosk.cli.options import folder_option, progress, tell
from kiosk.cli.root import cli


@cli.group()
def content() -> None:
    """The assessments: begin, see and prove them.

    \b
    Example: kiosk content check mitid
    """


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

    tell(parts.check(service, as_json, progress(), folder))


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

    tell(parts.picture(task, form, out, folder))


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

    tell(parts.new(service, folder))
