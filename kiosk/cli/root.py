"""The command that all others hang on."""

from __future__ import annotations

import click

from kiosk import __version__


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
      kiosk find --code 48210937          at the desk: a result by its receipt code
      kiosk erase --code 48210937         at the desk: erase it, here and wherever it went
      kiosk log                           at the desk: what staff did
      kiosk site init                     found a site; enrol, pack, rotate, revoke, recover
      kiosk content check mitid           prove the assessments of a service; new, preview, graph
      kiosk measure bench --out out       is what a result says right?
      kiosk report calibration --out rows.csv   anonymous rows to calibrate tasks with
      kiosk speech render                 clips of all texts, for reading aloud
      kiosk store check                   read the stores through
    """
