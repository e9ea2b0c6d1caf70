"""The desk for programs: your practices, their working copies, and the steps of the workflow."""

from typing import Annotated, Any, cast

from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Path, Router, Status
from pydantic import Field

from convivia.api.problems import INVALID_PARAMETERS, NOT_ALLOWED, VERSION_MISSING, ParameterError, Problem
from convivia.api.schemas import desk as schemas
from convivia.people.roles import Permission
from convivia.places.models import Network, Place
from convivia.practices import writing_actions
from convivia.practices.merging_queries import stands_for
from convivia.practices.models import Practice, WorkingCopy
from convivia.practices.period import parse_period
from convivia.practices.queries import best_text
from convivia.practices.rules import may_edit, may_read_draft, may_translate, practices_within, steps_for
from convivia.practices.snapshots import Content, empty_text, period_content
from convivia.practices.workflow import State, Step
from convivia.practices.workflow_actions import take_step
from convivia.questionnaires.queries import newest_edition

router = Router(tags=["desk"])
PAGE_SIZE = 50
Page = Annotated[int, Field(ge=1, le=10_000, description="From 1.")]
# Not told and not taken by the API: by these, imports recognise texts.
_KEPT = ("external_ids", "intake_key")


@router.get("/practices", response=schemas.DeskList, operation_id="listDeskPractices", summary="List your practices")
def list_practices(request: HttpRequest, state: State | None = None, page: Page = 1) -> schemas.DeskList:
    """Practices whose drafts you may see, those that changed last first, 50 a page; by state."""
    found = practices_within(_person(request), Permission.READ_DRAFTS).filter(merged_into=None)
    found = found.order_by("-updated_at", "-pk")
    if state is not None:
        found = found.filter(state=state)
    rows = found.select_related("city", "network", "working_copy").prefetch_related("texts")
    start = (page - 1) * PAGE_SIZE
    results = [_told(row, _person(request)) for row in rows[start : start + PAGE_SIZE]]
    return schemas.DeskList(total=found.count(), page=page, results=results)


@router.post(
    "/practices", response={201: schemas.DeskPractice}, operation_id="beginPractice", summary="Begin a practice"
)
def begin_practice(request: HttpRequest, order: schemas.NewPractice) -> Status[schemas.DeskPractice]:
    """A draft that nobody else sees but the colleagues of those who answer for it, and editors."""
    city = Place.objects.filter(key=order.city).first() if order.city else None
    network = Network.objects.filter(key=order.network).first() if order.network else None
    errors = [
        ParameterError(parameter=name, detail="There is none of this key.")
        for name, key, found in (("city", order.city, city), ("network", order.network, network))
        if key and found is None
    ]
    if errors:
        raise Problem(INVALID_PARAMETERS, errors=errors)
    practice = writing_actions.begin(
        by=_person(request), language=order.language, edition=newest_edition().edition, city=city, network=network
    )
    return Status(201, _told(practice, _person(request)))


@router.get(
    "/practices/{id}", response=schemas.DeskPractice, operation_id="getDeskPractice", summary="Read where it stands"
)
def get_practice(request: HttpRequest, id: Path[str]) -> schemas.DeskPractice:
    """Where a practice stands, and which steps you may take."""
    return _told(_practice(request, id), _person(request))


@router.get(
    "/practices/{id}/working-copy",
    response=schemas.WorkingCopy,
    operation_id="getWorkingCopy",
    summary="Read a working copy",
)
def get_working_copy(request: HttpRequest, response: HttpResponse, id: Path[str]) -> schemas.WorkingCopy:
    """What is written of a practice beside what the public sees; 404 where nothing is."""
    practice = _practice(request, id)
    copy = WorkingCopy.objects.filter(practice=practice).first()
    if copy is None:
        raise Http404
    return _copy_told(practice, copy, _person(request), response)


