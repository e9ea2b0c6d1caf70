"""A practice as a document at the desk: taken along to be filled in anywhere, and brought back to be confirmed."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from convivia.common.languages import interface_languages
from convivia.desk.access import DeskRequest, desk_page, practice_to_read, require, working_copy_to_edit
from convivia.desk.asked import DEPTHS, FULL
from convivia.desk.begin import answered_for, owner_context, owners_of
from convivia.desk.document_choices import Asked, read_choices
from convivia.desk.document_view import mapping_context, take_along_context
from convivia.desk.write_address import write_url
from convivia.intake.limits import said_in_megabytes
from convivia.intake.mapping import map_passages
from convivia.intake.models import Upload, UploadPicture
from convivia.intake.refusal_words import say_refused
from convivia.intake.template_files import FORMS
from convivia.intake.template_packages import EMPTY, MOST_BYTES, TOO_LARGE, Refused
from convivia.intake.templates import template_document
from convivia.intake.uploads import forget_upload, keep_upload, open_uploads, with_pictures
from convivia.people.roles import Permission
from convivia.places.countries import LANGUAGES
from convivia.practices.models import Practice, WorkingCopy
from convivia.practices.rules import NotAllowed, may_edit
from convivia.practices.snapshots import Content, snapshot_of
from convivia.practices.writing_actions import Conflict, Held, begin, save_draft, take_over
from convivia.questionnaires.models import Questionnaire
from convivia.questionnaires.queries import newest_edition_name

LONGEST_NAME = 200


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def new_document(request: DeskRequest) -> HttpResponse:
    """Ask for a document out of which a new practice shall be made; POST reads it and leads to what is in it.

    403 for who may write nowhere; 422 where the document is refused, or nobody answers for the practice.
    """
    require(request, Permission.WRITE)
    owners = owners_of(request)
    errors: dict[str, str] = {}
    if request.method == "POST":
        city, network = answered_for(request, owners, errors)
        if not errors:
            keep = _keeper(request, edition=newest_edition_name(), city=city, network=network)
            if upload := _upload(request, keep, errors):
                return redirect("desk:upload", upload.token)
    context = owner_context(request, owners, request.POST.dict(), errors) | _upload_context(request, errors)
    return render(request, "desk/documents.html", context, status=422 if errors else 200)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def practice_document(request: DeskRequest, public_id: str) -> HttpResponse:
    """Offer a practice as a document, and ask for one that goes into its working copy; POST reads that one.

    404 where the reader may not see its drafts; 403 where they may not write and upload all the same.
    """
    practice = practice_to_read(request, public_id)
    errors: dict[str, str] = {}
    if request.method == "POST":
        copy = working_copy_to_edit(request, public_id)
        if upload := _upload(request, _keeper(request, edition=copy.edition, practice=practice), errors):
            return redirect("desk:upload", upload.token)
    content, copy_now = _content(practice)
    context = {
        **take_along_context(practice, content, copy_now),
        **_upload_context(request, errors, practice),
        "may_write": copy_now is not None and may_edit(request.user, practice),
    }
    return render(request, "desk/document.html", context, status=422 if errors else 200)


@desk_page
@require_safe
def practice_file(request: DeskRequest, public_id: str, form: str) -> HttpResponse:
    """Give a practice as it is at the desk as a file, in the language of the page or the one that `?asked=` names.

    `?depth=` is "short" or "full", `?text=` the language version. 404 where the reader may not see its drafts.
    """
    practice = practice_to_read(request, public_id)
    content, copy = _content(practice)
    asked = request.GET.get("asked") or request.LANGUAGE_CODE
    depth = request.GET.get("depth") or FULL
    text = request.GET.get("text") or (copy.language if copy else next(iter(content["texts"]), "en"))
    if form not in FORMS or asked not in interface_languages() or depth not in DEPTHS or text not in LANGUAGES:
        raise Http404(form)
    edition = copy.edition if copy else ""
    try:
        data = template_document(
            form, language=asked, depth=depth, edition=edition, content=content, told_in=text, note=_note(practice)
        )
    except Questionnaire.DoesNotExist as missing:
        raise Http404(form) from missing
    response = HttpResponse(data, content_type=FORMS[form][1])
    response["Content-Disposition"] = f'attachment; filename="convivia-{practice.public_id}-{text}.{form}"'
    return response


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: DeskRequest, token: str) -> HttpResponse:
    """Show what was read out of a document, and where each piece goes; POST saves it into the working copy.

    404 for the upload of somebody else, and for one that has waited too long; 403 where the reader may not write any
    more; 409 and 423 as the form: nothing was saved then, and the choices stay.
    """
    found = _found(request, token)
    copy = working_copy_to_edit(request, found.practice.public_id) if found.practice else None
    asked = read_choices(request.POST if request.method == "POST" else None, found, copy)
    if request.method != "POST":
        return _page(request, asked)
    do = request.POST.get("do", "")
    if do == "forget":
        forget_upload(upload=found, by=request.user)
        messages.success(request, _("The document was forgotten; nothing of it was taken over."))
        return redirect("desk:practice_document", found.practice.public_id) if found.practice else redirect("desk:home")
    if do == "take-over" and copy:
        take_over(practice=copy.practice, by=request.user)
    if do == "look" or asked.errors:
        return _page(request, asked, status=422 if asked.errors and do != "look" else 200)
    return _save(request, asked)


@desk_page
@require_safe
def upload_picture(request: DeskRequest, token: str, number: int) -> HttpResponse:
    """Give a picture out of an uploaded document to whom uploaded it; 404 for anybody else."""
    picture = get_object_or_404(UploadPicture, upload=_found(request, token), number=number)
    return HttpResponse(bytes(picture.data), content_type="image/webp")


def _found(request: DeskRequest, token: str) -> Upload:
    return get_object_or_404(open_uploads(request.user), token=token)


def _keeper(request: DeskRequest, **about: Any) -> Callable[[bytes, str], Upload]:
    return lambda data, name: keep_upload(data=data, name=name, by=request.user, **about)


def _upload(request: DeskRequest, keep: Callable[[bytes, str], Upload], errors: dict[str, str]) -> Upload | None:
    """Read the file that came along; why it is refused goes into `errors`."""
    file = request.FILES.get("file")
    if file is None:
        errors["file"] = _("Choose a file first.")
        return None
    name = (file.name or "").replace("\0", "")[-LONGEST_NAME:]
    try:
        if (file.size or 0) > MOST_BYTES:
            raise Refused(TOO_LARGE, name, size=file.size or 0)
        return keep(file.read(), name)
    except Refused as refused:
        errors["file"] = say_refused(refused)
    except Questionnaire.DoesNotExist:
        errors["file"] = say_refused(Refused(EMPTY, name))
    return None


def _upload_context(request: DeskRequest, errors: dict[str, str], practice: Practice | None = None) -> dict[str, Any]:
    waiting = open_uploads(request.user).filter(practice=practice).defer("passages", "remarks")
    return {
        "most_size": said_in_megabytes(MOST_BYTES),
        "file_error": errors.get("file", ""),
        "errors": list(errors.items()),
        "waiting": list(waiting),
    }


def _content(practice: Practice) -> tuple[Content, WorkingCopy | None]:
    """Return what a practice says at the desk: its working copy, else what the public sees."""
    copy = WorkingCopy.objects.filter(practice=practice).first()
    return (cast(Content, copy.content), copy) if copy else (snapshot_of(practice), None)


def _note(practice: Practice) -> str:
    return _("Practice %(id)s at the desk of Convivia. Upload this file there when it is filled in.") % {
        "id": practice.public_id
    }


def _page(
    request: DeskRequest, asked: Asked, clash: Conflict | Held | None = None, *, status: int = 200
) -> HttpResponse:
    return render(request, "desk/upload.html", mapping_context(asked, clash), status=status)


def _save(request: DeskRequest, asked: Asked) -> HttpResponse:
    """Save what was chosen: into the working copy, or into a practice that begins with it."""
    mapped = map_passages(
        asked.passages, asked.choices, content=asked.content, language=asked.language, edition=asked.upload.edition
    )
    try:
        with transaction.atomic():
            content = with_pictures(mapped.content, asked.taken, language=asked.language, by=request.user)
            practice = _kept(request, asked, content)
            forget_upload(upload=asked.upload, by=request.user)
    except (Conflict, Held) as clash:
        return _page(request, asked, clash, status=409 if isinstance(clash, Conflict) else 423)
    except NotAllowed as refused:
        raise PermissionDenied from refused
    _tell(request, mapped.taken + len(asked.taken), asked, [words for _key, words in mapped.unread])
    return redirect(write_url(practice.public_id, depth=FULL, text=asked.language))


def _kept(request: DeskRequest, asked: Asked, content: Content) -> Practice:
    found = asked.upload
    if asked.copy is None:
        return begin(
            by=request.user,
            language=asked.language,
            edition=found.edition,
            city=found.city,
            network=found.network,
            content=content,
        )
    save_draft(practice=asked.copy.practice, content=content, version=asked.version, by=request.user)
    return asked.copy.practice


def _tell(request: DeskRequest, taken: int, asked: Asked, unread: list[str]) -> None:
    """Say what was taken over, and what was not."""
    said = ngettext(
        "%(count)d piece of the document was taken over. Look at it, then go on.",
        "%(count)d pieces of the document were taken over. Look at them, then go on.",
        taken,
    )
    messages.success(request, said % {"count": taken})
    if unread:
        messages.warning(
            request, _("Not understood, and not taken over: %(words)s") % {"words": " · ".join(unread)[:1000]}
        )
