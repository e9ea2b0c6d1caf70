"""A published practice as a document: the template filled with what everybody may read, to adapt it elsewhere."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from convivia.intake.template_files import FORMS
from convivia.intake.templates import template_document
from convivia.practices.history import edition_shown
from convivia.practices.models import Practice
from convivia.practices.queries import best_text, practice_by_public_id
from convivia.practices.snapshots import Content, snapshot_of
from convivia.questionnaires.definition import DEPTHS, FULL
from convivia.questionnaires.models import Questionnaire
from convivia.website.citation import licence
from convivia.website.context import origin_of, page_language
from convivia.website.delivery import public_page
from convivia.website.hidden import hidden_page


@public_page
def practice_file(request: HttpRequest, public_id: str, form: str) -> HttpResponse:
    """Give a practice as the template filled in, which asks in the language of the page.

    `?text=` names the language version, `?depth=` is "short" or "full". 404 for other forms, depths and versions, and
    for an id that names none; 410 for a practice that was withdrawn.
    """
    depth = request.GET.get("depth", FULL)
    if form not in FORMS or depth not in DEPTHS:
        raise Http404(form)
    try:
        found = practice_by_public_id(public_id)
    except Practice.DoesNotExist:
        return hidden_page(request, public_id)
    content = public_content(found)
    text = request.GET.get("text", "") or best_text(found, page_language()).language
    if text not in content["texts"]:
        raise Http404(text)
    try:
        data = template_document(
            form,
            language=page_language(),
            depth=depth,
            edition=edition_shown(found),
            content=content,
            told_in=text,
            note=_note(request, found),
        )
    except Questionnaire.DoesNotExist as missing:
        raise Http404(form) from missing
    response = HttpResponse(data, content_type=FORMS[form][1])
    response["Content-Disposition"] = f'attachment; filename="convivia-{public_id}-{text}.{form}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def public_content(found: Practice) -> Content:
    """Return what the public sees of a practice; an address that its owner does not show is not in it."""
    content = snapshot_of(found)
    if not content["contact"]["shows_email"]:
        content["contact"]["email"] = ""
    return content


def _note(request: HttpRequest, found: Practice) -> str:
    address = origin_of(request) + reverse("website:practice_short", args=[found.public_id])
    name, _url = licence(found.licence)
    return " · ".join(filter(None, [_("Out of the library Convivia"), address, name]))
