"""Tablets and desks come into a site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kiosk.cli.options import Passphrases, data_option, tell
from kiosk.cli.site_options import (
    THERE,
    compare,
    digits_option,
    holder,
    holder_options,
    out_option,
    site,
)

if TYPE_CHECKING:
    from kiosk.wiring.site import Holder

F = TypeVar("F", bound=Callable[..., Any])


@site.group()
def tablet() -> None:
    """Enrol a tablet.

    \b
    Example: kiosk site tablet request /media/stick
    """


@site.group()
def desk() -> None:
    """Enrol a desk.

    \b
    Example: kiosk site desk request /media/stick
    """


def request_options(command: F) -> F:
    """What both requests take."""
    out = click.argument("out", metavar="[FOLDER]", type=THERE, required=False)
    file = click.Path(dir_okay=False, path_type=Path)
    picture = click.option("--picture", type=file, help="Write the request's code as a picture.")
    anew = click.option("--new-keys", is_flag=True, help="In place of keys that were revoked.")
    return out(picture(anew(data_option(command))))


def approve_options(command: F) -> F:
    """What both approvals take."""
    what = click.argument("what", metavar="FOLDER, FILE, PICTURE or TEXT")
    number = click.option("--workshop", type=click.IntRange(1, 255), help="Where it stands.")
    return what(number(digits_option(out_option(holder_options(command)))))


@tablet.command(name="request")
@request_options
def tablet_request(out: Path | None, picture: Path | None, new_keys: bool, data: Path) -> None:
    """On the tablet: make its keys, and write its request to a stick or folder.

    Without FOLDER and --picture the request is shown as a code. No secret leaves the tablet.

    \b
    Example: kiosk site tablet request /media/stick
    """
    _request("tablet", out, picture, new_keys, data)


@desk.command(name="request")
@request_options
def desk_request(out: Path | None, picture: Path | None, new_keys: bool, data: Path) -> None:
    """On the desk: make its keys, and write its request to a stick or folder.

    Without FOLDER and --picture the request is shown as a code. No secret leaves the desk.

    \b
    Example: kiosk site desk request /media/stick
    """
    _request("desk", out, picture, new_keys, data)


@tablet.command(name="approve")
@approve_options
def tablet_approve(
    what: str,
    workshop: int | None,
    check_digits: str | None,
    out: Path | None,
    folder: Path,
    data: Path,
    passphrases: Passphrases,
) -> None:
    """Take a tablet into the site, once its eight digits are the same on both screens.

    \b
    Example: kiosk site tablet approve /media/stick --workshop 2 --out /media/stick
    """
    _approve("tablet", what, workshop, check_digits, holder(folder, data, passphrases, out))


@desk.command(name="approve")
@approve_options
def desk_approve(
    what: str,
    workshop: int | None,
    check_digits: str | None,
    out: Path | None,
    folder: Path,
    data: Path,
    passphrases: Passphrases,
) -> None:
    """Take a desk into the site, once its eight digits are the same on both screens.

    \b
    Example: kiosk site desk approve /media/stick --out /media/stick
    """
    _approve("desk", what, workshop, check_digits, holder(folder, data, passphrases, out))


@site.command()
@click.argument("source", metavar="FOLDER or FILE", type=click.Path(path_type=Path))
@click.option(
    "--device",
    type=click.Choice(["tablet", "desk"]),
    help="Which one of this machine, where it has both.",
)
@digits_option
@data_option
def take(source: Path, device: str | None, check_digits: str | None, data: Path) -> None:
    """On a device: take the site pack, such as from a stick.

    The first time it shows eight digits: take it only if the approver's screen shows the same.

    \b
    Example: kiosk site take /media/stick
    """
    from kiosk.handoff.keys import Device
    from kiosk.wiring import enrol as parts

    tell(parts.take(data, source, Device(device) if device else None, compare(check_digits)))


def _request(
    device: str, out: Path | None, picture: Path | None, new_keys: bool, data: Path
) -> None:
    from kiosk.handoff.keys import Device
    from kiosk.wiring import enrol as parts

    tell(parts.request(data, Device(device), out, picture, anew=new_keys))


def _approve(
    device: str, what: str, workshop: int | None, digits: str | None, holder: Holder
) -> None:
    from kiosk.handoff.keys import Device
    from kiosk.wiring import site as parts

    tell(parts.approve(holder, Device(device), what, workshop, compare(digits)))
