"""Asks the library of this installation and says what it found; `relevance.program` runs it."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from django.conf import settings

from convivia.common.languages import interface_languages
from convivia.practices.actions import save_practices
from convivia.practices.models import ExternalId, Practice, Text
from convivia.practices.period import Period
from convivia.practices.records import PracticeRecord, TextRecord
from convivia.search import ranking
from convivia.search.actions import reindex
from convivia.search.encoders.installed import encoder, use_all_cores
from convivia.search.encoding import encode_pending
from convivia.search.queries import search
from convivia.search.query import SearchQuery

DEPTH = 20
DEFAULT_READER = "en"


@dataclass(frozen=True, slots=True)
class Found:
    """What a library answered. `found`: by way of searching, for each query in turn, the practices in their order.

    `practice_of` says which practice an external id belongs to, `titles` what it is called, `facts` what searched.
    """

    found: dict[str, list[list[str]]]
    practice_of: dict[str, str]
    titles: dict[str, str]
    facts: dict[str, str]


def answer(request: Mapping[str, Any]) -> Found:
    """Return what is found for a request: `queries`, each with `text` and `language`, asked in each of several `ways`
    (name → means); `paragraphs` by id become practices of the library before that."""
    if paragraphs := request.get("paragraphs"):
        take_in_paragraphs(paragraphs)
    use_all_cores()
    encode_pending()
    key_of = dict(Practice.objects.values_list("pk", "public_id"))
    texts = Text.objects.order_by("practice_id", "-origin").values_list(
        "practice__public_id", "title", "stand_in_title"
    )
    return Found(
        found=ask(request["queries"], request["ways"], key_of),
        practice_of=dict(ExternalId.objects.values_list("value", "text__practice__public_id")),
        titles={key: title or stand_in for key, title, stand_in in texts},
        facts=facts(),
    )


def ask(
    queries: Iterable[Mapping[str, str]], ways: Mapping[str, Sequence[str]], key_of: Mapping[int, str]
) -> dict[str, list[list[str]]]:
    """Return by way of searching what is found for each of `queries`, the first `DEPTH` practices by public id."""
    found: dict[str, list[list[str]]] = {way: [] for way in ways}
    for each in queries:
        query, language = SearchQuery(q=each["text"], page_size=DEPTH), reader(each["language"])
        for way, means in ways.items():
            ids = search(query, language=language, facets=(), means=means).ids
            found[way].append([key_of[pk] for pk in ids])
    return found


def reader(language: str) -> str:
    """Return the language in which somebody who asks in `language` sees the site: it speaks only some."""
    return language if language in interface_languages() else DEFAULT_READER


def take_in_paragraphs(paragraphs: Mapping[str, str]) -> None:
    """Save one English practice for each paragraph, by its id, without title or place, and index them."""
    records = [
        PracticeRecord(Period(""), (TextRecord(language="en", answers={"process": text}, external_id=key),))
        for key, text in paragraphs.items()
    ]
    save_practices(records=records, by="relevance")
    reindex()


def facts() -> dict[str, str]:
    """Return what searched: releases, and a fingerprint of the parameters of the ranking."""
    reading = encoder()
    return {
        "Encoder": f"{settings.SEARCH_ENCODER} ({reading.name})" if reading else "none",
        "Parameters of the ranking": fingerprint(vars(ranking)),
        "Engine": f"tantivy {version('tantivy')}",
    }


def fingerprint(values: Mapping[str, Any]) -> str:
    """Return ten characters that change with any constant among `values`: numbers whose name is in capitals."""
    numbers = {
        name: value for name, value in sorted(values.items()) if name.isupper() and isinstance(value, int | float)
    }
    return hashlib.sha256(json.dumps(numbers).encode()).hexdigest()[:10]
