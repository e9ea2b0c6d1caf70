"""Addresses of the library that lists and filters link to."""

import pytest
from django.utils.translation import override

from convivia.search.query import FACETS, SearchQuery
from convivia.website.shelves import library_url, toggle_urls

VALUES = {"country": "NO", "year": "2019", "status": "running", "evidence": "told", "language": "pt-BR"}
QUERIES = [
    SearchQuery(),
    SearchQuery(q="year=2019&area=x été", page=7, page_size=50, sort="title"),
    SearchQuery(areas=("education", "mediation"), countries=("ES",), years=("2015-",), page=2),
    SearchQuery(q="a+b", principles=("real-equality",), networks=("programme",), statuses=("ended", "unknown")),
]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("facet", FACETS)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_addresses_of_many_values_are_those_of_each(query, facet, language):
    values = [VALUES.get(facet, "education"), *query.selected(facet)]
    with override(language):
        assert [toggle_urls(query, facet)(value) for value in values] == [
            library_url(query.toggled(facet, value)) for value in values
        ]
