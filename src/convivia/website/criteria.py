"""The criteria that practices are judged by, and the review of a practice where its city lets it be seen."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from convivia.common.languages import in_language
from convivia.practices.models import Practice
from convivia.reviews.models import CriteriaEdition, Criterion
from convivia.reviews.openness import PublicReader, PublicReview, public_review
from convivia.reviews.queries import newest_criteria
from convivia.reviews.scoring import Group
from convivia.reviews.wording import GROUPS, RECOMMENDATIONS, say_agreement, say_reader, say_score
from convivia.website.delivery import public_page


@public_page
def criteria(request: HttpRequest) -> HttpResponse:
    """Show the newest edition of the criteria in their groups; 404 where none is loaded."""
    try:
        edition = newest_criteria()
    except CriteriaEdition.DoesNotExist as missing:
        raise Http404 from missing
    language = get_language() or "en"
    context = {
        "edition": edition,
        "title": in_language(edition.titles, language),
        "introduction": in_language(edition.introductions, language),
        "groups": _groups(list(edition.criteria.all()), language),
        "room": "criteria",
    }
    return render(request, "website/criteria.html", context)


def review_of(practice: Practice, language: str) -> dict[str, Any] | None:
    """Return the public review of a practice for its page; None where there is none, or its city keeps it to itself."""
    found = public_review(practice)
    if found is None:
        return None
    return {
        "decided_at": found.decided_at,
        "version": found.version,
        "readers": [_reader(one, found, language) for one in found.readers],
        "agreements": [" ".join(say_agreement(pair.agreement)) for pair in found.pairs],
    }


def _groups(rows: list[Criterion], language: str) -> list[dict[str, Any]]:
    return [
        {
            "key": group.value,
            "title": title,
            "hint": hint,
            "is_scored": group != Group.EXCLUSION,
            "criteria": [
                {
                    "key": one.key,
                    "label": in_language(one.labels, language),
                    "question": in_language(one.questions, language),
                    "high": in_language(one.highs, language),
                    "low": in_language(one.lows, language),
                    "weight": one.weight,
                }
                for one in rows
                if one.group == group
            ],
        }
        for group, (title, hint) in GROUPS.items()
    ]


def _reader(reader: PublicReader, found: PublicReview, language: str) -> dict[str, Any]:
    return {
        "name": say_reader(reader.position),
        "recommendation": RECOMMENDATIONS.get(reader.recommendation, ""),
        "reason": reader.reason,
        "overall": reader.result.overall,
        "scores": [
            {
                "label": in_language(one.labels, language),
                "value": say_score(reader.scores.get(one.key)),
                "note": reader.notes.get(one.key, ""),
            }
            for one in found.criteria
        ],
    }
