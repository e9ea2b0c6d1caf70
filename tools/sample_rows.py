"""Writes the samples of the desk into a library; runs where Django is set up (see `tools.sample_desk`)."""

import time
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import F
from django.utils import timezone

from convivia.intake.models import ImportRun
from convivia.intake.runs import begin_run, check_some, confirm, take_some
from convivia.intake.undoing import begin_undoing, undo_some
from convivia.people.actions import set_profile
from convivia.people.invitation_actions import invite
from convivia.people.models import HeldRole
from convivia.people.roles import ROLES, ScopeKind
from convivia.places.models import Place
from convivia.practices.actions import save_practices
from convivia.practices.merging import merge
from convivia.practices.models import Practice, WorkingCopy
from convivia.practices.period import parse_period
from convivia.practices.records import PracticeRecord, TextRecord
from convivia.practices.workflow import Step
from convivia.practices.workflow_actions import schedule, take_step
from convivia.practices.writing_actions import begin, hold, save_draft
from convivia.reviews.comment_actions import comment
from convivia.reviews.judgement_actions import Written, begin_reading, give_judgement, save_judgement
from convivia.reviews.models import Assignment, Round
from convivia.reviews.queries import measures_of, newest_criteria
from convivia.reviews.round_actions import ask, decide, open_round, set_openness
from convivia.reviews.scoring import Group
from convivia.search.doubles import compare_practices
from tools.sample_practices import GARDEN, GUIDE, KITCHEN, MEETINGS, STORIES, content, with_evidence

CITY = "sampleton"
PEOPLE = {
    "contributor": "contributor",
    "colleague": "contributor",
    "coordinator": "city-coordinator",
    "translator": "translator",
    "reviewer": "reviewer",
    "second": "reviewer",
    "third": "reviewer",
    "editor": "editor",
    "administrator": "administrator",
    "newcomer": "",
}
SHEET = """id,title,country,city,period,summary
s-1,The open round table,Norway,Sampleton,2019,All who live in a street talk about it once a month.
s-2,A choir of three schools,Norway,Sampleton,since 2020,Children sing in the languages of their families.
s-3,Tea in the town hall,Norway,Nowhereville,sometime,Offices open their doors on Fridays.
"""
UNKNOWN = """Bezeichnung des Vorhabens,Wo,Zeit,Worum es geht
Ein Fest der Strasse,Sampleton,2021,Alle kochen.
"""
Rows = dict[str, dict[str, str]]


def rows() -> Rows:
    """Write everything; the keys of sessions by role and what stands in addresses come back."""
    place = Place.objects.create(key=CITY, country_id="NO", name="Sampleton")
    people = {name: _account(name, role, place) for name, role in PEOPLE.items()}
    ids = _drafts(people, place) | _reviewed(people, place) | _public(people, place)
    ids |= _imports(people["editor"]) | _doubles(people["editor"], place) | _invited(people, place)
    ids |= {f"{name}_pk": str(user.pk) for name, user in people.items()}
    return {"sessions": {name: _session(user) for name, user in people.items()}, "ids": ids}


def _account(name: str, role: str, place: Place) -> User:
    user = User.objects.create_user(f"{name}@example.org", f"{name}@example.org", "a long enough password")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    set_profile(person=user, name="", language="en")
    if not role:
        return user
    city = place if ScopeKind.CITY in ROLES[role].held_for else None
    HeldRole.objects.create(user=user, role=role, city=city, given_by="samples")
    if ROLES[role].needs_second_factor:
        Authenticator.objects.create(user=user, type="totp", data={"secret": "A" * 32})
    return user


def _session(user: User) -> str:
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    # Just signed in, for as long as pictures are taken: pages about the account ask for the password else.
    store["account_authentication_methods"] = [
        {"method": "password", "at": time.time() + 86_400, "reauthenticated": True}
    ]
    store.save()
    return str(store.session_key)


def _begun(person: User, place: Place, text: dict[str, object], *, whole: bool = True, edition: str = "2") -> Practice:
    made = content(text, place=place.key, whole=whole)
    return begin(
        by=person, language="en", edition=edition, city=place, content=with_evidence(made) if text is KITCHEN else made
    )


