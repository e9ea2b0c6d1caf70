"""Search the library from the command line."""

import argparse
import json
from collections.abc import Sequence
from typing import Any

from django.utils.translation import override
from rich.text import Text

from convivia.console.installation import NotReadyError, demand_database
from convivia.console.screen import complain, out
from convivia.practices.queries import Card, cards
from convivia.practices.wording import say_period
from convivia.questionnaires.queries import section_labels
from convivia.search.engines.port import IndexUnavailable
from convivia.search.explanation import Explanation, explanations
from convivia.search.explanation_words import say_origin, say_reason
from convivia.search.queries import SearchResults, search
from convivia.search.query import FACETS, LIKE, SearchQuery

# What narrows a search: facets, and what cities shall be like.
FILTERS = (*FACETS, *LIKE, "alike")


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
    language = options.language or "en"
    with override(language):
        for note in results.notes:
            complain(f"not used: {note.name}={note.value[:40]}")
        found = cards(results.ids, language)
        why = explanations(results, results.ids, language)
        if options.json:
            rows = [_row(card, why.get(card.id)) for card in found]
            print(json.dumps({"total": results.total, **_reading(results), "results": rows}, ensure_ascii=False))  # noqa: T201
            return 0
        out.print(f"{results.total:,} practices", style="bold", markup=False)
        _show_reading(results)
        labels = section_labels(language) if why else {}
        for card in found:
            _show(card, language)
            if card.id in why:
                _show_why(why[card.id], labels)
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
        help=f"narrow the search, e.g. area=mediation; may be repeated; names: {', '.join(FILTERS)}",
    )
    parser.add_argument("--limit", type=int, default=10, choices=range(1, 101), metavar="1..100", help="how many (10)")
    parser.add_argument("--json", action="store_true", help="as JSON, for programs")
    return parser


def _params(options: argparse.Namespace) -> dict[str, list[str]]:
    """Return the search as parameters of an address; raise `ValueError` for a filter that is not one."""
    params: dict[str, list[str]] = {"q": [options.query], "page_size": [str(options.limit)]}
    for given in options.filter:
        name, equals, value = given.partition("=")
        if name not in FILTERS or not equals or not value:
            raise ValueError(f"{given!r} is no filter. Write NAME=VALUE with one of {', '.join(FILTERS)}.")
        params.setdefault(name, []).append(value)
    return params


def _reading(results: SearchResults) -> dict[str, Any]:
    """Return how the words were read, for programs."""
    return {
        "read_as": [{"written": each.written, "read_as": each.read_as} for each in results.read_as],
        "missing": list(results.missing),
        "did_you_mean": results.did_you_mean,
    }


def _show_reading(results: SearchResults) -> None:
    for each in results.read_as:
        out.print(f"  {each.written} → {each.read_as}", markup=False)
    if results.missing:
        out.print(f"  No practice has: {', '.join(results.missing)}", markup=False)
    if results.did_you_mean:
        out.print(f"  Did you mean: {results.did_you_mean}", markup=False)


def _row(card: Card, why: Explanation | None) -> dict[str, Any]:
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
        "passage": why.passage.text if why and why.passage else "",
        "reasons": [say_reason(reason) for reason in why.reasons] if why else [],
    }


def _show(card: Card, language: str) -> None:
    places = "; ".join(f"{place.name}, {place.country}" if place.name else place.country for place in card.places)
    facts = " | ".join(fact for fact in (places, say_period(card.period, language), card.language) if fact)
    out.print(f"\n{card.title or '(no title)'}", style="bold", markup=False)
    out.print(f"  {facts} | {card.public_id}", markup=False)
    if card.summary:
        out.print(f"  {card.summary}", markup=False)


def _show_why(why: Explanation, labels: dict[str, str]) -> None:
    """Print the passage with the words that title and summary do not show, and the reasons."""
    if why.passage and why.tells_more:
        passage = Text("  ")
        for part in why.passage.parts:
            passage.append(part.text, style="bold" if part.is_marked else "")
        origin = say_origin(why.passage.section, why.passage.language, labels)
        out.print(passage.append(f" ({origin})" if origin else "", style="dim"))
    if reasons := [say_reason(reason) for reason in why.reasons]:
        out.print(f"  Why: {'; '.join(reasons)}", style="dim", markup=False)
