"""Pages that were copied as Markdown."""

from convivia.intake.lines import text_lines
from convivia.intake.markdown import from_markdown
from tests.intake.cards import facts

PAGE = """# Good practices

![A picture](https://example.org/picture.png)

## [Women’s House](https://example.org/a)

*Spain Bilbao Since 2008*

**Purpose:** A space for [women](https://example.org/b) to meet and...

[Read More](https://example.org/a)

## Snake\\_case and *stars*

Norway Bergen 2018

> **Purpose:** To give a voice to...

[Read More](javascript:alert(1))
"""


def test_headings_links_and_emphasis_become_what_they_mean(read_text):
    drafts = read_text(PAGE)[1]
    assert [facts(draft)[:3] for draft in drafts] == [
        ("Women’s House", [("ES", "Bilbao")], "Since 2008"),
        ("Snake_case and stars", [("NO", "Bergen")], "2018"),
    ]
    assert [draft.main.source_url for draft in drafts] == ["https://example.org/a", ""]
    assert [draft.main.sections for draft in drafts] == [
        {"purpose": "A space for women to meet and..."},
        {"purpose": "To give a voice to..."},
    ]


def test_other_pages_stay_as_they_are():
    lines = list(text_lines("#iorispetto: *active* citizenship\n\n5 * 3 * 2 and snake_case_words\n[1] a footnote\n"))
    assert list(from_markdown(lines)) == lines


def test_headings_keep_their_level():
    lines = from_markdown(list(text_lines("## Two ##\n###### Six\n####### none\n")))
    assert [(line.text, line.heading) for line in lines] == [("Two", 2), ("Six", 6), ("####### none", 0)]
