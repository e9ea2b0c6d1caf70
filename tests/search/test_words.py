import string
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convivia.search.words import (
    _SNOWBALL,
    MAX_TEXT,
    MAX_WORD,
    Word,
    beginning,
    exact_term,
    keeps_beginnings,
    pieces,
    read_text,
    stem_term,
    words_of,
)


def folded(text):
    return [word.folded for word in words_of(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Women of the World", ["women", "of", "the", "world"]),
        ("Médiation à Zürich, Łódź", ["mediation", "a", "zurich", "lodz"]),
        ("Straße, Œuvre, Ærø", ["strasse", "oeuvre", "aero"]),
        ("anti-rumour", ["anti", "rumour"]),
        ("anti‑rumour", ["anti", "rumour"]),
        ("l'accueil d’un quartier", ["accueil", "un", "quartier"]),
        ("L’ACCUEIL qu'elle", ["accueil", "elle"]),
        ("dell'acqua, un'altra", ["acqua", "altra"]),
        ("Women’s and men's", ["women", "and", "men"]),
        ("they're", ["they"]),
        ("aujourd’hui", ["aujourd", "hui"]),
        ("O'Brien", ["o", "brien"]),
        ("intel·ligent, habitant·e·s", ["intelligent", "habitantes"]),
        ("co\u00adoperation", ["cooperation"]),
        ("Ελληνική πόλη ΟΔΟΣ", ["ελληνικη", "πολη", "οδοσ"]),
        ("Київ і Ёлка", ["киів", "і", "елка"]),
        ("שָׁלוֹם עולם", ["שלום", "עולם"]),
        ("בית־ספר", ["בית", "ספר"]),
        ("مُتَعَدِّد الثقافات مدينة", ["متعدد", "الثقافات", "مدينه"]),
        ("می‌خواهم", ["مي", "خواهم"]),
        ("多元文化", ["多元", "元文", "文化"]),
        ("茶", ["茶"]),
        ("テスト2020年", ["テス", "スト", "2020", "年"]),
        ("다문화", ["다문", "문화"]),
        ("ไทย", ["ไท", "ทย"]),
        ("हिन्दी", ["हिनदी"]),
        ("ＡＢＣ ﬁn", ["abc", "fin"]),
        ("e\u0301cole école", ["ecole", "ecole"]),
        ("2015–2018", ["2015", "2018"]),
        ("snake_case a.b@c", ["snake", "case", "a", "b", "c"]),
        ("\x00\x07tab\x1bbed\ud800", ["tab", "bed"]),
        ("?! - -- ' ’ “” …", []),
    ],
)
def test_words_of_any_script(text, words):
    assert folded(text) == words


def test_a_word_keeps_its_exact_form_beside_the_folded_one():
    assert [(word.exact, word.folded, exact_term(word)) for word in words_of("Café bar E\u0301")] == [
        ("café", "cafe", "=café"),
        ("bar", "bar", ""),
        ("é", "e", "=é"),
    ]


def test_hyphened_words_are_found_joined_as_well():
    piece = next(pieces("Anti-Rumour"))
    assert ([word.folded for word in piece.words], piece.others, piece.ordered) == (
        ["anti", "rumour"],
        ("antirumour",),
        ("anti", "rumour"),
    )


def test_elided_words_are_not_joined():
    assert next(pieces("l'accueil")).others == ()


def test_signs_without_blanks_are_kept_one_by_one_for_phrases():
    piece = next(pieces("多元文化"))
    assert piece.ordered == ("多", "元", "文", "化")
    assert piece.others == ("多", "元", "文", "化")


