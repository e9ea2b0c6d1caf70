"""Hands out briefs as files."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.text import slugify

from convivia.common.folding import fold
from convivia.website.briefs import markdown, pdf, word
from convivia.website.briefs.brief import Brief

# The end of the file's name → what writes it, and what it is called on the wire.
FORMS: dict[str, tuple[Callable[[Brief], bytes], str]] = {
    "pdf": (pdf.pdf_of, pdf.MEDIA_TYPE),
    "docx": (word.docx_of, word.MEDIA_TYPE),
    "md": (markdown.markdown_of, markdown.MEDIA_TYPE),
}


def check_form(form: str) -> None:
    """Raise `Http404` for a form that briefs are not written in."""
    if form not in FORMS:
        raise Http404(form)


def file_answer(brief: Brief, form: str) -> HttpResponse:
    """Return the brief as a file to keep, under a name of plain letters; search engines leave it alone."""
    write, media_type = FORMS[form]
    name = slugify(fold(brief.title.text))[:60].strip("-") or "brief"
    response = HttpResponse(write(brief), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="convivia-{name}-{timezone.now().date()}.{form}"'
    response["X-Robots-Tag"] = "noindex"
    return response
