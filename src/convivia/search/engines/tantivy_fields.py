"""The fields of an index of tantivy, and documents in them."""

import hashlib
import unicodedata
from collections.abc import Sequence
from importlib.metadata import version

import tantivy
from tantivy import Schema, SchemaBuilder

from convivia.search import ranking
from convivia.search.engines import tantivy_names
from convivia.search.engines.port import VALUE_FACETS, YEAR, Document
from convivia.search.engines.tantivy_queries import IN_ORDER, WORTH
from convivia.search.words import ANALYSIS

# Facets of which a practice has several values. Counting them one by one takes several times as long as counting the
# few sets in which they come, so these are counted by a field that holds the whole set, its values in order.
IN_SETS = ("area", "principle", "theme", "network", "language")
# Facets whose sets are asked for as such, whatever they are counted by.
SETS_OF = (*IN_SETS, "city")
# Titles are found by their first letters as a number, which is far quicker than letter by letter; see `first_letters`.
LETTERS = 8
# Fields whose terms are looked through, not searched.
SPELLINGS = ("spelt", "called")
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
    for field in SPELLINGS:
        builder.add_text_field(field, tokenizer_name="blanks", index_option="basic")
    builder.add_text_field("titles", tokenizer_name="raw", index_option="basic")
    for facet in VALUE_FACETS:
        builder.add_text_field(facet, fast=facet not in IN_SETS, tokenizer_name="raw", index_option="basic")
    for facet in SETS_OF:
        builder.add_text_field(sets_field(facet), fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field(YEAR, fast=True)
    builder.add_unsigned_field("newest", fast=True)
    for language in languages:
        builder.add_text_field(title_field(language), fast=True, tokenizer_name="raw", index_option="basic")
        builder.add_unsigned_field(letters_field(language), fast=True)
    return builder.build()


def title_field(language: str) -> str:
    """Return the name of the field that titles are sorted by in `language`."""
    return f"title_{language.replace('-', '_')}"


def letters_field(language: str) -> str:
    """Return the name of the field that holds the first letters of what titles are sorted by in `language`."""
    return f"{title_field(language)}_letters"


def first_letters(title: str) -> int:
    """Return the first letters of `title` as a number: titles in order have numbers in order, some the same ones."""
    return int.from_bytes(title.encode()[:LETTERS].ljust(LETTERS, b"\0"), "big")


def sets_field(facet: str) -> str:
    """Return the name of the field that holds all values that a practice has of a facet."""
    return f"{facet}_set"


def set_field(facet: str) -> str:
    """Return the name of the field that a facet is counted by: for some, that of its sets of values."""
    return sets_field(facet) if facet in IN_SETS else facet


def fingerprint(languages: Sequence[str], made_by: str = "") -> str:
    """Return a name for all that decides what is in an index: with another one, an index is of no use.

    `made_by` is what decides of it outside of the engine.
    """
    fields = [*WORTH, *IN_ORDER, *SPELLINGS, *VALUE_FACETS, *map(sets_field, SETS_OF), LETTERS, *languages]
    fields += tantivy_names.FIELDS
    versions = [str(ANALYSIS), version("tantivy"), version("PyStemmer"), unicodedata.unidata_version]
    weights = [ranking.TITLE_TIMES, ranking.KEYWORDS_TIMES, ranking.SUMMARY_TIMES, ranking.ANSWERS_TIMES]
    return hashlib.sha256(repr([fields, versions, weights, made_by]).encode()).hexdigest()[:12]


def document_for_tantivy(document: Document) -> tantivy.Document:
    """Return a document as tantivy takes it."""
    made = tantivy.Document()
    made.add_unsigned("pk", document.pk)
    for field in (*WORTH, *IN_ORDER, *SPELLINGS):
        made.add_text(field, getattr(document, field))
    for title in document.titles:
        made.add_text("titles", title)
    for facet, values in document.facets.items():
        for value in values:
            made.add_text(facet, value)
        if facet in SETS_OF and values:
            made.add_text(sets_field(facet), " ".join(sorted(values)))
    if document.year is not None:
        made.add_unsigned(YEAR, document.year)
    made.add_unsigned("newest", ((document.year or 0) << ID_BITS) + document.pk)
    for language, title in document.sort_titles.items():
        sorted_by = f"{title} {document.pk:013}"
        made.add_text(title_field(language), sorted_by)
        made.add_unsigned(letters_field(language), first_letters(sorted_by))
    return made
