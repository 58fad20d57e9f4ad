"""The progress code: five pictures by which somebody who comes again is known, and by no name."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.domain.errors import N_

LENGTH = 5
"""Pictures of a code, in their order; one may stand more than once."""

PICTURES = (
    N_("Key"),
    N_("Flower"),
    N_("Tree"),
    N_("Car"),
    N_("Boat"),
    N_("House"),
    N_("Plane"),
    N_("Bike"),
    N_("Umbrella"),
    N_("Sun"),
    N_("Star"),
    N_("Cloud"),
    N_("Cup"),
    N_("Cake"),
    N_("Burger"),
    N_("Pizza"),
    N_("Ice cream"),
    N_("Book"),
    N_("Piano"),
    N_("Note"),
    N_("Clock"),
    N_("Glasses"),
    N_("Camera"),
    N_("Radio"),
    N_("Brush"),
    N_("Scissors"),
    N_("Chair"),
    N_("Bed"),
    N_("Door"),
    N_("Window"),
    N_("Table"),
    N_("Lamp"),
    N_("Hanger"),
    N_("Shirt"),
    N_("Rabbit"),
    N_("Beetle"),
    N_("Bird"),
    N_("Snail"),
    N_("Rocket"),
    N_("Anchor"),
    N_("Castle"),
    N_("Diamond"),
    N_("Gift"),
    N_("Trophy"),
    N_("Robot"),
    N_("Ball"),
    N_("Horse"),
    N_("Puzzle"),
    N_("Suitcase"),
    N_("Basket"),
    N_("Tractor"),
    N_("Bottle"),
    N_("Truck"),
    N_("Tent"),
    N_("Mountain"),
    N_("Drop"),
    N_("Fire"),
    N_("Fence"),
    N_("Rainbow"),
    N_("Pan"),
    N_("Skate"),
    N_("Leaf"),
    N_("Racket"),
    N_("Fruit"),
)
"""Each one's name; its place is its permanent number, 0 to 63, which tags are made of."""

Code = tuple[int, ...]
"""Numbers of ``LENGTH`` pictures, in the order in which they are shown and entered."""


def draw(octets: bytes) -> Code:
    """A code from ``LENGTH`` random bytes, each of the 2^30 codes as likely as any other."""
    if len(octets) != LENGTH:
        raise ValueError(f"{len(octets)} random bytes, not {LENGTH}")
    return tuple(octet % len(PICTURES) for octet in octets)  # 256 is a multiple of 64


def is_code(numbers: Sequence[int]) -> bool:
    """Whether these are the numbers of as many pictures as a code has."""
    return len(numbers) == LENGTH and all(0 <= number < len(PICTURES) for number in numbers)
