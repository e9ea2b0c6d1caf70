"""A practice as one plain value, for revisions and working copies; and the way from it to the tables readers see.

What is public lives in the tables of facts and texts; a practice that is not public has no rows there. So no list, page
or search can show by mistake what nobody has published.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NotRequired, TypedDict, cast

from convivia.places.models import Country, Place
from convivia.practices.models import (
    Contact,
    Evidence,
    ExternalId,
    Picture,
    Practice,
    PracticePicture,
    PracticePlace,
    Text,
    WithheldKey,
)
from convivia.practices.period import Period
from convivia.vocabularies.models import Concept


class TextContent(TypedDict):
    """What is told in one language."""

    origin: str
    title: str
    title_language: str
    stand_in_title: str
    summary: str
    answers: dict[str, str]
    cut_off: list[str]
    keywords: list[str]
    other_titles: list[str]
    note: str
    source_url: str
    external_ids: list[str]
    intake_key: str


class PeriodContent(TypedDict):
    """A period as it was written and as it was read."""

    text: str
    start: str | None
    end: str | None
    ongoing: bool | None
    recurrence: str
    precision: str


class EvidenceContent(TypedDict):
    """One statement of impact; `statements` by language."""

    kind: str
    date: str
    source: str
    source_url: str
    statements: dict[str, str]


class ContactContent(TypedDict):
    """Whom to write to."""

    office: str
    organisation: str
    email: str
    shows_email: bool
    page: str


class PictureContent(TypedDict):
    """A picture by its digest."""

    digest: str
    alt: dict[str, str]
    licence: str
    credit: str


class Content(TypedDict):
    """A whole practice; places, countries and concepts by their permanent keys."""

    period: PeriodContent
    places: list[str]
    countries: list[str]
    concepts: list[str]
    source: str
    source_url: str
    licence: str
    confirmed: str | None
    contact: ContactContent
    evidence: list[EvidenceContent]
    pictures: list[PictureContent]
    texts: dict[str, TextContent]
    further: NotRequired[dict[str, Any]]


NO_PERIOD = PeriodContent(text="", start=None, end=None, ongoing=None, recurrence="", precision="")
NO_CONTACT = ContactContent(office="", organisation="", email="", shows_email=False, page="")
_TEXT_COLUMNS = (
    "origin", "title", "title_language", "stand_in_title", "summary", "answers", "cut_off", "keywords", "other_titles",
    "note", "source_url", "intake_key",
)  # fmt: skip


def empty_text(origin: str = Text.Origin.ORIGINAL) -> TextContent:
    """Return a text of which nothing is written yet."""
    return TextContent(
        origin=str(origin), title="", title_language="", stand_in_title="", summary="", answers={}, cut_off=[],
        keywords=[], other_titles=[], note="", source_url="", external_ids=[], intake_key="",
    )  # fmt: skip


def empty_content(language: str) -> Content:
    """Return a practice of which nothing is written yet, to be written in `language` first."""
    return Content(
        period=PeriodContent(**NO_PERIOD), places=[], countries=[], concepts=[], source="", source_url="", licence="",
        confirmed=None, contact=ContactContent(**NO_CONTACT), evidence=[], pictures=[], texts={language: empty_text()},
    )  # fmt: skip


def snapshot_of(practice: Practice) -> Content:
    """Return what the public sees of `practice`."""
    contact = Contact.objects.filter(practice=practice).first()
    texts = Text.objects.filter(practice=practice).prefetch_related("external_ids").order_by("language")
    links = PracticePlace.objects.filter(practice=practice).order_by("position").select_related("place")
    pictures = PracticePicture.objects.filter(practice=practice).select_related("picture")
    return Content(
        period=period_content(practice.period),
        places=[link.place.key for link in links],
        countries=sorted(practice.countries.values_list("code", flat=True)),
        concepts=sorted(practice.concepts.values_list("key", flat=True)),
        source=practice.source,
        source_url=practice.source_url,
        licence=practice.licence,
        confirmed=practice.last_confirmed.isoformat() if practice.last_confirmed else None,
        contact=_contact(contact),
        evidence=[
            EvidenceContent(
                kind=one.kind, date=one.date, source=one.source, source_url=one.source_url, statements=one.statements
            )
            for one in Evidence.objects.filter(practice=practice)
        ],
        pictures=[
            PictureContent(digest=one.picture.digest, alt=one.alt, licence=one.licence, credit=one.credit)
            for one in pictures
        ],
        texts={text.language: _text(text) for text in texts},
    )


def show(practice: Practice, content: Content) -> None:
    """Make the tables that readers see say `content`, and nothing else, of `practice`; it is saved, too.

    Places, countries and concepts that are not known any more are left out.
    """
    practice.period = period_of(content["period"])
    practice.source, practice.source_url = content["source"], content["source_url"]
    practice.licence = content["licence"]
    practice.last_confirmed = date.fromisoformat(content["confirmed"]) if content["confirmed"] else None
    practice.is_shown = True
    practice.revision += 1
    practice.save()
    _show_links(practice, content)
    _show_texts(practice, content["texts"])
    _show_beside(practice, content)
    WithheldKey.objects.filter(practice=practice).delete()


def hide(practice: Practice) -> None:
    """Take `practice` from the tables that readers see; by what imports recognise it stays. It is saved, too."""
    keys = list(practice.texts.exclude(intake_key="").values_list("intake_key", flat=True))
    WithheldKey.objects.bulk_create(WithheldKey(practice=practice, intake_key=key) for key in keys)
    practice.texts.all().delete()
    practice.place_links.all().delete()
    practice.countries.clear()
    practice.concepts.clear()
    practice.evidence.all().delete()
    practice.picture_links.all().delete()
    Contact.objects.filter(practice=practice).delete()
    practice.is_shown = False
    practice.revision += 1
    practice.save()


def period_content(period: Period) -> PeriodContent:
    """Return a period as plain values."""
    return PeriodContent(
        text=period.text,
        start=period.start,
        end=period.end,
        ongoing=period.ongoing,
        recurrence=period.recurrence,
        precision=period.precision,
    )


def period_of(content: PeriodContent) -> Period:
    """Return a period from its plain values."""
    return Period(**content)


def _text(text: Text) -> TextContent:
    values: dict[str, Any] = {name: getattr(text, name) for name in _TEXT_COLUMNS}
    values["external_ids"] = [external.value for external in text.external_ids.all()]
    return cast(TextContent, values)


def _contact(contact: Contact | None) -> ContactContent:
    if contact is None:
        return ContactContent(**NO_CONTACT)
    return ContactContent(
        office=contact.office,
        organisation=contact.organisation,
        email=contact.email,
        shows_email=contact.shows_email,
        page=contact.page,
    )


def _show_links(practice: Practice, content: Content) -> None:
    places = {place.key: place for place in Place.objects.filter(key__in=content["places"])}
    practice.place_links.all().delete()
    known = [places[key] for key in dict.fromkeys(content["places"]) if key in places]
    PracticePlace.objects.bulk_create(
        PracticePlace(practice=practice, place=place, position=position) for position, place in enumerate(known)
    )
    practice.countries.set(Country.objects.filter(code__in=content["countries"]))
    practice.concepts.set(Concept.objects.filter(key__in=content["concepts"]))


def _show_texts(practice: Practice, texts: Mapping[str, TextContent]) -> None:
    """Make the texts of `practice` those of the snapshot; rows that stay keep their ids."""
    practice.texts.exclude(language__in=texts).delete()
    rows = {row.language: row for row in Text.objects.filter(practice=practice)}
    # There is one original at any time: translations first, so that two can change places.
    for language, text in sorted(texts.items(), key=lambda item: item[1]["origin"] == Text.Origin.ORIGINAL):
        row = rows.get(language) or Text(practice=practice, language=language)
        for name in _TEXT_COLUMNS:
            setattr(row, name, text[name])  # type: ignore[literal-required]
        row.save()
        rows[language] = row
    _show_external_ids(practice, {rows[language].pk: text["external_ids"] for language, text in texts.items()})


def _show_external_ids(practice: Practice, told: Mapping[int, Sequence[str]]) -> None:
    """Let the external ids of `practice` lead to the texts that the snapshot gives them to; each has one main id."""
    known = {row.value: row for row in ExternalId.objects.filter(practice=practice)}
    wanted = {pk: [known[value] for value in dict.fromkeys(values) if value in known] for pk, values in told.items()}
    leads_to = {row.pk: pk for pk, rows in wanted.items() for row in rows}
    if all(row.text_id == leads_to.get(row.pk) for row in known.values()):
        return
    # Two may change places, and a text has one main name: all of them are let go first.
    ExternalId.objects.filter(practice=practice).update(text=None)
    for pk, rows in wanted.items():
        main = next((row.pk for row in rows if row.is_main), None)
        for row in rows:
            ExternalId.objects.filter(pk=row.pk).update(text=pk, is_main=row.pk == main)


def _show_beside(practice: Practice, content: Content) -> None:
    """Show contact, evidence and pictures."""
    if any(content["contact"].values()):
        Contact.objects.update_or_create(practice=practice, defaults=dict(content["contact"]))
    else:
        Contact.objects.filter(practice=practice).delete()
    practice.evidence.all().delete()
    Evidence.objects.bulk_create(
        Evidence(practice=practice, position=position, **one) for position, one in enumerate(content["evidence"])
    )
    _show_pictures(practice, content["pictures"])


def _show_pictures(practice: Practice, pictures: Sequence[PictureContent]) -> None:
    known = _pictures_by_digest(one["digest"] for one in pictures)
    pictures = list({one["digest"]: one for one in pictures if one["digest"] in known}.values())
    practice.picture_links.all().delete()
    PracticePicture.objects.bulk_create(
        PracticePicture(
            practice=practice,
            picture_id=known[one["digest"]],
            position=position,
            alt=one["alt"],
            licence=one["licence"],
            credit=one["credit"],
        )
        for position, one in enumerate(pictures)
    )


def _pictures_by_digest(digests: Iterable[str]) -> dict[str, int]:
    return dict(Picture.objects.filter(digest__in=list(digests)).values_list("digest", "pk"))