@router.put(
    "/practices/{id}/working-copy",
    response=schemas.WorkingCopy,
    operation_id="saveWorkingCopy",
    summary="Save a working copy",
)
def save_working_copy(
    request: HttpRequest, response: HttpResponse, id: Path[str], content: schemas.Content
) -> schemas.WorkingCopy:
    """Save the whole of a working copy; If-Match has to name the version that you read, by its ETag.

    412 where somebody else has saved since, 423 where somebody else is writing.
    """
    practice, person = _practice(request, id), _person(request)
    if not (may_edit(person, practice) or may_translate(person, practice)):
        raise Problem(NOT_ALLOWED)
    version = _version(request)
    copy = WorkingCopy.objects.get(practice=practice)
    whole = _whole(content, cast(Content, copy.content))
    copy = writing_actions.save_draft(practice=practice, content=whole, version=version, by=person)
    return _copy_told(practice, copy, person, response)


@router.post(
    "/practices/{id}/steps/{step}", response=schemas.DeskPractice, operation_id="takeStep", summary="Take a step"
)
def post_step(request: HttpRequest, id: Path[str], step: Path[Step], order: schemas.StepOrder) -> schemas.DeskPractice:
    """Take a step of the workflow; 409 where it leads nowhere from where the practice stands by now."""
    practice, person = _practice(request, id), _person(request)
    taken = take_step(
        practice=practice, step=step, by=person, reason=order.reason, seen=order.seen, version=order.version
    )
    return _told(taken, person)


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)


def _practice(request: HttpRequest, public_id: str) -> Practice:
    """Return a practice whose drafts the reader may see; `Http404` for any other, whether it is there or not."""
    rows = Practice.objects.select_related("city", "network")
    practice = rows.filter(public_id=public_id).first() if public_id.isprintable() else None
    if practice is None or not may_read_draft(_person(request), practice):
        raise Http404
    return practice


def _version(request: HttpRequest) -> int:
    """Return the version that If-Match names; raise a `Problem` where it names none."""
    tag = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not (tag.isascii() and tag.isdigit() and len(tag) < 10):
        raise Problem(VERSION_MISSING)
    return int(tag)


def _whole(content: schemas.Content, before: Content) -> Content:
    """Return what is to be saved: what came in, the period read anew if its words are new, and what the API hides."""
    told: dict[str, Any] = content.model_dump(mode="json")
    if told["period"]["text"] == before["period"]["text"]:
        told["period"] = before["period"]
    else:
        told["period"] = period_content(parse_period(told["period"]["text"]))
    for language, text in told["texts"].items():
        kept = cast(dict[str, Any], before["texts"].get(language, empty_text()))
        text |= {name: kept[name] for name in _KEPT}
    return cast(Content, before | told)


def _copy_told(practice: Practice, copy: WorkingCopy, person: User, response: HttpResponse) -> schemas.WorkingCopy:
    content = {name: value for name, value in copy.content.items() if name in schemas.Content.model_fields}
    content["texts"] = {
        language: {name: value for name, value in text.items() if name not in _KEPT}
        for language, text in copy.content["texts"].items()
    }
    response["ETag"] = f'"{copy.version}"'
    return schemas.WorkingCopy(
        id=practice.public_id,
        state=State(practice.state),
        version=copy.version,
        language=copy.language,
        edition=copy.edition,
        edited_at=copy.edited_at,
        held_until=copy.held_until if writing_actions.is_held_by_other(copy, person) else None,
        content=content,
    )


def _told(practice: Practice, person: User) -> schemas.DeskPractice:
    copy: WorkingCopy | None = getattr(practice, "working_copy", None)
    return schemas.DeskPractice(
        id=practice.public_id,
        title=_title(practice, copy),
        state=State(practice.state),
        is_shown=practice.is_shown,
        city=practice.city.key if practice.city else None,
        network=practice.network.key if practice.network else None,
        publish_at=practice.publish_at,
        merged_into=stands_for(practice.public_id) if practice.merged_into_id else None,
        updated=practice.updated_at,
        version=copy.version if copy else None,
        may_edit=may_edit(person, practice),
        steps=[
            schemas.StepChoice(step=step, to=there.to, needs_reason=there.needs_reason)
            for step, there in steps_for(person, practice).items()
        ],
    )


def _title(practice: Practice, copy: WorkingCopy | None) -> str:
    if copy is not None and (text := copy.content["texts"].get(copy.language)):
        return str(text["title"])
    return best_text(practice, "en").display_title if practice.texts.all() else ""
