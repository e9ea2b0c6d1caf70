"""What the engine knows of words: what each adds to a score, how many have it, which ones are near."""

import pytest

from convivia.search.engines.port import AnyOf, Question
from convivia.search.engines.tantivy_engine import TantivyEngine
from tests.search.making import document, fill, question


def test_what_each_term_adds_comes_to_the_score(bare_engine):
    fill(bare_engine, document(1, "école for all", title="Café"), document(2, "an ecole"), document(3, "nothing"))
    asked = question("école", "fr")
    scores = dict(bare_engine.best(asked, limit=3))
    weighed = bare_engine.weigh(asked, [1, 2, 3])
    assert {pk: pytest.approx(sum(part.score for part in parts), abs=0.001) for pk, parts in weighed.items()} == {
        1: scores[1], 2: scores[2], 3: 0,
    }  # fmt: skip
    assert {(part.field, part.term, part.weight) for part in weighed[1]} == {
        ("words", "ecole", 1.0), ("words", "=école", 1.0), ("words", "fr~ecol", 0.6),
        ("words", "en~ecol", 0.3),
    }  # fmt: skip
    assert [part.score for part in weighed[1]] == sorted((part.score for part in weighed[1]), reverse=True)
    assert bare_engine.weigh(asked, []) == {}


def test_terms_of_any_script_are_named_as_they_are(bare_engine):
    for written in ("مدرسة", "школа", '"移民"', "a\u0301b"):
        fill(bare_engine, document(1, written))
        fields = {part.term for part in bare_engine.weigh(question(written), [1])[1]}
        assert fields <= {term for word in question(written).words for term, _ in word.terms}
        assert fields


def test_words_are_near_terms_begin_alike_and_practices_are_counted(bare_engine):
    fill(bare_engine, document(1, "Médiation mediation school"), document(2, "mediation"), document(3, names="schola"))
    assert sorted(bare_engine.near("mediaton", distance=1, limit=9)) == ["mediation"]
    assert sorted(bare_engine.near("shool", distance=2, limit=9)) == ["school"]
    assert len(bare_engine.near("schoolx", distance=2, limit=1)) == 1
    assert bare_engine.terms("spelt", "medi", limit=9) == [("mediation=mediation:en", 2), ("mediation=médiation:en", 1)]
    assert bare_engine.terms("spelt", "medi", limit=1) == [("mediation=mediation:en", 2)]
    assert [bare_engine.frequency(term) for term in ("mediation", "=médiation", "schola", "none")] == [2, 1, 1, 0]


def test_new_words_are_near_in_every_process_once_written_and_those_that_went_are_counted_no_more(index_folder):
    one, other = (TantivyEngine(index_folder, ("en",)) for _ in range(2))
    fill(one, document(1, "mediation"), document(2, "mediation"))
    assert other.near("gardne", distance=1, limit=9) == []
    with one.writing(wait=1) as writing:
        writing.put([document(3, "garden mediation")])
        assert other.near("gardne", distance=1, limit=9) == []
        writing.remove([1])
        writing.commit()
    assert (other.near("gardne", distance=1, limit=9), other.frequency("mediation")) == (["garden"], 2)
    with one.writing(wait=1) as writing:
        writing.put([document(3, "garden")])
        writing.commit()
    assert other.near("gardne", distance=1, limit=9) == ["garden"]


def test_what_a_word_says_at_most_is_true_until_the_next_change(bare_engine):
    fill(bare_engine, document(1, "alpha"), document(2, "beta"))
    word = AnyOf((("alpha", 1.0),))
    first, state = bare_engine.most(word), bare_engine.state()
    assert (first > 0, bare_engine.most(AnyOf((("gamma", 1.0),)))) == (True, 0.0)
    assert (bare_engine.most(word), bare_engine.state()) == (first, state)
    with bare_engine.writing(wait=1) as writing:
        writing.put([document(3, "alpha alpha alpha")])
        writing.commit()
    assert bare_engine.most(word) != first
    assert bare_engine.state() != state


def test_few_words_are_kept(bare_engine, monkeypatch):
    monkeypatch.setattr("convivia.search.engines.tantivy_engine.MOST_KEPT", 2)
    fill(bare_engine, document(1, "alpha beta gamma"))
    most = [bare_engine.most(AnyOf(((word, 1.0),))) for word in ("alpha", "beta", "gamma", "alpha")]
    assert most == [most[0]] * 4
    assert len(bare_engine._newest().most) <= 2


def test_any_word_is_ranked_as_all_that_it_matches(bare_engine):
    fill(bare_engine, document(1, "alpha"), document(2, "beta beta"), document(3, "alpha beta"), document(4, "gamma"))
    words = (AnyOf((("alpha", 1.0),)), AnyOf((("beta", 1.0),)))
    ranked = bare_engine.best(Question(words=words, any_word=True), limit=9)
    # A filter that all pass makes the same list of what is matched, and then ranked.
    both = bare_engine.best(Question(words=words, any_word=True, only=(1, 2, 3, 4)), limit=9)
    assert [pk for pk, _ in ranked] == [pk for pk, _ in both]
    assert [score for _, score in ranked] == pytest.approx([score for _, score in both])
