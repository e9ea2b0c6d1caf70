"""What records are compared by when doubles are looked for, read from the public tables and from drafts."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import cast

from convivia.places.models import Place
from convivia.practices.models import Practice, PracticePlace, Text
from convivia.practices.period import Period
from convivia.practices.snapshots import Content, PeriodContent
from convivia.search.likely import Told


def told_in_public(ids: Collection[int]) -> dict[int, Told]:
    """Return what the public practices `ids` are compared by; four queries. Those without a text are left out."""
    titles: dict[int, list[tuple[str, str]]] = defaultdict(list)
    links: dict[int, set[str]] = defaultdict(set)
    columns = ("practice_id", "language", "title", "stand_in_title", "other_titles", "source_url")
    for pk, language, title, stand_in, others, url in Text.objects.filter(practice_id__in=ids).values_list(*columns):
        titles[pk] += [(language, name) for name in (title or stand_in, *others) if name]
        links[pk] |= {url} - {""}
    places: dict[int, list[tuple[int, int | None, str, str]]] = defaultdict(list)
    rows = PracticePlace.objects.filter(practice_id__in=titles)
    place_columns = ("practice_id", "place_id", "place__parent_id", "place__country_id", "place__folded")
    for pk, *place in rows.values_list(*place_columns):
        places[pk].append(cast(tuple[int, int | None, str, str], tuple(place)))
    countries: dict[int, set[str]] = defaultdict(set)
    for pk, code in Practice.countries.through.objects.filter(practice_id__in=titles).values_list(
        "practice_id", "country_id"
    ):
        countries[pk].add(code)
    return {
        one.pk: _put_together(titles[one.pk], places[one.pk], countries[one.pk], links[one.pk], one.period)
        for one in Practice.objects.filter(pk__in=titles)
    }


def told_by(contents: Sequence[Content]) -> list[Told]:
    """Return what unpublished contents are compared by; one query."""
    keys = {key for content in contents for key in content["places"]}
    rows = Place.objects.filter(key__in=keys).values_list("key", "pk", "parent_id", "country_id", "folded")
    places = {key: (pk, parent, code, folded) for key, pk, parent, code, folded in rows}
    return [
        _put_together(
            [
                (language, title)
                for language, text in content["texts"].items()
                for title in (text["title"] or text["stand_in_title"], *text["other_titles"])
                if title
            ],
            [places[key] for key in content["places"] if key in places],
            content["countries"],
            {text["source_url"] for text in content["texts"].values()} - {""},
            _period(content["period"]),
        )
        for content in contents
    ]


def _period(said: PeriodContent) -> Period:
    """Return a period of a draft; without a start where that is no date."""
    start = said["start"] or ""
    return Period(
        said["text"],
        start if start[:4].isdecimal() else None,
        said["end"],
        said["ongoing"],
        said["recurrence"],
        said["precision"],
    )


def _put_together(
    titles: Iterable[tuple[str, str]],
    places: Iterable[tuple[int, int | None, str, str]],
    countries: Iterable[str],
    links: Iterable[str],
    period: Period,
) -> Told:
    places = list(places)
    return Told(
        titles=tuple(titles),
        places=frozenset(pk for pk, _, _, _ in places),
        around=frozenset(parent for _, parent, _, _ in places if parent is not None),
        countries=frozenset([*countries, *(code for _, _, code, _ in places)]),
        names=frozenset(word for _, _, _, folded in places for word in folded.split()),
        period=period.edtf,
        start=period.start_year,
        links=frozenset(links),
    )
