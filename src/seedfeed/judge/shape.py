"""The shape of an element as data: what it may hold, how often and what of, and where that is written.

A format is a table of shapes; one walk judges a feed against it. What no table can say is a rule of its own.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct

from seedfeed.judge.elements import Element, blame, children_of, error, name_of, namespace_of, own_text
from seedfeed.judge.finding import Finding, Flaw, quote
from seedfeed.judge.tree import Document, Rule

Judge: TypeAlias = Callable[[str], Flaw | None]


def anything(_text: str) -> None:
    """Take any text."""
    return


class Attribute(Struct, frozen=True):
    """What an attribute may hold.

    Attributes:
        judge: what judges its value.
        required: whether the element must have it.
    """

    judge: Judge = anything
    required: bool = False


class Shape(Struct, frozen=True, kw_only=True):
    """What an element may hold.

    Attributes:
        clause: where it is written.
        least, most: how often it stands in the element around it; no `most` is any number.
        text: what judges its text, white space around it cut; none: it may hold no text.
        exact: its text is judged with the white space around it.
        attributes: those without a namespace that it may have; none: any.
        parts: tag -> shape of the elements in it; none: any.
        rules: what else is judged.
    """

    clause: str
    least: int = 0
    most: int | None = 1
    text: Judge | None = None
    exact: bool = False
    attributes: Mapping[str, Attribute] | None = {}
    parts: Mapping[str, "Shape"] | None = {}
    rules: tuple[Rule, ...] = ()


def judge_element(
    element: Element, shape: Shape, document: Document, others: Mapping[str, Shape]
) -> Iterator[Finding]:
    """Yield what is wrong with an element and all in it.

    Args:
        element: what is judged.
        shape: what it should be.
        document: where it stands.
        others: tag -> shape of elements that may stand anywhere; of other namespaces' else nothing is said.
    """
    yield from _judge_attributes(element, shape)
    yield from _judge_text(element, shape)
    if shape.parts is not None:
        yield from _judge_parts(element, shape, document, others)
    for rule in shape.rules:
        yield from rule(element, document)


def _judge_attributes(element: Element, shape: Shape) -> Iterator[Finding]:
    if shape.attributes is None:
        return
    for name, attribute in shape.attributes.items():
        value = element.get(name)
        if value is not None:
            if flaw := attribute.judge(value):
                yield from blame(element, f"{name} of {name_of(element)}", flaw, shape.clause)
        elif attribute.required:
            yield error(element, f"{name_of(element)} lacks the attribute {name}; add it", shape.clause)
    for name in map(str, element.attrib):
        if name not in shape.attributes and not namespace_of(name):
            advice = _advise(name, shape.attributes)
            what = f"{name_of(element)} has an attribute {quote(name)}, which there is not; {advice}"
            yield error(element, what, shape.clause)


def _judge_text(element: Element, shape: Shape) -> Iterator[Finding]:
    text = own_text(element)
    if shape.text is not None:
        if flaw := shape.text(text if shape.exact else text.strip()):
            yield from blame(element, name_of(element), flaw, shape.clause)
    elif shape.parts is not None and text.strip():
        said = quote(text.strip())
        what = f"{name_of(element)} has text of its own, {said}; put it into an element, or cut it"
        yield error(element, what, shape.clause)


def _judge_parts(
    element: Element, shape: Shape, document: Document, others: Mapping[str, Shape]
) -> Iterator[Finding]:
    assert shape.parts is not None
    seen: Counter[str] = Counter()
    for child in children_of(element):
        tag = str(child.tag)
        seen[tag] += 1
        known = shape.parts.get(tag) or others.get(tag)
        if known is not None:
            if known.most is not None and seen[tag] == known.most + 1:
                what = f"{name_of(element)} has more than {known.most} {name_of(child)}; cut what is too much"
                yield error(child, what, known.clause)
            yield from judge_element(child, known, document, others)
        elif namespace_of(tag) == namespace_of(element.tag):
            advice = _advise(tag, shape.parts)
            yield error(
                child,
                f"{name_of(element)} holds {name_of(child)}, which there is not; {advice}",
                shape.clause,
            )
    yield from _judge_missing(element, shape.parts, seen)


def _judge_missing(element: Element, parts: Mapping[str, Shape], seen: Counter[str]) -> Iterator[Finding]:
    for tag, part in parts.items():
        if seen[tag] < part.least:
            local = tag.rpartition("}")[2]
            yield error(element, f"{name_of(element)} lacks <{local}>; add one", part.clause)


def _advise(name: str, known: Mapping[str, object]) -> str:
    """Say what to write instead of a name: one that differs in case only, or none."""
    alike = next((one for one in known if one.lower() == name.lower()), None)
    local = None if alike is None else alike.rpartition("}")[2]
    return f"write {local}" if local else "cut it, or put it into a namespace of its own"
