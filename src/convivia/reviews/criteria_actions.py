"""Writes to criteria."""

from typing import Any

from django.db import transaction

from convivia.common.library_files import read_json
from convivia.reviews.models import CriteriaEdition, Criterion


@transaction.atomic
def load_criteria(*, by: str) -> int:
    """Load the shipped edition of the criteria if it is not here yet; the number of criteria written comes back.

    An edition that is here is never touched: judgements are given by it. `by` is for the log of the caller.
    """
    data = read_json("reviews", "criteria.json")
    edition, is_new = CriteriaEdition.objects.get_or_create(
        version=data["version"],
        defaults={
            "titles": data["title"],
            "introductions": data["introduction"],
            "source": data["source"],
            "source_url": data["source_url"],
        },
    )
    if not is_new:
        return 0
    rows = [_criterion(edition, position, row) for position, row in enumerate(data["criteria"], 1)]
    return len(Criterion.objects.bulk_create(rows))


def _criterion(edition: CriteriaEdition, position: int, row: dict[str, Any]) -> Criterion:
    return Criterion(
        edition=edition,
        key=row["key"],
        group=row["group"],
        position=position,
        weight=row["weight"],
        labels=row["label"],
        questions=row["question"],
        highs=row["high"],
        lows=row["low"],
    )
