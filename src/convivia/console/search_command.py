"""Search the library from the command line."""

import argparse
import json
from collections.abc import Sequence
from typing import Any

from convivia.console.installation import NotReadyError, demand_database
from convivia.console.screen import complain, out
from convivia.practices.queries import Card, cards
from convivia.practices.wording import say_period
from convivia.search.engines.port import IndexUnavailable
from convivia.search.queries import search
from convivia.search.query import FACETS, SearchQuery


def run(arguments: Sequence[str]) -> int:
    """Search and print what is found; the exit status comes back."""
    options = _parser().parse_args(arguments)
    try:
        demand_database()
        query = SearchQuery.from_params(_params(options))
        results = search(query)
    except (NotReadyError, ValueError) as error:
        complain(str(error))
        return 1
    except IndexUnavailable:
        complain("the search index is missing or damaged. Run: convivia reindex")
        return 1
    found = cards(results.ids, options.language or "en")
    if options.json:
        print(json.dumps({"total": results.total, "results": [_row(card) for card in found]}, ensure_ascii=False))  # noqa: T201
        return 0
    out.print(f"{results.total:,} practices", style="bold", markup=False)
    for card in found:
        _show(card, options.language or "en")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="convivia search", description=__doc__)
    parser.add_argument("query", metavar="QUERY", help="words, or a phrase in quotes: '\"public library\"'")
    parser.add_argument("--language", help="show texts in this language where there are some, e.g. fr")
    parser.add_argument(
        "--filter",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help=f"narrow the search, e.g. area=mediation; may be repeated; names: {', '.join(FACETS)}",
    )
    parser.add_argument("--limit", type=int, default=10, choices=range(1, 101), metavar="1..100", help="how many (10)")
    parser.add_argument("--json", action="store_true", help="as JSON, for programs")
    return parser


def _params(options: argparse.Namespace) -> dict[str, list[str]]:
    """Return the search as parameters of an address; raise `ValueError` for a filter that is not one."""
    params: dict[str, list[str]] = {"q": [options.query], "page_size": [str(options.limit)]}
    for given in options.filter:
        name, equals, value = given.partition("=")
        if name not in FACETS or not equals or not value:
            raise ValueError(f"{given!r} is no filter. Write NAME=VALUE with one of {', '.join(FACETS)}.")
        params.setdefault(name, []).append(value)
    return params


def _row(card: Card) -> dict[str, Any]:
    return {
        "id": card.public_id,
        "external_id": card.external_id,
        "title": card.title,
        "language": card.language,
        "summary": card.summary,
        "places": [{"country": place.country_code, "name": place.own_name} for place in card.places],
        "period": {
            "text": card.period.text,
            "start": card.period.start_year,
            "end": card.period.end_year,
            "ongoing": card.period.ongoing,
        },
        "areas": [area.key for area in card.areas],
        "source_url": card.source_url,
    }


def _show(card: Card, language: str) -> None:
    places = "; ".join(f"{place.name}, {place.country}" if place.name else place.country for place in card.places)
    facts = " | ".join(fact for fact in (places, say_period(card.period, language), card.language) if fact)
    out.print(f"\n{card.title or '(no title)'}", style="bold", markup=False)
    out.print(f"  {facts} | {card.public_id}", markup=False)
    if card.summary:
        out.print(f"  {card.summary}", markup=False)
