"""How a working copy will look on its public page."""

from typing import Any, cast

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from convivia.common.languages import language_name
from convivia.desk.access import DeskRequest, desk_page, practice_to_read
from convivia.desk.write_address import write_url
from convivia.places.countries import country_name
from convivia.places.models import Place
from convivia.places.queries import place_names
from convivia.practices.answers import answer_html, label_of
from convivia.practices.beside import evidence_in, pictures_in
from convivia.practices.licences import LICENCES
from convivia.practices.models import WorkingCopy
from convivia.practices.place_lines import PlaceGroup, place_groups
from convivia.practices.queries import PlaceName
from convivia.practices.rules import may_edit
from convivia.practices.snapshots import Content, TextContent, empty_text, period_of
from convivia.practices.wording import say_period, say_state
from convivia.questionnaires.queries import section_labels
from convivia.vocabularies.queries import AREAS, PRINCIPLES, concept_names


@desk_page
@require_safe
def preview(request: DeskRequest, public_id: str) -> HttpResponse:
    """Show the working copy of a practice as readers will see it, in the language that `?text=` names, or its first.

    404 where there is no working copy, or where the reader may not see it.
    """
    practice = practice_to_read(request, public_id)
    copy = WorkingCopy.objects.filter(practice=practice).first()
    if copy is None:
        raise Http404
    content = cast(Content, copy.content)
    shown = request.GET.get("text", "")
    language = shown if shown in content["texts"] else copy.language
    text = content["texts"].get(language) or empty_text()
    context = {
        "practice": practice,
        **_told(text, content),
        "language": language,
        "versions": _versions(copy, content, language),
        "place_groups": _place_groups(content),
        "facts": _facts(content),
        "evidence": evidence_in(content["evidence"], language),
        "pictures": pictures_in(content["pictures"], language),
        "write_url": write_url(public_id, text=language) if may_edit(request.user, practice) else "",
        "trail": [
            {"label": _("To do"), "url": reverse("desk:home")},
            {"label": _("This practice"), "url": reverse("desk:practice", args=[public_id])},
        ],
        "room": "home",
    }
    return render(request, "desk/preview.html", context)


def _told(text: TextContent, content: Content) -> dict[str, Any]:
    """Return the title, the summary, the areas and the answered sections, these in the order of the template."""
    labels = section_labels(_language())
    names = concept_names(_language())
    answers = {key: said for key, said in text["answers"].items() if said}
    ordered = [key for key in labels if key in answers] + [key for key in answers if key not in labels]
    return {
        "title": text["title"] or text["stand_in_title"] or _("Practice without a title"),
        "summary": text["summary"],
        "period_words": say_period(period_of(content["period"]), _language()),
        "areas": [names[key] for key in content["concepts"] if key in names and names[key].scheme == AREAS],
        "sections": [
            {"key": key, "label": label_of(key, labels), "html": answer_html(answers[key])} for key in ordered
        ],
    }


def _versions(copy: WorkingCopy, content: Content, shown: str) -> list[dict[str, Any]]:
    url = reverse("desk:preview", args=[copy.practice.public_id])
    return [
        {
            "code": code,
            "name": capfirst(language_name(code, code)),
            "is_shown": code == shown,
            "url": f"{url}?text={code}",
        }
        for code in content["texts"]
    ]


def _place_groups(content: Content) -> list[PlaceGroup]:
    """Return the places by country, in the order in which each is first named, as the public page links them."""
    places = {place.key: place for place in Place.objects.filter(key__in=content["places"])}
    names = place_names([place.pk for place in places.values()], _language())
    named = [
        (key, names.get(places[key].pk, places[key].name), places[key].name, places[key].country_id)
        for key in content["places"]
        if key in places
    ]
    lines = [*named, *(("", "", "", code) for code in content["countries"])]
    return place_groups(
        PlaceName(key, name, own, code, country_name(code, _language())) for key, name, own, code in lines
    )


def _facts(content: Content) -> list[dict[str, str]]:
    names = concept_names(_language())
    contact = content["contact"]
    period = period_of(content["period"])
    principles = [names[key].label for key in content["concepts"] if key in names and names[key].scheme == PRINCIPLES]
    rows = [
        {"label": _("Period"), "value": capfirst(say_period(period, _language())) or _("Not known")},
        {"label": _("Status"), "value": capfirst(say_state(period, _language()))},
        {"label": _("Principles"), "value": ", ".join(principles)},
        {"label": _("Contact"), "value": ", ".join(filter(None, [contact["office"], contact["organisation"]]))},
        {
            "label": _("E-mail"),
            "value": contact["email"] if contact["shows_email"] else _("Not shown") if contact["email"] else "",
        },
        {"label": _("Web page"), "value": contact["page"], "url": contact["page"]},
        {"label": _("Source"), "value": content["source"] or content["source_url"], "url": content["source_url"]},
        {"label": _("Licence of this text"), "value": LICENCES.get(content["licence"], (content["licence"],))[0]},
    ]
    return [row for row in rows if row["value"]]


def _language() -> str:
    return get_language() or "en"
