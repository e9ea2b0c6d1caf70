"""What is measured: kinds of pages, each with many addresses, so that none of them is measured out of a cache."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import cycle, islice, product
from random import Random
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

from benchmarks.clients import REQUESTS, WARM_UP, Reader
from benchmarks.practices import AREAS, COUNTRIES, public_id
from benchmarks.questions import (
    BROAD,
    broad_texts,
    foreign_questions,
    four_broad_words,
    misspelt_texts,
    narrow_texts,
    questions,
)

API = "/api/v1/practices"
INTERFACES = ("en", "fr")
PAGE_SIZE = 20
DEEPEST = 200  # pages
ROOMY = 6  # of the pages of the library, three broad words still fill one in six
ASKED = REQUESTS + WARM_UP  # so that the warm-up has addresses of its own

LIBRARY, FILTERED, ALIKE = "Library", "Library, filtered", "Cities like mine"
SEARCH, SEARCH_FILTERED, NARROW = "Broad search", "Broad search, filtered", "Narrow search"
QUESTION, FOREIGN, MISSPELT, DEEP = "Question", "Question, other language", "Two misspelt words", "Deep page"
MAP, TIMELINE, SHEET, FEED = "Map", "Timeline", "CSV, first byte", "Feed"
PRACTICE, CITY, AREA = "Practice, with similar", "City", "Policy area"
SUGGESTIONS, API_SUGGESTIONS = "Suggestions", "API suggestions"
API_LIST, API_SEARCH, API_EXPLAINED, API_PRACTICE = (
    "API list",
    "API broad search",
    "API question, explained",
    "API practice",
)
# Lists by words and meaning, with all facets. Their texts are new to the server: none is remembered from before.
HYBRID = (SEARCH, SEARCH_FILTERED, NARROW, QUESTION, FOREIGN, MISSPELT)
TYPED = (SUGGESTIONS, API_SUGGESTIONS)
LISTS = (LIBRARY, FILTERED, *HYBRID, DEEP)  # those of which the engine does a part
ONLY_FIRST_BYTE = (SHEET,)

Query = Mapping[str, str | int]
Thing = TypeVar("Thing")


def list_queries(total: int) -> dict[str, list[Query]]:
    """Return the query strings of each kind of list, for a library of `total` practices."""
    random = Random("queries")
    last = total // PAGE_SIZE
    broad, filters = broad_texts(), cycle(_some(random, _filters()))
    return {
        LIBRARY: _some(random, ({"page": page} for page in range(1, min(100, last) + 1))),
        FILTERED: _some(random, _filters()),
        SEARCH: [{"q": q} for q in broad[:ASKED]],
        SEARCH_FILTERED: [{"q": q, **next(filters)} for q in broad[ASKED : 2 * ASKED]],
        NARROW: [{"q": q} for q in narrow_texts()[:ASKED]],
        QUESTION: [{"q": q} for q in questions()[:ASKED]],
        FOREIGN: [{"q": q} for q in foreign_questions()[:ASKED]],
        MISSPELT: [{"q": q} for q in misspelt_texts()[:ASKED]],
        DEEP: _some(random, _deep(broad[2 * ASKED :], min(last // ROOMY, DEEPEST))),
    }


def addresses(reader: Reader, total: int) -> dict[str, list[str]]:
    """Return the addresses of each kind; practices and cities are those that the library itself names."""
    random = Random("pages")
    queries = list_queries(total)
    rows = _sampled(reader, total)
    cities = dict.fromkeys(place["key"] for row in rows for place in row["places"] if place["key"])
    pages = range(1, 7) if total > 1_000 else range(1, 3)
    typed = [urlencode({"q": text}) for text in _beginnings(random, rows)]
    broad = (urlencode({"q": text}) for text in four_broad_words())
    asked = (urlencode({"q": text, "explain": 1}) for text in questions()[ASKED:])
    found = {kind: _in_any_language(random, "?", map(urlencode, queries[kind])) for kind in LISTS}
    return found | {
        ALIKE: _in_any_language(random, "?", (urlencode({"like": city, "sort": "likeness"}) for city in cities)),
        MAP: _in_any_language(random, "map/?", islice(broad, ASKED)),
        TIMELINE: _in_any_language(random, "timeline/?", islice(broad, ASKED)),
        SHEET: _in_any_language(random, "practices.csv?", islice(broad, ASKED)),
        FEED: _in_any_language(random, "feed.atom?", islice(broad, ASKED)),
        PRACTICE: _some(random, (urlsplit(row["url"]).path for row in rows)),
        CITY: _some(random, (f"/{one}/cities/{key}/" for key in cities for one in INTERFACES)),
        AREA: _some(random, (f"/{i}/areas/{a}/?page={p}" for i, a, p in product(INTERFACES, AREAS, pages))),
        SUGGESTIONS: _in_any_language(random, "suggestions/?", typed),
        API_SUGGESTIONS: [f"/api/v1/suggestions?{text}" for text in typed],
        API_LIST: [f"{API}?{urlencode(query)}" for query in queries[LIBRARY]],
        API_SEARCH: [f"{API}?{text}" for text in islice(broad, ASKED)],
        API_EXPLAINED: [f"{API}?{text}" for text in islice(asked, ASKED)],
        API_PRACTICE: _some(random, (f"{API}/{row['id']}" for row in rows)),
    }


def _in_any_language(random: Random, page: str, queries: Iterable[str]) -> list[str]:
    return [f"/{random.choice(INTERFACES)}/{page}{query}" for query in queries]


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


def _deep(texts: Sequence[str], last: int) -> Iterable[Query]:
    """Yield pages far behind the first, up to page `last`: of the results of each text, and of the whole library."""
    pages = range(max(2, last // 2), last + 1)
    for page in pages:
        yield {"page": page, "sort": "title"}
    for text, page in zip(texts, cycle(pages), strict=False):
        yield {"q": text, "page": page}


def _some(random: Random, things: Iterable[Thing]) -> list[Thing]:
    """Return as many of `things` as there are requests, in an order without order."""
    every = list(things)
    return random.sample(every, min(ASKED, len(every)))