@pytest.mark.parametrize(
    ("word", "language", "term"),
    [
        ("libraries", "en", "en~librari"),
        ("library", "en", "en~librari"),
        ("médiations", "fr", "fr~mediat"),
        ("mediation", "fr", "fr~mediat"),
        ("Bücher", "de", "de~buch"),
        ("campañas", "es", "es~campan"),
        ("bibliotekene", "nb", "nb~bibliotek"),
        ("cidades", "pt-BR", "pt~cidad"),
        ("πόλεις", "el", "el~πολ"),
        ("города", "ru", "ru~город"),
        ("2019", "en", ""),
        ("bashkia", "sq", "sq~bashk"),
        ("громадські", "uk", "uk~громадськ"),
        ("knjižnice", "hr", "hr~knjiznic"),
        ("kaupapa", "mi", ""),
    ],
)
def test_stems_belong_to_their_language(word, language, term):
    assert stem_term(words_of(word)[0], language) == term


def test_the_terms_of_a_text_are_all_forms_and_the_order():
    assert read_text("L’école et les jeux", ("fr",)) == (
        "ecole =école fr~ecol et et fr~et les les fr~le jeux jeux fr~jeux",
        "ecole et les jeux",
    )


def test_terms_in_two_languages_and_in_none():
    assert read_text("cities", ("en", "fr", "en")).forms == "cities cities en~citi fr~cit"
    assert read_text("cities", ("mi",)).forms == "cities cities"
    assert read_text("anti-rumour").forms == "antirumour anti anti rumour rumour"


def test_only_so_much_of_a_text_is_read():
    assert folded("a" * MAX_TEXT + " end") == ["a" * MAX_WORD] * (MAX_TEXT // MAX_WORD) + ["a" * (MAX_TEXT % MAX_WORD)]
    assert len(words_of("ab " * MAX_TEXT)) == MAX_TEXT // 3 + 1


def test_stems_are_the_same_in_all_threads():
    words = [
        f"{stem}{end}" for stem in ("integr", "medi", "particip") for end in ("ation", "ating", "ated", "ations")
    ] * 50

    def stems(_):
        return [read_text(word, ("en", "fr", "de")).forms for word in words]

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(stems, range(8)))
    assert results == [results[0]] * 8


@given(st.text())
def test_any_text_is_read_into_clean_terms(text):
    forms, ordered = read_text(text, ("en", "fr", "ar", "tr"))
    assert not set(forms) & set(string.whitespace.replace(" ", ""))
    for word in words_of(text):
        assert word.folded
        assert word.folded == word.folded.strip()
        assert not set(word.folded) & set(" \"'-_=~")
        assert word.folded in forms.split()
    assert set(ordered.split()) <= set(forms.split())


@given(st.text(), st.text())
def test_texts_side_by_side_are_read_as_each_alone(one, other):
    assert words_of(f"{one}\n{other}") == words_of(one) + words_of(other)


@given(st.text(alphabet=st.characters(categories=("Lu", "Ll"), max_codepoint=0x24F), min_size=1, max_size=20))
def test_capitals_make_no_difference(text):
    assert folded(text.upper().lower()) == folded(text.lower())


PLAIN = [language for language in _SNOWBALL if keeps_beginnings(language)]


@given(st.from_regex(r"[a-z]{1,16}", fullmatch=True), st.sampled_from(PLAIN))
def test_a_stem_begins_like_its_word_where_the_language_keeps_that(word, language):
    term = stem_term(Word(word, word), language)
    assert word.startswith(beginning(term)), term
    assert (beginning(term), beginning(word)) != ("", "")


def test_some_languages_change_how_words_begin():
    assert keeps_beginnings("en-GB") and keeps_beginnings("xx") and keeps_beginnings("")
    assert not any(map(keeps_beginnings, ["de", "nl", "tr", "sr", "id", "ga"]))
    assert [beginning(term) for term in ("school", "en~school", "=école", "fr~thé")] == ["sc", "sc", "éc", "t"]


def test_what_was_read_is_forgotten_when_it_is_too_much(monkeypatch):
    monkeypatch.setattr("convivia.search.words.MAX_REMEMBERED", 1)
    assert read_text("élan émigré élan", ("fr",)) == (
        "elan =élan fr~elan emigre =émigré fr~emigr elan =élan fr~elan",
        "elan emigre elan",
    )
