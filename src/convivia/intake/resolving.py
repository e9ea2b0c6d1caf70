"""Finds what drafts name in the database: places, countries, concepts; a place that nobody knows is made once."""

from collections.abc import Iterable, Sequence

from convivia.common.folding import fold_name
from convivia.intake.drafts import Draft, DraftPlace, DraftWarning
from convivia.intake.remarks import warning
from convivia.places.actions import NotAName, UnknownCountry, ensure_place
from convivia.places.models import Country, Place
from convivia.places.queries import gazetteer
from convivia.places.spans import MISSPELT, PlaceRef
from convivia.vocabularies.models import Concept, Label
from convivia.vocabularies.queries import THEMES


class PlaceFinder:
    """Finds places by country and name, with a fixed number of queries for any number of drafts."""

    def __init__(self, by: str) -> None:
        self._by = by
        self._gazetteer = gazetteer()
        self._countries = set(Country.objects.values_list("code", flat=True))
        self._refs: dict[DraftPlace, PlaceRef | None] = {}
        self._ids: dict[str, int] = {}
        self._made: dict[DraftPlace, int | None] = {}

    def prepare(self, drafts: Iterable[Draft]) -> None:
        """Look up all places that `drafts` name, by one query; `find` then needs none."""
        named = {place for draft in drafts for place in draft.places if place.name}
        for place in named - self._refs.keys():
            self._refs[place] = self._gazetteer.resolve(place.country, place.name)
        keys = {ref.key for place in named if (ref := self._refs[place]) and ref.key} - self._ids.keys()
        if keys:
            self._ids |= dict(Place.objects.filter(key__in=keys).values_list("key", "id"))

    def find(self, place: DraftPlace) -> tuple[int | None, list[DraftWarning]]:
        """Return the id of a named place, made where nobody knows it, and what is to be said of that."""
        ref = self._refs.get(place)
        if ref and ref.key in self._ids:
            is_misspelt = MISSPELT in ref.warnings
            return self._ids[ref.key], [warning("misspelt-place", place.name)] if is_misspelt else []
        if place not in self._made:
            self._made[place] = self._make(place, ref)
        known = self._made[place]
        return known, [warning("new-place" if known else "lost-place", f"{place.name} ({place.country or '?'})")]

    def is_country(self, code: str) -> bool:
        """Return whether the database has the country `code`."""
        return code in self._countries

    def _make(self, place: DraftPlace, ref: PlaceRef | None) -> int | None:
        parent = Place.objects.filter(key=ref.parent).first() if ref and ref.parent else None
        try:
            return ensure_place(country=place.country, name=place.name, by=self._by, parent=parent).pk
        except (UnknownCountry, NotAName):
            return None


class ConceptFinder:
    """Finds concepts by key, or by a label of any language that means only one."""

    def __init__(self) -> None:
        # Themes are told by the words of a text; nobody files a practice under them.
        concepts = Concept.objects.exclude(scheme__key=THEMES)
        rows = list(concepts.values_list("key", "broader__key"))
        self._keys = {key for key, _ in rows} - {broader for _, broader in rows}
        meanings: dict[str, set[str]] = {}
        for text, key in Label.objects.filter(concept__in=concepts).values_list("text", "concept__key"):
            meanings.setdefault(fold_name(text), set()).add(key)
        self._by_label = {label: keys.pop() for label, keys in meanings.items() if len(keys) == 1}

    def find(self, names: Sequence[str]) -> tuple[tuple[str, ...], list[DraftWarning]]:
        """Return the keys of the concepts that `names` name, and a warning for each that names none."""
        keys, doubts = [], []
        for name in names:
            key = name if name in self._keys else self._by_label.get(fold_name(name), "")
            if key in self._keys:
                keys.append(key)
            else:
                doubts.append(warning("unknown-concept", name))
        return tuple(dict.fromkeys(keys)), doubts