def _drafts(people: dict[str, User], place: Place) -> dict[str, str]:
    """Practices that the city is writing, or that were handed in and wait."""
    author, editor = people["contributor"], people["editor"]
    thin = _begun(author, place, {"title": "A street without cars"}, whole=False)
    ready = _begun(author, place, MEETINGS)
    old = _begun(author, place, GUIDE | {"title": "A market day of crafts"}, edition="1")
    held = _begun(people["colleague"], place, GUIDE | {"title": "Chess in the park"})
    hold(practice=held, by=people["colleague"])
    waiting = take_step(practice=_begun(author, place, GUIDE), step=Step.SUBMIT, by=author)
    back = take_step(
        practice=_begun(author, place, STORIES | {"title": "Stories of the harbour"}), step=Step.SUBMIT, by=author
    )
    reason = "Please say who pays for it, and how you know that the effect you describe is due to this practice."
    take_step(practice=back, step=Step.ASK_CHANGES, by=editor, reason=reason)
    names = ("thin", thin), ("ready", ready), ("old", old), ("held", held), ("waiting", waiting), ("back", back)
    return {name: practice.public_id for name, practice in names}


def _written(
    score: int, recommendation: str = "accept", reason: str = "A colleague elsewhere could begin tomorrow."
) -> Written:
    measures = measures_of(newest_criteria().pk)
    scores = {one.key: True if one.group == Group.EXCLUSION else score for one in measures}
    notes = {"need": "The talks of 2018 are a good beginning.", "transfer": "Say what the first year cost."}
    return Written(scores, notes, recommendation, reason, "Ask the city for a picture.")


def _round(
    people: dict[str, User], place: Place, text: dict[str, object], *readers: str
) -> tuple[Round, list[Assignment]]:
    practice = take_step(
        practice=_begun(people["contributor"], place, text), step=Step.SUBMIT, by=people["contributor"]
    )
    due = timezone.localdate() + timedelta(weeks=3)
    found = open_round(practice=practice, due=due, by=people["editor"])
    return found, [ask(found=found, reviewer=people[name], by=people["editor"]) for name in readers]


def _reviewed(people: dict[str, User], place: Place) -> dict[str, str]:
    """Rounds: one that is read, one whose readers disagree, one that is decided."""
    reviewer, second = people["reviewer"], people["second"]
    reading, (one, other) = _round(people, place, KITCHEN, "reviewer", "second")
    begin_reading(assignment=one, by=reviewer)
    quote = "Two hosts, one of them a newcomer"
    comment(
        found=reading, section="process", language="en", quote=quote, text="How do you find the hosts?", by=reviewer
    )
    save_judgement(
        assignment=one, written=Written({"intercultural": True, "need": 3, "doing": 3}), version=0, by=reviewer
    )
    give_judgement(assignment=other, written=_written(3), version=0, by=second)
    apart, both = _round(people, place, GARDEN, "reviewer", "second")
    give_judgement(assignment=both[0], written=_written(4), version=0, by=reviewer)
    against = _written(1, "refuse", "One cannot see what was done, nor for whom.")
    give_judgement(assignment=both[1], written=against, version=0, by=second)
    ids = _accepted(people, place)
    fresh, (asked,) = _round(people, place, STORIES | {"title": "A clinic that listens"}, "reviewer")
    return ids | {
        "reading": reading.practice.public_id, "reading_round": str(reading.pk), "review": str(one.pk),
        "apart": apart.practice.public_id, "apart_round": str(apart.pk), "review_done": str(both[0].pk),
        "fresh_round": str(fresh.pk), "review_asked": str(asked.pk),
    }  # fmt: skip


def _accepted(people: dict[str, User], place: Place) -> dict[str, str]:
    editor = people["editor"]
    found, both = _round(people, place, GARDEN | {"title": "A garden on the roof"}, "reviewer", "second")
    give_judgement(assignment=both[0], written=_written(3), version=0, by=people["reviewer"])
    give_judgement(assignment=both[1], written=_written(4), version=0, by=people["second"])
    decide(found=found, step=Step.ACCEPT, by=editor)
    planned = take_step(
        practice=_begun(people["contributor"], place, STORIES), step=Step.SUBMIT, by=people["contributor"]
    )
    planned = take_step(practice=planned, step=Step.ACCEPT, by=editor)
    schedule(practice=planned, at=timezone.now() + timedelta(days=9), by=editor)
    return {"accepted": found.practice.public_id, "accepted_round": str(found.pk), "planned": planned.public_id}


