"""Feeds as they travel: Atom (RFC 4287, in pages as RFC 5005 has them) and JSON Feed 1.1."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.utils.xmlutils import SimplerXMLGenerator

from convivia.common.characters import carried, carried_in
from convivia.website.feed import Entry, Feed

ATOM, JSON = "atom", "json"
TYPES = {ATOM: "application/atom+xml", JSON: "application/feed+json"}
NAMESPACE = "http://www.w3.org/2005/Atom"
JSON_FEED = "https://jsonfeed.org/version/1.1"
NOTHING: "AttributesImpl[str]" = AttributesImpl({})


def atom(feed: Feed) -> bytes:
    """Return `feed` as an Atom document."""
    out = BytesIO()
    xml = _Writer(out, "utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.startElement("feed", AttributesImpl({"xmlns": NAMESPACE, "xml:lang": feed.language}))
    xml.element("id", feed.address)
    xml.element("title", feed.title)
    xml.element("subtitle", feed.subtitle)
    xml.element("updated", _moment(feed.updated))
    xml.author(feed.publisher, f"{feed.origin}/")
    for rel, address in _turns(feed):
        xml.element("link", rel=rel, type=TYPES[ATOM], href=address)
    xml.element("link", rel="alternate", type="text/html", hreflang=feed.language, href=feed.home)
    xml.element("generator", "Convivia", uri=f"{feed.origin}/")
    for entry in feed.entries:
        _write_entry(xml, entry)
    xml.endElement("feed")
    xml.endDocument()
    return out.getvalue()


def json_feed(feed: Feed) -> bytes:
    """Return `feed` as a JSON Feed."""
    value = {
        "version": JSON_FEED,
        "title": feed.title,
        "description": feed.subtitle,
        "language": feed.language,
        "home_page_url": feed.home,
        "feed_url": feed.turns.this,
        "next_url": feed.turns.next,
        "authors": [{"name": feed.publisher, "url": f"{feed.origin}/"}],
        "items": [_item(entry) for entry in feed.entries],
    }
    return json.dumps(carried_in(_given(value)), ensure_ascii=False).encode()


FORMATS = {ATOM: atom, JSON: json_feed}


class _Writer(SimplerXMLGenerator):
    """Writes elements whose texts may come from anybody."""

    def element(self, name: str, text: str = "", **attributes: str) -> None:
        """Write an element, but none that would be empty; a `language` is written as `xml:lang`."""
        given = {"xml:lang" if key == "language" else key: carried(value) for key, value in attributes.items() if value}
        if text or given.get("href") or given.get("term"):
            self.addQuickElement(name, carried(text), given)

    def author(self, name: str, uri: str = "") -> None:
        """Write who published something."""
        self.startElement("author", NOTHING)
        self.element("name", name)
        self.element("uri", uri)
        self.endElement("author")


def _write_entry(xml: _Writer, entry: Entry) -> None:
    xml.startElement("entry", NOTHING)
    xml.element("id", entry.uri)
    xml.element("title", entry.title, language=entry.title_language)
    xml.element("published", _moment(entry.published))
    xml.element("updated", _moment(entry.updated))
    for author in entry.authors:
        xml.author(author)
    for language, address in entry.versions:
        xml.element("link", rel="alternate", type="text/html", hreflang=language, href=address)
    if len(entry.versions) > 1:
        # Some readers follow the first of several, some the last: both are to come to the page in the feed's language.
        xml.element("link", rel="alternate", type="text/html", href=entry.url)
    xml.element("link", rel="via", href=entry.source_url)
    name, address = entry.licence
    xml.element("link", rel="license", href=address)
    xml.element("rights", name)
    for category in entry.categories:
        xml.element("category", term=category.key, scheme=category.scheme, label=category.label)
    xml.element("summary", entry.summary or _where_and_when(entry) or entry.title, language=entry.language)
    xml.endElement("entry")


def _item(entry: Entry) -> dict[str, Any]:
    """Return an entry in the words of JSON Feed; what has no word there stands under `_convivia`."""
    return _given(
        {
            "id": entry.uri,
            "url": entry.url,
            "external_url": entry.source_url,
            "title": entry.title,
            "content_text": entry.summary or _where_and_when(entry) or entry.title,
            "date_published": _moment(entry.published),
            "date_modified": _moment(entry.updated),
            "authors": [{"name": author} for author in entry.authors],
            "tags": [category.label for category in entry.categories],
            "language": entry.language,
            "_convivia": _given(
                {
                    "place": entry.place,
                    "period": entry.period,
                    "licence": entry.licence[0],
                    "versions": [{"language": language, "url": url} for language, url in entry.versions],
                }
            ),
        }
    )


def _where_and_when(entry: Entry) -> str:
    return " · ".join(filter(None, [entry.place, entry.period]))


def _turns(feed: Feed) -> Iterator[tuple[str, str]]:
    yield "self", feed.turns.this
    for rel in ("first", "previous", "next", "last"):
        yield rel, getattr(feed.turns, rel)


def _moment(value: datetime) -> str:
    """Return a moment as RFC 3339 has it, in UTC, to the second."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _given(value: dict[str, Any]) -> dict[str, Any]:
    return {key: part for key, part in value.items() if part}
