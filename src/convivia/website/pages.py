"""Pages of words: the model, about, accessibility, privacy, the template; and the gallery of components."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from convivia.common.library_files import library_path
from convivia.common.markdown import Document, read_document
from convivia.intake.template_files import FORMS
from convivia.intake.templates import template_document
from convivia.questionnaires.definition import DEPTHS, FULL
from convivia.questionnaires.models import Questionnaire
from convivia.questionnaires.queries import form_in
from convivia.website.delivery import public_page
from convivia.website.samples import sample_gallery
from convivia.website.template_view import template_parts


@dataclass(frozen=True, slots=True)
class PageText:
    """A shipped page, and the language that it is in."""

    document: Document
    language: str


def page_text(name: str) -> PageText:
    """Return the shipped page `name` in the reader's language, else in English, with operator and contact."""
    return _read_page(name, get_language() or "", settings.OPERATOR, settings.CONTACT, _("(not named)"))


@cache
def _read_page(name: str, language: str, operator: str, contact: str, nobody: str) -> PageText:
    shown = language if library_path("pages", language, f"{name}.md").is_file() else settings.LANGUAGE_CODE
    words = library_path("pages", shown, f"{name}.md").read_text(encoding="utf-8")
    words = words.replace("{operator}", operator or nobody).replace("{contact}", f"<{contact}>" if contact else nobody)
    return PageText(read_document(words), shown)


@public_page
def model(request: HttpRequest) -> HttpResponse:
    """Show what the intercultural model is: principles, areas, legal instruments, evidence."""
    return _show(request, "model", room="model")


@public_page
def help_page(request: HttpRequest) -> HttpResponse:
    """Show how a practice comes into the library, for those who write it and for editors."""
    return _show(request, "help", room="help")


@public_page
def about(request: HttpRequest) -> HttpResponse:
    """Show what this library is, and who runs it."""
    return _show(request, "about", room="about")


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement."""
    return _show(request, "accessibility", room="accessibility")


@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    """Show what is kept about readers (nothing)."""
    return _show(request, "privacy", room="privacy")


@public_page
def template(request: HttpRequest) -> HttpResponse:
    """Show what a contribution is asked, part by part, at both depths; no parts while no template is loaded."""
    text = page_text("template")
    try:
        parts = template_parts(form_in(get_language() or settings.LANGUAGE_CODE))
    except Questionnaire.DoesNotExist:
        parts = []
    context = {
        "document": text.document,
        "language": text.language,
        "room": "template",
        "parts": parts,
        "forms": [(depth, list(FORMS)) for depth in DEPTHS],
        "counts": [
            sum(part.is_short * len(part.questions) for part in parts),
            sum(len(one.questions) for one in parts),
        ],
    }
    return render(request, "website/template.html", context)


@public_page
def template_file(request: HttpRequest, form: str) -> HttpResponse:
    """Give the empty template as a file in the reader's language; `?depth=short` the short one; 404 for other forms."""
    depth = request.GET.get("depth", FULL)
    if form not in FORMS or depth not in DEPTHS:
        raise Http404(form)
    try:
        content = template_document(form, language=get_language() or settings.LANGUAGE_CODE, depth=depth)
    except Questionnaire.DoesNotExist as missing:
        raise Http404(form) from missing
    response = HttpResponse(content, content_type=FORMS[form][1])
    response["Content-Disposition"] = f'attachment; filename="convivia-template-{depth}.{form}"'
    response["X-Robots-Tag"] = "noindex"
    return response


@public_page
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in all states; `?theme=dark` and `?dir=rtl` choose how."""
    theme = "dark" if request.GET.get("theme") == "dark" else "light"
    direction = "rtl" if request.GET.get("dir") == "rtl" else "ltr"
    names = {("light", "ltr"): _("Light"), ("dark", "ltr"): _("Dark"), ("light", "rtl"): _("Light, right to left")}
    names[("dark", "rtl")] = _("Dark, right to left")
    views = [
        {"title": name, "url": f"?theme={one}&dir={way}", "is_current": (one, way) == (theme, direction)}
        for (one, way), name in names.items()
    ]
    context = {
        **sample_gallery(),
        "sample_date": date(2024, 5, 1),
        "sample_html": format_html(
            "<p>{}</p>", "A made-up answer to the first section. It ends where the source ends …"
        ),
        "steps": [{"label": _("About"), "url": reverse("website:about")}],
        "room": "gallery",
        "views": views,
        "theme": theme,
        "direction": direction,
    }
    return render(request, "website/gallery.html", context)


def _show(request: HttpRequest, name: str, *, room: str) -> HttpResponse:
    text = page_text(name)
    context = {"document": text.document, "language": text.language, "room": room}
    return render(request, "website/document.html", context)
