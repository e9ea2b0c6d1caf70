"""What the index holds of each practice, read from the database in chunks, a fixed number of queries each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from convivia.common.folding import fold_name
from convivia.common.languages import interface_languages
from convivia.places.bands import bands
from convivia.places.countries import LANGUAGES, country_name, country_names
from convivia.places.likeness import Traits, traits
from convivia.places.models import Place, PlaceName
from convivia.places.profiles import profiles
from convivia.practices.beside import NO_EVIDENCE, strongest_evidence
from convivia.practices.models import Practice, PracticePlace, Text
from convivia.search.alike import profile_code
from convivia.search.engines.port import Document, Name
from convivia.search.facets import FACET_OF_SCHEME, NO_CITY
from convivia.search.lexicon import called_terms
from convivia.search.ranking import ANSWERS_TIMES, KEYWORDS_TIMES, SUMMARY_TIMES, TITLE_TIMES
from convivia.search.synonyms import THEME
from convivia.search.themes import Themes
from convivia.search.typed import name_words
from convivia.search.words import BREAK, TextTerms, read_text, spelt_terms
from convivia.vocabularies.models import Concept, ConceptScheme, Label
from convivia.vocabularies.queries import THEMES

# Practices read at once: enough to make queries cheap, few enough to hold in memory and below SQLite's 999 parameters.
CHUNK = 500
MAX_SORT_TITLE = 100

_GAP = f" {BREAK} "


class TextRow(NamedTuple):
    """The columns of a text that are searched."""

    practice_id: int
    language: str
    origin: str
    title: str
    stand_in_title: str
    title_language: str
    summary: str
    answers: dict[str, str]
    keywords: list[str]
    other_titles: list[str]

    @property
    def titles(self) -> list[str]:
        """All titles of the text that are not empty."""
        return [title for title in (self.title, self.stand_in_title, *self.other_titles) if title]


@dataclass(frozen=True, slots=True)
class Indexed:
    """A practice's document, and the revision of the practice that it tells of."""

    document: Document
    revision: int


@dataclass(frozen=True, slots=True)
class _Named:
    """A place, country or concept: the facet values that it gives a practice, and the terms of its names."""

    values: dict[str, tuple[str, ...]]
    names: TextTerms
    country: str = ""
    spelt: str = ""
    called: str = ""
    traits: Traits | None = None


@dataclass(slots=True)
class _Links:
    """What hangs on the practices of a chunk, by practice."""

    texts: dict[int, list[TextRow]] = field(default_factory=lambda: defaultdict(list))
    places: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    countries: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    concepts: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))


class Catalogue:
    """Names of concepts, places and countries as terms, each read once. Good for one run, not for longer."""

    def __init__(self) -> None:
        self._concepts = _read_concepts()
        self._themes = _read_themes(ConceptScheme.objects.filter(key=THEMES).values_list("version", flat=True).first())
        self._places: dict[int, _Named] = {}
        self._countries: dict[str, _Named] = {}

    def concept(self, pk: int) -> _Named:
        """Return what is known of a concept."""
        return self._concepts[pk]

    def themes(self, text: TextRow) -> _Named:
        """Return the themes that a text is about."""
        found = self._themes.of(text.language, text.titles, text.summary, text.keywords)
        return _Named({THEME: tuple(found)}, TextTerms("", ""))

    def place(self, pk: int) -> _Named:
        """Return what is known of a place that was met."""
        return self._places[pk]

    def country(self, code: str) -> _Named:
        """Return what is known of a country."""
        if code not in self._countries:
            names = dict.fromkeys(country_name(code, language) for language in LANGUAGES)
            also = [name for name, named in country_names().items() if named == code]
            terms = _named({"country": (code,)}, names, called_terms("country", code, [*names, *also]))
            self._countries[code] = replace(terms, traits=Traits(country=code))
        return self._countries[code]

    def meet(self, place_ids: Iterable[int]) -> None:
        """Read the places that are not known yet, by a fixed number of queries and one for each level of parents."""
        if new := set(place_ids) - self._places.keys():
            self._places |= _read_places(new)


