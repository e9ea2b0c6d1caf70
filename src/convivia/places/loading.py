"""Compares the shipped files of places with the database and writes the difference; used by `load_places` alone."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain
from typing import Any

from django.db.models import Model

from convivia.common.folding import fold_name
from convivia.common.library_files import read_table
from convivia.places.countries import countries
from convivia.places.files import cities, city_names, programme_names, programme_places
from convivia.places.models import Country, Figure, Membership, Network, Place, PlaceName

Progress = Callable[[int, int], None]
BATCH = 2000
PLACE_COLUMNS = (
    "kind", "origin", "name", "folded", "country_id", "latitude", "longitude", "population", "geonames_id", "note",
)  # fmt: skip


@dataclass(slots=True)
class LoadCounts:
    """How many rows of each table were created and changed."""

    created: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)

    @property
    def all_created(self) -> int:
        return sum(self.created.values())

    @property
    def all_changed(self) -> int:
        return sum(self.changed.values())


class Loader:
    """One run over the files; `run` returns the counts."""

    def __init__(self, *, progress: Progress | None, only_programme: bool) -> None:
        self.counts = LoadCounts()
        self.only_programme = only_programme
        self._progress = progress
        self._done = 0
        self._cities = [] if only_programme else list(cities())
        self._city_names = {} if only_programme else city_names()
        self._total = len(countries()) + len(programme_places()) + len(self._cities) + len(self._city_names)
        self._ids: dict[str, int] = {}  # database ids of the files' places, by the key in the files
        self._edited: set[int] = set()

    def run(self) -> LoadCounts:
        """Load everything, in the order in which rows refer to each other."""
        rows = ((row.code, row.alpha3, row.numeric or None) for row in countries().values())
        self._bring_up(Country, ("code",), ("alpha3", "numeric"), rows)
        self._step(len(countries()))
        self._load_places()
        self._load_parents()
        self._load_names()
        self._load_figures()
        self._load_networks()
        self._step(self._total - self._done)
        return self.counts

    def _step(self, rows: int) -> None:
        """Say that more rows are done."""
        self._done += rows
        if self._progress:
            self._progress(self._done, self._total)

    def _count(self, model: type[Model], created: int, changed: int) -> None:
        for counts, number in ((self.counts.created, created), (self.counts.changed, changed)):
            counts[model.__name__] = counts.get(model.__name__, 0) + number

    def _bring_up(
        self, model: type[Model], identity: tuple[str, ...], columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]
    ) -> None:
        """Create missing rows and change those that differ; `rows` are the values of identity and columns."""
        own = len(identity)
        manager = model._default_manager
        known = {row[1 : own + 1]: (row[0], row[own + 1 :]) for row in manager.values_list("pk", *identity, *columns)}
        fresh, stale = [], []
        for row in rows:
            found = known.get(row[:own])
            values = dict(zip((*identity, *columns), row, strict=True))
            if found is None:
                fresh.append(model(**values))
            elif found[1] != row[own:]:
                stale.append(model(**{"pk": found[0], **values}))
        manager.bulk_create(fresh, batch_size=BATCH)
        manager.bulk_update(stale, columns, batch_size=500)
        self._count(model, len(fresh), len(stale))

    def _wanted_places(self) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Yield key and PLACE_COLUMNS of every place in the files; a city of the programme comes once."""
        for p in programme_places():
            point = p.latitude, p.longitude, p.population, p.geonames_id, p.note
            yield p.key, (p.kind, Place.Origin.PROGRAMME.value, p.name, fold_name(p.name), p.country, *point)
        taken = {place.geonames_id for place in programme_places()}
        for c in self._cities:
            if c.geonames_id not in taken:
                point = c.latitude, c.longitude, c.population, c.geonames_id, ""
                yield (
                    c.key,
                    (Place.Kind.CITY.value, Place.Origin.GEONAMES.value, c.name, fold_name(c.name), c.country, *point),
                )

    def _load_places(self) -> None:
        """Load places. A place is known again by its key, its GeoNames id, or, when an import made it, by its name."""
        known: dict[Any, tuple[int, bool, tuple[Any, ...]]] = {}
        for pk, key, is_edited, *values in Place.objects.values_list("pk", "key", "is_edited", *PLACE_COLUMNS):
            found = pk, is_edited, tuple(values)
            known[key] = found
            known[values[8]] = found
            if values[1] == Place.Origin.IMPORT:
                known[values[4], values[3]] = found
        fresh, stale = [], []
        for key, wanted in self._wanted_places():
            row = known.get(key) or (wanted[8] and known.get(wanted[8])) or known.get((wanted[4], wanted[3]))
            values = dict(zip(PLACE_COLUMNS, wanted, strict=True))
            if not row:
                fresh.append(Place(key=key, **values))
                continue
            self._ids[key] = row[0]
            if row[1]:
                self._edited.add(row[0])
            elif row[2] != wanted:
                stale.append(Place(pk=row[0], key=key, **values))
        for batch in _batches(fresh):
            Place.objects.bulk_create(batch)
            self._step(len(batch))
        Place.objects.bulk_update(stale, PLACE_COLUMNS, batch_size=500)
        self._ids.update((place.key, place.pk) for place in fresh)
        self._count(Place, len(fresh), len(stale))

    def _load_parents(self) -> None:
        """Tie boroughs and districts to what they are a part of."""
        wanted = {self._ids[p.key]: self._ids[p.parent] for p in programme_places() if p.parent}
        places = Place.objects.filter(pk__in=wanted.keys() - self._edited)
        changed = [place for place in places if place.parent_id != wanted[place.pk]]
        is_new = self.counts.created["Place"] > 0
        for place in changed:
            place.parent_id = wanted[place.pk]
        Place.objects.bulk_update(changed, ["parent"])
        self._count(Place, 0, 0 if is_new else len(changed))

    def _load_names(self) -> None:
        """Load the hand-written names, then those of GeoNames; of names that fold to the same, the first counts."""
        written = ((self._ids[n.place], n.language, n.kind, n.name) for n in programme_names())
        ids = {p.geonames_id: self._ids[p.key] for p in programme_places() if p.geonames_id}
        ids.update((c.geonames_id, self._ids[c.key]) for c in self._cities if c.geonames_id not in ids)
        found = ((ids[number], "", "alternative", name) for number, names in self._city_names.items() for name in names)
        rows: dict[tuple[int, str, str], tuple[str, str]] = {}
        for pk, language, kind, text in chain(written, found):
            if pk not in self._edited:
                rows.setdefault((pk, fold_name(text), language), (kind, text))
        wanted = ((*identity, *values) for identity, values in rows.items())
        self._bring_up(PlaceName, ("place_id", "folded", "language"), ("kind", "text"), wanted)
        self._step(len(self._city_names))

    def _load_figures(self) -> None:
        """Load the figures of the programme's places."""
        rows = (
            (
                self._ids[row["place"]], row["kind"], row["area"], int(row["year"]), row["source"],
                Decimal(row["value"]), row["unit"], row["source_url"], row["note"],
            )
            for row in read_table("places", "figures.tsv")
        )  # fmt: skip
        columns = ("value", "unit", "source_url", "note")
        self._bring_up(Figure, ("place_id", "kind", "area", "year", "source"), columns, rows)

    def _load_networks(self) -> None:
        """Load the networks and who belongs to them."""
        rows = [
            (r["key"], r["kind"], r["country"] or None, _labels(r["names"]), r["source"], r["source_url"], r["note"])
            for r in read_table("places", "networks.tsv")
        ]
        columns = ("kind", "country_id", "names", "source", "source_url", "note")
        self._bring_up(Network, ("key",), columns, rows)
        ids = dict(Network.objects.values_list("key", "pk"))
        members = (
            (ids[row["network"]], self._ids[row["place"]], row["source"], row["source_url"])
            for row in read_table("places", "network-members.tsv")
        )
        self._bring_up(Membership, ("network_id", "place_id"), ("source", "source_url"), members)


def _labels(text: str) -> dict[str, str]:
    """Return the labels of "en=…;fr=…" by language."""
    return dict(label.split("=", 1) for label in text.split(";"))


def _batches(rows: Sequence[Place]) -> Iterator[Sequence[Place]]:
    """Yield `rows` in runs of BATCH."""
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))
