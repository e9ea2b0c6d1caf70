"""Why a hit was found: passages, and reasons as values and in words."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from convivia.places.models import PlaceName
from convivia.search.actions import reindex
from convivia.search.engines.port import AnyOf, Question
from convivia.search.engines.vectors import Near
from convivia.search.explanation import (
    ByConcept,
    ByMeaning,
    ByPlace,
    ByTheme,
    ByWord,
    Explanation,
    ReadAs,
    explanations,
)
from convivia.search.explanation_words import quiet_reasons, say_origin, say_reason
from convivia.search.meant import Reading
from convivia.search.passages import Passage as Nearest
from convivia.search.queries import SearchResults, search
from convivia.search.query import SearchQuery
from convivia.vocabularies.actions import load_vocabularies
from convivia.vocabularies.models import Concept, Label
from tests.making import make_place, make_practice, text_record

pytestmark = pytest.mark.django_db


def explain(q, language="en", **filters):
    """Return the explanations of what `q` finds, by id."""
    reindex()
    results = search(SearchQuery(q=q, **filters), language=language)
    return explanations(results, results.ids, language)


def marked(parts):
    return "".join(f"[{part.text}]" if part.is_marked else part.text for part in parts)


def test_words_are_marked_in_title_and_summary():
    pk = make_practice(text_record(title="A school for all", summary="Pupils cook. The schools open at night.")).pk
    why = explain("schools cook")[pk]
    assert (marked(why.title), marked(why.summary)) == (
        "A [school] for all",
        "Pupils [cook]. The [schools] open at night.",
    )
    assert (marked(why.passage.parts), why.passage.section, why.tells_more) == (
        "Pupils [cook]. The [schools] open at night.",
        "summary",
        False,
    )
    assert why.reasons == (ByWord("schools", "school", "en", "title"), ByWord("cook", "cook", "en", "summary"))


def test_a_passage_shows_what_the_card_does_not():
    answers = {"purpose": "To meet.", "impact": "Trust grew. Since then a choir sings. " + "And so on. " * 40}
    pk = make_practice(text_record(title="A kitchen", summary="Neighbours meet.", answers=answers)).pk
    why = explain("kitchen choir")[pk]
    assert (marked(why.passage.parts), why.passage.section, why.passage.language, why.tells_more) == (
        "Since then a [choir] sings. And so on.",
        "impact",
        "en",
        True,
    )
    assert not (why.passage.starts_within or why.passage.ends_within)


def test_the_language_that_it_matched_in_is_said():
    french = text_record(
        language="fr", title="Une cuisine", summary="", answers={"impact": "La confiance."}, is_original=False
    )
    pk = make_practice(text_record(title="A kitchen", summary="Neighbours meet."), french).pk
    why = explain("confiance")[pk]
    assert (why.passage.text, why.passage.section, why.passage.language) == ("La confiance.", "impact", "fr")
    assert why.reasons == (ByWord("confiance", "confiance", "fr", "impact"),)
    assert marked(explain("kitchen", "fr")[pk].title) == "Une cuisine"


def test_keywords_and_other_titles_are_passages_too():
    pk = make_practice(text_record(title="T", summary="S", keywords=("food", "garden"), other_titles=("Former",))).pk
    assert marked(explain("garden")[pk].passage.parts) == "food, [garden]"
    assert explain("former")[pk].passage.section == "other_titles"


def test_areas_are_named_by_label_or_by_synonym():
    pk = make_practice(text_record(title="T", summary="S"), concept_keys=("mediation",)).pk
    label = "Mediation and conflict resolution"
    assert explain("mediation")[pk].reasons == (ByConcept("mediation", "area", "mediation", label, True),)
    assert explain("médiation")[pk].reasons == (ByConcept("médiation", "area", "mediation", label, True),)
    Label.objects.create(concept=Concept.objects.get(key="mediation"), language="de", kind="alt", text="Streit lösen")
    (reason,) = explain("Streit lösen")[pk].reasons
    assert reason == ByConcept("streit lösen", "area", "mediation", label, False)
    assert say_reason(reason) == f"Synonym of {label}"


def test_places_are_named_by_any_of_their_names():
    harbour = make_place("harbour", "NO", name="Sample Harbour")
    quay = make_place("quay", "NO", name="Quay", parent=harbour)
    PlaceName.objects.create(place=harbour, language="fr", kind="preferred", text="Port-Exemple")
    pk = make_practice(text_record(title="T", summary="In Sample Harbour."), place_ids=(quay.pk,)).pk
    nation = make_practice(text_record(title="N", summary="S"), country_codes=("NO",)).pk
    assert explain("port-exemple")[pk].reasons == (ByPlace("port exemple", "Sample Harbour"),)
    assert explain("port-exemple", "fr")[pk].reasons == (ByPlace("port exemple", "Port-Exemple"),)
    assert explain("quay")[pk].reasons == (ByPlace("quay", "Quay"),)
    assert explain("Norwegen")[nation].reasons == (ByPlace("norwegen", "Norway"),)
    # A part of a name is said only where the text does not have the word anyway.
    assert explain("sample")[pk].reasons == (ByWord("sample", "Sample", "en", "summary"),)
    assert explain("port")[pk].reasons == (ByPlace("port", "Sample Harbour"),)


@pytest.fixture
def with_meaning(monkeypatch):
    """Explain a practice as if it had been found by the meaning of a passage that reads so."""

    def explained(pk, passage, language="en", words=(), similarity=0.71):
        monkeypatch.setattr("convivia.search.explanation.nearest_passage", lambda rows, hit: Nearest(language, passage))
        question = Question(words=tuple(AnyOf(((word, 1.0),)) for word in words))
        near = {pk: Near(pk, 0, similarity)}
        results = SearchResults(SearchQuery(q="what is meant"), 1, [pk], {}, question=question, near=near)
        return explanations(results, [pk], "en")[pk]

    return explained


def test_what_was_found_by_meaning_shows_the_passage_where_it_stands(with_meaning):
    answers = {"purpose": "Zero.", "impact": "One. Two.\n\nThree."}
    pk = make_practice(text_record(title="T", summary="S.", answers=answers)).pk
    why = with_meaning(pk, "One. Two. Three.", words=("absent",))
    assert (why.passage.text, why.passage.section, why.passage.language) == ("One. Two.\n\nThree.", "impact", "en")
    assert (why.reasons, why.tells_more, why.missing) == ((ByMeaning(0.71),), True, ("absent",))
    whole = with_meaning(pk, "S. Zero. One.", words=("absent",))
    assert (whole.passage.text, whole.tells_more) == ("S.", False)
    gone = with_meaning(pk, "A passage that is gone.", "fr")
    assert (gone.passage.section, gone.passage.language, gone.tells_more) == ("", "fr", True)
    assert with_meaning(pk, " ").passage is None


def test_meaning_is_a_reason_beside_words_only_where_it_is_near(with_meaning):
    pk = make_practice(text_record(title="Alpha", summary="S.")).pk
    far, near = (with_meaning(pk, "S.", words=("alpha", "beta"), similarity=value) for value in (0.1, 0.5))
    assert ([type(reason) for reason in far.reasons], far.missing) == ([ByWord], ("beta",))
    assert [type(reason) for reason in near.reasons] == [ByWord, ByMeaning]
    assert (quiet_reasons(far), quiet_reasons(near)) == ([], ["Found by meaning"])
    assert with_meaning(pk, "S.", words=("beta",), similarity=0.1).reasons == (ByMeaning(0.1),)


def test_a_misspelt_word_says_what_it_was_read_as():
    pk = make_practice(text_record(title="Mediation", summary="Café.")).pk
    terms = (("mediaton", 1.0), ("mediation", 0.5)), (("cafe", 1.0),)
    results = SearchResults(
        SearchQuery(q="mediaton cafe"), 1, [pk], {},
        question=Question(words=tuple(map(AnyOf, terms))),
        read_as=(Reading("mediaton", "mediation"), Reading("cafe", "caves")),
    )  # fmt: skip
    why = explanations(results, [pk], "en")[pk]
    assert why.reasons == (
        ReadAs("mediaton", "mediation"),
        ByWord("mediaton", "Mediation", "en", "title"),
        ByWord("cafe", "Café", "en", "summary"),
    )
    assert (quiet_reasons(why), say_reason(why.reasons[0])) == ([], "“mediaton” read as “mediation”")


def test_without_words_nothing_is_explained():
    make_practice(text_record(title="T"))
    reindex()
    with CaptureQueriesContext(connection) as caught:
        results = SearchResults(SearchQuery(), 1, [1], {})
        assert explanations(results, results.ids, "en") == {}
    assert len(caught) == 0


def test_as_many_queries_for_twenty_hits_as_for_one():
    place = make_place("harbour", "NO")
    counts = []
    for number in range(20):
        make_practice(
            text_record(title=f"School {number}", external_id=f"n{number}"),
            place_ids=(place.pk,), concept_keys=("mediation", "education"),
        )  # fmt: skip
        if number in {0, 19}:
            reindex()
            results = search(SearchQuery(q="school mediation harbour"))
            with CaptureQueriesContext(connection) as caught:
                assert len(explanations(results, results.ids, "en")) == number + 1
            counts.append(len(caught))
    assert counts == [7, 7]


def why(*reasons):
    return Explanation(None, (), (), reasons)


AREA = ByConcept("mediation", "area", "mediation", "Mediation", True)


def test_the_quiet_line_says_what_marks_do_not():
    word, meaning = ByWord("mediation", "médiation", "fr", "title"), ByMeaning(0.5)
    assert quiet_reasons(why(word, AREA, meaning)) == []
    assert quiet_reasons(why(AREA)) == ["By policy area: Mediation"]
    assert quiet_reasons(why(meaning)) == ["Found by meaning"]
    assert quiet_reasons(why(ReadAs("mediaton", "mediation"), meaning)) == ["Found by meaning"]
    synonym = replace(AREA, word="peace", is_label=False)
    assert quiet_reasons(why(word, synonym, synonym, ByPlace("bilbao", "Bilbao"))) == [
        "Synonym of Mediation",
        "By place: Bilbao",
    ]


def test_reasons_in_words():
    assert say_reason(ByWord("mediation", "médiation", "fr", "title")) == "Word: médiation (French)"
    assert say_reason(ByWord("food", "food", "", "keywords")) == "Word: food"
    assert say_reason(replace(AREA, facet="principle", label="Equality")) == "By principle: Equality"


@pytest.mark.parametrize(
    ("section", "language", "said"),
    [
        ("impact", "fr", "from Impact, in French"),
        ("impact", "en", "from Impact"),
        ("summary", "", "from the summary"),
        ("an_extra", "en", "from An extra"),
        ("", "fr", "in French"),
        ("", "en", ""),
    ],
)
def test_where_a_passage_stands(section, language, said):
    with override("en"):
        assert say_origin(section, language, {"impact": "Impact"}) == said


@pytest.fixture(autouse=True)
def vocabularies():
    load_vocabularies(by="tests")
    with override("en"):
        yield


def test_a_theme_that_is_named_in_other_words_is_a_reason():
    load_vocabularies(by="tests")
    theirs = make_practice(text_record(title="A house for refugees", summary="Refugees live with students."))
    make_practice(text_record(title="Trees", summary="We plant."))
    reindex()
    results = search(SearchQuery(q="refugiados"))
    assert results.ids == [theirs.pk]
    why = explanations(results, results.ids, "en")[theirs.pk]
    assert why.reasons == (ByTheme("refugees", "Refugees and asylum seekers"),)
    assert quiet_reasons(why) == ["About Refugees and asylum seekers"]
