"""Writes to comments on passages. Every verb names its actor in `by`."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from convivia.people.roles import Permission
from convivia.practices.rules import NotAllowed, may_edit, may_with, name_of
from convivia.reviews.events import note
from convivia.reviews.models import WAITING, Assignment, Comment, ReviewEvent, Round
from convivia.reviews.passages import LONGEST_QUOTE, locate, tidy_quote
from convivia.reviews.queries import passage_text
from convivia.reviews.round_actions import locked_round
from convivia.reviews.rules import belonging, conflict_of

LONGEST_COMMENT = 3_000


class NoSuchPassage(Exception):
    """What was handed in has no such section in that language, or the quoted words do not stand in it."""


class EmptyComment(Exception):
    """The comment says nothing, or is longer than `LONGEST_COMMENT`."""


@transaction.atomic
def comment(
    *, found: Round, section: str, language: str, text: str, by: User, quote: str = "", offset: int = 0,
    audience: str = Comment.Audience.CITY,
) -> Comment:  # fmt: skip
    """Say something of words of what was handed in, or of a whole section where nothing is quoted.

    Readers comment until they hand in, editors while the round is open. Raises `NotAllowed`, `RoundClosed`,
    `NoSuchPassage`, `EmptyComment`.
    """
    locked = locked_round(found)
    if not may_comment(by, locked):
        raise NotAllowed
    if not text.strip() or len(text) > LONGEST_COMMENT or audience not in Comment.Audience.values:
        raise EmptyComment
    whole, words = passage_text(locked, section, language), tidy_quote(quote)
    span = locate(whole, words, offset) if whole and len(words) <= LONGEST_QUOTE else None
    if not whole or (words and span is None):
        raise NoSuchPassage
    made = Comment.objects.create(
        round=locked,
        author=by,
        section=section,
        language=language,
        quote=words,
        offset=span.start if span else 0,
        text=text.strip(),
        audience=audience,
    )
    note(locked, ReviewEvent.Kind.COMMENTED, name_of(by), section)
    return made


@transaction.atomic
def take_back(*, made: Comment, by: User) -> None:
    """Delete a comment of one's own before one hands in. Raises `NotAllowed`, `RoundClosed`."""
    locked = locked_round(made.round)
    if made.author_id != by.pk or not may_comment(by, locked):
        raise NotAllowed
    made.delete()


@transaction.atomic
def resolve(*, made: Comment, is_resolved: bool, by: User) -> Comment:
    """Say that a comment is dealt with, or is not after all: who decided may, and who mends the practice.

    Raises `NotAllowed`.
    """
    fresh = Comment.objects.select_for_update(of=("self",)).select_related("round__practice").get(pk=made.pk)
    practice = fresh.round.practice
    if not may_resolve(by, fresh):
        raise NotAllowed
    if is_resolved == (fresh.resolved_at is not None):
        return fresh
    fresh.resolved_at = timezone.now() if is_resolved else None
    fresh.resolved_by = name_of(by) if is_resolved else ""
    fresh.save(update_fields=["resolved_at", "resolved_by"])
    kind = ReviewEvent.Kind.RESOLVED if is_resolved else ReviewEvent.Kind.REOPENED
    ReviewEvent.objects.create(
        kind=kind, practice=practice.public_id, round=fresh.round_id, about=fresh.section, by=name_of(by)
    )
    return fresh


def may_comment(person: User, found: Round) -> bool:
    """Return whether `person` may comment in a round that is open: its readers until they hand in, and editors."""
    own = Assignment.objects.filter(round=found, reviewer=person).first()
    if own is not None:
        whose = belonging(found.practice, found.revision)
        return own.state in WAITING and conflict_of(person, found.practice, whose) is None
    return may_with(person, Permission.DECIDE, found.practice)


def may_resolve(person: User, made: Comment) -> bool:
    """Return whether `person` may say that a comment is dealt with."""
    practice = made.round.practice
    if may_with(person, Permission.DECIDE, practice):
        return not Assignment.objects.filter(round=made.round, reviewer=person).exists()
    return made.audience == Comment.Audience.CITY and not made.round.is_open and may_edit(person, practice)
