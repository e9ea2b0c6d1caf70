"""Similar practices, and in what they are."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from convivia.places.likeness import SIZE, Likeness, Reason
from convivia.places.models import Figure
from convivia.search import similar as room
from convivia.search.actions import reindex
from convivia.search.engines.port import IndexUnavailable
from convivia.search.similar import Similar, similar
from convivia.search.similar_words import say_similar
from convivia.vocabularies.queries import concept_names
from tests.making import make_place, make_practice, text_record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_meaning(monkeypatch):
    """Practices are compared without an encoder, unless a test gives what is near."""
    near = {}
    monkeypatch.setattr(room, "nearest", lambda pk, limit: list(near.items())[:limit])
    with override("en"):
        yield near


def make(title, *concepts, keywords=(), places=(), summary="", **text):
    record = text_record(title=title, summary=summary, keywords=keywords, **text)
    return make_practice(record, concept_keys=concepts, place_ids=[place.pk for place in places]).pk


def filler(number):
    """Make practices that have nothing in common with others, so that words are rare."""
    for index in range(number):
        make(f"Filler {index}")


def test_shared_areas_and_telling_words_make_practices_similar():
    own = make("A choir of rumours", "mediation", "education", keywords=("songbook",))
    close = make("Songbook of streets", "mediation", "education", summary="A songbook.")
    near = make("Something else", "mediation", "real-equality")
    make("Far away", "welcoming")
    filler(20)
    reindex()
    found = similar(own)
    assert [each.pk for each in found] == [close, near]
    assert (found[0].areas, found[0].words, found[1].areas) == (
        ("education", "mediation"),
        ("songbook",),
        ("mediation",),
    )
    assert found[0].score > found[1].score


def test_never_itself_nor_another_print_of_it():
    own = make("A choir", "mediation", other_titles=("An older title",))
    make("A CHOIR!", "mediation")
    make("An older title", "mediation")
    other = make("Another", "mediation")
    reindex()
    assert [each.pk for each in similar(own)] == [other]


def test_of_one_city_only_one_and_four_in_all():
    bergen = make_place("bergen", "NO")
    cities = [make_place(f"town-{number}", "NO") for number in range(5)]
    own = make("Own", "mediation")
    in_bergen = [make(f"In Bergen {number}", "mediation", places=[bergen]) for number in range(4)]
    others = [make(f"In {city.key}", "mediation", places=[city]) for city in cities]
    reindex()
    found = [each.pk for each in similar(own)]
    assert (len(found), len(set(found) & set(in_bergen)), len(set(found) & set(others))) == (4, 1, 3)
    assert len(similar(own, limit=2)) == 2


def test_cities_are_compared():
    own_city, alike, small = make_place("own-city", "NO"), make_place("alike", "SE"), make_place("small", "FI")
    for place, value in ((own_city, 300_000), (alike, 310_000), (small, 3_000)):
        Figure.objects.create(place=place, kind="population", value=value, unit="people", year=2020, source="Sample")
    own = make("Own", "mediation", places=[own_city])
    first = make("Alike", "mediation", places=[alike])
    second = make("Small", "mediation", places=[small])
    third = make("Same", "mediation", places=[own_city])
    reindex()
    found = {each.pk: each for each in similar(own)}
    said = {pk: say_similar(each, concept_names("en"))[1:] for pk, each in found.items()}
    assert said == {first: ["city of similar size"], second: [], third: ["same city"]}
    assert list(found)[-1] == second


def test_what_is_near_in_meaning_is_similar_without_a_word_in_common(without_meaning):
    own, near, far = make("Uno"), make("Zwei"), make("Trois")
    reindex()
    assert similar(own) == []
    without_meaning.update({near: 0.6, far: 0.1})
    (found,) = similar(own)
    assert (found.pk, found.meaning, say_similar(found, {})) == (near, 0.6, ["similar in what it tells"])


def test_names_of_its_own_places_numbers_and_small_words_do_not_tell():
    bergen = make_place("bergen", "NO")
    own = make("Bergen 2017 for the nightingale", places=[bergen])
    make("In Bergen, 2017, for the better")
    filler(20)
    reindex()
    assert similar(own) == []


def test_a_practice_that_is_not_there_or_says_nothing_has_no_similar_ones():
    lone = make("")
    reindex()
    assert (similar(lone), similar(10**9)) == ([], [])


def test_without_an_index_it_says_so(monkeypatch):
    pk = make("Own", "mediation")
    with pytest.raises(IndexUnavailable):
        similar(pk)


def test_as_many_queries_for_twenty_candidates_as_for_one():
    place = make_place("bergen", "NO")
    own = make("Own", "mediation", places=[place])
    counts = []
    for number in range(20):
        make(f"Other {number}", "mediation", "education", places=[make_place(f"town-{number}", "NO")])
        if number in {0, 19}:
            reindex()
            with CaptureQueriesContext(connection) as caught:
                assert similar(own)
            counts.append(len(caught))
    assert len(set(counts)) == 1


def test_what_is_said():
    make("Only to load the vocabularies")
    names = concept_names("en")
    base = Similar(1, 2.0)
    size = Likeness(0.5, (Reason(SIZE, True, 1.0), Reason("country", True), Reason("diversity", False, 2.0)))
    assert say_similar(base, names) == []
    assert say_similar(replace(base, areas=("education",)), names) == ["same area: Education"]
    assert say_similar(replace(base, areas=("mediation", "education")), names) == [
        "same areas: Education, Mediation and conflict resolution"
    ]
    three = replace(base, areas=("mediation", "education", "language"), words=("choir", "song", "tune"), meaning=0.4)
    assert say_similar(replace(three, likeness=size), names) == [
        "3 areas in common, among them Education, Mediation and conflict resolution",
        "both speak of “choir”, “song”",
        "city of similar size",
    ]
    principle = replace(base, principles=("real-equality",), likeness=size)
    assert say_similar(principle, names) == ["same principle: Real equality", "city of similar size", "same country"]
