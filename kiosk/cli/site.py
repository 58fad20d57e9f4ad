"""Setting up a site and keeping it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kiosk.cli.options import Passphrases, data_option, passphrase_option, tell
from kiosk.cli.root import cli

if TYPE_CHECKING:
    from kiosk.handoff.sitepack import Workshop
    from kiosk.wiring.site import Compare, Holder

F = TypeVar("F", bound=Callable[..., Any])

_FOLDER = click.Path(file_okay=False, path_type=Path)
_THERE = click.Path(exists=True, file_okay=False, path_type=Path)


def _own_site() -> Path:
    import platformdirs

    return Path(platformdirs.user_data_dir("kiosk-site", appauthor=False))


def site_option(command: F) -> F:
    """Give a command ``--site DIR``: environment ``KIOSK_SITE``, or the platform's folder."""
    return click.option(
        "--site",
        "folder",
        type=_FOLDER,
        envvar="KIOSK_SITE",
        default=_own_site,
        show_default="the platform's folder kiosk-site",
        help="Folder with root key, recovery key and site pack (environment KIOSK_SITE).",
    )(command)


def holder_options(command: F) -> F:
    """Give a command of the root key's holder ``--site``, ``--data``, ``--passphrase-fd``."""
    return site_option(data_option(passphrase_option(command)))


def out_option(command: F) -> F:
    """Give a command ``--out FOLDER``."""
    words = "Write the new site pack there, for every device: a stick, a shared folder."
    return click.option("--out", type=_THERE, help=words)(command)


def digits_option(command: F) -> F:
    """Give a command ``--check-digits``."""
    words = "The eight digits on the other screen, instead of being asked; others are refused."
    return click.option("--check-digits", metavar="DIGITS", help=words)(command)


class Typed:
    """The passphrases of a site, asked for as they are needed."""

    def __init__(self, passphrases: Passphrases) -> None:
        self._passphrases = passphrases

    def root(self) -> str:
        return self._passphrases.ask("Passphrase of the root key")

    def recovery(self) -> str:
        return self._passphrases.ask("Passphrase of the recovery key")


@cli.group()
def site() -> None:
    """Set up a site, enrol its tablets and desks, keep its keys.

    \b
    Example: kiosk site init --site /srv/root --name Workshops
    """


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
        privacy_notice="" if practice or privacy_notice is None else _notice(privacy_notice),
        practice=practice,
    )
    locks = (
        passphrases.ask_new("New passphrase of the root key"),
        passphrases.ask_new("New passphrase of the recovery key"),
    )
    pins = () if practice else (passphrases.ask_new("Staff PIN, 4 to 12 digits", 4),)
    holder = _holder(folder, data, passphrases, out)
    tell(parts.init(holder, charter, locks, pins, with_desk=with_desk))


@site.command()
@site_option
@data_option
def show(folder: Path, data: Path) -> None:
    """Tell what the newest site pack says: version, site keys, every device.

    \b
    Example: kiosk site show --site /srv/root
    """
    from kiosk.wiring import site as parts

    tell(parts.show(_holder(folder, data, Passphrases())))


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
    out = click.argument("out", metavar="[FOLDER]", type=_THERE, required=False)
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
    _approve("tablet", what, workshop, check_digits, _holder(folder, data, passphrases, out))


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
    _approve("desk", what, workshop, check_digits, _holder(folder, data, passphrases, out))


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

    tell(parts.take(data, source, Device(device) if device else None, _compare(check_digits)))


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

    tell(parts.pack(_holder(folder, data, passphrases, out), source, above, renew=renew))


@site.command()
@out_option
@holder_options
def rotate(out: Path | None, folder: Path, data: Path, passphrases: Passphrases) -> None:
    """Make a new site key, as once a year.

    \b
    Example: kiosk site rotate --out /media/stick
    """
    from kiosk.wiring import site as parts

    tell(parts.rotate(_holder(folder, data, passphrases, out)))


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

    tell(parts.revoke_desk(_holder(folder, data, passphrases, out), number))


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

    tell(parts.revoke_tablet(_holder(folder, data, passphrases, out), number, after, _epoch(epoch)))


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
    tell(parts.set_pins(_holder(folder, data, passphrases, out), pins))


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
    from kiosk.wiring import site as parts

    _numbered(added)
    wanted = Change(
        name=name,
        controller=controller,
        privacy_notice=None if privacy_notice is None else _notice(privacy_notice),
        new_workshops=added,
        settings=dict(_setting(given) for given in settings),
    )
    tell(parts.change(_holder(folder, data, passphrases, out), wanted))


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
    tell(parts.new_recovery(_holder(folder, data, passphrases, out), given))


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

    holder = _holder(folder, data, passphrases, out)
    tell(parts.recover(holder, what, _compare(check_digits)))


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

    tell(parts.approve(holder, Device(device), what, workshop, _compare(digits)))


def _holder(folder: Path, data: Path, passphrases: Passphrases, out: Path | None = None) -> Holder:
    from kiosk.wiring import site as parts

    return parts.Holder(folder, data, Typed(passphrases), out)


def _compare(given: str | None) -> Compare:
    """Compares with the digits of the option, or asks somebody who looks at the other screen."""

    def compare(digits: str) -> bool:
        if given is not None:
            return "".join(given.split()) == digits
        words = f"Does the other screen show the digits {digits[:4]} {digits[4:]}?"
        return click.confirm(words, err=True)

    return compare


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


def _notice(path: Path) -> str:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"The privacy notice {path} cannot be read as text.") from error
    if len(text) > 20_000:
        raise click.UsageError("A privacy notice has at most 20,000 characters.")
    return text


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
