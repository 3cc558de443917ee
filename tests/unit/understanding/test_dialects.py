"""What generators of sites add to Markdown reaches no reader."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedfeed.config import Config
from seedfeed.model import Draft
from seedfeed.understanding.dialects import MOST_TAGS, tidy
from seedfeed.understanding.markup import read_markdown, render_markdown

DraftOf = Callable[..., Draft]

TEXT = "The harbour opened again on Monday after a winter of repairs, its owner said to the people."


def texts(markdown: str) -> list[str]:
    """Return the lines of a Markdown text."""
    return [line.text for line in read_markdown(markdown, 1).lines]


def full(markdown: str) -> str:
    """Return all of a Markdown text as HTML."""
    return render_markdown(markdown, 1, frozenset(range(1000)))


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        pytest.param("One {% if a %}two{% endif %} three.", ["One two three."], id="liquid-tag"),
        pytest.param("One {%- assign a = 1\n  -%} two.", ["One two."], id="liquid-tag-over-lines"),
        pytest.param("One{{ page.x | upcase }} two.", ["One two."], id="liquid-value"),
        pytest.param(
            "{% comment %}\nHidden\n\nwords\n{% endcomment %}\nSeen.", ["Seen."], id="liquid-comment"
        ),
        pytest.param(
            "[the post]({% post_url 2020-01-01-a %}) says", ["the post says"], id="liquid-in-address"
        ),
        pytest.param(
            "{{< note >}}\nInside.\n{{< /note >}}\n\nOut.", ["Inside.", "Out."], id="hugo-shortcode"
        ),
        pytest.param("{{% notice\n  tip %}}\nInside.\n{{% /notice %}}", ["Inside."], id="hugo-percent"),
        pytest.param('[a]({{< ref "b.md" >}}) c', ["a c"], id="hugo-ref"),
        pytest.param("{{/* not seen */}}Seen.", ["Seen."], id="hugo-comment"),
        pytest.param("One.\n{: .lead}\n\nTwo{: #x}.", ["One.", "Two."], id="kramdown"),
        pytest.param("* Contents\n{:toc}\n\nOne.", ["One."], id="kramdown-contents"),
        pytest.param("{::options parse_block_html='true' /}\n\nOne.", ["One."], id="kramdown-options"),
        pytest.param("## Part {#part .wide}\n\nOne.", ["Part", "One."], id="pandoc-attributes"),
        pytest.param("[[_TOC_]]\n\n[toc]\n\nOne.", ["One."], id="contents"),
        pytest.param(
            "One[^1] two[^note].\n\n[^1]: A note\n    goes on.\n[^note]: Another.\n\nThree.",
            ["One two.", "Three."],
            id="footnotes",
        ),
        pytest.param("[^1]: https://x.example/\n\nOne[^1].", ["One."], id="footnote-like-an-address"),
        pytest.param(
            "import A from \"./a\"\nimport {\n  B\n} from 'b'\n\nexport const x = {\n  a: 1\n}\n\nOne.",
            ["One."],
            id="mdx-modules",
        ),
        pytest.param(
            "<Chart data={[1, 2]}\n  on={() => 1} />\n\nOne.", ["One."], id="mdx-component-over-lines"
        ),
        pytest.param(
            '<Note kind="a">\nInside.\n</Note>\n\nOne <Mark>two</Mark>.',
            ["Inside.", "One two."],
            id="mdx-component",
        ),
        pytest.param("{/* not seen */}\n\nOne.", ["One."], id="mdx-comment"),
        pytest.param(":::tip[Title]\nInside.\n:::\n\nOne.", ["Inside.", "One."], id="container"),
        pytest.param("> [!WARNING]\n> Take care.\n", ["Take care."], id="github-note"),
        pytest.param("- [ ] open\n- [x] done\n", ["open", "done"], id="tasks"),
        pytest.param("| a | b |\n|---|---|\n| c | d |\n\nOne.", ["One."], id="table"),
        pytest.param("<div>\nRaw.\n</div>\n\n<!-- note -->\n\nOne <b>two</b>.", ["One two."], id="raw-html"),
        pytest.param("{% highlight js %}\nlet a = 1\n{% endhighlight %}\n\nOne.", ["One."], id="liquid-code"),
        pytest.param(
            "Use `{{ a }}` and `{% b %}`, `[^1]`.", ["Use {{ a }} and {% b %}, [^1]."], id="code-stays"
        ),
        pytest.param(
            "A {set} of 5 {% of all, {:?} and a [^ b.",
            ["A {set} of 5 {% of all, {:?} and a [^ b."],
            id="text-stays",
        ),
        pytest.param(
            'Export controls and import {duties} from "abroad" rise.',
            ['Export controls and import {duties} from "abroad" rise.'],
            id="words-stay",
        ),
        pytest.param("Set in {x} <3 and a <b.", ["Set in {x} <3 and a <b."], id="angle-stays"),
    ],
)
def test_no_tag_reaches_a_line(markdown: str, lines: list[str]) -> None:
    """Of each notation the words stay and the signs go."""
    assert texts(markdown) == lines


def test_full_text_holds_no_garbage_and_loses_nothing() -> None:
    """Code stays as written, footnotes can be read, boxes and tables are drawn."""
    html = full(
        "{% include a.html %}One[^1]{: .x}, two `{{ kept }}`.\n\n- [x] done\n- [ ] open\n\n"
        "| a |\n|---|\n| cell |\n\n```\n{% kept %} [^1]\n```\n\n"
        "{% highlight js %}\nlet a\n{% endhighlight %}\n\n"
        "[^1]: A note.\n"
    )
    for part in (
        "<p>One[1], two <code>{{ kept }}</code>.</p>",
        "<li>\u2611 done</li>",
        "<li>\u2610 open</li>",
        "<td>cell</td>",
        "<code>{% kept %} [^1]\n</code>",
        "<code>let a\n</code>",
        "<p>[1] A note.</p>",
    ):
        assert part in html
    assert "include" not in html
    assert "highlight" not in html


def test_footnotes_stay_in_full_text_though_they_are_no_lines(draft_of: DraftOf) -> None:
    """A block of furniture goes, a note does not."""
    text = f"{TEXT}[^1]\n\nAdvertisement\n\n| cell |\n|---|\n\n[^1]: A note.\n"
    html = draft_of(text, Config(content="full"), format="markdown", title="Title").body_html or ""
    assert "<p>[1] A note.</p>" in html
    assert "cell" in html
    assert "Advertisement" not in html


def test_figure_of_hugo_is_a_picture() -> None:
    """Its address and its words are those of Markdown's own."""
    found = read_markdown('{{< figure src="https://x.example/a b.jpg"\n  alt="An [old] boat" >}}\n\nOne.', 5)
    assert [(picture.url, picture.alt, picture.line) for picture in found.pictures] == [
        ("https://x.example/a%20b.jpg", "An old boat", 5)
    ]
    assert [(line.number, line.text) for line in found.lines] == [(8, "One.")]


