"""Whatever stands in an article's file: whole feeds come out, or one line that says why not."""

import gzip
import json
import re
from pathlib import Path
from xml.parsers import expat

from hypothesis import example, given, settings
from hypothesis import strategies as st

from seedfeed.config import Config
from tests.property.folder import EXCERPT, FULL, MODEST, Folder
from tests.rules.site import article

NEIGHBOURS = {
    "good.txt": article(1).encode(),
    "good.md": b"---\ntitle: A neighbour\ndate: 2025-12-01\ntags: [calm]\n---\n\nIt stands where it stood.\n",
}
# What breaks readers of text, of front matter and of markup, to be joined in any order.
PIECES = [
    b"---\n", b"+++\n", b"title: ", b"date: 2025-11-31\n", b"date: 2999-01-01\n",
    b"tags: [a, {b: c}]\n", b"id: x y\n", b"link: javascript:alert(1)\n", b"link: http://[::1\n",
    b"author: {name: [x]}\n", b"title = 'a'\n", b"&a *a\n", b"\n\n", b"\r", b"\r\n", b"\x00", b"\x0b",
    b"\x1b[31m", b"\x85", b"\xc3", b"\xff\xfe", "\ufeff".encode(), b"\xed\xa0\x80", "\ufffe".encode(),
    b"]]>", b"<!--", b"-->", b"<?xml version='1.0'?>", b"<![CDATA[", b"&#0;", b"&#x1F;", b"&#xD800;",
    b"&#xFFFE;", b"&nbsp;", b"&lt;script&gt;", b"<script>alert(1)</script>", b"<svg onload=x>", b"<p",
    b"</channel>", b"</feed>", b"# Title\n", b"> quote\n", b"```\n", b'[x](http://a"b)',
    b"![x](data:x)", b"| a | b |\n", b"[a]: /b\n", b"\\u0000", b"Read the complete article at: ",
    b"https://example.org/a?b=c&d\n", b"Related news\n", b"By \x01 Someone\n",
    b"<title>", b"</title>", b"<h1>A page</h1>", b"<meta charset=", b'<meta property="og:title" content="',
    b'<script type="application/ld+json">{"@type": "Article", "author": [', b"<article>", b"<time datetime=",
    b'<link rel="canonical" href="', b'<base href="//">', b"Subject: =?utf-8?q?=00?=\n", b"From: <@>\n",
    b"Content-Type: multipart/mixed; boundary=x\n\n--x\n", b"From x 7:30\nA: b\n", b"\nFrom ", b">From ",
    b"Message-ID: <a@b>\n", b'{"title": "', b'"text": ', b"{}", b"[",
    "\u202e\u200f\ufeff\u2028\x85\U0001f333\U0010ffff".encode(),
    "\u0645\u0631\u062d\u0628\u0627".encode(), b"A sentence of some words, said once. ",
]  # fmt: skip
CONTENTS = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.text(max_size=100).map(lambda text: text.encode("utf-16", "surrogatepass")),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map(b"".join),
    st.tuples(st.sampled_from([b"Title\n\n", b"---\ntitle: Title\n---\n", b""]), st.binary(max_size=200)).map(
        b"".join
    ),
)


def cut_entries(feeds: Path) -> dict[str, list[bytes]]:
    """Return the bytes of each entry in each format, as a stranger cuts them, by its article."""
    entries: dict[str, list[bytes]] = {}
    whole = (feeds / "feed.json").read_bytes()
    for line in whole.split(b'"items": ')[1].splitlines()[1:-2]:
        item = json.loads(line.rstrip(b","))
        entries[item["_seedfeed"]["key"]] = [line.rstrip(b","), item["id"].encode()]
    for name, pattern in (("rss.xml", rb"<item>.*?</item>"), ("atom.xml", rb"<entry[ >].*?</entry>")):
        found = re.findall(pattern, (feeds / name).read_bytes(), re.DOTALL)
        assert len(found) == len(entries)
        for parts in entries.values():
            parts += [entry for entry in found if b">" + parts[1] + b"</" in entry]
    return entries


