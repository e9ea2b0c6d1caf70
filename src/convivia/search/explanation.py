"""Why each hit was found: the passage that shows it best, and the reasons, as values.

Words are marked in the stored texts, read as the index reads them; the index itself is never asked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple

from convivia.common.folding import fold
from convivia.common.language_guess import scores
from convivia.practices.models import Text
from convivia.search.asked import read_query
from convivia.search.documents import TextRow, texts_of
from convivia.search.engines.installed import engine
from convivia.search.engines.port import Weighed
from convivia.search.engines.vectors import Near
from convivia.search.facets import FACET_OF_SCHEME
from convivia.search.marking import Marker, Part, Span, Window, best_window, parts, window_of
from convivia.search.meaning import nearest_passage
from convivia.search.naming import ConceptMet, Naming, read_naming
from convivia.search.queries import SearchResults
from convivia.search.ranking import GATE
from convivia.vocabularies.queries import ConceptName, concept_names

# Where a passage can stand beside the sections of the template.
TITLE, SUMMARY, KEYWORDS, OTHER_TITLES = "title", "summary", "keywords", "other_titles"
_NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ByWord:
    """A word of the query stands in a text: as `form` in `language`, in a section (or title, summary, keywords)."""

    word: str
    form: str
    language: str
    section: str


@dataclass(frozen=True, slots=True)
class ByConcept:
    """Words of the query are a name of an area or a principle of the practice; `is_label`: the one that is shown."""

    word: str
    facet: str
    key: str
    label: str
    is_label: bool


@dataclass(frozen=True, slots=True)
class ByPlace:
    """Words of the query are a name of where the practice happens; `name` is the shown one."""

    word: str
    name: str


@dataclass(frozen=True, slots=True)
class ReadAs:
    """A word of the query was taken for another one, which the library has."""

    word: str
    read_as: str


@dataclass(frozen=True, slots=True)
class ByMeaning:
    """A passage means what the query means, whatever the words; 1 would be the same."""

    similarity: float


@dataclass(frozen=True, slots=True)
class ByTheme:
    """The query names a theme that the practice is about, in other words than the practice does."""

    key: str
    label: str


Reason = ByWord | ByConcept | ByPlace | ByTheme | ReadAs | ByMeaning


@dataclass(frozen=True, slots=True)
class Passage:
    """A readable part of a text, as stored, in parts; `section` says where it stands in the text."""

    parts: tuple[Part, ...]
    language: str
    section: str
    starts_within: bool = False
    ends_within: bool = False

    @property
    def text(self) -> str:
        """The passage in one piece."""
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a hit was found. `title` and `summary` are those of the version that is shown, with the words marked.

    `tells_more`: the passage shows what title and summary do not. `missing` are the words that the hit does not have.
    """

    passage: Passage | None
    title: tuple[Part, ...]
    summary: tuple[Part, ...]
    reasons: tuple[Reason, ...]
    tells_more: bool = False
    missing: tuple[str, ...] = ()


class _Field(NamedTuple):
    """A part of a text: where it stands, what it says, and in which languages its words are read."""

    section: str
    text: str
    languages: tuple[str, ...]
    shown_language: str


@dataclass(frozen=True, slots=True)
class _Sought:
    """The words of a query as they were typed, and what finds them in texts."""

    typed: tuple[str, ...]
    marker: Marker
    read_as: Mapping[int, ReadAs]

    @property
    def all(self) -> frozenset[int]:
        return frozenset(range(len(self.typed)))

    def say(self, numbers: Iterable[int]) -> str:
        """Return these words as they were typed, in their order."""
        return " ".join(self.typed[number] for number in sorted(numbers))


class _NearBy(NamedTuple):
    """That a practice was found by meaning, and its texts in the order in which their passages are numbered."""

    hit: Near
    rows: list[TextRow]


@dataclass(slots=True)
class _Met:
    """A field in which words were found, and where (asked for only where it is shown)."""

    field: _Field
    words: frozenset[int]
    _spans: list[Span] | None = None

    def spans(self, marker: Marker) -> list[Span]:
        """Return where the words stand."""
        if self._spans is None:
            self._spans = marker.spans(self.field.text, self.field.languages)
        return self._spans


