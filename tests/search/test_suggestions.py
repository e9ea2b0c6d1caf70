"""Suggestions while typing: what is suggested, in which order, and that it follows the library."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convivia.places.models import Membership, Network, PlaceName
from convivia.practices.models import Practice
from convivia.search import suggestions
from convivia.search.actions import index_practices, reindex
from convivia.search.engines.installed import engine
from convivia.search.engines.port import IndexUnavailable, NameQuestion
from convivia.search.suggestions import suggest
from convivia.vocabularies.models import Label
from tests.making import make_place, make_practice, text_record

pytestmark = pytest.mark.django_db


def shown(text, language="en", **options):
    """Return what is suggested, as kind and words: what was typed in brackets, a name behind it in round ones."""
    rows = []
    for one in suggest(text, language, **options):
        through = f" ({written(one.through)} {one.through.language})" if one.through else ""
        rows.append((one.kind, f"{written(one.name)}{through}"))
    return rows


def written(name):
    return "".join(f"[{part.text}]" if part.is_match else part.text for part in name.parts)


def add(*texts, **values):
    """Save a practice and index it, as the signal does after the commit."""
    practice = make_practice(*texts, **values)
    assert index_practices(ids=[practice.pk])
    return practice


@pytest.fixture
def library(index_folder):
    """Three practices in two cities of two countries, one of them told in two languages; all made up."""
    bergheim = make_place("bergheim", "DE", name="Bergheim", population=60_000)
    PlaceName.objects.create(place=bergheim, language="fr", kind="preferred", text="Mont-Village")
    PlaceName.objects.create(place=bergheim, language="it", text="Montevilla")
    PlaceName.objects.create(place=bergheim, kind="misspelling", text="Bregheim")
    make_place("bergen-nord", "NO", name="Bergen Nord")
    sampleton = make_place("sampleton", "NO", name="Sampleton")
    network = Network.objects.create(key="fjords", names={"en": "Cities of fjords", "fr": "Villes"}, source="a sample")
    Membership.objects.create(network=network, place=sampleton, source="a sample")
    kitchen = make_practice(
        text_record(title="The anti-rumours kitchen", summary="People cook."),
        text_record(language="fr", title="La cuisine contre les rumeurs", is_original=False),
        place_ids=(bergheim.pk,),
        concept_keys=("mediation",),
    )
    make_practice(text_record(title="Rumour walks"), place_ids=(sampleton.pk,), period="2021")
    make_practice(
        text_record(title="Kitchen of languages"), place_ids=(sampleton.pk, bergheim.pk), concept_keys=("mediation",)
    )
    reindex()
    return kitchen


def test_titles_are_found_at_the_beginning_of_any_word(library):
    assert shown("rumour") == [("title", "[Rumour] walks"), ("title", "The anti-[rumour]s kitchen")]
    assert shown("kitch rum") == [("title", "The anti-[rum]ours [kitch]en")]
    assert shown("antirum")[0] == ("title", "The [anti-rum]ours kitchen")


def test_a_title_tells_where_its_page_is(library):
    (found,) = suggest("anti rumours", "fr")
    assert (found.kind, found.value, found.slug) == ("title", library.public_id, "la-cuisine-contre-les-rumeurs")
    assert [(place.name, place.country) for place in found.places] == [("Mont-Village", "Allemagne")]


def test_the_reader_sees_the_name_in_his_language_and_the_one_that_matched(library):
    assert shown("rumeurs", "fr") == [("title", "La cuisine contre les [rumeurs]")]
    assert shown("rumeurs", "en") == [("title", "The anti-rumours kitchen (La cuisine contre les [rumeurs] fr)")]
    assert shown("monte", "en") == [("city", "Bergheim ([Monte]villa it)")]
    assert shown("berg", "fr") == [("city", "Mont-Village ([Berg]heim )")]


def test_what_is_in_the_readers_language_comes_first(library):
    add(text_record(language="fr", title="Rumeurs du port"))
    add(text_record(language="fr", title="Sur les rumeurs du port"), period="2021")
    assert [text for _, text in shown("rumeurs", "fr")] == [
        "[Rumeurs] du port", "Sur les [rumeurs] du port", "La cuisine contre les [rumeurs]",
    ]  # fmt: skip
    assert shown("rumour", "fr")[0] == ("title", "[Rumour] walks")


def test_places_countries_and_networks_have_counts(library):
    assert [(one.kind, one.value, one.count, one.country) for one in suggest("berg", "en")] == [
        ("city", "bergheim", 2, "DE")
    ]
    assert [(one.kind, one.value, one.count) for one in suggest("norv", "fr")] == [("country", "NO", 2)]
    assert [(one.kind, one.value, one.count) for one in suggest("fjo", "fr")] == [("network", "fjords", 2)]
    assert shown("fjo", "fr") == [("network", "Villes (Cities of [fjo]rds en)")]


def test_short_names_of_countries_are_known(library):
    add(text_record(title="Elsewhere"), place_ids=(make_place("x", "GB").pk,))
    assert shown("brit", "en") == [("country", "United Kingdom (Great [Brit]ain en)")]


def test_areas_and_principles_come_first_and_know_their_synonyms(library):
    assert shown("media", "en") == [("area", "[Media]tion and conflict resolution")]
    assert shown("médiat", "fr") == [("area", "[Médiat]ion")]
    mediation = Label.objects.get(text="Médiation", language="fr").concept
    Label.objects.create(concept=mediation, language="en", kind="alt", text="Arbiters of the peace")
    reindex()
    assert shown("arbi", "en") == [("area", "Mediation and conflict resolution ([Arbi]ters of the peace en)")]


def test_wrong_forms_find_a_place_and_are_never_shown(library):
    assert shown("bregh", "en") == [("city", "[Bergh]eim")]


@pytest.mark.parametrize("typed", ["mediaton", "medaition", "mediattion", "kediation"])
def test_one_slip_is_corrected(library, typed):
    found = suggest(typed, "en")
    assert (found[0].kind, found[0].value, found[0].is_corrected) == ("area", "mediation", True)


def test_short_words_and_two_slips_are_not(library):
    assert [shown(typed) for typed in ("kic", "kztchzn")] == [[], []]


def test_nothing_is_corrected_where_something_fits(library):
    add(text_record(title="Bamour"))
    assert shown("bamour") == [("title", "[Bamour]")]


def test_nothing_leads_to_nothing(library):
    assert shown("bergen") == shown("sweden") == shown("education") == []
    assert shown("walks") == [("title", "Rumour [walks]")]
    Practice.objects.filter(texts__title="Rumour walks").delete()
    assert shown("walks") == []


@pytest.mark.parametrize("typed", ["", " ", "--", '"', "x" * 101, "a b c d e f g h i j k l m", "\x00\x01", ".*", "[a"])
def test_what_is_no_word_or_too_long_gives_nothing(library, typed):
    assert shown(typed) in ([], shown("a"))
    assert typed in {"[a"} or shown(typed) == []


def test_few_of_each_kind_and_no_more_than_asked_for(library):
    for number in range(5):
        add(text_record(title=f"Norway number {number}"))
        add(place_ids=(make_place(f"nor-{number}", "NO", name=f"Nor {number}").pk,))
    kinds = [kind for kind, _ in shown("nor")]
    assert kinds == ["country", "city", "city", "title", "title", "title"]
    assert len(shown("nor", limit=2)) == 2


def test_new_changed_and_deleted_practices_are_followed_at_once(library):
    place = make_place("newtown", "PT", name="Newtown")
    assert shown("newt") == shown("portu") == []
    practice = add(text_record(title="Gardens"), place_ids=(place.pk,))
    assert shown("gard") == [("title", "[Gard]ens")]
    assert shown("newt") == [("city", "[Newt]own")]
    assert shown("portu") == [("country", "[Portu]gal")]
    practice.texts.update(title="Parks")
    index_practices(ids=[practice.pk])
    assert (shown("gard"), shown("park")) == ([], [("title", "[Park]s")])
    pk = practice.pk
    practice.delete()
    index_practices(ids=[pk])
    assert shown("park") == shown("newt") == []
    assert engine().named(NameQuestion(("title",), (("park",),), "en"), limit=9) == []


def test_a_missing_index_of_a_small_library_is_made(library, index_folder):
    for file in index_folder.rglob("*"):
        if file.is_file():
            file.unlink()
    engine().__init__(index_folder, ("en", "fr"))
    assert shown("walks") == [("title", "Rumour [walks]")]


def test_where_it_cannot_be_made_that_is_told(library, index_folder, monkeypatch):
    monkeypatch.setattr(suggestions, "make_if_small", lambda reason: False)
    for file in index_folder.rglob("*.now"):
        file.unlink()
    with pytest.raises(IndexUnavailable):
        suggest("walks", "en")


def test_the_same_few_queries_for_one_practice_and_many(library):
    def count(text):
        suggest(text, "en")
        with CaptureQueriesContext(connection) as caught:
            suggest(text, "en")
        return len(caught)

    add(text_record(title="Quiet hours"))
    one = count("quiet")
    for number in range(5):
        add(text_record(title=f"Quiet hours {number}"))
    assert (one, count("quiet")) == (3, 3)