def documents(ids: Sequence[int], catalogue: Catalogue) -> Iterator[Indexed]:
    """Yield the documents of those of the practices `ids` (a chunk of them) that readers see, in order of their ids."""
    # The revision is read first: a text that changes in between is newer than its mark, and is then read once more.
    rows = list(
        Practice.objects.filter(pk__in=ids, is_shown=True)
        .order_by("pk")
        .annotate(strongest=strongest_evidence())
        .values_list("pk", "revision", "start_year", "ongoing", "strongest")
    )
    links = _read_links(ids)
    catalogue.meet(chain.from_iterable(links.places.values()))
    for pk, revision, year, ongoing, strongest in rows:
        named = [catalogue.concept(concept) for concept in links.concepts[pk]]
        places = [catalogue.place(place) for place in links.places[pk]]
        codes = dict.fromkeys([place.country for place in places] + links.countries[pk])
        named += [*places, *(catalogue.country(code) for code in codes)]
        named += map(catalogue.themes, links.texts[pk])
        yield Indexed(_document(pk, year, ongoing, strongest, links.texts[pk], named), revision)


def texts_of(ids: Iterable[int]) -> dict[int, list[TextRow]]:
    """Return what is searched of the language versions of practices (a chunk of them), in one query."""
    texts: dict[int, list[TextRow]] = defaultdict(list)
    rows = Text.objects.filter(practice_id__in=ids).order_by("practice_id", "language")
    for row in rows.values_list(*TextRow._fields).iterator(CHUNK):
        texts[row[0]].append(TextRow(*row))
    return texts


def _read_links(ids: Sequence[int]) -> _Links:
    links = _Links(texts=texts_of(ids))
    places = PracticePlace.objects.filter(practice_id__in=ids).order_by("practice_id", "position")
    for practice_id, place_id in places.values_list("practice_id", "place_id"):
        links.places[practice_id].append(place_id)
    countries = Practice.countries.through.objects.filter(practice_id__in=ids).order_by("pk")
    for practice_id, code in countries.values_list("practice_id", "country_id"):
        links.countries[practice_id].append(code)
    concepts = Practice.concepts.through.objects.filter(practice_id__in=ids).order_by("pk")
    for practice_id, concept_id in concepts.values_list("practice_id", "concept_id"):
        links.concepts[practice_id].append(concept_id)
    return links


def _document(
    pk: int, year: int | None, ongoing: bool | None, strongest: str, texts: list[TextRow], named: list[_Named]
) -> Document:
    read = [_read_practice_text(text) for text in texts]
    facets = {
        "language": tuple(text.language for text in texts),
        "status": ({True: "running", False: "ended", None: "unknown"}[ongoing],),
        "evidence": (strongest or NO_EVIDENCE,),
    }
    for facet in ("area", "principle", THEME, "country", "city", "network", "size", "diversity"):
        facets[facet] = tuple(dict.fromkeys(chain.from_iterable(thing.values.get(facet, ()) for thing in named)))
    facets["city"] = facets["city"] or (NO_CITY,)
    # A country that comes with a place says nothing more of likeness; one that stands by itself is all that is known.
    placed = {thing.country for thing in named}
    compared = [
        thing.traits for thing in named if thing.traits and (thing.country or thing.traits.country not in placed)
    ]
    facets["profile"] = (profile_code(compared),)
    return Document(
        pk=pk,
        words=" ".join(text.words for text in read),
        in_title=" ".join(text.title.forms for text in read),
        in_names=" ".join(thing.names.forms for thing in named),
        title_order=_GAP.join(text.title.ordered for text in read),
        text_order=_GAP.join([*(text.order for text in read), *(thing.names.ordered for thing in named)]),
        titles=tuple(dict.fromkeys(chain.from_iterable(text.titles for text in read))),
        facets=facets,
        year=year,
        sort_titles={language: _sort_title(texts, language) for language in interface_languages()},
        spelt=_once(chain((text.spelt for text in read), (thing.spelt for thing in named))),
        called=_once(thing.called for thing in named),
        names=tuple(
            Name("title", str(pk), (text.language,), name_words(title), year or 0)
            for text in texts
            for title in text.titles
        ),
    )


def _once(terms: Iterable[str]) -> str:
    """Return terms, divided by blanks, each once."""
    return " ".join(dict.fromkeys(chain.from_iterable(each.split() for each in terms)))


class _Read(NamedTuple):
    """The terms of one language version of a practice."""

    words: str
    order: str
    title: TextTerms
    titles: list[str]
    spelt: str


def _read_practice_text(text: TextRow) -> _Read:
    own, with_english = (text.language,), (text.language, "en")
    titles = [read_text(title, own) for title in text.titles]
    title = TextTerms(" ".join(t.forms for t in titles), _GAP.join(t.ordered for t in titles))
    # Keywords are often English whatever the language of the text.
    keywords = [read_text(keyword, with_english) for keyword in text.keywords]
    summary = read_text(text.summary, own)
    answers = [read_text(answer, own) for answer in text.answers.values() if answer]
    words = (
        [title.forms] * TITLE_TIMES
        + [keyword.forms for keyword in keywords] * KEYWORDS_TIMES
        + [summary.forms] * SUMMARY_TIMES
        + [answer.forms for answer in answers] * ANSWERS_TIMES
    )
    order = _GAP.join(part.ordered for part in (*keywords, summary, *answers))
    forms = " ".join(words)
    return _Read(forms, order, title, [t.ordered for t in titles], " ".join(spelt_terms(forms, text.language)))