def explanations(
    results: SearchResults,
    ids: Sequence[int],
    language: str,
    *,
    text_language: str = "",
    concepts: Mapping[str, ConceptName] | None = None,
) -> dict[int, Explanation]:
    """Return why each of the practices `ids` of `results` was found, in a fixed number of queries; {} without words.

    Names are said in `language`; of a practice's versions, the one in `text_language` (else `language`) is taken for
    the shown one, as `practices.queries.cards` does. Who has `concept_names(language)` at hand may give them.
    """
    if not results.query.q or not ids:
        return {}
    sought = _sought(results)
    names = concepts if concepts is not None else concept_names(language)
    naming = read_naming(ids, results.question.words, sought.marker, language, names)
    found = {}
    for pk, rows in texts_of(ids).items():
        shown_first = _shown_first(rows, text_language or language)
        near = _NearBy(results.near[pk], rows) if pk in results.near else None
        found[pk] = _explain(shown_first, sought, naming.get(pk, Naming()), near)
        if themes := results.themes.get(pk) if found[pk].missing else ():
            found[pk] = _with_themes(found[pk], themes, names)
    return found


def _with_themes(found: Explanation, keys: Sequence[str], names: Mapping[str, ConceptName]) -> Explanation:
    """Return an explanation that also tells the themes; they come before meaning, which tells least."""
    themes = tuple(ByTheme(key, names[key].label) for key in keys if key in names)
    place = next((n for n, reason in enumerate(found.reasons) if isinstance(reason, ByMeaning)), len(found.reasons))
    return replace(found, reasons=(*found.reasons[:place], *themes, *found.reasons[place:]))


def weights(results: SearchResults) -> dict[int, tuple[Weighed, ...]]:
    """Return what each term adds to the score by words of each hit on the page, as the engine itself has it."""
    return engine().weigh(results.question, results.ids) if results.query.q and results.ids else {}


def _sought(results: SearchResults) -> _Sought:
    written = {asked.word.folded: asked.word.exact for asked in read_query(results.query.q).words}
    words = results.question.words
    folded = [word.terms[0][0] for word in words]
    marker = Marker([[term for term, _ in word.terms] for word in words], folded, [word.phrases for word in words])
    # The name of a place may be several words.
    typed = [" ".join(written.get(part, part) for part in (word.split() if " " in word else [word])) for word in folded]
    readings = {reading.written: ReadAs(reading.written, reading.read_as) for reading in results.read_as}
    return _Sought(tuple(typed), marker, {n: readings[word] for n, word in enumerate(typed) if word in readings})


def _shown_first(rows: Iterable[TextRow], language: str) -> list[TextRow]:
    """Return the texts of a practice, the one first that is shown to a reader of `language`."""

    def order(row: TextRow) -> tuple[bool, bool, str]:
        return row.language != language, row.origin != Text.Origin.ORIGINAL, row.language

    return sorted(rows, key=order)


def _fields(row: TextRow) -> Iterator[_Field]:
    own = (row.language,)
    yield _Field(TITLE, row.title or row.stand_in_title, own, row.title_language or row.language)
    yield _Field(SUMMARY, row.summary, own, row.language)
    for section, answer in row.answers.items():
        yield _Field(section, answer, own, row.language)
    keywords = ", ".join(row.keywords)
    yield _Field(KEYWORDS, keywords, (row.language, "en"), _language_of_keywords(keywords, row.language))
    yield _Field(OTHER_TITLES, " · ".join(row.other_titles), own, row.title_language or row.language)


def _language_of_keywords(text: str, own: str) -> str:
    """Return whether keywords are in the language of their text, or English, as they often are whatever that is."""
    if own == "en" or not text:
        return own
    guessed = scores(text)
    return own if guessed.get(own.split("-")[0], 0.0) >= guessed.get("en", 0.0) else "en"


def _explain(rows: list[TextRow], sought: _Sought, naming: Naming, near: _NearBy | None) -> Explanation:
    fields = [list(_fields(row)) for row in rows]
    card = [_Met(field, sought.marker.met(field.text, field.languages)) for field in fields[0][:2]]
    shown = card[0].words | card[1].words
    beyond = list(_read(chain(fields[0][2:], *fields[1:]), sought, shown))
    in_text = shown.union(*(met.words for met in beyond))
    missing = sought.all - in_text - naming.words - sought.marker.small_in(rows[0].language)
    meant = _meant(fields, sought, near) if near and (missing or not in_text) else None
    passage = _passage_beyond(beyond, shown, sought) or meant or _passage_of_card(card, sought)
    by_words = list(_by_words([*card, *beyond], sought))
    reasons: list[Reason] = [*_readings(by_words, naming, sought), *by_words, *_by_names(naming, sought, in_text)]
    reasons += [ByMeaning(near.hit.likeness)] if near and _is_near(near.hit, reasons) else []
    title, summary = (parts(met.field.text, met.spans(sought.marker) if met.words else []) for met in card)
    tells_more = passage is not None and not any(passage.text in met.field.text for met in card)
    return Explanation(
        passage, title, summary, tuple(reasons), tells_more, tuple(sought.typed[n] for n in sorted(missing))
    )


