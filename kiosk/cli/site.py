"""Founding a site, and what it says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.cli.options import Passphrases, data_option, tell
from kiosk.cli.site_options import holder, holder_options, out_option, site, site_option

if TYPE_CHECKING:
    from kiosk.handoff.sitepack import Workshop


@site.command()
@click.option("--name", help="Name of the site.")
@click.option(
    "--workshop",
    "workshops",
    multiple=True,
    metavar="NAME",
    help="A workshop; again for each. They are numbered from 1.",
)
@click.option("--controller", help="Who answers for the data. Without: practice only.")
@click.option(
    "--privacy-notice",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Text file with the privacy notice. Without: practice only.",
)
@click.option("--practice", is_flag=True, help="A site to practise with, for good.")
@click.option("--with-desk", is_flag=True, help="Enrol this machine as desk 1 at once.")
@out_option
@holder_options
def init(
    name: str | None,
    workshops: tuple[str, ...],
    controller: str | None,
    privacy_notice: Path | None,
    practice: bool,
    with_desk: bool,
    out: Path | None,
    folder: Path,
    data: Path,
    passphrases: Passphrases,
) -> None:
    """Make a site: root key, recovery key, first site pack.

    What is not given is asked for, then the passphrases of root key and recovery key, each twice,
    and the staff PIN.

    \b
    Example: kiosk site init --name Workshops --workshop Nord --workshop Syd --with-desk
    """
    from kiosk.handoff.keeping import Charter
    from kiosk.handoff.notice import read_notice
    from kiosk.wiring import site as parts

    name = name if name is not None else click.prompt("Name of the site", err=True)
    names = workshops or _asked_workshops()
    if not practice and controller is None:
        controller = _asked("Who answers for the data (empty: practice only)")
    if not practice and privacy_notice is None:
        given = _asked("File with the privacy notice (empty: practice only)")
        privacy_notice = Path(given) if given else None
    charter = Charter(
        name=name,
        workshops=_numbered(names),
        controller="" if practice else controller or "",
        privacy_notice="" if practice or privacy_notice is None else read_notice(privacy_notice),
        practice=practice,
    )
    locks = (
        passphrases.ask_new("New passphrase of the root key"),
        passphrases.ask_new("New passphrase of the recovery key"),
    )
    pins = () if practice else (passphrases.ask_new("Staff PIN, 4 to 12 digits", 4),)
    keeper = holder(folder, data, passphrases, out)
    tell(parts.init(keeper, charter, locks, pins, with_desk=with_desk))


@site.command()
@site_option
@data_option
def show(folder: Path, data: Path) -> None:
    """Tell what the newest site pack says: version, site keys, every device.

    \b
    Example: kiosk site show --site /srv/root
    """
    from kiosk.wiring import site as parts

    tell(parts.show(holder(folder, data, Passphrases())))


@site.command()
@out_option
@click.option(
    "--from",
    "source",
    type=click.Path(exists=True, path_type=Path),
    help="Bring back a pack that was lost here: a stick, a file, a device's data folder.",
)
@click.option(
    "--above", type=click.IntRange(0, 2**31 - 2), default=0, help="Sign it anew above this version."
)
@click.option("--renew", is_flag=True, help="Sign it anew, valid for another year.")
@holder_options
def pack(
    out: Path | None,
    source: Path | None,
    above: int,
    renew: bool,
    folder: Path,
    data: Path,
    passphrases: Passphrases,
) -> None:
    """Write the newest site pack to a stick or folder, for every device.

    \b
    Example: kiosk site pack --out /media/stick
    """
    from kiosk.wiring import site as parts

    tell(parts.pack(holder(folder, data, passphrases, out), source, above, renew=renew))


@site.command()
@click.option(
    "--count", type=click.IntRange(1, 8), default=1, show_default=True, help="How many PINs."
)
@out_option
@holder_options
def pin(count: int, out: Path | None, folder: Path, data: Path, passphrases: Passphrases) -> None:
    """Set the staff PIN of every tablet.

    \b
    Example: kiosk site pin --out /media/stick
    """
    from kiosk.wiring import site as parts

    pins = [passphrases.ask_new("Staff PIN, 4 to 12 digits", 4) for _ in range(count)]
    tell(parts.set_pins(holder(folder, data, passphrases, out), pins))


@site.command()
@click.option("--name", help="Another name of the site.")
@click.option("--add-workshop", "added", multiple=True, metavar="NAME", help="One more workshop.")
@click.option("--controller", help="Who answers for the data.")
@click.option(
    "--privacy-notice",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Text file with the privacy notice.",
)
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=NUMBER",
    help="result_months, detail_days, log_months, unsynced_days or purge_hours.",
)
@out_option
@holder_options
def change(
    name: str | None,
    added: tuple[str, ...],
    controller: str | None,
    privacy_notice: Path | None,
    settings: tuple[str, ...],
    out: Path | None,
    folder: Path,
    data: Path,
    passphrases: Passphrases,
) -> None:
    """Change what the site is called, who answers for it, how long things are kept.

    \b
    Example: kiosk site change --add-workshop Vest --set result_months=6
    """
    from kiosk.handoff.keeping import Change
    from kiosk.handoff.notice import read_notice
    from kiosk.wiring import site as parts

    _numbered(added)
    wanted = Change(
        name=name,
        controller=controller,
        privacy_notice=None if privacy_notice is None else read_notice(privacy_notice),
        new_workshops=added,
        settings=dict(_setting(given) for given in settings),
    )
    tell(parts.change(holder(folder, data, passphrases, out), wanted))


def _asked(words: str) -> str:
    return str(click.prompt(words, default="", show_default=False, err=True)).strip()


def _asked_workshops() -> tuple[str, ...]:
    names: list[str] = []
    while name := _asked(f"Name of workshop {len(names) + 1} (empty: no more)"):
        names.append(name)
    return tuple(names) or ("",)


def _numbered(names: tuple[str, ...]) -> tuple[Workshop, ...]:
    from kiosk.handoff.sitepack import Workshop

    if len(names) > 255 or any(len(name) > 200 for name in names):
        raise click.UsageError("A site has at most 255 workshops, their names 200 characters.")
    return tuple(Workshop(number, name) for number, name in enumerate(names, 1))


def _setting(given: str) -> tuple[str, int]:
    name, _, value = given.partition("=")
    if not (value.isascii() and value.isdigit() and len(value) <= 6):
        raise click.UsageError(f"--set takes NAME=NUMBER, such as result_months=6, not '{given}'.")
    return name.strip(), int(value)
