"""Frames from the thin lines a word processor draws for the edges of a table or text box."""

from collections.abc import Iterable

from joinedup.library.core.words import Frame

_THIN = 3.0
_TALL = 30.0
_WIDE = 150.0


def join_edges(edges: Iterable[Frame]) -> list[Frame]:
    """Return the frames whose left and right edges are drawn, and those drawn as one shape, from the head of the page down."""
    edges = list(edges)
    whole = [edge for edge in edges if edge.x1 - edge.x0 >= _WIDE and edge.y1 - edge.y0 >= _TALL]
    upright = sorted((edge for edge in edges if edge.x1 - edge.x0 < _THIN), key=lambda edge: edge.x0)
    sides = _joined(upright)
    paired = [
        Frame(left.x0, max(left.y0, right.y0), right.x1, min(left.y1, right.y1))
        for at, left in enumerate(sides)
        for right in sides[at + 1 :]
        if right.x0 - left.x1 >= _WIDE and _alike(left, right)
    ]
    return sorted(_outermost(whole + paired), key=lambda frame: -frame.y1)


def _joined(upright: list[Frame]) -> list[Frame]:
    """Return upright edges with those that go on from one another put together, where they are tall enough for a frame."""
    sides: list[Frame] = []
    for edge in sorted(upright, key=lambda edge: (round(edge.x0), -edge.y1)):
        last = sides[-1] if sides else None
        if last and abs(last.x0 - edge.x0) < _THIN and edge.y1 >= last.y0 - _THIN:
            sides[-1] = Frame(min(last.x0, edge.x0), min(last.y0, edge.y0), max(last.x1, edge.x1), max(last.y1, edge.y1))
        else:
            sides.append(edge)
    return [side for side in sides if side.y1 - side.y0 >= _TALL]


def _alike(left: Frame, right: Frame) -> bool:
    return abs(left.y0 - right.y0) < 12 and abs(left.y1 - right.y1) < 12


def _outermost(frames: list[Frame]) -> list[Frame]:
    """Return the frames that lie in no larger one, each once."""
    largest = sorted(set(frames), key=lambda f: (f.x1 - f.x0) * (f.y1 - f.y0), reverse=True)
    kept: list[Frame] = []
    for frame in largest:
        if not any(outer.holds(frame.x0, frame.y0) and outer.holds(frame.x1, frame.y1) for outer in kept):
            kept.append(frame)
    return kept
