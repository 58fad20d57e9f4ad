"""The picture of a form's states, laid out by igraph, which is there in a checkout."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

from kiosk import resources
from kiosk.content.find import find_service, find_task
from kiosk.content.graph import Graph, graph
from kiosk.content.load import load
from kiosk.content.svg import Point, draw, size
from kiosk.domain.errors import KioskError, N_
from kiosk.wiring.told import Told

_BESIDE, _BELOW = 30.0, 60.0
"""Pixels between two boxes."""
_SHARE = 0.5
"""Of the widest box for a place of the layout: lines need less room than boxes."""


class NoLayoutError(KioskError):
    """The library that lays graphs out is not installed."""


def picture(what: str, form: int, out: Path | None, folder: Path | None = None) -> Told:
    """Write the states of ``service/task`` as SVG.

    Raises:
        KioskError: there is no such task or form, too many states, or no igraph.
        ContentError: the files cannot be read.
    """
    service, _, name = what.partition("/")
    assessments = load(folder or resources.assessments(), service)
    task = find_task(find_service(assessments, service), name or None, form)
    drawn = graph(task.forms[form - 1])
    places, ways = arranged(drawn)
    title = f"{service}/{task.key}, form {form}"
    target = out or Path(f"{service}-{task.key}-{form}.svg")
    target.write_text(draw(title, drawn, places, ways), "utf-8")
    return Told(
        f"{target}: {drawn.states} states in {len(drawn.nodes)} boxes, "
        f"{drawn.steps} steps on the shortest way."
    )


def arranged(drawn: Graph) -> tuple[list[Point], list[list[Point]]]:
    """(middle of each node, corners of each edge): a node stands as low as it is steps away.

    Raises:
        NoLayoutError: igraph is not installed.
    """
    try:
        import igraph
    except ImportError:
        raise NoLayoutError(
            N_(
                "Drawing states needs igraph: in a checkout run python3 packaging/dev.py messages, "
                "elsewhere install it."
            )
        ) from None
    pairs = [(e.source, e.target) for e in drawn.edges]
    count = len(drawn.nodes)
    layers = _depths(count, pairs, next(i for i, n in enumerate(drawn.nodes) if n.start))
    chains, layers = _chains(pairs, layers)
    links = [link for chain in chains for link in itertools.pairwise(chain)]
    laid = igraph.Graph(len(layers), links, directed=True).layout_sugiyama(
        layers=layers, hgap=1, vgap=1, maxiter=300
    )
    sizes = [size(n) for n in drawn.nodes]
    points = _points([x for x, _ in laid.coords], layers, sizes)
    ways = [
        _way([points[i] for i in chain], sizes[a], sizes[b])
        for chain, (a, b) in zip(chains, pairs, strict=True)
    ]
    return points[:count], ways


def _chains(
    pairs: Sequence[tuple[int, int]], layers: Sequence[int]
) -> tuple[list[list[int]], list[int]]:
    """Each edge as the points it goes by, one in every layer between, and the layers of all."""
    out, all_layers = [], list(layers)
    for a, b in pairs:
        step = 1 if layers[b] > layers[a] else -1
        between = list(range(layers[a] + step, layers[b], step)) if layers[a] != layers[b] else []
        first = len(all_layers)
        all_layers += between
        out.append([a, *range(first, first + len(between)), b])
    return out, all_layers


def _points(across: Sequence[float], layers: Sequence[int], sizes: Sequence[Point]) -> list[Point]:
    """Pixels: in each layer side by side in the order that was found, near where they were put."""
    count, rows = len(sizes), max(layers) + 1
    high = [max((sizes[i][1] for i in range(count) if layers[i] == r), default=0.0)
            for r in range(rows)]  # fmt: skip
    wide = max(w for w, _ in sizes) * _SHARE
    out: list[Point] = [(0.0, 0.0)] * len(layers)
    for row in range(rows):
        middle = sum(high[:row]) + row * _BELOW + high[row] / 2
        free = 0.0
        for i in sorted((i for i, r in enumerate(layers) if r == row), key=lambda i: across[i]):
            half = sizes[i][0] / 2 if i < count else _BESIDE / 4
            x = max(free + half, across[i] * wide)
            free = x + half + _BESIDE / (1 if i < count else 2)
            out[i] = (x, middle)
    left = min(x - (sizes[i][0] / 2 if i < count else 0) for i, (x, _) in enumerate(out))
    return [(x - left, y) for x, y in out]


def _depths(count: int, pairs: Sequence[tuple[int, int]], start: int) -> list[int]:
    """Fewest steps from the start to each node."""
    depth = [-1] * count
    depth[start] = 0
    queue = [start]
    for i in queue:
        for j in (b for a, b in pairs if a == i and depth[b] < 0):
            depth[j] = depth[i] + 1
            queue.append(j)
    return depth


def _way(points: Sequence[Point], first: Point, last: Point) -> list[Point]:
    """From the border of one box to the border of the other; ``first``, ``last``: their sizes."""
    inner = list(points[1:-1])
    down = _border(points[0], first, points[1])
    up = _border(points[-1], last, points[-2])
    return [down, *inner, up]


def _border(middle: Point, box: Point, toward: Point) -> Point:
    """Where a line from the middle of a box leaves it."""
    dx, dy = toward[0] - middle[0], toward[1] - middle[1]
    across = box[0] / 2 / abs(dx) if dx else 1.0
    along = box[1] / 2 / abs(dy) if dy else 1.0
    share = min(across, along, 1.0)
    return middle[0] + dx * share, middle[1] + dy * share
