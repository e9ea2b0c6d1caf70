"""An uploaded document as passages of one practice: opened safely, read by its fields or headings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from convivia.common.language_guess import Guess, best, scores
from convivia.common.library_files import read_json
from convivia.intake.blocks import Block, Image
from convivia.intake.headings import Headings, template_headings
from convivia.intake.passages import Passage, passages_of
from convivia.intake.restoring import with_fields
from convivia.intake.sheet_documents import table_of
from convivia.intake.template_packages import MANY_PRACTICES, Refused, open_document
from convivia.intake.templates import BESIDE, NOTE, field_labels, part_headings, printed_lines
from convivia.intake.understanding import place_of
from convivia.places.countries import LANGUAGES
from convivia.questionnaires.queries import form_in, section_labels

_MOST_PASSAGES: Final = 250
_LONGEST_PLACE: Final = 100
_COLUMNS: Final = 3  # headings in one row, from which on a sheet holds a practice in each row
_LEAST_WORDS: Final = 40  # characters by which a language can be told
_FACTS: Final = ("areas", "places", "period", "contact", "source", "source_url", "licence", "keywords")
_CONTACT: Final = ("contact.office", "contact.organisation", "contact.email", "contact.shows_email", "contact.page")


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """What a document says of a practice; `language` is that of its words ("" if that cannot be told)."""

    form: str
    passages: list[Passage]
    images: list[Image]
    more_images: int
    language: str


def read_document(data: bytes, name: str, *, edition: str) -> ReadDocument:
    """Return what the document `data`, called `name`, says, by the questions of an edition.

    Raises `Refused`, and `Questionnaire.DoesNotExist`.
    """
    opened = open_document(data, name)
    blocks = opened.blocks
    if opened.form == "xlsx" and not any(block.key for block in blocks):
        blocks = _one_practice(blocks, data, name)
    printed = printed_lines(edition)
    found = passages_of(with_fields(blocks, field_labels(edition), printed), document_headings(), printed)
    known = known_keys(edition)
    passages = [one if _base(one.key) in known else replace(one, key="") for one in found if one.key != NOTE]
    passages = _with_place(passages)
    said = [one for one in passages if one.text or one.label or one.is_field]
    return ReadDocument(opened.form, _few(said), opened.images, opened.more_images, _language(said))


def known_keys(edition: str) -> frozenset[str]:
    """Return the keys under which what a document says can be kept, of statements of impact the common one."""
    keys = {one.key for one in form_in("en", edition=edition).questions if one.kind not in ("contact", "pictures")}
    return frozenset({*keys, *_CONTACT, *BESIDE, *section_labels("en"), "evidence"})


@cache
def document_headings() -> Headings:
    """Return the headings by which documents are read: those of the templates, and what else they are called."""
    rows = list(template_headings(read_json("templates", "good-practice-2026.json")))
    rows += template_headings(read_json("templates", "good-practice-2022.json"))
    further = read_json("documents", "headings.json")["headings"]
    rows += [(key, code, one) for key, words in further.items() for code, found in words.items() for one in found]
    return Headings([*rows, *part_headings()])


def _with_place(passages: list[Passage]) -> list[Passage]:
    """Return passages of which a short one without a heading is the place, where nothing else names it."""
    if any(one.key == "places" for one in passages):
        return passages
    for number, one in enumerate(passages):
        is_short = not one.label and not one.is_field and len(one.text) <= _LONGEST_PLACE
        if is_short and one.key in ("", "summary") and any(place_of(one.text)):
            return [*passages[:number], replace(one, key="places"), *passages[number + 1 :]]
    return passages


def _base(key: str) -> str:
    return "evidence" if key.startswith("evidence.") else key


def _few(passages: list[Passage]) -> list[Passage]:
    """Return so many passages as a page can show; the rest together as the last one."""
    if len(passages) <= _MOST_PASSAGES:
        return passages
    kept, rest = passages[: _MOST_PASSAGES - 1], passages[_MOST_PASSAGES - 1 :]
    words = "\n\n".join("\n".join(filter(None, (one.label, one.text))) for one in rest)
    return [*kept, Passage("", words, where=rest[0].where)]


def _language(passages: Sequence[Passage]) -> str:
    """Return the language of the longest passages; names of areas and places tell nothing of it."""
    words = sorted((one.text for one in passages if one.key.split(".")[0] not in _FACTS), key=len, reverse=True)
    said = " ".join(words[:3])[:600]
    guess = best(scores(said)) if len(said) >= _LEAST_WORDS else Guess()
    return guess.language if guess.is_sure and guess.language in LANGUAGES else ""


def _one_practice(blocks: list[Block], data: bytes, name: str) -> list[Block]:
    """Return the blocks of a sheet: where the first row names the columns, its one record, turned on its side."""
    rows = table_of(data)
    headings = document_headings()
    heads = rows[0] if rows else []
    if sum(bool(headings.section_of(cell)) for cell in heads) < _COLUMNS:
        return blocks
    if len(rows) > 2:
        raise Refused(MANY_PRACTICES, name)
    values = rows[1] if len(rows) > 1 else []
    return [Block(text, ("row", 2), label=label) for label, text in zip(heads, values, strict=False) if text.strip()]
