"""Practices that are similar to one, and in what: areas and principles, words, meaning, and what their cities are like.

Two engine questions give the candidates (by what they are about, by meaning); the database says what they share. All in
a fixed number of queries, however many practices there are.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from convivia.common.folding import fold_name
from convivia.places.bands import bands
from convivia.places.likeness import Likeness, likeness
from convivia.places.profiles import CityProfile, profiles
from convivia.practices.models import Practice, PracticePlace, Text
from convivia.search.engines.installed import engine
from convivia.search.engines.port import AnyOf, Question
from convivia.search.facets import FACET_OF_SCHEME
from convivia.search.function_words import small_words
from convivia.search.marking import Marker
from convivia.search.meaning import nearest
from convivia.search.ranking import GATE
from convivia.search.words import Word, stem_term, words_of

SHOWN = 4
# So many are looked at by what they are about, and so many by meaning.
BY_SUBJECT, BY_MEANING = 20, 12
# Of one city, no more than this: who looks for similar practices wants to see how others did it.
OF_ONE_CITY = 1
# The words of title and keywords that tell most: those that few practices have.
TELLING_WORDS = 6
# A word that more than this part of all practices has says nothing; one that only this practice has, neither.
COMMON = 0.1

# What counts for how much. Areas and principles were given by people; a meaning of 1 would be the same text.
AREA, PRINCIPLE, WORD, MEANING, CITY = 1.0, 0.5, 0.5, 3.0, 0.5
# Below this, two practices have next to nothing in common.
LEAST = 1.0

Concepts = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Similar:
    """A practice that is similar: what both share (areas and principles by key), and how alike their cities are.

    `words` are those of the first practice's title and keywords that this one has, too; `meaning` is the likeness of
    what is told (0 where it is far); `city` is the one that is most alike, `likeness` says in what.
    """

    pk: int
    score: float
    areas: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    meaning: float = 0.0
    city: CityProfile | None = None
    likeness: Likeness | None = None
    is_same_city: bool = False


@dataclass(slots=True)
class _Facts:
    """What practices are compared by."""

    concepts: Concepts = frozenset()
    titles: set[str] = field(default_factory=set)
    place_words: set[str] = field(default_factory=set)
    texts: list[tuple[str, str]] = field(default_factory=list)
    places: list[int] = field(default_factory=list)


def similar(pk: int, *, limit: int = SHOWN) -> list[Similar]:
    """Return the practices most similar to the practice `pk`, the most similar first; `limit` at most.

    Never itself, nor another print of it; of one city only one. Raises `IndexUnavailable` where there is no index.
    """
    own = _facts([pk]).get(pk)
    if own is None:
        return []
    words = _telling(own)
    near = dict(nearest(pk, BY_MEANING))
    found = [other for other, _ in engine().best(_question(own, words), limit=BY_SUBJECT + 1)] if own.texts else []
    facts = _facts({*found, *near} - {pk})
    cities = profiles({place for each in (own, *facts.values()) for place in each.places})
    marker = Marker([[term for term, _ in _terms(word, language)] for word, language in words])
    compared = [
        _compared(other, own, theirs, [word.exact for word, _ in words], marker, near.get(other, 0.0), cities)
        for other, theirs in facts.items()
        if own.titles.isdisjoint(theirs.titles)
    ]
    ranked = sorted((each for each in compared if each.score >= LEAST), key=lambda each: (-each.score, each.pk))
    return _mixed(ranked, facts, limit)


def _facts(ids: Collection[int]) -> dict[int, _Facts]:
    """Return what practices are compared by; those without a text are left out. Three queries."""
    found: dict[int, _Facts] = {}
    columns = ("practice_id", "language", "title", "stand_in_title", "summary", "keywords", "other_titles")
    for pk, language, title, stand_in, summary, keywords, others in (
        Text.objects.filter(practice_id__in=ids).order_by("pk").values_list(*columns)
    ):
        facts = found.setdefault(pk, _Facts())
        facts.titles |= {fold_name(name) for name in (title, stand_in, *others) if name}
        facts.texts.append((language, " ¶ ".join([title or stand_in, *keywords, summary])))
    concepts: dict[int, set[tuple[str, str]]] = defaultdict(set)
    rows = Practice.concepts.through.objects.filter(practice_id__in=ids)
    for pk, key, scheme in rows.values_list("practice_id", "concept__key", "concept__scheme__key"):
        if scheme in FACET_OF_SCHEME:
            concepts[pk].add((FACET_OF_SCHEME[scheme], key))
    links = PracticePlace.objects.filter(practice_id__in=ids).order_by("practice_id", "position")
    for pk, place, name in links.values_list("practice_id", "place_id", "place__folded"):
        if pk in found:
            found[pk].places.append(place)
            found[pk].place_words |= set(name.split())
    for pk, facts in found.items():
        facts.concepts = frozenset(concepts[pk])
    return found


def _telling(own: _Facts) -> list[tuple[Word, str]]:
    """Return the words of titles and keywords that few other practices have, each with its language."""
    counts: dict[str, tuple[int, Word, str]] = {}
    most = max(2, int(engine().size() * COMMON))
    for language, text in own.texts:
        *named, _summary = text.split(" ¶ ")
        for word in words_of(" ¶ ".join(named)):
            term = stem_term(word, language) or word.folded
            if term in counts or word.folded in {*own.place_words, *small_words(language)} or not _is_telling(word):
                continue
            counts[term] = (engine().frequency(term), word, language)
    telling = sorted((each for each in counts.values() if 1 < each[0] <= most), key=lambda each: each[0])
    return [(word, language) for _, word, language in telling[:TELLING_WORDS]]


def _is_telling(word: Word) -> bool:
    return len(word.folded) > 2 and word.folded.isalpha()


def _terms(word: Word, language: str) -> tuple[tuple[str, float], ...]:
    stem = stem_term(word, language)
    return ((word.folded, 1.0), *(((stem, 1.0),) if stem else ()))


def _question(own: _Facts, words: Iterable[tuple[Word, str]]) -> Question:
    named = [AnyOf((), (value,)) for value in sorted(own.concepts)]
    return Question(words=(*named, *(AnyOf(_terms(*word)) for word in words)), any_word=True)


def _compared(
    pk: int,
    own: _Facts,
    theirs: _Facts,
    words: Sequence[str],
    marker: Marker,
    meaning: float,
    cities: Mapping[int, CityProfile],
) -> Similar:
    shared = own.concepts & theirs.concepts
    areas = tuple(sorted(key for facet, key in shared if facet == "area"))
    principles = tuple(sorted(key for facet, key in shared if facet == "principle"))
    met = frozenset[int]().union(*(marker.met(text, (language,)) for language, text in theirs.texts))
    city, alike = _most_alike(own.places, theirs.places, cities)
    # Many areas are shared by chance where a practice has many: what is shared counts as a part of what there is.
    of_all = 2 * len(areas) / max(1, sum(facet == "area" for facet, _ in (*own.concepts, *theirs.concepts)))
    score = AREA * (min(len(areas), 1) + of_all) + PRINCIPLE * len(principles) + WORD * min(len(met), 3)
    return Similar(
        pk=pk,
        score=score + MEANING * max(0.0, meaning) + CITY * (alike.score if alike else 0.0),
        areas=areas,
        principles=principles,
        words=tuple(words[number] for number in sorted(met)),
        meaning=meaning if meaning >= GATE else 0.0,
        city=city,
        likeness=alike,
        is_same_city=not set(own.places).isdisjoint(theirs.places),
    )


def _most_alike(
    own: Iterable[int], theirs: Iterable[int], cities: Mapping[int, CityProfile]
) -> tuple[CityProfile | None, Likeness | None]:
    """Return which city of `theirs` is most like one of ours, and in what; nothing where a practice has no city."""
    pairs = [
        (cities[place], likeness(cities[mine].profile, cities[place].profile, bands()))
        for mine in own
        for place in theirs
        if mine in cities and place in cities
    ]
    return max(pairs, key=lambda pair: pair[1].score, default=(None, None))


def _mixed(ranked: Iterable[Similar], facts: Mapping[int, _Facts], limit: int) -> list[Similar]:
    """Return the first of `ranked`, no more than `OF_ONE_CITY` of any city."""
    taken: dict[int, int] = defaultdict(int)
    chosen: list[Similar] = []
    for each in ranked:
        places = facts[each.pk].places
        if len(chosen) == limit:
            break
        if any(taken[place] >= OF_ONE_CITY for place in places):
            continue
        chosen.append(each)
        for place in places:
            taken[place] += 1
    return chosen
