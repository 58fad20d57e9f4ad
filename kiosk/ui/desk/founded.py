"""Founding a site and bringing one back, in words. No Kivy."""

from __future__ import annotations

from kiosk.desk.setup_screens import Page
from kiosk.i18n import Translator


def question(page: Page, t: Translator) -> str:
    """What a page asks."""
    _ = t.gettext
    return {
        Page.NAME: _("What is the site called?"),
        Page.WORKSHOPS: _("Which workshops are there?"),
        Page.DATA: _("Who answers for the data?"),
        Page.ROOT: _("Lock the root key"),
        Page.RECOVERY: _("Lock the recovery key"),
        Page.PIN: _("Choose the staff PIN"),
    }[page]


def about(page: Page, t: Translator) -> list[str]:
    """What helps to answer, one thing a sentence."""
    _ = t.gettext
    return {
        Page.NAME: [
            _("A site is all the tablets and desks that belong together."),
            _("Its name stands on every tablet and every desk."),
        ],
        Page.WORKSHOPS: [
            _("The places where tablets stand. Up to eight."),
            _("Type a name, and press Enter. Then the next one."),
        ],
        Page.DATA: [
            _("Mostly it is the municipality."),
            _("The privacy notice is a text file. Citizens can read it on the tablet."),
            _("You can leave both out. Then every result is marked as practice."),
        ],
        Page.ROOT: [
            _("The root key signs who belongs to the site."),
            _("You need its passphrase a few times a year."),
            _("At least 12 characters. Some words that you can keep in mind are best."),
            _("Nobody can find a lost passphrase again."),
        ],
        Page.RECOVERY: [
            _("The recovery key opens every result when all desks are lost."),
            _("It goes into the safe. Take another passphrase than for the root key."),
            _("Write this one on paper, and put it into an envelope."),
        ],
        Page.PIN: [
            _("It opens the staff's part of each tablet."),
            _("Everybody who keeps a tablet needs it."),
            _("You can change it later."),
        ],
    }[page]


def safe(t: Translator) -> list[str]:
    """What is done once, before the first tablet."""
    _ = t.gettext
    return [
        _("Copy the file recovery.key to a stick that stays in the safe."),
        _("Then delete recovery.key from the folder."),
        _("Put its passphrase on paper into an envelope, better in another safe."),
        _("Copy root.key to a second stick, its passphrase into another envelope."),
    ]


def practice(t: Translator) -> str:
    """What is missing, and what it means."""
    return t.gettext(
        "Nobody answers for the data, or there is no privacy notice. "
        "Every result is marked as practice."
    )


def what_recovering_does(t: Translator) -> list[str]:
    """One thing a sentence."""
    _ = t.gettext
    return [
        _("This computer becomes a desk of the site. It opens every result."),
        _("Every desk before is revoked. The site gets a new key."),
        _("It cannot be undone."),
    ]


def then_recovered(t: Translator) -> list[str]:
    """What has to follow."""
    _ = t.gettext
    return [
        _("Carry the site pack to every tablet. Then move their results."),
        _("Put the recovery key back into the safe. Delete it from this computer."),
        _("Set a new staff PIN on the site's page."),
    ]
