"""What is suggested while somebody types: names of themes, places and practices, and words that go on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from django.utils.translation import get_language

from convivia.common.folding import fold_name
from convivia.practices.models import Text
from convivia.practices.queries import PlaceName, best_of, places_of
from convivia.search.actions import make_if_small
from convivia.search.completions import completions
from convivia.search.engines.installed import engine
from convivia.search.engines.port import IndexUnavailable, NameQuestion, Question
from convivia.search.names import NAMED, Called, Value, all_names, label
from convivia.search.typed import Match, Part, Typed, match, plain, read_typed

LIMIT = 8
AREAS, PLACES, TITLES, WORDS = ("area", "principle"), ("city", "country", "network"), ("title",), ("words",)
# How many of each are suggested at most.
MOST = {AREAS: 2, PLACES: 3, TITLES: 3}
# Words have the room that is left, and at least this.
ROOM_FOR_WORDS = 2
# Names that are looked at in the index, and things that are then read from the database.
LOOKED_AT, READ = 100, 12


@dataclass(frozen=True, slots=True)
class Shown:
    """A text in a language ("" for none in particular), in parts that tell what of it was typed."""

    text: str
    language: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggestion. `kind` is "title", a facet or "words"; `value` its public id, a value of the facet, or a query.

    `through` is another name by which it was found, where `name` itself does not match. A place or theme has a `count`
    of practices, a place its `country`; a practice has its `places` and the `slug` of its page. `is_corrected`: it
    matches what was typed nearly, not quite.
    """

    kind: str
    value: str
    name: Shown
    through: Shown | None = None
    count: int = 0
    country: str = ""
    slug: str = ""
    places: tuple[PlaceName, ...] = ()
    is_corrected: bool = False


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was typed, by a reader of which language, and whether it is taken for mistyped."""

    typed: Typed
    reader: str
    is_corrected: bool = False


@dataclass(frozen=True, slots=True)
class _Fit:
    """How a thing fits: by the name that is shown, or through another one; `rank` puts the best first."""

    name: Shown
    through: Shown | None
    rank: tuple[bool, bool, bool]


def suggest(text: str, language: str = "", *, limit: int = LIMIT) -> list[Suggestion]:
    """Return what is suggested for `text`, typed by a reader of `language` (else the active one); `limit` at most.

    Themes come first, then places, practices, and words that complete the last one; within these the reader's
    language. Where no name matches, one letter of each longer word may differ. Text that is too long for names gives
    nothing. Raises `IndexUnavailable` as `search` does.
    """
    asked = _Asked(read_typed(text), language or get_language() or "en")
    if not asked.typed.words or asked.typed.is_cut:
        return []
    try:
        return _suggest(asked, text, limit)
    except IndexUnavailable as reason:
        if not make_if_small(reason):
            raise
        return _suggest(asked, text, limit)


def _suggest(asked: _Asked, text: str, limit: int) -> list[Suggestion]:
    found = _found(asked)
    is_known = any(map(_is_seen, found))
    if asked.typed.can_be_corrected and not is_known:
        found = _found(replace(asked, is_corrected=True)) or found
    words = _of_words(asked, text, found, limit, may_correct=not is_known)
    words = words[: max(limit - len(found), ROOM_FOR_WORDS)]
    return [*_shortened(found, limit - len(words)), *words][:limit]


def _of_words(
    asked: _Asked, text: str, found: Sequence[Suggestion], limit: int, *, may_correct: bool
) -> list[Suggestion]:
    """Return suggestions of words; one that is a name of what is suggested already would say the same twice."""
    names = {fold_name(suggestion.name.text) for suggestion in found}
    suggested = []
    for made in completions(text, asked.reader, limit=limit, may_correct=may_correct):
        if fold_name(made.query) not in names:
            fit = match(asked.typed, made.query, is_corrected=made.is_corrected)
            shown = Shown(made.query, made.language, fit.parts if fit else plain(made.query))
            suggested.append(Suggestion("words", made.query, shown, is_corrected=made.is_corrected))
    return suggested


def _shortened(found: Sequence[Suggestion], room: int) -> list[Suggestion]:
    """Return as many suggestions as there is room for; those go of which there are most, the last of them first."""
    kept = list(found)
    while len(kept) > max(0, room):
        groups = [[one for one in kept if one.kind in kinds] for kinds in MOST]
        kept.remove(max(reversed(groups), key=len)[-1])
    return kept


def _is_seen(suggestion: Suggestion) -> bool:
    """Return whether a reader sees why something is suggested: not where a name did it that is never shown."""
    return suggestion.through is not None or any(part.is_match for part in suggestion.name.parts)


def _found(asked: _Asked) -> list[Suggestion]:
    counts = engine().count(Question(), NAMED).values
    named = [value for value in _named(asked, NAMED) if counts[value[0]].get(value[1])]
    likely = [value for kinds in (AREAS, PLACES) for value in islice((v for v in named if v[0] in kinds), READ)]
    suggested = _of_values(asked, likely, counts)
    found: list[Suggestion] = []
    for kinds in (AREAS, PLACES):
        found += [suggestion for suggestion in suggested if suggestion.kind in kinds][: MOST[kinds]]
    return found + _of_titles(asked)


def _named(asked: _Asked, kinds: tuple[str, ...]) -> list[Value]:
    question = NameQuestion(kinds, asked.typed.words, asked.reader, asked.is_corrected)
    return engine().named(question, limit=LOOKED_AT)


def _of_values(asked: _Asked, values: Sequence[Value], counts: Mapping[str, Mapping[str, int]]) -> list[Suggestion]:
    """Return suggestions of values, the best first: those that fit best, then those with most practices."""
    by_facet = {facet: [value for kind, value in values if kind == facet] for facet in NAMED}
    fits: list[tuple[_Fit, int, Value, str]] = []
    for value, names in all_names(by_facet).items():
        if fit := _fit(asked, label(names.called, asked.reader), names.called):
            fits.append((fit, counts[value[0]][value[1]], value, names.country))
    fits.sort(key=lambda row: (row[0].rank, -row[1], row[0].name.text, row[2]))
    return [
        Suggestion(*value, fit.name, fit.through, count=count, country=country, is_corrected=asked.is_corrected)
        for fit, count, value, country in fits
    ]


def _of_titles(asked: _Asked) -> list[Suggestion]:
    """Return suggestions of practices by their titles, in the order in which they fit, else the newest first."""
    if asked.typed.is_one_letter:
        return []
    ids = [int(value) for _, value in islice(_named(asked, TITLES), READ)]
    if not ids:
        return []
    texts: dict[int, list[Text]] = {}
    rows = Text.objects.filter(practice_id__in=ids).select_related("practice")
    for text in rows.only(*_COLUMNS).order_by("practice_id", "language"):
        texts.setdefault(text.practice_id, []).append(text)
    fits = [(fit, pk) for pk in ids if pk in texts and (fit := _fit_of_title(asked, texts[pk]))]
    best = sorted(fits, key=lambda row: row[0].rank)[: MOST[TITLES]]
    places = places_of([pk for _, pk in best], asked.reader)
    return [
        Suggestion(
            "title",
            texts[pk][0].practice.public_id,
            fit.name,
            fit.through,
            slug=best_of(texts[pk], asked.reader).slug,
            places=places[pk],
            is_corrected=asked.is_corrected,
        )
        for fit, pk in best
    ]


_COLUMNS = ("practice__public_id", "practice_id", "language", "origin", "title", "title_language", "stand_in_title",
            "other_titles")  # fmt: skip


def _fit_of_title(asked: _Asked, texts: Sequence[Text]) -> _Fit | None:
    """Return how a practice fits by its titles; what is shown is the title that its page has for the reader."""
    called = [
        Called(title, text.title_language or text.language)
        for text in texts
        for title in (text.display_title, *text.other_titles)
        if title
    ]
    best = best_of(texts, asked.reader)
    shown = next((name for name in called if name.text == best.display_title), called[0]) if called else None
    return _fit(asked, shown, called) if shown else None


def _fit(asked: _Asked, shown: Called, called: Iterable[Called]) -> _Fit | None:
    """Return how something fits that is called so, rather by the name that is shown; None where it does not."""
    if own := _match(asked, shown.text):
        return _Fit(Shown(shown.text, shown.language, own.parts), None, _rank(own, is_own=True))
    in_order = sorted(called, key=lambda name: (name.is_hidden, name.language != asked.reader, not name.is_label))
    for name in in_order:
        if other := _match(asked, name.text):
            through = None if name.is_hidden else Shown(name.text, name.language, other.parts)
            return _Fit(Shown(shown.text, shown.language, plain(shown.text)), through, _rank(other, is_own=False))
    return None


def _match(asked: _Asked, name: str) -> Match | None:
    return match(asked.typed, name, is_corrected=asked.is_corrected)


def _rank(found: Match, *, is_own: bool) -> tuple[bool, bool, bool]:
    return not is_own, not found.begins, not found.in_order
