"""The fields of an index of tantivy, and documents in them."""

import hashlib
import unicodedata
from collections.abc import Sequence
from importlib.metadata import version

import tantivy
from tantivy import Schema, SchemaBuilder

from convivia.search import ranking
from convivia.search.engines.port import VALUE_FACETS, YEAR, Document
from convivia.search.engines.tantivy_queries import IN_ORDER, WORTH
from convivia.search.words import ANALYSIS

# Ids of practices are below 2^40; a year before them makes one number to sort by.
ID_BITS = 40


def schema_for(languages: Sequence[str]) -> Schema:
    """Return the fields of an index whose titles are sorted in each of `languages`."""
    builder = SchemaBuilder()
    builder.add_unsigned_field("pk", indexed=True, fast=True)
    for field in WORTH:
        builder.add_text_field(field, tokenizer_name="blanks", index_option="freq")
    for field in IN_ORDER:
        builder.add_text_field(field, tokenizer_name="blanks", index_option="position")
    builder.add_text_field("titles", tokenizer_name="raw", index_option="basic")
    for facet in VALUE_FACETS:
        builder.add_text_field(facet, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field(YEAR, fast=True)
    builder.add_unsigned_field("newest", fast=True)
    for language in languages:
        builder.add_text_field(title_field(language), fast=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def title_field(language: str) -> str:
    """Return the name of the field that titles are sorted by in `language`."""
    return f"title_{language.replace('-', '_')}"


def fingerprint(languages: Sequence[str]) -> str:
    """Return a name for all that decides what is in an index: with another one, an index is of no use."""
    fields = [*WORTH, *IN_ORDER, *VALUE_FACETS, *languages]
    versions = [str(ANALYSIS), version("tantivy"), version("PyStemmer"), unicodedata.unidata_version]
    weights = [ranking.TITLE_TIMES, ranking.KEYWORDS_TIMES, ranking.SUMMARY_TIMES, ranking.ANSWERS_TIMES]
    return hashlib.sha256(repr([fields, versions, weights]).encode()).hexdigest()[:12]


def document_for_tantivy(document: Document) -> tantivy.Document:
    """Return a document as tantivy takes it."""
    made = tantivy.Document()
    made.add_unsigned("pk", document.pk)
    for field in (*WORTH, *IN_ORDER):
        made.add_text(field, getattr(document, field))
    for title in document.titles:
        made.add_text("titles", title)
    for facet, values in document.facets.items():
        for value in values:
            made.add_text(facet, value)
    if document.year is not None:
        made.add_unsigned(YEAR, document.year)
    made.add_unsigned("newest", ((document.year or 0) << ID_BITS) + document.pk)
    for language, title in document.sort_titles.items():
        made.add_text(title_field(language), f"{title} {document.pk:013}")
    return made