def _read(fields: Iterable[_Field], sought: _Sought, found: frozenset[int]) -> Iterator[_Met]:
    """Yield the fields with words of the query beyond those `found`, until each has been found once."""
    missing = sought.all - found
    for field in fields:
        if not missing:
            return
        words = sought.marker.met(field.text, field.languages) if field.text else _NONE
        if words & missing:
            yield _Met(field, words)
            missing -= words


def _passage_beyond(beyond: list[_Met], shown: frozenset[int], sought: _Sought) -> Passage | None:
    """Return the passage with most of the words that the card does not show; None where it shows all."""
    if not beyond:
        return None
    best = max(beyond, key=lambda met: len(met.words - shown))
    return _passage(best, sought, best.words - shown)


def _passage_of_card(card: list[_Met], sought: _Sought) -> Passage | None:
    title, summary = card
    best = title if len(title.words) > len(summary.words) else summary
    return _passage(best, sought) if best.words else None


def _passage(met: _Met, sought: _Sought, wanted: frozenset[int] | None = None) -> Passage:
    spans = met.spans(sought.marker) if met.words else []
    window = best_window(met.field.text, spans, wanted)
    return _shown(met.field, spans, window)


def _shown(field: _Field, spans: Sequence[Span], window: Window) -> Passage:
    told = parts(field.text, spans, window)
    return Passage(told, field.shown_language, field.section, window.starts_within, window.ends_within)


def _meant(fields: list[list[_Field]], sought: _Sought, near: _NearBy) -> Passage | None:
    """Return the passage that was found by meaning, where it begins in a text as stored; None where there is none."""
    meant = nearest_passage(near.rows, near.hit)
    passage = " ".join(meant.body.split()) if meant else ""
    if not meant or not passage:
        return None
    version = [field for each in fields for field in each if field.languages[0] == meant.language]
    for field in [*(field for field in version if field.section != TITLE), *version]:
        met = _Met(field, sought.marker.met(field.text, field.languages))
        spans = met.spans(sought.marker) if met.words else []
        if window := window_of(field.text, passage, spans):
            return _shown(field, spans, window)
    return _passage(_Met(_Field("", meant.body, (meant.language,), meant.language), _NONE), sought)


def _is_near(hit: Near, reasons: Sequence[Reason]) -> bool:
    """Return whether meaning is a reason: always where there is no other one, else where it would do alone."""
    return hit.likeness >= GATE or all(isinstance(reason, ReadAs) for reason in reasons)


def _by_words(found: Iterable[_Met], sought: _Sought) -> Iterator[ByWord]:
    """Yield for each word that was found the first form in which it was."""
    told: set[int] = set()
    for met in found:
        for span in met.spans(sought.marker) if met.words - told else ():
            for number in sorted(span.words - told):
                form = met.field.text[span.start : span.end]
                yield ByWord(sought.typed[number], form, met.field.shown_language, met.field.section)
                told.add(number)


def _readings(by_words: Iterable[ByWord], naming: Naming, sought: _Sought) -> Iterator[ReadAs]:
    """Yield which words were found only because they were read as others."""
    forms = {met.word: met.form for met in by_words}
    for number, reading in sought.read_as.items():
        form = forms.get(reading.word)
        if (form and fold(form) != fold(reading.word)) or (not form and number in naming.words):
            yield reading


def _by_names(naming: Naming, sought: _Sought, in_text: frozenset[int]) -> Iterator[Reason]:
    """Yield the areas, principles and places that were named; a part of a place's name only where it tells more."""
    for concept in naming.concepts:
        yield _concept(concept, sought)
    for place in naming.places:
        if place.is_whole or place.words - in_text:
            yield ByPlace(sought.say(place.words), place.name)


def _concept(met: ConceptMet, sought: _Sought) -> ByConcept:
    facet = FACET_OF_SCHEME[met.concept.scheme]
    return ByConcept(sought.say(met.words), facet, met.concept.key, met.concept.label, met.is_label)
