"""RSS 1.0: RDF with a channel and items beside it (RSS 1.0 §5). RSS 0.90 is told apart, and judged as it."""

from collections.abc import Iterator

from seedfeed.judge.addresses import judge_address, judge_reference
from seedfeed.judge.elements import Element, blame, children_of, error, name_of
from seedfeed.judge.extensions import EXTENSIONS
from seedfeed.judge.finding import Finding
from seedfeed.judge.namespaces import RDF, RSS_0_90, RSS_1_0, tag
from seedfeed.judge.shape import Judge, Shape, anything, judge_element
from seedfeed.judge.tree import Document
from seedfeed.judge.values import judge_filled

_ABOUT, _RESOURCE = tag(RDF, "about"), tag(RDF, "resource")


def _judge_about(element: Element, _document: Document) -> Iterator[Finding]:
    """Each part has an address that RDF knows it by (RSS 1.0 §5.3 to §5.6)."""
    about = element.get(_ABOUT)
    if about is None:
        yield error(
            element, f"{name_of(element)} lacks the attribute rdf:about; add its address", "RSS 1.0 §5"
        )
    else:
        yield from blame(
            element, f"rdf:about of {name_of(element)}", judge_reference(about.strip()), "RSS 1.0 §5"
        )


def _judge_different(root: Element, _document: Document) -> Iterator[Finding]:
    """No two items have one address (RSS 1.0 §5.5)."""
    seen = set()
    for item in (child for child in children_of(root) if str(child.tag).endswith("}item")):
        about = item.get(_ABOUT)
        if about is not None and about in seen:
            yield error(
                item, f"rdf:about {about!r} stands there before; give each item its own", "RSS 1.0 §5.5"
            )
        seen.add(about)


def _leaf(judge: Judge, least: int = 0) -> Shape:
    return Shape(clause="RSS 1.0 §5", text=judge, least=least)


def _part(parts: dict[str, Shape], *, most: int | None = 1, is_named: bool) -> Shape:
    rules = (_judge_about,) if is_named else ()
    return Shape(clause="RSS 1.0 §5", most=most, parts=parts, rules=rules)


def _shape_in(namespace: str) -> Shape:
    """Return the shape of a feed whose elements are in this namespace; 0.90 has no addresses of RDF."""
    is_named = namespace != RSS_0_90
    named = {
        tag(namespace, name): shape
        for name, shape in {
            "title": _leaf(judge_filled, 1), "link": _leaf(judge_address, 1), "description": _leaf(anything),
            "name": _leaf(anything), "url": _leaf(judge_address),
        }.items()
    }  # fmt: skip
    pointer = Shape(clause="RSS 1.0 §5.3", attributes=None, parts=None)
    channel = {
        **named,
        **{tag(namespace, name): pointer for name in ("image", "textinput")},
        tag(namespace, "items"): Shape(
            clause="RSS 1.0 §5.3.5", least=1 if is_named else 0, attributes=None, parts=None
        ),
    }
    parts = {
        "channel": _part(channel, is_named=is_named),
        "item": _part(named, most=None, is_named=is_named),
        "image": _part(named, is_named=is_named),
        "textinput": _part(named, is_named=is_named),
    }
    return Shape(
        clause="RSS 1.0 §5.1",
        attributes=None,
        parts={tag(namespace, name): shape for name, shape in parts.items()},
        rules=(_judge_different,),
    )


def judge_rss1(document: Document) -> Iterator[Finding]:
    """Judge a feed in RDF."""
    root = document.root
    space = next((one for one in (RSS_1_0, RSS_0_90) if root.find(tag(one, "channel")) is not None), None)
    if space is None:
        what = f"{name_of(root)} has no <channel> of RSS; add one, with xmlns='{RSS_1_0}'"
        yield error(root, what, "RSS 1.0 §5.3")
        return
    yield from judge_element(root, _shape_in(space), document, EXTENSIONS)
