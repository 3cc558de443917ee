"""Which blocks of a page are its text, by length and links alone, as jusText does (Pomikálek 2011).

Knows no language, no element names and no other reading of the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seedfeed.understanding.page.blocks import Block

# Of the algorithm's paper: characters of a block that says little, and of one that is text for sure;
# the share of them in links that menus have; how far below a heading its text begins.
LITTLE, MUCH = 70, 200
MOST_LINKED = 0.2
HEADING_REACH = 200
_Kind = Literal["text", "near", "short", "other"]


def find_text(blocks: Sequence[Block]) -> list[bool]:
    """Tell for each block whether it is text: by itself, then by those around it."""
    first = [_judge(block) for block in blocks]
    kinds = list(first)
    for number in _headings_above(blocks, kinds, "short"):
        kinds[number] = "near"
    kinds = _settle(kinds, "short")
    kinds = _settle(kinds, "near")
    for number in _headings_above(blocks, kinds, "other"):
        if first[number] != "other":
            kinds[number] = "text"
    return [kind == "text" for kind in kinds]


def _judge(block: Block) -> _Kind:
    length = len(block.text)
    if block.linked > MOST_LINKED * length or "©" in block.text:
        return "other"
    if length < LITTLE:
        return "other" if block.linked else "short"
    return "text" if length > MUCH else "near"


def _headings_above(blocks: Sequence[Block], kinds: Sequence[_Kind], kind: _Kind) -> list[int]:
    """Return the headings of that kind below which text begins soon."""
    found: list[int] = []
    distance = HEADING_REACH + 1
    for number in range(len(blocks) - 1, -1, -1):
        if kinds[number] == "text":
            distance = 0
        elif kinds[number] == kind and blocks[number].is_heading and distance <= HEADING_REACH:
            found.append(number)
        if kinds[number] != "text":
            distance += len(blocks[number].text)
    return found


def _settle(kinds: Sequence[_Kind], undecided: _Kind) -> list[_Kind]:
    """Decide on the blocks of one kind by the nearest before and after that are decided, or near text."""
    before = _nearest(kinds)
    after = _nearest(kinds[::-1])[::-1]
    settled: list[_Kind] = []
    for kind, above, below in zip(kinds, before, after, strict=True):
        if kind != undecided:
            settled.append(kind)
        elif undecided == "near":
            settled.append("text" if "text" in {above[0], below[0]} else "other")
        else:
            settled.append("text" if _is_short_text(above, below) else "other")
    return settled


def _is_short_text(above: tuple[_Kind, _Kind], below: tuple[_Kind, _Kind]) -> bool:
    if above[0] == below[0]:
        return above[0] == "text"
    return any(side == ("other", "near") for side in (above, below))


def _nearest(kinds: Sequence[_Kind]) -> list[tuple[_Kind, _Kind]]:
    """Return for each block the last decided kind before it, without and with what is near text."""
    found: list[tuple[_Kind, _Kind]] = []
    decided: _Kind = "other"
    near: _Kind = "other"
    for kind in kinds:
        found.append((decided, near))
        if kind in {"text", "other"}:
            decided = near = kind
        elif kind == "near":
            near = kind
    return found
