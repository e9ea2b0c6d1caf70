"""Likely doubles: records that may tell of a practice that is in the library already, in another language or older.

Candidates come by place, by meaning, by title and by link, in a fixed number of queries; `likely.weigh` says how likely
each is. Public pairs are kept (`LikelyPair`) and made anew when a practice changes; drafts are compared on the spot.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from typing import cast

import numpy as np
from django.db import transaction
from django.db.models import Count, F, Q, QuerySet

from convivia.common.folding import fold_name
from convivia.practices.merging_queries import told_apart
from convivia.practices.models import LikelyPair, Practice, PracticePlace, Text, WorkingCopy
from convivia.practices.snapshots import Content
from convivia.search.documents import TextRow
from convivia.search.encoders.installed import encoder
from convivia.search.encoders.port import Vectors, unit
from convivia.search.encoders.reading import read_passages
from convivia.search.engines.vectors import to_bytes
from convivia.search.likely import BY_MEANING, LIKELY, RARE, STAMP, Alike, Likely, Told, weigh
from convivia.search.meaning import form, nearest, practice_passages, store
from convivia.search.passages import COMPARED
from convivia.search.told import told_by, told_in_public

# So many are looked at of one place, and by title and by link each; the newest of a place come first.
OF_A_PLACE, BY_NAME = 300, 30
SHOWN = 5
# Practices compared in one step.
STEP = 20


@dataclass(frozen=True, slots=True)
class Double:
    """A record that may tell of the same practice: its database id, how likely that is, and by which signs.

    `is_draft`: it is not public; only who may read the drafts of its city is told.
    """

    pk: int
    score: float
    signs: tuple[str, ...]
    is_draft: bool = False


def doubles_of(practice: Practice, content: Content, drafts: QuerySet[Practice] | None = None) -> list[Double]:
    """Return the records that may tell of the same practice as `content`, which `practice` is to say, the likeliest
    first; `SHOWN` at most. Of what is not public only `drafts` are looked at. Pairs that were told apart are left out.
    """
    own = told_by([content])[0]
    rows, titles = _rows(content), _title_vectors([title for _, title in own.titles])
    near = _near(rows)
    ids = _candidates(own, near) - {practice.pk}
    ids -= told_apart(practice.pk, ids)
    found = _weighed(own, titles, told_in_public(ids), near, _rare(own.links))
    beside = _drafts_beside(practice, drafts) if drafts is not None else {}
    found += [
        Double(pk, likely.score, likely.signs, is_draft=True)
        for pk, (told, alike) in _with_meaning(own, titles, rows, beside).items()
        if (likely := weigh(own, told, alike)).score >= LIKELY
    ]
    return sorted(found, key=lambda one: (-one.score, one.pk))[:SHOWN]


def compare_practices(*, ids: Sequence[int]) -> None:
    """Compare the public practices `ids` with all others and keep the pairs that are likely one practice."""
    revisions = dict(Practice.objects.filter(pk__in=ids).values_list("pk", "revision"))
    told, read = told_in_public(revisions), set(_read_practices().filter(pk__in=ids).values_list("pk", flat=True))
    for pk in ids:
        own = told.get(pk)
        pairs = _pairs_of(pk, own) if own else []
        with transaction.atomic():
            LikelyPair.objects.filter(Q(first=pk) | Q(second=pk)).delete()
            LikelyPair.objects.bulk_create(pairs, ignore_conflicts=True)
            if pk in revisions:
                stamp = _stamp(with_meaning=pk in read)
                Practice.objects.filter(pk=pk).update(compared_revision=revisions[pk], compared_by=stamp)


def compare_pending(*, limit: int = STEP) -> int:
    """Compare some practices that were not compared since they changed; how many are left comes back."""
    waiting = pending()
    compare_practices(ids=list(waiting.order_by("pk").values_list("pk", flat=True)[:limit]))
    return waiting.count()


def pending() -> QuerySet[Practice]:
    """Return the public practices that were not compared with the others since they changed last, or since weights or
    encoder changed; or only by their words, while their meaning was not known yet."""
    is_new = Q(compared_revision__isnull=True) | Q(compared_revision__lt=F("revision"))
    by_words, by_all = _stamp(with_meaning=False), _stamp(with_meaning=True)
    is_old = ~Q(compared_by__in=[by_words, by_all])
    is_half = Q(compared_by=by_words, pk__in=_read_practices().values("pk"))
    return Practice.objects.filter(is_new | is_old | is_half, is_shown=True)


def _read_practices() -> QuerySet[Practice]:
    """Return the practices whose meaning is known as they stand."""
    reading = encoder()
    if reading is None:
        return Practice.objects.none()
    return Practice.objects.filter(encoded__encoder=form(reading), encoded__revision__gte=F("revision"))


def _stamp(*, with_meaning: bool) -> str:
    """Return the name of what a comparison depends on: the weights and, `with_meaning`, the encoder."""
    reading = encoder() if with_meaning else None
    return blake2b(f"{STAMP} {form(reading) if reading else ''}".encode(), digest_size=8).hexdigest()


def _pairs_of(pk: int, own: Told) -> list[LikelyPair]:
    near = dict(nearest(pk, BY_MEANING))
    ids = _candidates(own, near) - {pk}
    titles = _title_vectors([title for _, title in own.titles])
    return [
        LikelyPair(first_id=min(pk, one.pk), second_id=max(pk, one.pk), score=one.score, signs=list(one.signs))
        for one in _weighed(own, titles, told_in_public(ids), near, _rare(own.links))
    ]


def _weighed(
    own: Told, titles: Vectors | None, others: Mapping[int, Told], near: Mapping[int, float], rare: frozenset[str]
) -> list[Double]:
    """Return those of `others` that are likely the same."""
    found = []
    for pk, told in others.items():
        # A passage begins with its title: where the passages are far from each other, the titles are, too.
        alike = Alike(_titles_alike(titles, told) if pk in near else None, near.get(pk), rare)
        likely: Likely = weigh(own, told, alike)
        if likely.score >= LIKELY:
            found.append(Double(pk, likely.score, likely.signs))
    return found


def _candidates(own: Told, near: Mapping[int, float]) -> set[int]:
    """Return the public practices that are worth comparing."""
    places = {*own.places, *own.around}
    links = PracticePlace.objects.filter(place__in=places).order_by("-practice_id")
    found = set(near) | set(links.values_list("practice_id", flat=True)[:OF_A_PLACE])
    named = Q(pk__in=[])
    for _, title in own.titles:
        named |= Q(title__iexact=title)
    if own.links:
        named |= Q(source_url__in=own.links)
    found |= set(Text.objects.filter(named).values_list("practice_id", flat=True)[: 2 * BY_NAME])
    return found


def _drafts_beside(practice: Practice, drafts: QuerySet[Practice]) -> dict[int, Content]:
    """Return what is being written of other practices of the same city that nobody has seen in public."""
    if practice.city_id is None:
        return {}
    rows = WorkingCopy.objects.filter(practice__in=drafts, practice__city=practice.city_id, practice__is_shown=False)
    rows = rows.exclude(practice=practice).order_by("-edited_at")
    return {pk: cast(Content, content) for pk, content in rows.values_list("practice_id", "content")[:BY_NAME]}


def _with_meaning(
    own: Told, titles: Vectors | None, rows: Sequence[TextRow], beside: Mapping[int, Content]
) -> dict[int, tuple[Told, Alike]]:
    """Return unpublished records with how alike they are to ours."""
    if not beside:
        return {}
    mine = _passage_vectors(rows)
    found = {}
    for pk, told in zip(beside, told_by(list(beside.values())), strict=True):
        theirs = _passage_vectors(_rows(beside[pk]))
        cosine = None if mine is None or theirs is None else float((mine @ theirs.T).max())
        found[pk] = (told, Alike(_titles_alike(titles, told), cosine))
    return found


def _rare(links: Collection[str]) -> frozenset[str]:
    """Return those of `links` that few records have."""
    if not links:
        return frozenset()
    counted = Text.objects.filter(source_url__in=links).order_by().values_list("source_url")
    numbers = dict(counted.annotate(number=Count("practice_id", distinct=True)))
    return frozenset(link for link in links if numbers.get(link, 0) <= RARE)


def _rows(content: Content) -> list[TextRow]:
    return [
        TextRow(
            0,
            language,
            text["origin"],
            text["title"],
            text["stand_in_title"],
            text["title_language"],
            text["summary"],
            text["answers"],
            text["keywords"],
            text["other_titles"],
        )
        for language, text in sorted(content["texts"].items())
    ]


def _near(rows: Sequence[TextRow]) -> dict[int, float]:
    """Return the public practices nearest in meaning to what is written, with the cosine."""
    vectors, asked = store(), _passage_vectors(rows)
    if vectors is None or asked is None:
        return {}
    best: dict[int, float] = {}
    for row in to_bytes(asked):
        for hit in vectors.near(row, BY_MEANING * COMPARED):
            best[hit.pk] = max(best.get(hit.pk, -1.0), hit.likeness)
    return dict(sorted(best.items(), key=lambda item: -item[1])[:BY_MEANING])


def _passage_vectors(rows: Sequence[TextRow]) -> Vectors | None:
    """Return the vectors of the first passages of what is written; None where nothing tells their meaning."""
    reading, found = encoder(), list(islice(practice_passages(rows), COMPARED))
    return read_passages(reading, found) if reading is not None and found else None


def _titles_alike(own: Vectors | None, other: Told) -> float | None:
    theirs = _title_vectors([title for _, title in other.titles])
    return None if own is None or theirs is None else float((own @ theirs.T).max())


def _title_vectors(titles: Sequence[str]) -> Vectors | None:
    reading = encoder()
    if reading is None or not titles:
        return None
    return np.vstack([_title_vector(reading.name, fold_name(title) and title) for title in titles])


@lru_cache(maxsize=4096)
def _title_vector(name: str, title: str) -> Vectors:
    """Return what a title means by the encoder of that name; the same titles are compared again and again."""
    reading = encoder()
    assert reading is not None and reading.name == name  # noqa: S101 (the caller has looked)
    return unit(reading.passages([title])[0])
