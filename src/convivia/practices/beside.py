"""What stands beside the texts of a practice, ready to be read: evidence, contact, pictures."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy

from convivia.common.languages import in_language
from convivia.practices.models import Contact, Evidence, Picture, Practice, PracticePicture
from convivia.practices.period import Period
from convivia.practices.snapshots import EvidenceContent, PictureContent
from convivia.practices.wording import say_period

# How a statement of impact is known, from the weakest to the strongest.
EVIDENCE_KINDS = {
    Evidence.Kind.EXPECTED: gettext_lazy("Expected"),
    Evidence.Kind.TOLD: gettext_lazy("Told"),
    Evidence.Kind.COUNTED: gettext_lazy("Counted"),
    Evidence.Kind.EVALUATED: gettext_lazy("Evaluated"),
}
# Stands for a practice that says nothing of its effects, where something has to stand.
NO_EVIDENCE = "none"
_CALENDAR_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A statement of impact: what it says, in which language, how that is known, when, and where it can be read."""

    kind: str
    label: str
    text: str
    language: str
    date: str
    when: str
    source: str
    source_url: str


@dataclass(frozen=True, slots=True)
class ContactLine:
    """Whom to write to; `email` is "" where its owner does not want it to be shown."""

    office: str
    organisation: str
    email: str
    page: str


@dataclass(frozen=True, slots=True)
class PictureLine:
    """A picture with what it shows in words, and whose it is."""

    digest: str
    width: int
    height: int
    alt: str
    language: str
    licence: str
    credit: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the texts of a practice, but for its pictures."""

    evidence: tuple[EvidenceLine, ...] = ()
    contact: ContactLine | None = None


def strongest_evidence() -> Coalesce:
    """Return the expression for the strongest kind of evidence that a practice of a query has, or ""."""
    strength = Case(*(When(kind=kind, then=Value(rank)) for rank, kind in enumerate(EVIDENCE_KINDS)))
    statements = Evidence.objects.filter(practice=OuterRef("pk")).order_by(strength.desc())
    return Coalesce(Subquery(statements.values("kind")[:1]), Value(""))


def strongest_of(kinds: Iterable[str]) -> str:
    """Return the strongest of some kinds of evidence, or ""."""
    ranks = [kind.value for kind in EVIDENCE_KINDS]
    return max(kinds, key=ranks.index, default="")


def say_evidence(kind: str) -> str:
    """Return what a kind of evidence is called in the language of the page; "" for none."""
    return str(EVIDENCE_KINDS.get(Evidence.Kind(kind), "")) if kind and kind != NO_EVIDENCE else ""


def evidence_of(practice: Practice, language: str) -> list[EvidenceLine]:
    """Return what is known of the effects of `practice`, for a reader of `language`."""
    return [_evidence_line(one, language) for one in practice.evidence.all()]


def beside_of(ids: Sequence[int], language: str) -> dict[int, Beside]:
    """Return what stands beside the texts of the practices `ids`, by id; two queries, however many they are."""
    evidence: dict[int, list[EvidenceLine]] = {pk: [] for pk in ids}
    for one in Evidence.objects.filter(practice__in=ids).order_by("practice_id", "position", "pk"):
        evidence[one.practice_id].append(_evidence_line(one, language))
    contacts = {one.practice_id: contact_line(one) for one in Contact.objects.filter(practice__in=ids)}
    return {pk: Beside(tuple(lines), contacts.get(pk)) for pk, lines in evidence.items()}


def contact_of(practice: Practice) -> ContactLine | None:
    """Return whom the public may write to about `practice`; None where nothing of that is to be shown."""
    try:
        return contact_line(practice.contact)
    except Contact.DoesNotExist:
        return None


def contact_line(found: Contact) -> ContactLine | None:
    """Return what the public may read of a contact; None where that is nothing."""
    shown = ContactLine(found.office, found.organisation, found.email if found.shows_email else "", found.page)
    return shown if any((shown.office, shown.organisation, shown.email, shown.page)) else None


def pictures_of(practice: Practice, language: str) -> list[PictureLine]:
    """Return the pictures of `practice`, for a reader of `language`."""
    return [_picture_line(link, language) for link in practice.picture_links.all()]


def evidence_in(rows: Iterable[EvidenceContent], language: str) -> list[EvidenceLine]:
    """Return the statements of a snapshot, for a reader of `language`, as they will be shown."""
    return [_evidence_line(Evidence(**row), language) for row in rows]


def pictures_in(rows: Sequence[PictureContent], language: str) -> list[PictureLine]:
    """Return the pictures of a snapshot, for a reader of `language`, as they will be shown; one query."""
    found = Picture.objects.in_bulk([row["digest"] for row in rows], field_name="digest") if rows else {}
    return [
        _picture_line(
            PracticePicture(picture=found[row["digest"]], alt=row["alt"], licence=row["licence"], credit=row["credit"]),
            language,
        )
        for row in rows
        if row["digest"] in found
    ]


def _picture_line(link: PracticePicture, language: str) -> PictureLine:
    return PictureLine(
        digest=link.picture.digest,
        width=link.picture.width,
        height=link.picture.height,
        alt=in_language(link.alt, language),
        language=language_shown(link.alt, language),
        licence=link.licence,
        credit=link.credit,
    )


def _evidence_line(one: Evidence, language: str) -> EvidenceLine:
    return EvidenceLine(
        kind=one.kind,
        label=str(EVIDENCE_KINDS[Evidence.Kind(one.kind)]),
        text=in_language(one.statements, language),
        language=language_shown(one.statements, language),
        date=one.date,
        when=say_date(one.date, language),
        source=one.source or one.source_url,
        source_url=one.source_url,
    )


def language_shown(words: Mapping[str, str], language: str) -> str:
    """Return the language of the words that a reader of `language` is shown."""
    return language if words.get(language) else "en" if words.get("en") else next(iter(words), "")


def say_date(edtf: str, language: str) -> str:
    """Return a date in words: "in May 2024"; what is no date of the calendar as it was written, "" for none."""
    if not _CALENDAR_DATE.fullmatch(edtf):
        return edtf
    try:
        return say_period(Period(start=edtf, end=edtf, ongoing=None), language)
    except ValueError:  # the calendar has no such day
        return edtf
