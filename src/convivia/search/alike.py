"""Cities like mine: with which city others are compared, who shares what with it, and those like it first.

The index holds for each practice what its cities are compared by, as one word (`profile_code`). There are far fewer
such words than practices: their likeness is reckoned here, and practices of equal likeness are asked for by them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from convivia.places.bands import bands
from convivia.places.likeness import COUNTRY, DIVERSITY, NETWORK, SIZE, Likeness, Traits, likeness, points, traits
from convivia.places.models import Place
from convivia.places.profiles import CityProfile, KnownFigure, city_profile, profiles
from convivia.practices.queries import Card
from convivia.search.engines.port import Neighbours, Order, Question, SearchEngine
from convivia.search.query import Note, SearchQuery

# Practices of more different cities than this are compared by some of them.
MOST_PROFILES = 100
# Up to so many practices, counting what they are compared by takes a few milliseconds; further down a list than that,
# it takes less time than counting one likeness after the other.
FEW, DEEP = 2000, 500
_PARTED = ";"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A search, and the city that it compares others with; `notes` name what of its wishes cannot be fulfilled."""

    query: SearchQuery
    mine: CityProfile | None = None
    notes: tuple[Note, ...] = ()

    @property
    def own_traits(self) -> Traits:
        """What is compared of the reader's city."""
        return traits(self.mine.profile, bands()) if self.mine else Traits()

    @property
    def shareable(self) -> dict[str, tuple[str, ...]]:
        """The values that cities share which have a trait in common with the reader's, by trait; known traits only."""
        own = self.own_traits
        values = {SIZE: (own.size,), DIVERSITY: (own.diversity,), COUNTRY: (own.country,), NETWORK: own.networks}
        return {trait: given for trait, given in values.items() if any(given)}

    def shared(self, wanted: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return the values that cities must have to share the traits `wanted`."""
        return {trait: values for trait, values in self.shareable.items() if trait in set(wanted)}


def comparison(query: SearchQuery, language: str) -> Comparison:
    """Return with what `query` compares; what cannot be (an unknown city or trait) is taken from it, and noted."""
    if not query.compares:
        return Comparison(query)
    notes: list[Note] = []
    city = city_profile(query.like, language) if query.like else CityProfile()
    if city is None:
        notes.append(Note("like", query.like, "unknown"))
    mine = city or CityProfile()
    if query.like_population is not None:
        mine = replace(mine, population=KnownFigure(query.like_population))
    if query.like_foreign_born is not None:
        mine = replace(mine, foreign_born=KnownFigure(query.like_foreign_born))
    kept = query if city else replace(query, like="")
    if not kept.compares:
        notes += [Note("alike", trait, "nothing-to-compare") for trait in query.alike]
        return Comparison(kept, None, tuple(notes))
    found = Comparison(kept, mine)
    known = tuple(trait for trait in kept.alike if trait in found.shareable)
    notes += [Note("alike", trait, "not-known") for trait in kept.alike if trait not in known]
    return replace(found, query=replace(kept, alike=known), notes=tuple(notes))


def profile_code(compared: Iterable[Traits]) -> str:
    """Return what the cities of a practice are compared by as one word: equal cities make equal words."""
    codes = sorted({one.code for one in compared})[:MOST_PROFILES]
    return _PARTED.join(codes) or Traits().code


@lru_cache(maxsize=50_000)
def points_of(code: str, own: Traits) -> int:
    """Return how alike the most alike of the cities in a `profile_code` is to `own` (`convivia.places.likeness`)."""
    return max(points(own, Traits.from_code(one)) for one in code.split(_PARTED))


def cities_of(found: Iterable[Card], language: str) -> dict[int, list[CityProfile]]:
    """Return what is known of the cities of cards, by the id of the practice; cards without any place are left out."""
    places = {card.id: card.places for card in found if card.places}
    keys = {place.key for named in places.values() for place in named if place.key}
    ids = Place.objects.filter(key__in=keys).values_list("pk", flat=True)
    known = {city.key: city for city in profiles(ids, language).values()}
    return {
        pk: [known.get(place.key, CityProfile(country=place.country_code)) for place in named]
        for pk, named in places.items()
    }


def most_alike(mine: CityProfile, cities: Iterable[CityProfile]) -> tuple[Likeness, CityProfile]:
    """Return the most alike of `cities` (there is one at least), the first of several, and how alike it is."""
    compared = [(likeness(mine.profile, city.profile, bands()), city) for city in cities]
    return max(compared, key=lambda one: (one[0].score, one[1].key == mine.key))


@dataclass(slots=True)
class _Level:
    """The practices of one likeness: the question that means them, and how many they are, once somebody asked."""

    engine: SearchEngine
    question: Question
    counted: int | None = None

    @property
    def total(self) -> int:
        """How many practices are of this likeness."""
        if self.counted is None:
            self.counted = self.engine.count(self.question, ()).total
        return self.counted


def find_alike(
    engine: SearchEngine, question: Question, own: Traits, language: str, *, offset: int, limit: int
) -> list[int]:
    """Return a part of the list that `question` means: the most alike first; of these, by words or else the newest."""
    found: list[int] = []
    for level in _levels(engine, question, own, counted=offset > DEEP):
        if offset and offset >= level.total:
            offset -= level.total
            continue
        order = Order("relevance", language)
        found += engine.find(level.question, order, offset=offset, limit=limit - len(found))
        offset = 0
        if len(found) >= limit:
            break
    return found


def around_alike(engine: SearchEngine, question: Question, own: Traits, language: str, pk: int) -> Neighbours:
    """Return what stands before and after the practice `pk` in the list of `find_alike`, and its position."""
    levels, order = list(_levels(engine, question, own)), Order("relevance", language)
    total = engine.count(question, ()).total
    own_codes = engine.count(Question(also=(pk,)), ("profile",)).values["profile"]
    for number, level in enumerate(levels):
        if own_codes.keys().isdisjoint(level.question.values["profile"]):
            continue
        near = engine.around(level.question, order, pk)
        if not near.position:
            break
        before = sum(one.total for one in levels[:number])
        previous = near.previous or _at(reversed(levels[:number]), order, last=True)
        following = near.next or _at(levels[number + 1 :], order, last=False)
        return Neighbours(previous, following, before + near.position, total)
    return Neighbours(None, None, 0, total)


def _levels(engine: SearchEngine, question: Question, own: Traits, *, counted: bool = False) -> Iterator[_Level]:
    """Yield the practices that `question` means by their likeness, the most alike first; some may be none.

    Of few practices the words are counted, and of all where that is asked for. Else that would take longer than asking
    for the first of them by the words of the whole library, which the engine has at hand.
    """
    is_counted = counted or engine.count(question, ()).total <= FEW
    counts = engine.count(question if is_counted else Question(), ("profile",)).values["profile"]
    for codes in _by_likeness(tuple(counts), own):
        total = sum(counts[code] for code in codes) if is_counted else None
        yield _Level(engine, replace(question, values={**question.values, "profile": codes}), total)


@lru_cache(maxsize=64)
def _by_likeness(codes: tuple[str, ...], own: Traits) -> tuple[tuple[str, ...], ...]:
    """Return `codes` in groups of equal likeness to `own`, the most alike first."""
    groups: dict[int, list[str]] = {}
    for code in codes:
        groups.setdefault(points_of(code, own), []).append(code)
    return tuple(tuple(groups[given]) for given in sorted(groups, reverse=True))


def _at(levels: Iterable[_Level], order: Order, *, last: bool) -> int | None:
    """Return the first or last practice of the first of `levels` that has any; None where none has."""
    for level in levels:
        if level.total:
            return level.engine.find(level.question, order, offset=level.total - 1 if last else 0, limit=1)[0]
    return None