@pytest.mark.parametrize(
    "mark",
    [
        "<!--more-->",
        "<!-- more -->",
        "<!-- Read More -->",
        "<!-- excerpt -->",
        "<!-- end_excerpt -->",
        "<!-- truncate -->",
        "{/* truncate */}",
        "<!-- TEASER_END -->",
    ],
)
def test_what_stands_before_a_more_mark_is_the_summary(draft_of: DraftOf, mark: str) -> None:
    """The author's own excerpt, all of it, without headings; the rule says so."""
    text = f"# The harbour opens\n\nShort *one*.\n\n## Part\n\nA second one is here.\n\n{mark}\n\n{TEXT}\n"
    draft = draft_of(text, format="markdown")
    assert (draft.title, draft.summary) == ("The harbour opens", "Short one. A second one is here.")
    (rule,) = [found.rule for found in draft.evidence if found.field == "summary"]
    assert rule == "more mark"


def test_more_mark_inside_a_paragraph_cuts_it(draft_of: DraftOf) -> None:
    """Only what stands before it is the excerpt."""
    draft = draft_of(f"The first sentence is short. <!--more--> {TEXT}\n", format="markdown", title="Title")
    assert draft.summary == "The first sentence is short."


@pytest.mark.parametrize(
    "before", ["", "![a](https://x.example/a.jpg)", "## Part", "By Ann Lee", "Hm."], ids=str
)
def test_more_mark_after_no_text_is_passed_over(draft_of: DraftOf, before: str) -> None:
    """The lead is the summary then."""
    text = f"# The harbour opens\n\n{before}\n\n<!--more-->\n\n{TEXT}\n"
    assert draft_of(text, format="markdown").summary.endswith(TEXT)


