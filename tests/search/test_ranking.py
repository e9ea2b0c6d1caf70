"""What stands before what, over a small index of the real engine."""

from dataclasses import replace

import pytest

from convivia.search import ranking
from convivia.search.asked import read_query
from convivia.search.engines.port import AnyOf, Order, Question
from convivia.search.words import read_text
from tests.search.making import document, fill, question


def ranked(engine, text, *documents, reader="en"):
    fill(engine, *documents)
    return engine.find(question(text, reader), Order("relevance"), offset=0, limit=10)


FILLER = [document(100 + number, "other things happen in the city", title=f"Filler {number}") for number in range(20)]


@pytest.mark.parametrize(
    ("query", "better", "worse"),
    [
        ("mediation", {"title": "Mediation now"}, {"title": "Else", "text": "mediation " * 12}),
        (
            "mediation",
            {"title": "Mediation now", "text": "and other words " * 6},
            {"title": "Else", "text": "mediation " * 18},
        ),
        ("mediation", {"title": "Mediation here"}, {"title": "Else", "names": "mediation"}),
        ("mediation", {"text": "mediation in a house"}, {"text": "a house of many words and one mediation more"}),
        ("zürich", {"text": "a day in Zürich"}, {"text": "a day in Zurich"}),
        ("zurich", {"text": "a day in Zurich"}, {"text": "a day in Zürich"}),
        ("libraries", {"text": "open libraries here"}, {"text": "open library here"}),
        ("library", {"text": "open library here"}, {"text": "open libraries here"}),
        ("écoles", {"text": "nos écoles ouvertes"}, {"text": "nos ecoles ouvertes"}),
        ("écoles", {"text": "nos ecoles ouvertes"}, {"text": "nos école ouvertes"}),
        ("open city", {"title": "Open City"}, {"title": "Open City Open City"}),
        ("open city", {"title": "Open City"}, {"title": "City open", "text": "open city " * 9}),
    ],
)
def test_what_stands_first(bare_engine, query, better, worse):
    assert ranked(bare_engine, query, document(1, **worse), document(2, **better), *FILLER) == [2, 1]
    assert ranked(bare_engine, query, document(1, **better), document(2, **worse), *FILLER) == [1, 2]


def test_all_words_must_be_there_wherever(bare_engine):
    documents = [
        document(1, "about mediation", title="School"),
        document(2, "school"),
        document(3, names="school", title="Mediation"),
        document(4, "mediation"),
        document(5, "neither"),
    ]
    assert sorted(ranked(bare_engine, "school mediation", *documents)) == [1, 3]


@pytest.mark.parametrize("query", ["anti-rumour", "antirumour", "anti rumour", "Anti‑Rumours"])
def test_hyphened_joined_and_parted_words_find_each_other(bare_engine, query):
    assert ranked(
        bare_engine, query, document(1, "an anti-rumour net"), document(2, "rumour"), document(3, "anti")
    ) == [1]


def test_a_joined_word_is_found_by_its_parts(bare_engine):
    assert ranked(bare_engine, "anti-rumour", document(1, "antirumour agents"), document(2, "anti")) == [1]
    assert ranked(bare_engine, "anti rumour", document(1, "antirumour agents"), document(2, "anti")) == [1]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("πόλη", "Η ΠΌΛΗ μας"),
        ("medijacija", "Medijacija u školi"),
        ("медиация", "Медиация в школе"),
        ("שלום", "שָׁלוֹם לכולם"),
        ("مدينه", "في المدينة مدينة"),
        ("多文化", "多文化共生"),
        ("文化", "多文化共生"),
        ("茶", "日本茶室"),
        ("다문화", "다문화 가족"),
    ],
)
def test_words_of_other_scripts_are_found(bare_engine, query, text):
    assert ranked(bare_engine, query, document(1, text), document(2, "something else")) == [1]


def test_a_phrase_is_found_only_in_its_order_and_in_one_text(bare_engine):
    documents = [
        document(1, "the open city of all"),
        document(2, "the city is open"),
        document(3, "an open and green city"),
        document(4, "of all", title="Open city"),
        document(5, "city", title="open"),
        document(6, names="Open City Council"),
        document(7, "OPEN-CITY"),
    ]
    assert sorted(ranked(bare_engine, '"open city"', *documents)) == [1, 4, 6, 7]
    assert sorted(ranked(bare_engine, '"open city" green', *documents)) == []


def test_a_phrase_needs_no_accents_but_all_its_words(bare_engine):
    documents = [document(1, "la fête de l’école"), document(2, "la fête d'une école"), document(3, "fete de la ecole")]
    assert ranked(bare_engine, '"fete de l’ecole"', *documents) == [1]


def test_a_word_in_quotes_is_not_stemmed(bare_engine):
    documents = [document(1, "libraries"), document(2, "library"), document(3, names="Library")]
    assert sorted(ranked(bare_engine, '"library"', *documents)) == [2, 3]
    assert sorted(ranked(bare_engine, "library", *documents)) == [1, 2, 3]