def _sort_title(texts: Sequence[TextRow], language: str) -> str:
    """Return what a practice is sorted by for a reader of `language`: the folded title of the text that is shown."""
    if not texts:
        return ""
    shown = min(texts, key=lambda text: (text.language != language, text.origin != Text.Origin.ORIGINAL, text.language))
    return fold_name(shown.title or shown.stand_in_title)[:MAX_SORT_TITLE]


def _terms_of_names(read: Iterable[TextTerms]) -> TextTerms:
    """Return the terms of all names of one thing, each term once, and in order the names that are several words."""
    names = list(read)
    forms = dict.fromkeys(chain.from_iterable(name.forms.split() for name in names))
    return TextTerms(" ".join(forms), _GAP.join(dict.fromkeys(name.ordered for name in names if " " in name.ordered)))


@lru_cache(maxsize=2)
def _read_themes(version: str | None) -> Themes:
    """Read the names of themes, once for each version of theirs: every practice that is saved needs them."""
    labels = Label.objects.filter(concept__scheme__key=THEMES).order_by("concept_id", "pk")
    return Themes(labels.values_list("concept__key", "language", "text"))


def _read_concepts() -> dict[int, _Named]:
    """Read all concepts; a group's key is a value of its members, too.

    Of their names only those that readers see are in the index, for phrases; queries know the others as synonyms.
    """
    labels: dict[int, list[str]] = defaultdict(list)
    shown = Label.objects.filter(kind=Label.Kind.PREFERRED, language__in=interface_languages()).order_by("pk")
    for concept_id, text in shown.values_list("concept_id", "text"):
        labels[concept_id].append(read_text(text).ordered)
    concepts = Concept.objects.values_list("pk", "key", "broader__key", "scheme__key")
    return {
        pk: _Named(
            {FACET_OF_SCHEME[scheme]: tuple(filter(None, (key, group)))} if scheme in FACET_OF_SCHEME else {},
            TextTerms("", _GAP.join(dict.fromkeys(labels[pk]))),
        )
        for pk, key, group, scheme in concepts
    }


def _read_places(ids: set[int]) -> dict[int, _Named]:
    """Read places with all their names; the keys of what they are part of are values of theirs, too."""
    rows = _with_parents(ids)
    names: dict[int, dict[str, None]] = {pk: {row["name"]: None} for pk, row in rows.items()}
    for place_id, text in PlaceName.objects.filter(place_id__in=rows).values_list("place_id", "text"):
        names[place_id][text] = None
    known, classes = profiles(ids), bands()
    found = {}
    for pk in ids:
        line = _line(pk, rows)
        compared = traits(known[pk].profile, classes)
        values = {
            "city": tuple(rows[place]["key"] for place in line),
            "network": compared.networks,
            "size": tuple(filter(None, [compared.size])),
            "diversity": tuple(filter(None, [compared.diversity])),
        }
        called = _once(called_terms("city", rows[place]["key"], names[place]) for place in line)
        every_name = dict.fromkeys(chain.from_iterable(names[place] for place in line))
        found[pk] = replace(_named(values, every_name, called), country=rows[pk]["country_id"], traits=compared)
    return found


def _named(values: dict[str, tuple[str, ...]], names: Iterable[str], called: str) -> _Named:
    """Return what is known of a place or country with these names."""
    read = list(map(read_text, names))
    spelt = chain.from_iterable(spelt_terms(name.forms, "") for name in read)
    return _Named(values, _terms_of_names(read), spelt=_once(spelt), called=called)


def _with_parents(ids: set[int]) -> dict[int, Any]:
    rows: dict[int, Any] = {}
    while new := ids - rows.keys():
        for row in Place.objects.filter(pk__in=new).values("pk", "key", "name", "country_id", "parent_id"):
            rows[row["pk"]] = row
        ids = {row["parent_id"] for row in rows.values() if row["parent_id"]}
    return rows


def _line(pk: int, rows: Mapping[int, Any]) -> list[int]:
    """Return a place and what it is part of, the nearest first."""
    line: list[int] = []
    at: int | None = pk
    while at is not None and at not in line:
        line.append(at)
        at = rows[at]["parent_id"]
    return line
