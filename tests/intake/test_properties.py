"""What holds for every listing: nothing fails, nothing is lost, and what a page prints comes back as it was."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convivia.intake.furniture import Furniture
from convivia.intake.headings import Headings
from convivia.intake.lines import text_lines
from convivia.intake.listing import ListingReader
from convivia.intake.metalines import MetaReader
from convivia.intake.reading import shipped_headings
from convivia.places.countries import country_code
from convivia.places.files import shipped_gazetteer
from tests.intake.cards import HEAD, TAIL

WORD = re.compile(r"[^\W_]+")

PIECES = [
    "Women’s House",
    "Norway Bergen 2016",
    "Spain Bilbao",
    "Amadora",
    "2016",
    "Ongoing",
    "Read More",
    "Lire la suite",
    "Purpose: To meet.",
    "But : Aider...",
    "Purpose:",
    "Impact",
    "Stimulus/Rationale: Process: A text...",
    "A text that goes on and on, and then...",
    "A sentence. And one more.",
    "0 International outlook",
    "Retour",
    "Villes Botkyrka",
    "Tilburg, Netherlands",
    "Bergen, Norway - Title",
    "Italy - Learn Arabic!",
    "by A. Sample, Tel Aviv - Jaffa",
    "Isl",
    "Portugal Casca",
    "Norway",
    "since",
    "…",
    "- - -",
    "(",
    ":",
    "&amp;",
    "<b>bold</b>",
    "Norway Bergen 2016 Purpose: To meet... Read More",
    "x" * 300,
    "Title Norway Bergen 2016",
    "\x07",
    "\u200b",
]
page_lines = st.lists(st.sampled_from(PIECES) | st.text(max_size=40), max_size=25)


@pytest.fixture(scope="module")
def reader():
    places = MetaReader(shipped_gazetteer())
    return ListingReader(places, shipped_headings(), Furniture([], places))


def label_words(headings: Headings, text: str) -> set[str]:
    found = headings.possible_labels(text)
    return {word for label in found for word in WORD.findall(text[label.start : label.end].lower())}


def accounted(reading) -> str:
    """Return all words that a reading kept: in drafts, in what is told of the page, and in the furniture."""
    kept = [line.text for line in reading.furniture] + [warning.text for warning in reading.warnings]
    for draft in reading.drafts:
        main = draft.main
        kept += [main.title, main.note, draft.period.text, *main.sections.values()]
        kept += [warning.text for warning in draft.warnings]
        kept += [place.name for place in draft.places]
    return " ".join(kept).lower()


@given(page_lines, st.sampled_from(["\n", "\n\n", "\r\n"]))
@settings(deadline=None, max_examples=300)
def test_no_text_fails_and_no_line_is_lost(reader, lines, between):
    text = between.join(lines)
    reading = reader.read(text_lines(text))
    kept = set(WORD.findall(accounted(reading)))
    labels = label_words(shipped_headings(), text)
    for line in text_lines(text):
        lost = set(WORD.findall(line.text.lower())) - kept - labels - READ
        assert not {word for word in lost if not country_code(word)}, line.text


# Words that are kept as what they say: places under their own names, countries as codes, links to the whole text.
READ = set(WORD.findall("read more lire la suite norway spain portugal netherlands tilburg italy isl casca villes"))


titles = st.lists(
    st.sampled_from("House of women meets young people in the old town for a day with music and food".split()),  # noqa: SIM905
    min_size=2,
    max_size=9,
    unique=True,
).map(lambda words: " ".join([*words, "project"]).capitalize())
where = st.sampled_from(
    [
        ("Norway Bergen", [("NO", "Bergen")]),
        ("United Kingdom London-Lewisham", [("GB", "London-Lewisham")]),
        ("Italie Ravenne", [("IT", "Ravenna")]),
        ("Poland Lublin Krakow", [("PL", "Lublin"), ("PL", "Kraków")]),
        ("Portugal Santa Maria da Feira", [("PT", "Santa Maria da Feira")]),
        ("Belgium", [("BE", "")]),
    ]
)
when = st.sampled_from(
    ["2016", "Since 2017", "2009-ongoing", "2016-2018", "à partir 2016", "2013-", "8-11 September 2016", ""]
)
teasers = st.sampled_from(
    [
        "Purpose: People meet and learn from each other. Process: The city has invited...",
        "A text without any label that goes on...",
        "Purpose: To give a voice to young people who live here and want to say what...",
        "A whole text. It has two sentences.",
    ]
)
cards = st.lists(st.tuples(titles, where, when, teasers), min_size=1, max_size=8)


@given(
    cards, st.sampled_from(["Read More", "Lire la suite", ""]), st.sampled_from(["\n", "\n\n", "\n\n\n"]), st.booleans()
)
@settings(deadline=None, max_examples=200)
def test_a_page_that_was_printed_is_read_back(reader, cards, more, between, has_frame):
    parts = [
        part
        for title, (place, _), time, text in cards
        for part in (title, f"{place} {time}".strip(), text, more)
        if part
    ]
    text = between.join(parts)
    reading = reader.read(text_lines(HEAD + text + TAIL if has_frame else text))
    assert [
        (draft.main.title, [(p.country, p.name) for p in draft.places], draft.period.text) for draft in reading.drafts
    ] == [(title, places, time) for title, (_, places), time, _ in cards]
    printed = [text.removeprefix("Purpose: ").replace(" Process:", "") for *_, text in cards]
    assert [" ".join(draft.main.sections.values()) for draft in reading.drafts] == printed
