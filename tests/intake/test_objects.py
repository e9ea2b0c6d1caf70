"""A draft and its JSON are each other's inverse, so that a dry run can be read again."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convivia.intake.cleaning import clean_line, clean_text
from convivia.intake.completing import complete
from convivia.intake.drafts import Draft, DraftPlace, DraftText, DraftWarning, to_json
from convivia.intake.limits import IntakeError
from convivia.intake.objects import from_json
from convivia.practices.period import parse_period
from tests.intake.cards import Printed, page

lines = st.text(max_size=40).map(lambda text: clean_line(text)[0])
paragraphs = st.text(max_size=80).map(lambda text: clean_text(text)[0])
words = lines.filter(bool)
names = words.filter(lambda text: not set(text) & set(";|,\n"))
languages = st.sampled_from(["", "en", "fr", "sr", "mi", "pt-BR", "no"])
addresses = st.sampled_from(["", "https://example.org/a?b=c", "http://example.org"])
periods = st.sampled_from(
    [
        "",
        "2016",
        "Since 2017",
        "2016-2018",
        "March 2018 until 31 August 2019",
        "2nd half 2021",
        "N/A",
        "23/02/2",
        "Ongoing-",
        "2018-2022 (still in use)",
        "From September 2014 to May 2015 (still ongoing as part of the strategy)",
        "the 1990s",
        "Chaque année autour du 21 mars, depuis 1995",
        "nobody knows",
        "2018-2012",
    ]
).map(parse_period)


@st.composite
def texts(draw):
    language, title_language = draw(languages), draw(languages)
    return DraftText(
        language=language,
        title=draw(lines),
        title_language=title_language if title_language != language else "",
        stand_in_title=draw(lines),
        summary=draw(paragraphs),
        sections=draw(st.dictionaries(st.sampled_from(["purpose", "process", "description"]), paragraphs.filter(bool))),
        cut_off=tuple(draw(st.sets(st.sampled_from(["purpose", "process"])))),
        keywords=tuple(dict.fromkeys(draw(st.lists(names, max_size=3)))),
        external_id=draw(lines),
        also=tuple(dict.fromkeys(draw(st.lists(names, max_size=2)))),
        other_titles=tuple(dict.fromkeys(draw(st.lists(words, max_size=2)))),
        note=draw(paragraphs),
        source_url=draw(addresses),
        original=draw(st.booleans()),
    )


@st.composite
def drafts(draw):
    places = st.builds(DraftPlace, st.sampled_from(["", "NO", "GB"]), lines)
    main = draw(texts().filter(lambda text: bool(text.title)))
    return Draft(
        texts=(main, *draw(st.lists(texts(), max_size=2))),
        places=tuple(
            dict.fromkeys(place for place in draw(st.lists(places, max_size=3)) if place.country or place.name)
        ),
        period=draw(periods),
        areas=tuple(dict.fromkeys(draw(st.lists(names, max_size=2)))),
        principles=tuple(dict.fromkeys(draw(st.lists(names, max_size=2)))),
        public_id=draw(st.sampled_from(["", "958x2hz"])),
        source=draw(lines),
        licence=draw(lines),
        warnings=tuple(
            draw(st.lists(st.builds(DraftWarning, words, lines, st.integers(0, 99)), max_size=2, unique=True))
        ),
    )


@given(drafts())
@settings(deadline=None)
def test_a_draft_survives_its_json(draft):
    assert from_json(json.loads(json.dumps(to_json(draft)))) == draft


@given(drafts())
@settings(deadline=None)
def test_completing_twice_changes_nothing(draft):
    once = complete(draft)
    assert complete(once) == once


def test_what_a_listing_gave_survives_a_dry_run(read_listing):
    cards = [
        Printed(line=line)
        for line in ("Norway Bergen 2016-", "Isl", "by A. Sample, Bergen", "Ireland (Fyngal) 2021", "")
    ]
    for draft in read_listing(page(*cards)).drafts:
        again = from_json(json.loads(json.dumps(to_json(draft))))
        assert (again, complete(again)) == (draft, draft)


@pytest.mark.parametrize("value", [None, 3, "x", [], True])
def test_what_is_no_object_is_no_record(value):
    with pytest.raises(IntakeError, match="Line 7 holds no object"):
        from_json(value, 7)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
KEYS = [
    "title",
    "language",
    "places",
    "period",
    "sections",
    "summary",
    "areas",
    "keywords",
    "texts",
    "warnings",
    "id",
    "source_url",
    "original",
    "cities",
    "country",
    "start_year",
    "ongoing",
    "cut_off",
    "whatever",
]


@given(st.dictionaries(st.sampled_from(KEYS), json_values))
@settings(deadline=None)
def test_any_object_is_read_without_harm_and_again_alike(value):
    draft = complete(from_json(value))
    assert from_json(json.loads(json.dumps(to_json(draft)))) == draft
