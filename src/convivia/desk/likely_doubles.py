"""What may tell of the same practice as a working copy, for who looks at it before it is handed in."""

from typing import Any, cast

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from convivia.people.roles import Permission
from convivia.people.rules import Person
from convivia.practices.models import Practice, WorkingCopy
from convivia.practices.queries import cards
from convivia.practices.rules import practices_within
from convivia.practices.snapshots import Content
from convivia.search.doubles import doubles_of
from convivia.search.likely_words import say_kind, say_signs


def title_in(content: Content) -> str:
    """Return the title of the first text that has one; words that say that there is none."""
    titles = (text["title"] or text["stand_in_title"] for text in content["texts"].values())
    return next(filter(None, titles), "") or _("Practice without a title")


def likely_doubles(practice: Practice, person: Person) -> list[dict[str, Any]]:
    """Return what may be the same practice, each with title, place, address, and what is alike in words.

    Nothing where there is no working copy, or the practice is public already: editors compare those.
    """
    copy = WorkingCopy.objects.filter(practice=practice).first()
    if copy is None or practice.is_shown:
        return []
    drafts = practices_within(person, Permission.READ_DRAFTS)
    found = doubles_of(practice, cast(Content, copy.content), drafts)
    language = get_language() or "en"
    shown = {card.id: card for card in cards([one.pk for one in found], language)}
    written = WorkingCopy.objects.select_related("practice").filter(
        practice__in=[one.pk for one in found if one.is_draft]
    )
    copies = {one.practice_id: one for one in written}
    told = []
    for one in found:
        row: dict[str, Any] = {"kind": say_kind(one.signs), "signs": say_signs(one.signs), "is_draft": one.is_draft}
        if one.pk in shown:
            card = shown[one.pk]
            where = ", ".join(place.name or place.country for place in card.places)
            url = reverse("website:practice", args=[card.public_id, card.slug])
            row |= {"title": card.title, "language": card.title_language, "where": where, "url": url}
        elif (beside := copies.get(one.pk)) is not None:
            content = cast(Content, beside.content)
            row |= {"title": title_in(content), "language": beside.language, "where": ""}
            row["url"] = reverse("desk:practice", args=[beside.practice.public_id])
        else:
            continue
        told.append(row)
    return told
