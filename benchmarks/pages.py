"""What is measured: kinds of pages, each with many addresses, so that none of them is measured out of a cache."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from random import Random
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

from benchmarks.clients import REQUESTS, Reader
from benchmarks.practices import AREAS, COUNTRIES, practices, public_id
from benchmarks.vocabulary import vocabulary

API = "/api/v1/practices"
INTERFACES = ("en", "fr")
PAGE_SIZE = 20
# Words of content among the most frequent ones: each is in most of the practices.
BROAD = ("city", "people", "intercultural", "communities", "residents", "municipality", "diversity", "project", "local")
NARROW_RANKS = (1_000, 8_000)
DEEPEST = 200  # pages

LIBRARY, FILTERED, SEARCH, NARROW, DEEP = "Library", "Library, filtered", "Broad search", "Narrow search", "Deep page"
PRACTICE, CITY, AREA = "Practice", "City", "Policy area"
SUGGESTIONS = "Suggestions"
API_LIST, API_SEARCH, API_PRACTICE = "API list", "API broad search", "API practice"
LISTS = (LIBRARY, FILTERED, SEARCH, NARROW, DEEP)  # those of which the engine does a part

Query = Mapping[str, str | int]
Thing = TypeVar("Thing")


def list_queries(total: int) -> dict[str, list[Query]]:
    """Return the query strings of each kind of list, for a library of `total` practices."""
    random = Random("queries")
    last = total // PAGE_SIZE
    sorts = ("relevance", "newest", "title")
    return {
        LIBRARY: _some(random, ({"page": page} for page in range(1, min(100, last) + 1))),
        FILTERED: _some(random, _filters()),
        SEARCH: _some(random, ({"q": q, "sort": s, "page": p} for q, s, p in product(BROAD, sorts, range(1, 9)))),
        NARROW: _some(random, ({"q": word} for word in _narrow_words())),
        DEEP: _some(random, _deep(min(last // 2, DEEPEST))),
    }


def addresses(reader: Reader, total: int) -> dict[str, list[str]]:
    """Return the addresses of each kind; practices and cities are those that the library itself names."""
    random = Random("pages")
    queries = list_queries(total)
    found: dict[str, list[str]] = {
        kind: [f"/{random.choice(INTERFACES)}/?{urlencode(query)}" for query in queries[kind]] for kind in LISTS
    }
    rows = _sampled(reader, total)
    cities = dict.fromkeys(place["key"] for row in rows for place in row["places"] if place["key"])
    pages = range(1, 7) if total > 1_000 else range(1, 3)
    found[PRACTICE] = _some(random, (urlsplit(row["url"]).path for row in rows))
    found[CITY] = _some(random, (f"/{one}/cities/{key}/" for key in cities for one in INTERFACES))
    found[AREA] = _some(random, (f"/{i}/areas/{a}/?page={p}" for i, a, p in product(INTERFACES, AREAS, pages)))
    typed = _beginnings(random, rows)
    found[SUGGESTIONS] = [f"/{random.choice(INTERFACES)}/suggestions/?{urlencode({'q': text})}" for text in typed]
    found[API_LIST] = [f"{API}?{urlencode(query)}" for query in queries[LIBRARY]]
    found[API_SEARCH] = [f"{API}?{urlencode(query)}" for query in queries[SEARCH]]
    found[API_PRACTICE] = _some(random, (f"{API}/{row['id']}" for row in rows))
    return found


def broad_shares(reader: Reader, total: int) -> list[float]:
    """Return for each broad word the share of practices that it finds."""
    return [reader.json(f"{API}?{urlencode({'q': word, 'page_size': 1})}")["total"] / total for word in BROAD]


def _sampled(reader: Reader, total: int) -> list[dict[str, Any]]:
    """Return practices from all over the library, as the API tells of them."""
    numbers = Random("sample").sample(range(total), REQUESTS)
    return [reader.json(f"{API}/{public_id(number)}") for number in numbers]


def _beginnings(random: Random, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what readers have typed so far: beginnings of words of titles and of cities, every fourth mistyped.

    Half of them have a whole word before the one that is begun.
    """
    found = []
    for number, row in enumerate(rows):
        names = [row["title"], *(place["name"] for place in row["places"] if place["name"])]
        before, word = random.sample((random.choice(names) + " " + row["title"]).split(), 2)
        begun = word[: random.randint(2, max(2, len(word)))]
        if number % 4 == 0 and len(begun) > 4:
            slip = random.randrange(1, len(begun) - 1)
            begun = begun[:slip] + begun[slip + 1 :]
        found.append(f"{before} {begun}" if number % 2 else begun)
    return found


def _filters() -> Iterable[Query]:
    """Yield pairs of filters that leave something to see in a library of any size."""
    countries = [code for code, (weight, _) in COUNTRIES.items() if weight >= 4]
    yield from ({"area": area, "country": country} for area, country in product(AREAS, countries))
    yield from ({"area": area, "language": language} for area, language in product(AREAS, ("en", "fr", "es", "pt")))
    yield from (
        {"year": f"{year}-", "status": status} for year, status in product(range(2000, 2022), ("running", "ended"))
    )


def _narrow_words() -> Iterable[str]:
    """Yield rare words out of the first practices, so that each finds something in a library of any size."""
    rare = set(vocabulary("en").words[slice(*NARROW_RANKS)])
    for row in practices(500):
        for text in row["texts"]:
            words = [word for word in text["summary"].lower().replace(".", "").split() if word in rare]
            yield from words[:1]


def _deep(last: int) -> Iterable[Query]:
    """Yield pages far behind the first, of searches and of the whole library, up to page `last`."""
    for page in range(max(2, last // 2), last + 1):
        yield {"q": BROAD[page % len(BROAD)], "page": page}
        yield {"page": page, "sort": "title"}


def _some(random: Random, things: Iterable[Thing]) -> list[Thing]:
    """Return as many of `things` as there are requests, in an order without order."""
    every = list(things)
    return random.sample(every, min(REQUESTS, len(every)))
