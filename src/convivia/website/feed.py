"""A feed as a value, whatever its format: its entries are practices, in the language of the feed where they can be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import override

from convivia.common.languages import interface_languages
from convivia.practices.lists import practices_in_order
from convivia.practices.models import Practice, Text
from convivia.practices.place_lines import place_line
from convivia.practices.queries import Card, best_text, card
from convivia.practices.wording import say_period
from convivia.vocabularies.queries import concept_names
from convivia.website.citation import licence
from convivia.website.wording import title_of

# Characters of a summary: a feed tells what is new, the page tells it all.
LONGEST_SUMMARY = 2000
# What a feed without entries is dated by.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Category:
    """A policy area or principle: its key, the address of its vocabulary, and its name in the feed's language."""

    key: str
    scheme: str
    label: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A practice in a feed. `versions` holds language and address of each of its texts, the shown one first;
    `authors` are who published it and where it was done."""

    uri: str
    title: str
    title_language: str
    summary: str
    language: str
    url: str
    versions: tuple[tuple[str, str], ...]
    authors: tuple[str, ...]
    place: str
    period: str
    categories: tuple[Category, ...]
    licence: tuple[str, str]
    source_url: str
    published: datetime
    updated: datetime


@dataclass(frozen=True, slots=True)
class Turns:
    """Where the pages of a feed are, as addresses; "" where there is none."""

    this: str
    first: str
    previous: str
    next: str
    last: str


@dataclass(frozen=True, slots=True)
class Feed:
    """One page of a feed. `address` is that of its first page and names it for ever, `home` the page for people."""

    address: str
    home: str
    title: str
    subtitle: str
    language: str
    publisher: str
    origin: str
    turns: Turns
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> datetime:
        """When the newest of the entries was changed."""
        return max((entry.updated for entry in self.entries), default=NEVER)


def entries_of(ids: Sequence[int], *, language: str, origin: str) -> tuple[Entry, ...]:
    """Return the entries of the practices `ids`, in that order, for a reader of `language`; `origin` begins addresses.

    A fixed number of queries, however many there are.
    """
    names = concept_names(language)
    with override(language):
        return tuple(
            _entry(practice, card(practice, language, names), language, origin) for practice in practices_in_order(ids)
        )


def _entry(practice: Practice, short: Card, language: str, origin: str) -> Entry:
    text = best_text(practice, language)
    versions = tuple(_versions(practice, text, language, origin))
    place = place_line(short.places)
    return Entry(
        uri=entry_uri(practice.public_id),
        title=title_of(text),
        title_language=(short.title_language if short.title else language),
        summary=Truncator(text.summary).chars(LONGEST_SUMMARY),
        language=text.language,
        url=versions[0][1],
        versions=versions,
        authors=tuple(filter(None, [practice.source, place])),
        place=place,
        period=say_period(practice.period, language),
        categories=tuple(
            Category(concept.key, origin + reverse("api:vocabulary", args=[concept.scheme]), concept.label)
            for concept in (*short.areas, *short.principles)
        ),
        licence=licence(practice.licence) if practice.licence else ("", ""),
        source_url=short.source_url,
        published=practice.created_at,
        updated=practice.updated_at,
    )


def entry_uri(public_id: str) -> str:
    """Return what names a practice in feeds for ever (RFC 4122, version 5), on whatever host and in what language."""
    return uuid5(NAMESPACE_URL, f"convivia:practice:{public_id}").urn


def _versions(practice: Practice, shown: Text, language: str, origin: str) -> Iterator[tuple[str, str]]:
    """Yield language and address of each text, first the one that the page of `language` shows by itself."""
    here = origin + _page(practice, shown, language)
    yield shown.language, here
    for text in practice.texts.all():
        if text == shown:
            continue
        if text.language in interface_languages():
            yield text.language, origin + _page(practice, text, text.language)
        else:
            yield text.language, f"{here}?text={text.language}"


def _page(practice: Practice, text: Text, language: str) -> str:
    with override(language):
        return reverse("website:practice", args=[practice.public_id, text.slug])
