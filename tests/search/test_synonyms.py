from convivia.search.synonyms import Synonyms
from convivia.search.words import words_of

NAMES = Synonyms(
    [
        (("area", "mediation"), "en", "Mediation and conflict resolution"),
        (("area", "mediation"), "fr", "médiation"),
        (("area", "participation"), "en", "participatory budget"),
        (("area", "participation"), "de", "Beteiligung der Bürger"),
        (("area", "language"), "en", "languages"),
        (("principle", "equality"), "en", "budget for all"),
        (("area", "empty"), "en", "..."),
    ]
)


def find(text):
    return NAMES.find(words_of(text))


def test_a_name_of_one_word_is_found_in_any_form_of_its_language():
    assert find("Mediations language") == [(("area", "mediation"),), (("area", "language"),)]
    assert find("linguistic") == [()]


def test_a_name_of_several_words_needs_all_of_them_but_the_small_ones():
    participation, equality = ("area", "participation"), ("principle", "equality")
    assert find("budgets") == [(equality,)]
    assert find("participatory") == [()]
    assert find("participatory city budgets") == [(participation,), (), (participation, equality)]
    assert find("bürger beteiligungen") == [(participation,), (participation,)]


def test_no_words_name_nothing():
    assert find("") == []
    assert Synonyms([]).find(words_of("mediation")) == [()]


def test_a_name_of_two_words_is_found_as_one():
    names = Synonyms([(("area", "rumours"), "en", "anti-rumour"), (("area", "x"), "en", "one two three")])
    assert names.find(words_of("antirumours")) == [(("area", "rumours"),)]
    assert names.find(words_of("onetwothree")) == [()]


def test_names_that_are_misspelt_find_but_are_no_words():
    names = Synonyms([(("area", "mediation"), "fr", "médiation")], [(("area", "mediation"), "fr", "médiaton")])
    (wrong, right, none) = words_of("mediaton médiations other")
    assert names.find([wrong]) == [(("area", "mediation"),)]
    assert [names.knows(word) for word in (wrong, right, none)] == [False, True, False]
    assert names.near("mediatoin") == [("mediation", {"fr": "médiation"})]
    assert names.near("med") == []
