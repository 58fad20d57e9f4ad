"""The progress code: five pictures by which somebody who comes again is known, and by no name."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.domain.errors import N_

LENGTH = 5
"""Pictures of a code, in their order; one may stand more than once."""

PICTURES = (
    N_("Sun"),
    N_("Cloud"),
    N_("Rainbow"),
    N_("Star"),
    N_("Drop"),
    N_("Fire"),
    N_("Mountain"),
    N_("Rocket"),
    N_("Tree"),
    N_("Flower"),
    N_("Leaf"),
    N_("Fruit"),
    N_("Bird"),
    N_("Rabbit"),
    N_("Snail"),
    N_("Beetle"),
    N_("Car"),
    N_("Truck"),
    N_("Tractor"),
    N_("Bike"),
    N_("Boat"),
    N_("Plane"),
    N_("Anchor"),
    N_("Tent"),
    N_("Cup"),
    N_("Bottle"),
    N_("Pan"),
    N_("Cake"),
    N_("Pizza"),
    N_("Burger"),
    N_("Ice cream"),
    N_("Basket"),
    N_("House"),
    N_("Castle"),
    N_("Fence"),
    N_("Door"),
    N_("Window"),
    N_("Table"),
    N_("Chair"),
    N_("Bed"),
    N_("Lamp"),
    N_("Clock"),
    N_("Radio"),
    N_("Camera"),
    N_("Book"),
    N_("Scissors"),
    N_("Brush"),
    N_("Key"),
    N_("Shirt"),
    N_("Hanger"),
    N_("Glasses"),
    N_("Umbrella"),
    N_("Suitcase"),
    N_("Gift"),
    N_("Diamond"),
    N_("Trophy"),
    N_("Ball"),
    N_("Racket"),
    N_("Skate"),
    N_("Puzzle"),
    N_("Robot"),
    N_("Horse"),
    N_("Piano"),
    N_("Note"),
)
"""Each one's name; its place is its permanent number, 0 to 63, which tags are made of.

In rows of eight that belong together, so that one is soon found.
"""

GROUPS = (
    N_("Outside"),
    N_("Garden"),
    N_("Travel"),
    N_("Food"),
    N_("Home"),
    N_("Things"),
    N_("Party"),
    N_("Play"),
)
"""Names of the rows of eight, in their order: only there to find a picture by."""
GROUP_SIZE = len(PICTURES) // len(GROUPS)

Code = tuple[int, ...]
"""Numbers of ``LENGTH`` pictures, in the order in which they are shown and entered."""


def draw(octets: bytes) -> Code:
    """A code from ``LENGTH`` random bytes, each of the 2^30 codes as likely as any other."""
    if len(octets) != LENGTH:
        raise ValueError(f"{len(octets)} random bytes, not {LENGTH}")
    return tuple(octet % len(PICTURES) for octet in octets)  # 256 is a multiple of 64


def group(number: int) -> range:
    """Numbers of the pictures of a group."""
    return range(number * GROUP_SIZE, (number + 1) * GROUP_SIZE)


def is_code(numbers: Sequence[int]) -> bool:
    """Whether these are the numbers of as many pictures as a code has."""
    return len(numbers) == LENGTH and all(0 <= number < len(PICTURES) for number in numbers)
