"""How an answer says why practices were found."""

from collections.abc import Iterable, Mapping, Sequence

from convivia.api.schemas import explanations as schemas
from convivia.search.engines.port import Weighed
from convivia.search.explanation import (
    ByConcept,
    ByMeaning,
    ByPlace,
    ByTheme,
    ByWord,
    Explanation,
    Passage,
    ReadAs,
    Reason,
    explanations,
    weights,
)
from convivia.search.explanation_words import say_reason
from convivia.search.marking import Part
from convivia.search.queries import SearchResults

_KINDS: Mapping[type, schemas.Kind] = {
    ByWord: "word",
    ByConcept: "concept",
    ByPlace: "place",
    ByTheme: "theme",
    ReadAs: "reading",
    ByMeaning: "meaning",
}


def explained(results: SearchResults, language: str, text_language: str) -> dict[int, schemas.Explanation]:
    """Return why each hit of `results` was found, for a reader of `language`; {} where no words were asked for.

    `text_language` is the one in which texts are shown.
    """
    found = explanations(results, results.ids, language, text_language=text_language)
    if not found:
        return {}
    weighed = weights(results)
    first = (results.query.page - 1) * results.query.page_size + 1
    return {
        pk: _explanation(found[pk], results.missing, _score(results, pk, rank, weighed))
        for rank, pk in enumerate(results.ids, start=first)
        if pk in found
    }


def _explanation(found: Explanation, nowhere: Sequence[str], score: schemas.Score) -> schemas.Explanation:
    return schemas.Explanation(
        passage=_passage(found.passage) if found.passage else None,
        title_marks=_marks(found.title),
        summary_marks=_marks(found.summary),
        reasons=[_reason(reason) for reason in found.reasons],
        missing=list(dict.fromkeys((*nowhere, *found.missing))),
        score=score,
    )


def _passage(passage: Passage) -> schemas.Passage:
    return schemas.Passage(
        text=passage.text,
        language=passage.language,
        section=passage.section,
        marks=_marks(passage.parts),
        starts_within=passage.starts_within,
        ends_within=passage.ends_within,
    )


def _marks(parts: Iterable[Part]) -> list[schemas.Mark]:
    marks, at = [], 0
    for part in parts:
        if part.is_marked:
            marks.append((at, at + len(part.text)))
        at += len(part.text)
    return marks


def _reason(reason: Reason) -> schemas.Reason:
    said = schemas.Reason(kind=_KINDS[type(reason)], text=say_reason(reason))
    match reason:
        case ByWord(word, form, language, section):
            said.word, said.form, said.language, said.section = word, form, language, section
        case ByConcept():
            said.word, said.facet, said.id, said.is_label = reason.word, reason.facet, reason.key, reason.is_label
        case ByPlace(word):
            said.word = word
        case ByTheme(key):
            said.id = key
        case ReadAs(word, read_as):
            said.word, said.form = word, read_as
        case ByMeaning(similarity):
            said.similarity = round(similarity, 4)
    return said


def _score(results: SearchResults, pk: int, rank: int, weighed: Mapping[int, tuple[Weighed, ...]]) -> schemas.Score:
    fused = results.scores.get(pk)
    return schemas.Score(
        rank=rank,
        total=round(fused.total, 4) if fused else None,
        words=round(fused.words, 4) if fused else None,
        meaning=round(fused.meaning, 4) if fused else None,
        themes=round(fused.themes, 4) if fused else None,
        parts=[schemas.ScorePart(**part._asdict()) for part in weighed.get(pk, ())],
    )
