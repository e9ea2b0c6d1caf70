"""Words and meaning in one list: what only one finds is found; lists, pages, counts and neighbours agree."""

import random
import shutil

import pytest

from convivia.practices.models import Practice, Text
from convivia.search import planning
from convivia.search.actions import index_pending
from convivia.search.encoders.joint import JointEncoder
from convivia.search.encoding import encode_pending
from convivia.search.meaning import near
from convivia.search.planning import MEANING, WORDS, plan
from convivia.search.queries import counted, every, neighbours, search
from convivia.search.query import SearchQuery
from convivia.search.ranking import FLOOR, GATE, MOST_OTHERS
from tests.making import make_place, make_practice, text_record
from tests.search.fake_encoders import FakeEncoder, use_encoder

pytestmark = [pytest.mark.django_db]

SUBJECTS = [
    "chess",
    "school",
    "choir",
    "football",
    "kitchen",
    "library",
    "theatre",
    "market",
    "bridge",
    "museum",
    "harbour",
]
PEOPLE = ["women", "elders", "children", "neighbours", "newcomers", "artists"]


def make(title, summary="", language="en", **values):
    record = text_record(title=title, summary=summary, language=language)
    return make_practice(record, **values).pk


def fill(count=60):
    """Make practices of a subject and some people, in three cities, and everything that finds them."""
    cities = [make_place("bergen", "NO"), make_place("oslo", "NO"), make_place("paris", "FR")]
    for number in range(count):
        subject, people = SUBJECTS[number % len(SUBJECTS)], PEOPLE[number * 7 % len(PEOPLE)]
        make(
            f"{subject.title()} number{number}",
            f"For {people}.",
            place_ids=(cities[number % 3].pk,),
            concept_keys=("mediation",) if number % 2 else ("participation", "education"),
        )
    ready()


def ready():
    index_pending()
    encode_pending()


def ids(q, means=(WORDS, MEANING), **filters):
    return search(SearchQuery(q=q, **filters), language="en", means=means).ids


def test_what_has_no_word_of_the_query_is_found_by_its_meaning(fake_encoder):
    spanish = make("Ajedrez", language="es")
    words = make("Chess")
    make("Something else")
    ready()
    results = search(SearchQuery(q="chess"), language="en")
    assert (results.ids, results.total, results.complete, results.relaxed) == ([words, spanish], 2, 1, True)
    assert (results.near[spanish].pk, results.near[spanish].number) == (spanish, 0)
    assert ids("σκάκι") == sorted([spanish, words])
    scores = [(results.scores[pk].words > 0, results.scores[pk].meaning > 0.9) for pk in results.ids]
    assert scores == [(True, True), (False, True)]


def test_each_way_can_be_asked_for_alone(fake_encoder):
    spanish, words = make("Ajedrez", language="es"), make("Chess")
    ready()
    assert (ids("chess", means=(WORDS,)), set(ids("chess", means=(MEANING,)))) == ([words], {words, spanish})
    assert (ids("checkmate", means=(WORDS,)), set(ids("checkmate", means=(MEANING,)))) == ([], {words, spanish})
    fake_encoder.asked.clear()
    ids("jardín kitchen", means=(WORDS,))
    assert fake_encoder.asked == []


def test_a_query_that_nothing_fits_finds_nothing(fake_encoder):
    fill(24)
    for q in ("quantum chromodynamics", "κβαντική", "zzz", "!!!", "photosynthesis"):
        results = search(SearchQuery(q=q), language="en")
        assert (results.ids, results.total) == ([], 0), q


def test_without_an_encoder_or_vectors_words_find(settings, fake_encoder):
    fill(24)
    by_words = ids("chess", means=(WORDS,))
    assert len(by_words) == 3
    shutil.rmtree(settings.SEARCH_VECTORS)
    settings.SEARCH_VECTORS.write_text("cannot be a folder")
    assert (ids("chess"), ids("checkmate"), near("chess")) == (by_words, [], {})
    settings.SEARCH_ENCODER = "none"
    assert (ids("chess"), ids("checkmate"), near("chess")) == (by_words, [], {})


