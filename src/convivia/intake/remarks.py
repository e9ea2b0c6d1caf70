"""What a person is told about a record or a file: one sentence for each code. Pure."""

from collections.abc import Iterable, Iterator
from typing import Final

from convivia.intake.cleaning import clean_line
from convivia.intake.drafts import DraftWarning
from convivia.practices.period import Period

# {} stands for the words that the warning is about.
SAID: Final = {
    # the card
    "no-title": "No title is printed.",
    "no-place": "No place is printed.",
    "no-city": "Only the country is printed, no city: a practice of the whole country, or a city named in the text.",
    "no-period": "No period is printed.",
    "no-text": "No text is printed.",
    "cut-off": "The source cuts this text off: {}",
    "empty-section": "The label of this section is printed without a text: {}",
    "label-twice": "More than one text was found for this section; they were put one below the other: {}",
    # the place
    "misspelt-place": "A misspelt name of a place was put right; printed is: {}",
    "cut-place": "The name of a place is cut off and was completed; printed is: {}",
    "unknown-place": "No place of this name is known in the country; it was kept as printed: {}",
    "country-guessed": "No country is printed; it was found by the name of the place: {}",
    "parent-guessed": "Taken for a part of the city that its name begins with: {}",
    "place-from-heading": "The place comes from a heading further up: {}",
    "place-from-title": "The line of the place is cut off; the city comes from the title: {}",
    "by-line": "In place of a line of place and period stands an author; the place was taken from it: {}",
    "unread": "These words of the line of place and period were not understood: {}",
    # the period
    "period-cut-off": "The period is cut off: {}",
    "period-no-year": "The period names no year: {}",
    "period-placeholder": "Something stands in place of a period: {}",
    "period-unread": "The period was not understood and was kept as printed: {}",
    "period-remark": "Behind the period stands a remark: {}",
    "period-reversed": "The period ends before it starts; its dates were not taken: {}",
    "period-impossible-date": "The period names a day that does not exist: {}",
    "period-ambiguous": "Day and month of the period cannot be told apart: {}",
    "period-two-digit-year": "The period prints a year in two figures: {}",
    "period-too-long": "The period is too long to be read as a whole: {}",
    "period-differs": "The given dates are not those of the printed period; the given ones were taken: {}",
    # the language
    "title-language": "The title is in another language than the text: {}",
    "language-unsure": "The language could not be told for sure; please check: {}",
    # what came with it
    "markup": "Tags or entities of HTML were taken out; their words were kept.",
    "control-characters": "Signs that cannot be shown (control characters) were taken out.",
    "bad-address": "This is no address of the web and was left out: {}",
    "wrong-type": "A value is not of the kind that is expected and was left out: {}",
    "outside-field": "This was written outside the fields of the template and was not taken: {}",
    "unread-field": "This answer was not understood; please look at it: {}",
    "unknown-field": "No field of that name is known; it was not taken: {}",
    "unknown-country": "No country has this code or name: {}",
    "unknown-language": "No language has this code or name: {}",
    "unknown-concept": "The vocabulary has no such term; it was not taken: {}",
    "new-place": "Nobody knew this place yet; it was made: {}",
    "lost-place": "This place could not be kept, for its country is not known: {}",
    "language-twice": "A record can have one text a language; this further one was not taken: {}",
    "empty-record": "A record without a title, a text or an id cannot be known again; it was not taken: {}",
    "repeated": "The file speaks of this record more than once, and not in the same words; the first was taken: {}",
    "formula": "The cell holds a formula; it was not computed, and kept as text: {}",
    "hidden-sheet": "This sheet is hidden and was not read: {}",
    "unread-sheet": "This sheet has no columns of practices and was not read: {}",
    "unread-row": "This row stands above the names of the columns and was not read: {}",
    "duplicate-field": "This field is given twice; the last value was taken: {}",
    "relative-address": "The page does not say where it is from, so its links could not be kept.",
    "unmapped-column": "No field belongs to this column; its content was kept in the description: {}",
    "clipped": "A value was too long and was cut: {}",
    # the file
    "page-head": "What stands before the first record was taken for the head of the page: {}",
    "unread-line": "This line belongs to no record: {}",
    "encoding": "The file is not in UTF-8; it was read as {}",
    "hidden-text": "Text that the page hides was left out: {}",
}
_SHOWN: Final = 200
_NEVER_CUT: Final = frozenset(
    {"page-head", "unread-line", "unread", "outside-field", "unread-field"}
)  # what is told here is told nowhere else


def warning(code: str, words: str = "", line: int = 0) -> DraftWarning:
    """Return the warning `code` about `words`, in a sentence."""
    if code not in _NEVER_CUT:
        words = clean_line(words)[0]
        words = words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
    return DraftWarning(code, " ".join(SAID[code].format(words).split()), line)


def cleaning_warnings(taken_out: Iterable[str], line: int = 0) -> Iterator[DraftWarning]:
    """Yield a warning for each thing that had to be taken out of a text."""
    return (warning(code, line=line) for code in sorted(set(taken_out)))


def period_warnings(period: Period, line: int = 0) -> Iterator[DraftWarning]:
    """Yield a warning for each doubt about a period."""
    return (warning(f"period-{code}", period.text, line) for code in period.warnings)