def test_stated_summary_goes_before_a_more_mark(draft_of: DraftOf) -> None:
    """Metadata wins, as everywhere."""
    draft = draft_of(f"{TEXT}\n\n<!--more-->\n\nMore.\n", format="markdown", title="T", summary="Stated.")
    assert draft.summary == "Stated."


def test_more_mark_in_code_is_code(draft_of: DraftOf) -> None:
    """An article about such marks is not cut by them."""
    text = f"Write it down.\n\n```\nA long line of code is here\n<!--more-->\n```\n\n{TEXT}\n"
    assert draft_of(text, format="markdown", title="Title").summary == TEXT


@pytest.mark.parametrize("fence", ["```", "~~~~", "  ```"], ids=str)
def test_fenced_code_keeps_every_sign(fence: str) -> None:
    """Over empty lines too, and what follows it is tidied again."""
    code = "{% kept %}\n\n[^1] {: .kept}\n\n<!--more-->\n"
    text = f"{fence}liquid\n{code}{fence}\n\n{{% gone %}}One.\n"
    tidied = tidy(text, with_notes=False)
    assert (tidied.text, tidied.more) == (text.replace("{% gone %}", ""), None)


def test_more_tags_than_any_article_has_are_left_alone() -> None:
    """Whoever writes so many means harm, and would have it take its time."""
    tidied = tidy("{% a %}" * (MOST_TAGS + 10), with_notes=False)
    assert tidied.text == "{% a %}" * 10


_PIECES = st.sampled_from(
    [
        "{%",
        "%}",
        "{{",
        "}}",
        "{{<",
        ">}}",
        "{{%",
        "%}}",
        "<!--",
        "-->",
        "more",
        "[^a]",
        "[^a]:",
        "{:",
        "{.a",
        "}",
        "```",
        "`",
        "~~~",
        "\n",
        "\n\n",
        " ",
        "word",
        ":::",
        "<A",
        "/>",
        ">",
        "{/*",
        "*/}",
        "comment",
        "endcomment",
        "highlight",
        "endhighlight",
        "figure src=a",
        "import ",
        "export const",
        "- ",
        "[toc]",
        "{:toc}",
        "> [!A]",
    ]
)


@given(pieces=st.lists(_PIECES, max_size=40), with_notes=st.booleans())
def test_lines_keep_their_numbers(pieces: list[str], *, with_notes: bool) -> None:
    """However the signs stand, as many lines come out as went in, and a mark lies inside the text."""
    text = "".join(pieces)
    tidied = tidy(text, with_notes=with_notes)
    assert tidied.text.count("\n") == text.count("\n")
    assert tidied.more is None or 0 <= tidied.more <= len(tidied.text)


@pytest.mark.parametrize(
    "piece",
    [
        "{%",
        "{{",
        "{{<",
        "{{< ",
        "{/*",
        "<!--",
        "[^",
        "[^a]: x\n",
        "{: a",
        "{#a ",
        "<A ",
        "<A {>x ",
        "<A\n",
        "` ",
        "``` \n",
        "import ",
        "import {\n",
        "{% comment %}",
        "{% highlight %}",
        "{{< figure src=a >}}",
        "- x\n{:toc}\n",
        "> [!A",
        " ",
        "[toc]\n",
        "export const a\n",
        "<!--more-->",
    ],
)
def test_hostile_text_is_tidied_in_time(piece: str) -> None:
    """100 KB of any sign take far less than the parser may; ten times the limit, for slow machines."""
    text = (piece * 100_000)[:100_000]
    start = time.process_time()
    tidy(text, with_notes=False)
    assert time.process_time() - start < 0.5
