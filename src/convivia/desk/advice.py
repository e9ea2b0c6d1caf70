"""Writing help on the desk: the part for the form, the reviewer and the desk page of a practice, and its own page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from convivia.common.languages import language_name
from convivia.desk.access import DeskRequest, desk_page, practice_to_read
from convivia.practices.advice import Advice, Strength
from convivia.practices.advice_words import AdviceWords, field_label, say
from convivia.practices.advising import advise_on
from convivia.practices.models import WorkingCopy
from convivia.practices.rules import may_edit
from convivia.practices.snapshots import Content
from convivia.questionnaires.queries import section_labels

# Where the form asks for what has no section of its own; answers are asked at "answer-" and their key.
_ANCHORS: Final = {
    "title": "title",
    "summary": "summary",
    "places": "place-name",
    "period": "period",
    "areas": "areas",
    "contact": "contact-email",
    "evidence": "evidence",
    "source_url": "source",
}
_IN_THE_SHORT_FORM: Final = ("title", "summary", "places", "period", "areas", "contact")
MOST_QUOTES: Final = 5


@dataclass(slots=True)
class Item:
    """One thing to look at, with all the words of a field that it is about, in their `language`."""

    words: AdviceWords
    is_strong: bool
    language: str
    quotes: list[str]
    more: int = 0


@dataclass(slots=True)
class Group:
    """What is to be looked at in one field; `url` leads to where it is written ("" for who may not)."""

    label: str
    language: str
    language_name: str
    url: str
    items: list[Item]

    @property
    def has_strong(self) -> bool:
        """Whether something in it does harm or is needed."""
        return any(item.is_strong for item in self.items)


@dataclass(frozen=True, slots=True)
class Shown:
    """All writing help on a practice, by field, what matters most first."""

    groups: tuple[Group, ...]
    strong: int
    total: int


@desk_page
@require_safe
def advice(request: DeskRequest, public_id: str) -> HttpResponse:
    """Show what to look at again in a working copy; a page's script gets the part alone. 404 where there is none."""
    practice = practice_to_read(request, public_id)
    copy = WorkingCopy.objects.filter(practice=practice).first()
    if copy is None:
        raise Http404
    shown = advice_of(copy, public_id if may_edit(request.user, practice) else "")
    is_part = "HX-Request" in request.headers or request.headers.get("Sec-Fetch-Dest") == "empty"
    text = cast(Content, copy.content)["texts"].get(copy.language)
    title = text["title"] if text else ""
    context = {"advice": shown, "practice": practice, "practice_title": title, "room": "home"}
    return render(request, "desk/parts/advice.html" if is_part else "desk/advice.html", context)


def advice_of(copy: WorkingCopy, public_id: str = "") -> Shown:
    """Return the writing help on a working copy, with links to its form where the practice is named; two queries."""
    return advice_on(cast(Content, copy.content), copy.language, public_id)


def advice_on(content: Content, language: str, public_id: str = "") -> Shown:
    """Return the writing help on a practice that is written in `language` first; two queries."""
    found = advise_on(content, language=language)
    labels = section_labels(get_language() or "en")
    groups: dict[tuple[str, str], Group] = {}
    for one in found:
        place = (one.key, one.language)
        if place not in groups:
            groups[place] = _group(one, labels, language, public_id)
        _add(groups[place], one)
    strong = sum(item.is_strong for group in groups.values() for item in group.items)
    return Shown(tuple(groups.values()), strong, sum(len(group.items) for group in groups.values()))


def _group(advice: Advice, labels: Mapping[str, str], first: str, public_id: str) -> Group:
    name = language_name(advice.language, get_language() or "en") if advice.language else ""
    url = _form_url(advice, first, public_id) if public_id else ""
    return Group(field_label(advice.key, labels), advice.language, name, url, [])


def _add(group: Group, advice: Advice) -> None:
    """Put an advice into its group, beside what says the same of other words."""
    words = say(advice)
    item = next((item for item in group.items if item.words == words), None)
    if item is None:
        item = Item(words, advice.strength == Strength.STRONG, advice.language, [])
        group.items.append(item)
    if advice.quoted and len(item.quotes) < MOST_QUOTES:
        item.quotes.append(advice.quoted)
    elif advice.quoted:
        item.more += 1


def _form_url(advice: Advice, first: str, public_id: str) -> str:
    """Return where the form asks for the field that an advice is about."""
    query = {} if advice.key in _IN_THE_SHORT_FORM else {"depth": "full"}
    if advice.language and advice.language != first:
        query["text"] = advice.language
    address = reverse("desk:write", args=[public_id]) + (f"?{urlencode(query)}" if query else "")
    return f"{address}#{_ANCHORS.get(advice.key, f'answer-{advice.key}')}"
