"""From answers to scores, and a small library that is really asked: a good ranking is told from a shuffled one."""

from dataclasses import asdict
from pathlib import Path
from random import Random

import pytest
from relevance.finding import answer, fingerprint, reader, take_in_paragraphs
from relevance.judged import JudgedQuery, JudgementError
from relevance.measure import WAYS, Scores, mean, score, score_all

from convivia.practices.models import Practice
from tests.making import make_index_apart, make_practice, text_record

TOPICS = {
    "p1": ("Mediation between neighbours", "Talks settle conflicts in the house."),
    "p2": ("Library for newcomers", "Reading and a language café."),
    "p3": ("Football supporters", "Sport brings people together."),
    "p4": ("Neighbours share a meal", "A street party in every street."),
    "p5": ("Mediation at school", "Pupils settle conflicts."),
    "p6": ("Poetry in five languages", "A festival in summer."),
}
QUERIES = [
    JudgedQuery("q1", "mediation conflicts", "en", "keywords", {"p1": 2, "p5": 2}),
    JudgedQuery("q2", "neighbours", "en", "keywords", {"p4": 2, "p1": 2}),
    JudgedQuery("q3", "football", "de", "keywords", {"p3": 2, "p404": 1}),
    JudgedQuery("q4", "newcomers language", "en", "question", {"p2": 2}),
    JudgedQuery("q5", "submarine", "en", "no answer", {}),
    JudgedQuery("q6", "whale", "en", "keywords", {"p405": 1}),
]


def request(queries: list[JudgedQuery], **more: object) -> dict[str, object]:
    asked = [{"text": query.text, "language": query.language} for query in queries]
    return {"queries": asked, "ways": {"words": WAYS["words"]}, **more}


@pytest.fixture
def small_library(db: None, settings: object, tmp_path: Path) -> None:
    index = make_index_apart(settings, tmp_path)
    for key, (title, summary) in TOPICS.items():
        make_practice(text_record(title=title, summary=summary, external_id=key))
    index()


@pytest.mark.usefixtures("small_library")
def test_a_small_library_is_asked_and_a_shuffled_ranking_scores_less() -> None:
    reply = asdict(answer(request(QUERIES)))
    measured = score_all("Small", QUERIES, reply)
    assert (measured.left_out, measured.unasked) == (["p404"], ["q6"])
    assert [each.query.id for each in measured.asked] == ["q1", "q2", "q3", "q4", "q5"]
    scores = mean([each.scores["words"] for each in measured.asked if each.scores])
    assert scores == Scores(ndcg=1.0, exponential=1.0, recall=1.0, mrr=1.0)
    assert list(measured.asked[-1].found["words"]) == []

    everything = list(Practice.objects.values_list("public_id", flat=True))
    random = Random(3)
    reply["found"] = {"words": [random.sample(everything, len(everything)) for _ in QUERIES]}
    shuffled = mean([each.scores["words"] for each in score_all("Shuffled", QUERIES, reply).asked if each.scores])
    assert shuffled.recall == 1.0
    assert max(shuffled.ndcg, shuffled.exponential, shuffled.mrr) < 0.8


@pytest.mark.usefixtures("small_library")
def test_the_same_question_has_the_same_answer() -> None:
    assert answer(request(QUERIES)) == answer(request(QUERIES))


def test_paragraphs_become_practices(db: None, settings: object, tmp_path: Path) -> None:
    make_index_apart(settings, tmp_path)
    paragraphs = {"x0001": "The bridge was built of iron.", "x0002": "The park has many old trees."}
    queries = [JudgedQuery("en-a", "Where are old trees?", "en", "question", {"x0002": 2})]
    measured = score_all("Cross", queries, asdict(answer(request(queries, paragraphs=paragraphs))))
    assert measured.asked[0].scores["words"].ndcg == 1.0
    take_in_paragraphs(paragraphs)
    assert Practice.objects.count() == 2


def test_a_library_without_anything_graded_cannot_be_measured() -> None:
    reply = {"found": {"words": [["a"]]}, "practice_of": {"p9": "a"}, "titles": {}, "facts": {}}
    with pytest.raises(JudgementError, match="Of all that Other grades, the library has nothing"):
        score_all("Other", QUERIES[:1], reply)


def test_scores_are_of_one_query_and_averages_of_many() -> None:
    one = score(JudgedQuery("q", "x", "en", "k", {"a": 2, "b": 1}), ["a", "b"])
    none = score(JudgedQuery("q", "x", "en", "k", {"a": 2, "b": 1}), [])
    assert (one, none) == (Scores(1.0, 1.0, 1.0, 1.0), Scores(0.0, 0.0, 0.0, 0.0))
    assert mean([one, none, none, none]) == Scores(0.25, 0.25, 0.25, 0.25)


def test_a_reader_sees_the_site_in_a_language_it_speaks() -> None:
    assert [reader(language) for language in ("fr", "en", "uk", "pt-BR")] == ["fr", "en", "en", "en"]


def test_the_fingerprint_changes_with_any_parameter() -> None:
    before = {"TITLE": 4, "WEAKEST": 0.25, "question": len, "_Plan": 3, "NAME": "x"}
    assert fingerprint(before) == fingerprint({"WEAKEST": 0.25, "TITLE": 4})
    assert fingerprint(before) != fingerprint(before | {"WEAKEST": 0.26})
    assert len(fingerprint(before)) == 10
