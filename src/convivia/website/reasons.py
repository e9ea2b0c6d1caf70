"""Why a card stands in a list, ready to be shown: marked words, a passage with where it stands, a line of reasons."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.text import capfirst

from convivia.practices.queries import Card, cards
from convivia.questionnaires.queries import section_labels
from convivia.search.engines.port import IndexUnavailable
from convivia.search.explanation import Explanation, Passage, explanations
from convivia.search.explanation_words import quiet_reasons, say_origin
from convivia.search.marking import Part
from convivia.search.queries import SearchResults
from convivia.search.similar import similar
from convivia.search.similar_words import say_similar
from convivia.vocabularies.queries import ConceptName


@dataclass(frozen=True, slots=True)
class Why:
    """What a card shows of the reasons; no `passage` where title and summary show all the words."""

    title: tuple[Part, ...] = ()
    summary: tuple[Part, ...] = ()
    passage: Passage | None = None
    origin: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A card, and why it was found (None where nothing was asked in words)."""

    card: Card
    why: Why | None = None


def reasons(results: SearchResults, language: str, concepts: Mapping[str, ConceptName]) -> dict[int, Why]:
    """Return why each hit on the page of `results` was found; {} where nothing was asked in words."""
    found = explanations(results, results.ids, language, concepts=concepts)
    labels = section_labels(language) if found else {}
    return {pk: _why(explanation, labels) for pk, explanation in found.items()}


@dataclass(frozen=True, slots=True)
class SimilarCard:
    """A practice that is similar to the shown one, and in what: "Same area: Mediation", "City of similar size"."""

    card: Card
    reasons: tuple[str, ...]


def similar_cards(pk: int, language: str, concepts: Mapping[str, ConceptName]) -> list[SimilarCard]:
    """Return the practices most similar to the practice `pk`; none where there are none, or no index can be read."""
    try:
        found = {each.pk: each for each in similar(pk)}
    except IndexUnavailable:
        return []
    shown = cards(list(found), language, concepts=concepts)
    return [SimilarCard(card, tuple(map(capfirst, say_similar(found[card.id], concepts)))) for card in shown]


def _why(explanation: Explanation, labels: dict[str, str]) -> Why:
    passage = explanation.passage if explanation.tells_more else None
    origin = say_origin(passage.section, passage.language, labels) if passage else ""
    return Why(explanation.title, explanation.summary, passage, origin, tuple(quiet_reasons(explanation)))
