"""A site's keys: new ones, lost ones, and devices that are believed no more."""

from __future__ import annotations

from pathlib import Path

import click

from kiosk.cli.options import Passphrases, tell
from kiosk.cli.site_options import (
    compare,
    digits_option,
    holder,
    holder_options,
    out_option,
    site,
)


@site.command()
@out_option
@holder_options
def rotate(out: Path | None, folder: Path, data: Path, passphrases: Passphrases) -> None:
    """Make a new site key, as once a year.

    \b
    Example: kiosk site rotate --out /media/stick
    """
    from kiosk.wiring import site as parts

    tell(parts.rotate(holder(folder, data, passphrases, out)))


@site.group()
def revoke() -> None:
    """Believe a lost device no more.

    \b
    Example: kiosk site revoke desk 2
    """


@revoke.command(name="desk")
@click.argument("number", type=click.IntRange(1, 65_535))
@out_option
@holder_options
def revoke_desk(
    number: int, out: Path | None, folder: Path, data: Path, passphrases: Passphrases
) -> None:
    """A desk: it gets no site key any more, and there is a new one.

    \b
    Example: kiosk site revoke desk 2 --out /media/stick
    """
    from kiosk.wiring import site as parts

    tell(parts.revoke_desk(holder(folder, data, passphrases, out), number))


@revoke.command(name="tablet")
@click.argument("number", type=click.IntRange(1, 65_535))
@click.option(
    "--after",
    type=click.IntRange(0, 2**24 - 1),
    required=True,
    metavar="SEQ",
    help="Number of the last result that is believed; 0: none is.",
)
@click.option(
    "--epoch",
    metavar="HEX",
    help="Of this epoch of the tablet's store only; other epochs count as later.",
)
@out_option
@holder_options
def revoke_tablet(
    number: int,
    after: int,
    epoch: str | None,
    out: Path | None,
    folder: Path,
    data: Path,
    passphrases: Passphrases,
) -> None:
    """A tablet: what it made after that result goes to quarantine.

    \b
    Example: kiosk site revoke tablet 3 --after 120 --epoch 1a2b3c4d
    """
    from kiosk.wiring import site as parts

    tell(parts.revoke_tablet(holder(folder, data, passphrases, out), number, after, _epoch(epoch)))


@site.command(name="new-recovery-key")
@out_option
@holder_options
def new_recovery_key(out: Path | None, folder: Path, data: Path, passphrases: Passphrases) -> None:
    """Make another recovery key, in place of one that was lost or seen.

    Asks for its passphrase, then for that of the root key. There is a new site key too.

    \b
    Example: kiosk site new-recovery-key --out /media/stick
    """
    from kiosk.wiring import site as parts

    given = passphrases.ask_new("New passphrase of the recovery key")
    tell(parts.new_recovery(holder(folder, data, passphrases, out), given))


@site.command()
@click.argument("key", type=click.Choice(["root", "recovery"]))
@holder_options
def passphrase(key: str, folder: Path, data: Path, passphrases: Passphrases) -> None:
    """Change the passphrase of the root key or the recovery key.

    \b
    Example: kiosk site passphrase root
    """
    from kiosk.wiring import site as parts

    before = passphrases.ask(f"Passphrase of the {key} key")
    after = passphrases.ask_new(f"New passphrase of the {key} key")
    tell(parts.change_passphrase(folder, data, key, before, after))


@site.command()
@click.argument("what", metavar="FOLDER, FILE, PICTURE or TEXT")
@digits_option
@out_option
@holder_options
def recover(
    what: str,
    check_digits: str | None,
    out: Path | None,
    folder: Path,
    data: Path,
    passphrases: Passphrases,
) -> None:
    """All desks are lost: a new one opens everything, every other is revoked.

    Asks for both passphrases. WHAT is the new desk's request.

    \b
    Example: kiosk site recover /media/stick --out /media/stick
    """
    from kiosk.wiring import site as parts

    keeper = holder(folder, data, passphrases, out)
    tell(parts.recover(keeper, what, compare(check_digits)))


def _epoch(given: str | None) -> int | None:
    if given is None:
        return None
    try:
        epoch = int(given, 16)
    except ValueError:
        epoch = -1
    if not 0 <= epoch < 2**32:
        raise click.UsageError("--epoch has up to 8 hex digits, as in a bundle's name after '-e'.")
    return epoch
