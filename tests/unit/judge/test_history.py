"""RFC 5005 and RFC 6721: the parts of a feed's history, and what is gone from it."""

import pytest

from tests.unit.judge.feeds import Case, atom_entry, atom_feed, check_case, judge, rss_channel

_LINK = '<link rel="{}" href="https://a.example/{}.xml"/>'
_CURRENT, _PREVIOUS = _LINK.format("current", "atom"), _LINK.format("prev-archive", "3")

RULES = [
    Case(
        "rfc5005_2_complete_is_all",
        "<fh:complete/>",
        f"<fh:complete/>{_PREVIOUS}",
        "<fh:complete> says that this is all, a link rel='prev-archive' says not",
    ),
    Case(
        "rfc5005_4_archive_leads_to_the_current",
        f"<fh:archive/>{_CURRENT}",
        f"<fh:archive/>{_PREVIOUS}",
        "without a link rel='current'",
        "warning",
    ),
    Case(
        "rfc5005_4_one_step_back",
        _PREVIOUS,
        f"{_PREVIOUS}{_LINK.format('prev-archive', '2')}",
        "more than one link rel='prev-archive'",
        "warning",
    ),
    Case(
        "rfc5005_3_nothing_before_the_first",
        f"{_LINK.format('first', 'atom')}{_LINK.format('next', '2')}",
        f"{_LINK.format('first', 'atom')}{_LINK.format('previous', '0')}",
        "is the first page, and links a 'previous' one",
    ),
    Case(
        "rfc5005_3_nothing_after_the_last",
        f"{_LINK.format('last', 'atom')}{_LINK.format('previous', '2')}",
        f"{_LINK.format('last', 'atom')}{_LINK.format('next', '0')}",
        "is the last page, and links a 'next' one",
    ),
    Case(
        "rfc6721_3_ref",
        '<at:deleted-entry ref="x:1" when="2026-05-01T00:00:00Z"/>',
        '<at:deleted-entry when="2026-05-01T00:00:00Z"/>',
        "lacks the attribute ref",
    ),
    Case(
        "rfc6721_3_when",
        '<at:deleted-entry ref="x:1" when="2026-05-01T00:00:00Z"/>',
        '<at:deleted-entry ref="x:1" when="May"/>',
        "when of <at:deleted-entry> is 'May', no date",
    ),
    Case(
        "rfc6721_3_when_is_there",
        '<at:deleted-entry ref="x:1" when="2026-05-01T00:00:00Z"/>',
        '<at:deleted-entry ref="x:1"/>',
        "lacks the attribute when",
    ),
]


@pytest.mark.parametrize("case", RULES, ids=lambda case: case.name)
def test_history_in_atom(case: Case) -> None:
    """Each rule lets the good feed pass, and names what is wrong with the bad one."""
    check_case(case, atom_feed(case.good), atom_feed(case.bad))


def test_rfc5005_holds_in_rss() -> None:
    """An RSS channel says the same with Atom's links."""
    links = "<fh:archive/>" + _PREVIOUS.replace("<link", "<atom:link")
    (finding,) = judge(rss_channel(links))
    assert "without a link rel='current'" in finding.what


def test_rfc5005_4_links_between_parts_are_the_feeds() -> None:
    """An entry has no archive of its own."""
    (finding,) = judge(atom_entry(_PREVIOUS))
    assert (finding.level, "which is the feed's" in finding.what) == ("warning", True)