def test_what_is_excluded_is_left_out(bare_engine):
    documents = [
        document(1, "school for women"),
        document(2, "school for men", title="Women"),
        document(3, "school at night"),
        document(4, "night and school"),
        document(5, "school", names="Women"),
    ]
    assert sorted(ranked(bare_engine, "school -women", *documents)) == [3, 4]
    assert sorted(ranked(bare_engine, 'school -"at night"', *documents)) == [1, 2, 4, 5]
    assert sorted(ranked(bare_engine, "-women", *documents)) == [3, 4]
    assert sorted(ranked(bare_engine, 'school -"women"', *documents)) == [3, 4]


def test_the_readers_language_is_preferred_and_nothing_hidden(bare_engine):
    texts = {1: ("a nation of many", "en"), 2: ("une nation de tous", "fr")}
    forms = {pk: read_text(text, (language,)) for pk, (text, language) in texts.items()}
    fill(bare_engine, *(replace(document(pk), words=read.forms) for pk, read in forms.items()), *FILLER)
    found = {
        reader: bare_engine.find(question("nations", reader), Order("relevance"), offset=0, limit=9)
        for reader in ("en", "fr")
    }
    assert found == {"en": [1, 2], "fr": [2, 1]}


def test_the_terms_of_a_word_and_what_they_are_worth():
    assert ranking.question(read_query("Médiations"), "fr", ["en", "fr", "mi"]).words == (
        AnyOf(
            (("mediations", 1.0), ("=médiations", 1.0), ("fr~mediat", ranking.STEM), ("en~mediat", ranking.OTHER_STEM))
        ),
    )
    assert ranking.question(read_query('"Médiations"'), "fr", ["en"]).words == (
        AnyOf((("mediations", 1.0), ("=médiations", 1.0))),
    )


def test_small_words_are_not_asked_for_unless_there_is_nothing_else():
    assert [word.terms[0][0] for word in question("the house of the people").words] == ["house", "people"]
    assert [word.terms[0][0] for word in question("the who").words] == ["the", "who"]
    assert [word.terms[0][0] for word in question('"the" house').words] == ["the", "house"]


def test_a_query_without_words_asks_for_nothing():
    assert question("?!") == Question(nothing=True)


@pytest.mark.parametrize(
    ("text", "can"),
    [("one", False), ("one two", True), ('"one two"', False), ('"one two" three', True), ("-one -two", False)],
)
def test_when_a_word_may_be_missing(text, can):
    assert ranking.can_relax(read_query(text)) is can


def test_words_meaning_and_themes_add_up():
    scores = ranking.fuse({1: 1.0, 2: 0.4}, {2: 0.5, 3: 0.3, 4: -0.2}, {3: 0.5})
    assert [(score.pk, score.words, score.meaning, score.themes) for score in scores] == [
        (2, 0.4, 0.5, 0.0),
        (3, 0.0, 0.3, 0.5),
        (1, 1.0, 0.0, 0.0),
        (4, 0.0, 0.0, 0.0),
    ]
    assert scores[0].total == pytest.approx(0.5 + 0.4 * ranking.WORDS)
    assert next(score.total for score in scores if score.pk == 3) == pytest.approx(0.3 + 0.5 * ranking.THEMES)


def test_the_weak_tail_is_cut():
    strong = {1: 1.0, 2: ranking.WEAKEST, 3: ranking.WEAKEST - 0.01}
    assert ranking.worth_showing(ranking.fuse(strong, {}, {}), by_words=True) == [1, 2]
    assert ranking.worth_showing(ranking.fuse(strong, {}, {}), by_words=False) == []
    near = {1: ranking.GATE, 2: ranking.FLOOR, 3: ranking.FLOOR - 0.01}
    assert ranking.worth_showing(ranking.fuse({}, near, {}), by_words=False) == [1, 2]
    assert ranking.worth_showing([], by_words=True) == []


def test_where_nothing_fits_nothing_is_shown():
    assert ranking.worth_showing(ranking.fuse({1: 0.3}, {1: 0.01, 2: ranking.GATE - 0.1}, {}), by_words=True) == []
    assert ranking.worth_showing(ranking.fuse({1: ranking.WORDS_GATE}, {}, {}), by_words=True) == [1]


def test_only_so_many_without_all_the_words_are_shown():
    many = ranking.fuse({}, dict.fromkeys(range(ranking.MOST_OTHERS + 1), 0.9), {})
    assert len(ranking.worth_showing(many, by_words=True)) == ranking.MOST_OTHERS


def test_what_stands_first_is_followed_by_the_others_by_their_words(bare_engine):
    long = "rare common" + " and so much more to read in here" * 40
    fill(bare_engine, document(1, "rare common", title="rare"), document(2, long), document(3, "common"), *FILLER)
    chosen = replace(question("rare common"), also=(3,), first=(3, 99, 2))
    order = Order("relevance")
    assert bare_engine.find(chosen, order, offset=0, limit=9) == [3, 2, 1]
    assert [bare_engine.find(chosen, order, offset=at, limit=1) for at in range(4)] == [[3], [2], [1], []]
    assert bare_engine.find(replace(chosen, values={"status": ("running",)}), order, offset=1, limit=9) == [2, 1]
    assert bare_engine.count(chosen, ()).total == 3