def test_a_lost_small_stock_is_made_anew_by_the_search_that_misses_it(settings, fake_encoder):
    spanish = make("Ajedrez", language="es")
    ready()
    shutil.rmtree(settings.SEARCH_VECTORS)
    assert ids("checkmate") == [spanish]


def queries(seed, count):
    """Return queries of one to three words, some of which nothing has."""
    chance = random.Random(seed)
    words = [*SUBJECTS, *PEOPLE, "checkmate", "number7", "bergen", "xyzzy"]
    return [" ".join(chance.sample(words, chance.randint(1, 3))) for _ in range(count)]


@pytest.mark.parametrize(
    "filters", [{}, {"cities": ("bergen",)}, {"areas": ("education",), "cities": ("oslo", "paris")}]
)
def test_lists_pages_counts_and_neighbours_agree(fake_encoder, filters):
    fill()
    all_found = set()
    for q in queries(1, 6 if filters else 12):
        query = SearchQuery(q=q, page_size=10, **filters)
        whole = every(query, language="en")
        first = search(query, language="en")
        pages = [
            search(SearchQuery(q=q, page_size=10, page=page, **filters), language="en", facets=()).ids
            for page in range(1, first.total // 10 + 3)
        ]
        assert [pk for page in pages for pk in page] == whole, q
        assert (len(set(whole)), first.total) == (len(whole), len(whole)), q
        assert counted(query, ["city"], language="en").total == first.total
        assert first.total - first.complete <= MOST_OTHERS
        for facet, name in (("city", "cities"), ("area", "areas")):
            for value in first.facets[facet] if facet not in query.filters() else ():
                narrowed = SearchQuery(q=q, page_size=100, **filters | {name: (value.value,)})
                assert search(narrowed, language="en", facets=()).total == value.count, (q, value)
                assert set(every(narrowed, language="en")) <= set(whole)
        for at in {0, len(whole) // 2, len(whole) - 1} if whole else ():
            around = neighbours(query, whole[at], language="en")
            assert (around.previous, around.next) == (
                whole[at - 1] if at else None,
                whole[at + 1] if at + 1 < len(whole) else None,
            ), q
        all_found |= set(whole)
    assert len(all_found) >= 3


def test_the_head_of_the_list_is_in_the_order_of_the_scores(fake_encoder):
    fill()
    for q in queries(2, 10):
        results = search(SearchQuery(q=q, page_size=100), language="en")
        totals = [results.scores[pk].total for pk in results.ids if pk in results.scores]
        assert totals == sorted(totals, reverse=True), q
        assert not totals or totals[0] >= min(GATE, FLOOR)


def test_orders_by_facts_hold_what_meaning_found_too(fake_encoder):
    fill(24)
    spanish = make("Ajedrez", language="es", period="2022")
    ready()
    query = SearchQuery(q="chess", sort="title", page_size=100)
    assert sorted(every(query, language="en")) == sorted(ids("chess", page_size=100))
    assert spanish in every(query, language="en")


def test_words_in_quotes_and_places_are_not_found_by_meaning(fake_encoder):
    bergen = make_place("bergen", "NO")
    quoted, elsewhere = make("Chess", place_ids=(bergen.pk,)), make("Ajedrez", language="es")
    ready()
    fake_encoder.asked.clear()
    assert (ids('"chess"'), ids("bergen"), fake_encoder.asked) == ([quoted], [quoted], [])
    assert set(ids("chess")) == {quoted, elsewhere}


def test_what_shall_be_left_out_is_neither_found_nor_meant(fake_encoder):
    spanish, words = make("Ajedrez", "De mujeres.", language="es"), make("Chess", "Of women.")
    ready()
    fake_encoder.asked.clear()
    assert ids("chess -mujeres") == [words]
    assert ids('chess -"of women"') == [spanish]
    assert [text.split() for text, _ in fake_encoder.asked] == [["chess"]] or fake_encoder.asked == [("chess", "en")]
    assert ids("chess -mujeres -women") == []
    assert sorted(ids("-mujeres")) == [words]


def test_the_encoder_reads_the_query_with_its_slips_corrected(fake_encoder):
    make("Neighbourhood library")
    ready()
    fake_encoder.asked.clear()
    search(SearchQuery(q="neigbourhood"), language="en")
    assert [text for text, _ in fake_encoder.asked] == ["neighbourhood"]


def test_an_empty_query_means_nothing_and_finds_all(fake_encoder):
    fill(12)
    fake_encoder.asked.clear()
    assert (len(ids("", page_size=100)), len(ids("  ", page_size=100)), fake_encoder.asked) == (12, 12, [])
    assert plan("", "en").near == {}


def test_two_encoders_agree_and_one_speaks_alone_where_the_other_lacks_the_language(settings, monkeypatch, tmp_path):
    settings.SEARCH_VECTORS = tmp_path / "vectors"
    first, second = FakeEncoder("first", 64), FakeEncoder("second", 200)
    joint = JointEncoder(first, second, 1.5, {"en"})
    use_encoder(settings, monkeypatch, joint)
    assert (joint.name, joint.dimensions) == ("first+1.5*second", 264)
    rows = joint.passages(["chess", "school"])
    assert [float(row @ row) for row in rows] == pytest.approx([1, 1], abs=1e-5)
    known, unknown = joint.query("chess", "en"), joint.query("chess", "el")
    assert float(known @ rows[0]) == pytest.approx(1, abs=1e-5)
    assert float(unknown @ unknown) == pytest.approx(0.6, abs=1e-5)
    assert [language for _, language in first.asked] == ["en"]
    assert float(joint.query("chess", "") @ rows[0]) == pytest.approx(1, abs=1e-5)
    practice = Practice.objects.create()
    Text.objects.create(practice=practice, language="en", title="chess")
    encode_pending()
    monkeypatch.setattr("convivia.search.meaning.scores", lambda text: {"el": 1.0})
    assert near("σκάκι")[practice.pk].likeness == pytest.approx(1, abs=0.02)
    assert [text for text, _ in first.asked].count("σκάκι") == 0
    monkeypatch.setattr("convivia.search.meaning.scores", lambda text: {})
    assert near("checkmate")[practice.pk].likeness == pytest.approx(1, abs=0.02)
    assert first.asked[-1] == ("checkmate", "")


def test_themes_rank_and_find_where_few_have_the_words_but_never_pass_for_them(fake_encoder):
    named = make("Interfaith dialogue", "Churches and mosques meet.")
    french = make("Rencontres", "Le dialogue interreligieux de la ville.", language="fr")
    make("Football", "A cup.")
    ready()
    results = search(SearchQuery(q="Interreligiöser Dialog"), language="en", means=(WORDS,))
    assert set(results.ids) == {named, french}
    assert (results.complete, results.relaxed) == (0, True)
    assert {results.scores[pk].themes for pk in results.ids} == {1.0}
    assert search(SearchQuery(q="interfaith dialogue"), language="en", means=(WORDS,)).complete == 1
    assert search(SearchQuery(q='"Interreligiöser Dialog"'), language="en").total == 0
    assert search(SearchQuery(q="Interreligiöser Dialog -cup"), language="en", means=(WORDS,)).total == 2


def test_a_plan_is_made_of_words_where_nothing_is_near(fake_encoder, monkeypatch):
    make("Chess")
    ready()
    seen = []
    monkeypatch.setattr(planning.meaning, "near", lambda text: seen.append(text) or {})
    made = plan("chess", "en")
    assert (seen, made.near, [score.meaning for score in made.scores.values()]) == (["chess"], {}, [0.0])


def test_encoding_begins_with_what_was_typed_before_its_words_are_read(fake_encoder):
    make("Chess")
    ready()
    fake_encoder.foreseen.clear()
    ids("chess -draughts")
    ids("chess", means=(WORDS,))
    ids("")
    assert set(fake_encoder.foreseen) == {"chess"}
