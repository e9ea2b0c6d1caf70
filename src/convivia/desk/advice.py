"""Writing help on the desk: the part for the form, the reviewer and the desk page of a practice, and its own page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from convivia.common.languages import language_name
from convivia.desk.access import DeskRequest, desk_page, practice_to_read
from convivia.practices.advice import Advice, Strength
from convivia.practices.advice_actions import set_aside, take_up
from convivia.practices.advice_marks import mark_of
from convivia.practices.advice_values import Kind
from convivia.practices.advice_words import AdviceWords, field_label, say
from convivia.practices.advising import advise_on
from convivia.practices.models import Practice, SetAside, WorkingCopy
from convivia.practices.rules import NotAllowed, may_edit, may_translate
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
# Fields of the form that bear another name than what their advice is about.
_FIELDS: Final = {"source_url": "source"}
_IN_THE_SHORT_FORM: Final = ("title", "summary", "places", "period", "areas", "contact")
MOST_QUOTES: Final = 5
# Pages that show the part, and are led back to.
_BACK: Final = ("write", "practice")


@dataclass(slots=True)
class Item:
    """One thing to look at, with all the words of a field that it is about, in their `language`.

    `mark` is that of `practices.advice_marks`; `aside` says who left the text as it is, and when.
    """

    words: AdviceWords
    kind: Kind
    is_strong: bool
    language: str
    mark: str
    quotes: list[str]
    more: int = 0
    aside: SetAside | None = None


@dataclass(slots=True)
class Group:
    """What is to be looked at in one field; `url` leads to where it is written ("" for who may not)."""

    key: str
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
    """All writing help on a practice, by field, what matters most first; `aside` is what was set aside of it.

    `public_id` is that of the practice where the reader may set advice aside, "" where they may not.
    """

    groups: tuple[Group, ...]
    aside: tuple[Group, ...]
    strong: int
    total: int
    public_id: str = ""


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def advice(request: DeskRequest, public_id: str) -> HttpResponse:
    """Show what to look at again in a working copy; a page's script gets the part alone. 404 where there is none.

    POST sets the advice of `mark` aside, or takes it up again (`do`), and leads back; 403 for who may not write.
    """
    practice = practice_to_read(request, public_id)
    copy = WorkingCopy.objects.select_related("practice").filter(practice=practice).first()
    if copy is None:
        raise Http404
    may_write = may_edit(request.user, practice) or may_translate(request.user, practice)
    if request.method == "POST":
        return _answer(request, practice)
    shown = advice_of(copy, public_id if may_write else "")
    is_part = "HX-Request" in request.headers or request.headers.get("Sec-Fetch-Dest") == "empty"
    text = cast(Content, copy.content)["texts"].get(copy.language)
    title = text["title"] if text else ""
    context = {"advice": shown, "practice": practice, "practice_title": title, "room": "home"}
    return render(request, "desk/parts/advice.html" if is_part else "desk/advice.html", context)


def _answer(request: DeskRequest, practice: Practice) -> HttpResponse:
    verbs = {"set-aside": set_aside, "take-up": take_up}
    verb = verbs.get(request.POST.get("do", ""))
    if verb is None:
        raise BadRequest("There is nothing of this kind to do.")
    try:
        verb(practice=practice, mark=request.POST.get("mark", "")[:64], by=request.user)
    except NotAllowed as refused:
        raise PermissionDenied from refused
    back = request.POST.get("back", "")
    return redirect(reverse(f"desk:{back if back in _BACK else 'advice'}", args=[practice.public_id]) + "#advice-title")


def advice_of(copy: WorkingCopy, public_id: str = "") -> Shown:
    """Return the writing help on a working copy, with links to its form where the practice is named; three queries."""
    return advice_on(cast(Content, copy.content), copy.language, public_id, practice=copy.practice_id)


def advice_on(content: Content, language: str, public_id: str = "", *, practice: int | None = None) -> Shown:
    """Return the writing help on a practice that is written in `language` first; three queries.

    What the writers of `practice` (its key) have set aside is told apart.
    """
    labels = section_labels(get_language() or "en")
    aside = {one.mark: one for one in SetAside.objects.filter(practice=practice)} if practice else {}
    shown: dict[tuple[str, str, bool], Group] = {}
    for one in advise_on(content, language=language):
        mark = mark_of(one, content)
        place = (one.key, one.language, mark in aside)
        if place not in shown:
            shown[place] = _group(one, labels, language, public_id)
        _add(shown[place], one, mark, aside.get(mark))
    groups = [group for (_key, _language, is_aside), group in shown.items() if not is_aside]
    left = [group for (_key, _language, is_aside), group in shown.items() if is_aside]
    strong = sum(item.is_strong for group in groups for item in group.items)
    return Shown(tuple(groups), tuple(left), strong, sum(len(group.items) for group in groups), public_id)


def _group(advice: Advice, labels: Mapping[str, str], first: str, public_id: str) -> Group:
    name = language_name(advice.language, get_language() or "en") if advice.language else ""
    url = _form_url(advice, first, public_id) if public_id else ""
    return Group(advice.key, field_label(advice.key, labels), advice.language, name, url, [])


def _add(group: Group, advice: Advice, mark: str, aside: SetAside | None) -> None:
    """Put an advice into its group, beside what says the same of other words."""
    item = next((item for item in group.items if item.mark == mark), None)
    if item is None:
        is_strong = advice.strength == Strength.STRONG
        item = Item(say(advice), advice.kind, is_strong, advice.language, mark, [], aside=aside)
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


def field_of(key: str) -> str:
    """Return the name of the field of the form that an advice on `key` stands at."""
    return _FIELDS.get(key) or (key if key in _ANCHORS else f"answer-{key}")