def judge_files(feeds: Path) -> None:
    """Read every published file with a parser that is not ours."""
    for path in feeds.rglob("*"):
        if path.suffix in {".xml", ".opml"}:
            expat.ParserCreate().Parse(path.read_bytes(), True)  # noqa: FBT003 - expat's own signature
        elif path.suffix == ".json":
            json.loads(path.read_bytes())
        elif path.suffix == ".html":
            assert "\ufffe" not in path.read_text(encoding="utf-8")


@settings(MODEST, max_examples=250)
@given(
    content=CONTENTS,
    name=st.sampled_from(
        [
            "odd.html",
            "odd.eml",
            "odd.mhtml",
            "odd.json",
            "odd.txt.gz",
            "odd.txt",
            "odd.md",
            "odd",
            "deep/2024-02-30-odd.text",
        ]
    ),
    config=st.sampled_from([EXCERPT, FULL]),
)
@example(content=b"", name="odd.txt", config=EXCERPT)
@example(content=b"<h1>\x01&#0;&#xFFFE;</h1><p>\xed\xa0\x80 text", name="odd.html", config=FULL)
@example(content=b'{"title": "\\ud800", "text": "\\u0000 text", "author": [1]}', name="odd.json", config=FULL)
@example(content=b"Subject: =?x?q?=FF?=\nDate: 99\nFrom: <>\n\n\xff\x00", name="odd.eml", config=FULL)
@example(content=b"---\ntitle: '\\ud800'\n---\n", name="odd.md", config=FULL)
@example(content=b'---\ntitle: "\\ud800 \\0 \\uFFFE"\n---\n\nText.\n', name="odd.md", config=FULL)
def test_any_bytes_are_published_whole_or_left_out_with_a_reason(
    content: bytes, name: str, config: Config
) -> None:
    """No file breaks a run or a feed, and its neighbours' entries stay byte for byte what they were."""
    with Folder(config) as folder:
        for path, good in NEIGHBOURS.items():
            folder.write(path, good, age_s=3600)
        folder.build()
        before = cut_entries(folder.feeds)
        assert [len(parts) for parts in before.values()] == [4, 4]
        folder.write(name, content)
        report = folder.build()
        judge_files(folder.feeds)
        after = cut_entries(folder.feeds)
        assert {key: after[key] for key in before} == before
        published = after.keys() - before.keys()
        problems = [str(problem) for problem in report.problems]
        assert len(published) + len(problems) + len(report.held) == 1, problems
        assert not [line for line in problems if "this is a bug" in line]


@settings(MODEST, max_examples=150)
@given(
    parts=st.lists(CONTENTS, max_size=4),
    begins=st.sampled_from(
        [b"", b"From a@b Mon Dec  1 07:00:00 2025\n", b"From x 7:30\nSubject: A letter\n"]
    ),
    packed=st.booleans(),
)
@example(parts=[b"\0", b"\0"], begins=b"From x 7:30\nSubject: A letter\n", packed=False)
def test_any_mailbox_is_published_whole_or_left_out_with_a_reason(
    parts: list[bytes], begins: bytes, *, packed: bool
) -> None:
    """However many messages there are in it: each is an entry or a problem, and a second run does nothing."""
    content = b"\n\n".join(begins + part for part in parts)
    with Folder(EXCERPT) as folder:
        for path, good in NEIGHBOURS.items():
            folder.write(path, good, age_s=3600)
        folder.build()
        before = cut_entries(folder.feeds)
        name = "odd.mbox.gz" if packed else "odd.mbox"
        folder.write(name, gzip.compress(content, mtime=0) if packed else content, age_s=60)
        report = folder.build()
        judge_files(folder.feeds)
        after = cut_entries(folder.feeds)
        assert {key: after[key] for key in before} == before
        problems = [str(problem) for problem in report.problems]
        assert not [line for line in problems if "this is a bug" in line]
        told = len(after) - len(before) + len(problems) + len(report.held) + len(report.duplicates)
        assert told or not content.strip() or b"DON'T" in content
        files = {path: path.read_bytes() for path in folder.feeds.rglob("*") if path.is_file()}
        again = folder.build()
        assert (again.written, again.new, again.changed, again.removed) == ((), 0, 0, 0)
        assert {path: path.read_bytes() for path in folder.feeds.rglob("*") if path.is_file()} == files
