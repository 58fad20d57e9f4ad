"""A graph of states as SVG: every step down the page, the shortest way in colour with its taps."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from kiosk.content.graph import Edge, Graph, Node

Point = tuple[float, float]
Way = Sequence[Point]

LETTER, LINE, PAD, MARGIN = 7.0, 16.0, 10.0, 40.0
"""Pixels of a letter and a line at 12 px, and of the room around them."""
LONGEST = 34
"""Letters of a line; the whole stands in the tooltip."""
HEAD = 56.0

INK, PALE, PATH = "#1b2a2a", "#a9b0ad", "#0b5f5a"
FILLS = {"start": "#dcebff", "goal": "#d5efdc", "lost": "#f6d4d0", "trap": "#fdeac2", "": "#ffffff"}


def size(node: Node) -> Point:
    """Width and height of a node."""
    lines = _lines(node)
    wide = max(len(line) for line in lines) * LETTER + 2 * PAD
    return max(wide, 80.0), len(lines) * LINE + 2 * PAD


def draw(title: str, graph: Graph, places: Sequence[Point], ways: Sequence[Way]) -> str:
    """The picture. ``places``: middle of each node; ``ways``: the corners of each edge."""
    right, low = _extent(graph, places, ways)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{right:.0f}" height="{low:.0f}" '
        f'viewBox="0 0 {right:.0f} {low:.0f}" font-family="sans-serif" font-size="12">',
        f'<rect width="{right:.0f}" height="{low:.0f}" fill="#ffffff"/>',
        *_head(title, graph),
        f'<g transform="translate({MARGIN:.0f} {MARGIN + HEAD:.0f})">',
    ]
    both = list(zip(graph.edges, ways, strict=True))
    parts += [_edge(e, w) for e, w in both if not e.on_path]
    parts += [_edge(e, w) for e, w in both if e.on_path]
    parts += [_node(n, p) for n, p in zip(graph.nodes, places, strict=True)]
    parts += [_label(e, w) for e, w in both if e.on_path]
    return "\n".join([*parts, "</g>", "</svg>", ""])


def _extent(graph: Graph, places: Sequence[Point], ways: Sequence[Way]) -> Point:
    sizes = [size(n) for n in graph.nodes]
    points = [p for way in ways for p in way]
    right = max(*(x + w / 2 for (x, _), (w, _) in zip(places, sizes, strict=True)), 900)
    low = max(y + h / 2 for (_, y), (_, h) in zip(places, sizes, strict=True))
    right = max(right, *(x for x, _ in points)) if points else right
    return right + 2 * MARGIN + LONGEST * LETTER, low + 2 * MARGIN + HEAD


def _head(title: str, graph: Graph) -> list[str]:
    what = "each box: all states with these views" if graph.merged else "each box: one state"
    told = f"{graph.states} states, {len(graph.nodes)} boxes; {what}; numbers: steps to the goal"
    out = [
        f'<text x="{MARGIN}" y="28" font-size="18" font-weight="bold" fill="{INK}">'
        f"{escape(title)}</text>",
        f'<text x="{MARGIN}" y="48" fill="{INK}">{escape(told)}</text>',
    ]
    words = {"start": "start", "goal": "goal", "trap": "a trap holds", "lost": "no way to the goal"}
    x = MARGIN
    for key, word in words.items():
        out.append(
            f'<rect x="{x}" y="58" width="14" height="14" rx="3" fill="{FILLS[key]}" '
            f'stroke="{INK}"/><text x="{x + 20}" y="70" fill="{INK}">{word}</text>'
        )
        x += 150
    out.append(
        f'<path d="M{x} 65h30" stroke="{PATH}" stroke-width="4"/>'
        f'<text x="{x + 38}" y="70" fill="{INK}">a shortest way</text>'
    )
    return out


def _kind(node: Node) -> str:
    """What its colour tells: the start, the goal, and worse things before harmless ones."""
    if node.goal:
        return "goal"
    if node.steps is None and not node.end:
        return "lost"
    if node.start:
        return "start"
    return "trap" if node.trap else ""


def _lines(node: Node) -> list[str]:
    lines = [line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…" for line in node.lines]
    steps = "end" if node.end and not node.goal else "goal" if node.goal else str(node.steps or "–")
    count = f" · {node.states} states" if node.states > 1 else ""
    return [*lines, f"{steps}{count}"]


def _node(node: Node, place: Point) -> str:
    (x, y), (wide, high) = place, size(node)
    edge, thick = (PATH, 3) if node.on_path else (INK, 1)
    dash = ' stroke-dasharray="5 3"' if node.end else ""
    lines = _lines(node)
    texts = [
        f'<text x="{x:.0f}" y="{y - high / 2 + PAD + 12 + n * LINE:.0f}" text-anchor="middle" '
        f'fill="{INK}"{_weight(n == len(lines) - 1)}>{escape(line)}</text>'
        for n, line in enumerate(lines)
    ]
    return (
        f"<g><title>{escape(', '.join(node.lines))}</title>"
        f'<rect x="{x - wide / 2:.0f}" y="{y - high / 2:.0f}" width="{wide:.0f}" '
        f'height="{high:.0f}" rx="8" fill="{FILLS[_kind(node)]}" stroke="{edge}" '
        f'stroke-width="{thick}"{dash}/>{"".join(texts)}</g>'
    )


def _weight(bold: bool) -> str:
    return ' font-weight="bold"' if bold else ""


def _edge(edge: Edge, way: Way) -> str:
    color, thick = (PATH, 4) if edge.on_path else (PALE, 1.2)
    path = "M" + " L".join(f"{x:.0f} {y:.0f}" for x, y in way)
    taps = escape("\n".join(edge.taps))
    return (
        f'<g><title>{taps}</title><path d="{path}" fill="none" stroke="{color}" '
        f'stroke-width="{thick}" stroke-linejoin="round"/>{_arrow(way, color, thick)}</g>'
    )


def _arrow(way: Way, color: str, thick: float) -> str:
    """A head at the end of the way."""
    (x0, y0), (x1, y1) = way[-2], way[-1]
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 or 1.0
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    long, wide = 8 + thick, 3 + thick
    left = (x1 - ux * long - uy * wide, y1 - uy * long + ux * wide)
    right = (x1 - ux * long + uy * wide, y1 - uy * long - ux * wide)
    points = " ".join(f"{x:.0f},{y:.0f}" for x, y in ((x1, y1), left, right))
    return f'<polygon points="{points}" fill="{color}"/>'


def _label(edge: Edge, way: Way) -> str:
    """The tap of a step of the shortest way, beside its middle."""
    (x0, y0), (x1, y1) = way[0], way[1]
    told = edge.taps[0].rpartition(" (")[0] or edge.taps[0]
    told = told if len(told) <= LONGEST else f"{told[: LONGEST - 1]}…"
    x, y = (x0 + x1) / 2 + 8, (y0 + y1) / 2 + 4
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" fill="{PATH}" font-weight="bold" stroke="#ffffff" '
        f'stroke-width="4" paint-order="stroke">{escape(told)}</text>'
    )
