"""The command line: thin, one line for every refusal, never a traceback."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence

import click

from kiosk.cli import (  # noqa: F401  their commands
    apps,
    carrying,
    content,
    enrolling,
    records,
    site,
    site_keys,
    speech,
    store,
    studies,
)
from kiosk.cli.options import refuse
from kiosk.cli.root import cli
from kiosk.domain.errors import KioskError

__all__ = ["cli", "main", "run"]


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
        return refuse(f"{error.format_message()} See '{where} --help'.", 2)
    except click.Abort:
        return refuse("Stopped.", 1)
    except click.ClickException as error:
        return refuse(error.format_message(), 1)
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else 1
    except KioskError as error:
        return refuse(str(error), 1)
    except BrokenPipeError:  # whoever read our output has heard enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        where = f" '{error.filename}'" if error.filename else ""
        return refuse(f"The system refuses{where}: {error.strerror or error}.", 1)
    except Exception as error:
        logging.getLogger("kiosk").debug("unexpected", exc_info=error)
        return refuse(
            f"Something unexpected happened ({type(error).__name__}: {error}). "
            "Nothing was half stored; try again, and report it if it comes back.",
            1,
        )
