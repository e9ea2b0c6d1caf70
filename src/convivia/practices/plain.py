"""A practice as plain values: the object that the API answers with, and that files of lists hold.

`intake.objects.from_json` reads it again.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from convivia.practices.beside import NO_EVIDENCE, ContactLine, contact_of, strongest_of
from convivia.practices.models import Evidence, Practice, PracticePicture, Text
from convivia.practices.period import Period
from convivia.practices.queries import Card, PlaceName, best_text
from convivia.practices.wording import say_period

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Addresses:
    """How whoever shows practices makes addresses: `page` of a public id and slug, `api` of a public id,
    `picture` of the digest of one."""

    page: Callable[[str, str], str]
    api: Callable[[str], str]
    picture: Callable[[str], str]


def summary_of(card: Card, language: str, addresses: Addresses) -> Plain:
    """Return a card as lists show it, with labels for a reader of `language`."""
    return {
        "id": card.public_id,
        "external_id": card.external_id,
        "title": card.title,
        "title_is_ours": card.title_is_ours,
        "title_language": card.title_language,
        "language": card.language,
        "languages": list(card.languages),
        "summary": card.summary,
        "period": _period(card.period, language),
        "areas": [area.key for area in card.areas],
        "principles": [principle.key for principle in card.principles],
        "status": card.period.running_state,
        "strongest_evidence": card.evidence or NO_EVIDENCE,
        "url": addresses.page(card.public_id, card.slug),
        "api_url": addresses.api(card.public_id),
        "source_url": card.source_url,
        "licence": card.licence,
        "places": [_place(place) for place in card.places],
    }


def whole(practice: Practice, card: Card, language: str, addresses: Addresses) -> Plain:
    """Return a practice that was fetched with everything, with all its texts; moments and dates stay what they are."""
    page = addresses.page(practice.public_id, best_text(practice, language).slug)
    points = {link.place.key: link.place.point for link in practice.place_links.all()}
    return summary_of(card, language, addresses) | {
        "url": page,
        "places": [_place(place) | {"point": _point(points.get(place.key))} for place in card.places],
        "texts": [_text(text, practice, page) for text in practice.texts.all()],
        "strongest_evidence": strongest_of(one.kind for one in practice.evidence.all()) or NO_EVIDENCE,
        "evidence": [_evidence(one) for one in practice.evidence.all()],
        "contact": _contact(contact_of(practice)),
        "pictures": [_picture(link, addresses) for link in practice.picture_links.all()],
        "source": practice.source,
        "archived": not practice.is_shown,
        "archived_reason": "" if practice.is_shown else practice.hidden_reason,
        "last_confirmed": practice.last_confirmed,
        "revision": practice.revision,
        "created": practice.created_at,
        "updated": practice.updated_at,
    }


def _evidence(one: Evidence) -> Plain:
    return {
        "kind": one.kind,
        "statements": one.statements,
        "date": one.date,
        "source": one.source,
        "source_url": one.source_url,
    }


def _contact(contact: ContactLine | None) -> Plain | None:
    return asdict(contact) if contact else None


def _picture(link: PracticePicture, addresses: Addresses) -> Plain:
    return {
        "url": addresses.picture(link.picture.digest),
        "width": link.picture.width,
        "height": link.picture.height,
        "alt": link.alt,
        "licence": link.licence,
        "credit": link.credit,
    }


def _period(period: Period, language: str) -> Plain:
    return {
        "text": period.text,
        "start": period.start_year,
        "end": period.end_year,
        "ongoing": period.ongoing,
        "edtf": period.edtf,
        "precision": period.precision,
        "recurrence": period.recurrence,
        "words": say_period(period, language),
    }


def _place(place: PlaceName) -> Plain:
    return {
        "key": place.key,
        "name": place.own_name,
        "country": place.country_code,
        "country_name": place.country,
    }


def _point(point: tuple[float, float] | None) -> Plain | None:
    return {"latitude": point[0], "longitude": point[1]} if point else None


def _text(text: Text, practice: Practice, page: str) -> Plain:
    return {
        "language": text.language,
        "origin": text.origin,
        "title": text.display_title,
        "title_is_ours": not text.title,
        "title_language": text.title_language or text.language,
        "summary": text.summary,
        "sections": text.answers,
        "keywords": text.keywords,
        "cut_off": text.cut_off,
        "external_id": next((external.value for external in text.external_ids.all()), ""),
        "source_url": text.source_url or practice.source_url,
        "url": f"{page}?text={text.language}",
    }