def _public(people: dict[str, User], place: Place) -> dict[str, str]:
    """Practices that the public has seen: twice with an open review, withdrawn, archived, being changed."""
    author, editor = people["contributor"], people["editor"]
    practice = _published(people, place)
    texts = KITCHEN | {"title": "A kitchen where a whole street cooks together"}
    answers = KITCHEN["answers"] | {"impact": "About 55 people come each week, and three other schools have begun."}
    practice = take_step(practice=practice, step=Step.REVISE, by=author)
    copy = WorkingCopy.objects.get(practice=practice)
    new = copy.content["texts"]["en"] | texts | {"answers": answers}
    save_draft(practice=practice, content=copy.content | {"texts": {"en": new}}, version=copy.version, by=author)
    for step, person in ((Step.SUBMIT, author), (Step.ACCEPT, editor), (Step.PUBLISH, editor)):
        practice = take_step(practice=practice, step=step, by=person)
    gone = _straight(people, place, GUIDE | {"title": "A card for all buses"})
    take_step(practice=gone, step=Step.WITHDRAW, by=editor, reason="The city asked for it: the card is no longer sold.")
    past = _straight(people, place, GUIDE | {"title": "A house of first nights"})
    take_step(practice=past, step=Step.ARCHIVE, by=editor, reason="The house closed in 2023.")
    changing = take_step(
        practice=_straight(people, place, GUIDE | {"title": "A bench for two"}), step=Step.REVISE, by=author
    )
    return {
        "public": practice.public_id,
        "gone": gone.public_id,
        "past": past.public_id,
        "changing": changing.public_id,
    }


def _published(people: dict[str, User], place: Place) -> Practice:
    found, both = _round(people, place, KITCHEN, "second", "third")
    give_judgement(assignment=both[0], written=_written(3), version=0, by=people["second"])
    give_judgement(assignment=both[1], written=_written(4), version=0, by=people["third"])
    decide(found=found, step=Step.ACCEPT, by=people["editor"])
    practice = take_step(practice=found.practice, step=Step.PUBLISH, by=people["editor"])
    set_openness(practice=practice, is_public=True, by=people["coordinator"])
    return practice


def _straight(people: dict[str, User], place: Place, text: dict[str, object]) -> Practice:
    practice = _begun(people["contributor"], place, text)
    for step, name in ((Step.SUBMIT, "contributor"), (Step.ACCEPT, "editor"), (Step.PUBLISH, "editor")):
        practice = take_step(practice=practice, step=step, by=people[name])
    return practice


def _imports(editor: User) -> dict[str, str]:
    unread = begin_run(name="vorhaben.csv", data=UNKNOWN.encode(), by=editor)
    done = _looked_at("practices-2025.csv", SHEET, editor)
    done = confirm(run=done, by=editor)
    done = take_some(run=done, by=editor)
    undone = _looked_at("mistaken.csv", SHEET.replace("s-", "m-").replace("round", "square"), editor)
    undone = begin_undoing(run=take_some(run=confirm(run=undone, by=editor), by=editor), by=editor)
    undone = undo_some(run=undone, by=editor)
    looked = _looked_at("practices-2026.csv", SHEET.replace("once a month", "twice a month"), editor)
    runs = {"unread": unread, "done": done, "undone": undone, "looked": looked}
    return {f"run_{name}": str(run.pk) for name, run in runs.items()}


def _looked_at(name: str, sheet: str, editor: User) -> ImportRun:
    run = begin_run(name=name, data=sheet.encode(), by=editor)
    while run.state == ImportRun.State.CHECKING:
        run = check_some(run=run, by=editor)
    return run


def _doubles(editor: User, place: Place) -> dict[str, str]:
    made = [
        _taken("dd-1", place, "The house of games", "Families meet over board games on Sundays."),
        _taken("dd-2", place, "The house of games", "A house where families of all origins play together."),
        _taken("dd-3", place, "Books on wheels", "A library bus with books in twenty languages."),
        _taken("dd-4", place, "Books on wheels", "A bus brings books to the edge of the city."),
    ]
    done = merge(kept=made[2], gone=made[3], by=editor)
    compare_practices(ids=[made[0].pk, made[1].pk])
    compared_by = Practice.objects.get(pk=made[0].pk).compared_by
    Practice.objects.filter(is_shown=True).update(compared_revision=F("revision"), compared_by=compared_by)
    return {"one": made[0].public_id, "two": made[1].public_id, "merge": str(done.pk)}


def _taken(key: str, place: Place, title: str, summary: str) -> Practice:
    text = TextRecord("en", title=title, summary=summary, external_id=key)
    record = PracticeRecord(
        parse_period("2019"), (text,), place_ids=(place.pk,), concept_keys=("mediation",), source="Samples"
    )
    return Practice.objects.get(public_id=save_practices(records=[record], by="samples")[0].public_id)


def _invited(people: dict[str, User], place: Place) -> dict[str, str]:
    note = "Could you tell us about the kitchen?"
    invited, token = invite(
        email="newcomer@example.org",
        role="contributor",
        language="en",
        by=people["coordinator"],
        city=place,
        message=note,
    )
    return {"token": token, "invitation": str(invited.pk)}
