"""The words of the library and what its places are called, from a real index."""

import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from convivia.places.models import PlaceName
from convivia.practices.actions import delete_practices
from convivia.practices.models import Practice
from convivia.search import lexicon
from convivia.search.actions import index_pending, reindex
from convivia.search.engines.tantivy_engine import TantivyEngine
from convivia.search.lexicon import Entry, NamedValue
from convivia.search.queries import search
from convivia.search.query import SearchQuery
from tests.making import make_place, make_practice, text_record
from tests.search.making import document, fill

WORDS = [
    "mediation", "neighbourhood", "school", "antirumour", "bibliotheque",
    "διαπολιτισμοσ", "библиотека", "интеграция", "مدرسه", "קהילה",
]  # fmt: skip


def make(title, *, language="en", **values):
    return make_practice(text_record(language=language, title=title, summary=""), **values).pk


def words(entries):
    return [entry.word for entry in entries]


@pytest.mark.django_db
def test_a_word_is_known_as_it_is_mostly_written_with_its_languages():
    make("Médiation ici", language="fr")
    make("Médiation là", language="fr")
    make("MEDIATION here", language="en")
    reindex()
    assert lexicon.entry("mediation") == Entry("mediation", "médiation", 3, ("fr", "en"), ("médiation", "mediation"))
    assert lexicon.entry("ici") == Entry("ici", "ici", 1, ("fr",), ("ici",))
    assert lexicon.entry("elsewhere") is None


@pytest.mark.django_db
def test_near_words_come_with_their_slips_the_likeliest_first():
    make("mediation mediaton radiation school schools")
    make("mediation")
    reindex()
    assert [(each.word, each.slips) for each in lexicon.near("mediatoin")] == [("mediation", 1), ("mediaton", 1)]
    assert words(lexicon.near("mediation")) == ["mediaton", "radiation"]
    assert words(lexicon.near("mediation", 1)) == ["mediaton"]
    assert words(lexicon.near("schol")) == ["school"]
    assert words(lexicon.near("chool")) == ["school"]
    assert lexicon.near("sch") == lexicon.near("") == []


@pytest.mark.django_db
def test_a_wrong_first_letter_counts_more_but_is_forgiven():
    make("hanks bands")
    make("bands")
    reindex()
    assert words(lexicon.near("hands")) == ["hanks", "bands"]


@pytest.mark.django_db
def test_words_begin_with_a_prefix_those_of_the_readers_language_first():
    make("integration intercultural", language="en")
    make("intégration intégrer", language="fr")
    make("integration", language="en", place_ids=(make_place("intown", "NO", name="Intown").pk,))
    reindex()
    assert [(each.shown, each.practices) for each in lexicon.starting("int")] == [
        ("integration", 3),
        ("intégrer", 1),
        ("intercultural", 1),
    ]
    assert words(lexicon.starting("int", language="fr")) == ["integration", "integrer", "intercultural"]
    assert words(lexicon.starting("int", 1)) == ["integration"]
    assert lexicon.starting("zz") == []


@pytest.mark.django_db
def test_places_and_countries_of_the_library_are_known_by_all_their_names():
    place = make_place("koeln", "DE", name="Köln")
    PlaceName.objects.create(place=place, language="en", kind="preferred", text="Cologne")
    PlaceName.objects.create(place=place, language="es", kind="preferred", text="Colonia del Rin")
    part = make_place("koeln-ehrenfeld", "DE", name="Ehrenfeld", parent=place)
    make_place("bergen", "NO", name="Bergen")
    make("One", place_ids=(part.pk,))
    reindex()
    city, country = NamedValue("", "city", "koeln", 1), NamedValue("", "country", "DE", 1)
    called = {
        name: [NamedValue("", each.facet, each.value, each.practices) for each in lexicon.named(name.split())]
        for name in ("koln", "koeln", "cologne", "colonia del rin", "allemagne", "γερμανια", "colonia", "bergen")
    }
    assert called == {
        "koln": [city],
        "koeln": [city],
        "cologne": [city],
        "colonia del rin": [city],
        "allemagne": [country],
        "γερμανια": [country],
        "colonia": [],
        "bergen": [],
    }


@pytest.mark.django_db
def test_the_lexicon_follows_every_practice():
    make("kitchen")
    reindex()
    pk = make("garden")
    make("garlic")
    index_pending()
    assert words(lexicon.near("gardn")) == ["garden"]
    delete_practices(practices=list(Practice.objects.filter(pk=pk)), by="tests")
    index_pending()
    assert (lexicon.near("gardn"), words(lexicon.near("garlik"))) == ([], ["garlic"])


@pytest.mark.django_db
def test_a_lost_lexicon_is_made_anew_with_the_index(index_folder):
    pk = make("garden")
    reindex()
    for folder in index_folder.glob("*/words"):
        shutil.rmtree(folder)
    assert search(SearchQuery(q="garden")).ids == [pk]


@pytest.fixture(scope="module")
def of_words(tmp_path_factory):
    """An engine whose library has all of `WORDS`."""
    made = TantivyEngine(tmp_path_factory.mktemp("lexicon"), ("en",))
    fill(made, *(document(number, word) for number, word in enumerate(WORDS, 1)))
    return made


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_every_single_slip_finds_the_word(of_words, monkeypatch, data):
    monkeypatch.setattr(lexicon, "engine", lambda: of_words)
    word = data.draw(st.sampled_from(WORDS))
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from(sorted(set(word))))
    slip = data.draw(
        st.sampled_from(
            [
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
            ]
        )
    )
    if slip == word:
        return
    assert [(each.word, each.slips) for each in lexicon.near(slip)] == [(word, OSA.distance(slip, word))]
