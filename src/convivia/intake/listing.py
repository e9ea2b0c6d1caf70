"""Reads a listing page: lines become cards, cards become drafts, and every other line is accounted for. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from convivia.intake.cards import Card, Seen, find_cards
from convivia.intake.completing import UNKNOWN_LANGUAGE
from convivia.intake.drafts import Draft, DraftPlace, DraftText, DraftWarning
from convivia.intake.furniture import Furniture
from convivia.intake.headings import Headings
from convivia.intake.joins import Mender, without_furniture
from convivia.intake.languages import Told, majority, tell
from convivia.intake.limits import MAX_LINES, IntakeError
from convivia.intake.lines import Line, apart
from convivia.intake.metalines import MetaLine, MetaReader
from convivia.intake.remarks import cleaning_warnings, period_warnings, warning
from convivia.intake.teasers import Teaser, read_teaser
from convivia.practices.period import Period

_POINT: Final = re.compile(r"^[-–•●▪■*·]\s+")
_BULLET: Final = re.compile(r"(?:[-–•●▪■*·]|[0-9]{1,2}[.)])\s")


@dataclass(frozen=True, slots=True)
class ListingReading:
    """The drafts of a listing in their order, what is to be said of the page as a whole, and the furniture left out."""

    drafts: tuple[Draft, ...]
    warnings: tuple[DraftWarning, ...]
    furniture: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Where:
    """Where and when a card says that it happens; `note` is the printed line where not all of it was understood."""

    places: tuple[DraftPlace, ...] = ()
    period: Period = field(default_factory=Period)
    note: str = ""
    warnings: tuple[DraftWarning, ...] = ()


class ListingReader:
    """Reads listings with one gazetteer and the headings of one template."""

    def __init__(self, places: MetaReader, headings: Headings, furniture: Furniture) -> None:
        self._places = places
        self._headings = headings
        self._furniture = furniture
        self._mender = Mender(places, headings)

    def read(self, lines: Iterable[Line]) -> ListingReading:
        """Return what the lines of a page say; each line is in a draft, in a warning or in the furniture.

        Raises `IntakeError` for a page of far too many lines.
        """
        printed = list(islice(apart(lines), MAX_LINES + 1))
        if len(printed) > MAX_LINES:
            raise IntakeError(f"The page has more than {MAX_LINES:,} lines. Split it into several files.")
        is_furniture = [
            self._furniture.is_furniture(line.text) and not self._headings.is_label(line.text) for line in printed
        ]
        mended = self._mender.mend(list(without_furniture(printed, is_furniture)))
        parted = find_cards(mended, self._places, self._headings)
        drafts = [self._draft(card) for card in parted.cards]
        usual = majority([told.language for _, told, _ in drafts if told.is_sure])
        strays = parted.strays if drafts else [*parted.head, *parted.strays]
        return ListingReading(
            drafts=tuple(_with_language(draft, told, usual, number) for draft, told, number in drafts),
            warnings=(
                *(_page_head(parted.head) if drafts else ()),
                *(warning("unread-line", line.text, line.number) for line in strays),
            ),
            furniture=tuple(line for line, drop in zip(printed, is_furniture, strict=True) if drop),
        )

    def _draft(self, card: Card) -> tuple[Draft, Told, int]:
        """Return the draft of a card, still without its language, what could be told of that, and its first line."""
        title = _POINT.sub("", " ".join(seen.line.text for seen in card.title))
        metas = [seen for seen in (*card.meta, *card.above) if seen.meta]
        body = card.body
        if not metas:
            metas, body = self._cut_line(title, [*card.meta, *body])
        lines = [seen.line for seen in (*card.above, *card.title, *card.meta, *card.body, *card.more)]
        number = min(line.number for line in lines)
        teaser = read_teaser(_joined([seen.line for seen in body], self._headings), self._headings, number)
        where = self._where(metas, card.group, number)
        text = DraftText(
            title=title,
            summary=teaser.summary,
            sections=teaser.sections,
            cut_off=teaser.cut_off,
            note=where.note,
            source_url=next((line.href for line in lines if line.href), ""),
        )
        warnings = (
            *(() if title else (warning("no-title", line=number),)),
            *where.warnings,
            *teaser.warnings,
            *cleaning_warnings((code for line in lines for code in line.taken_out), number),
        )
        draft = Draft(texts=(text,), places=where.places, period=where.period, warnings=warnings)
        return draft, _told(_without(title, where.places), teaser, body), number

    def _cut_line(self, title: str, lines: list[Seen]) -> tuple[list[Seen], list[Seen]]:
        """Return place line and text of `lines`, where the first is a place line that breaks off in its first word."""
        if not lines or not self._places.may_be_cut_country(lines[0].line.text):
            return [], lines
        language = tell(title, " ".join(seen.line.text for seen in lines[1:])).language
        meta = self._places.read(lines[0].line.text, language, True)
        if meta is None or not meta.names_country:
            return [], lines
        city = self._places.place_in(title, meta.places[0].country)
        if city:
            meta = replace(meta, places=(city,), remarks=(*meta.remarks, ("place-from-title", city.name)))
        return [replace(lines[0], meta=meta)], lines[1:]

    def _where(self, metas: Sequence[Seen], group: MetaLine | None, number: int) -> _Where:
        """Return what the lines of a card, and the heading of its group, say of place and time."""
        readings = [seen.meta for seen in metas if seen.meta]
        if len(readings) > 1 and (whole := self._places.read(" ".join(reading.text for reading in readings))):
            readings = [whole] if whole.score > max(reading.score for reading in readings) else readings
        of_place = max((reading for reading in readings if reading.places), key=lambda found: found.score, default=None)
        with_time = [reading for reading in readings if reading.period]
        of_time = of_place if of_place in with_time else next(iter(with_time), None)
        warnings: list[DraftWarning] = []
        if of_place is None and group:
            of_place = group
            warnings.append(warning("place-from-heading", group.text, number))
        used = [reading for reading in dict.fromkeys((of_place, of_time)) if reading]
        unused = [reading.text for reading in readings if reading not in used and _says_more(reading, used)]
        for reading in used:
            warnings += (warning(_PLACE_CODES.get(code, code), words, number) for code, words in reading.remarks)
        warnings += (warning("unread", text, number) for text in unused)
        places = of_place.places if of_place else ()
        period = of_time.period if of_time and of_time.period else Period()
        warnings += _missing(places, period, number)
        warnings += period_warnings(period, number)
        notes = [reading.text for reading in used if any(code in _NOTED for code, _ in reading.remarks)]
        return _Where(places, period, " / ".join(f"“{text}”" for text in (*notes, *unused)), tuple(warnings))


def _says_more(reading: MetaLine, used: Sequence[MetaLine]) -> bool:
    """Return whether a line names a place or a period that the lines in use do not."""
    return bool(reading.period) or not set(reading.places) <= {place for line in used for place in line.places}


_PLACE_CODES: Final = {"cut-off": "cut-place"}
_NOTED: Final = frozenset({"unread", "by-line"})


def _missing(places: Sequence[DraftPlace], period: Period, number: int) -> Iterator[DraftWarning]:
    if not places:
        yield warning("no-place", line=number)
    elif not any(place.name for place in places):
        yield warning("no-city", line=number)
    if not period.text:
        yield warning("no-period", line=number)


def _joined(lines: Sequence[Line], headings: Headings) -> str:
    """Return the lines of a text as they belong together: wrapped ones as one, paragraphs, labels and points apart."""
    text = ""
    label_before = False
    for line in lines:
        is_label = headings.is_label(line.text)
        if not text:
            text = line.text
        elif line.gap and not label_before:
            text += f"\n\n{line.text}"
        elif label_before or is_label or line.heading or _BULLET.match(line.text):
            text += f"\n{line.text}"
        else:
            text += f" {line.text}"
        label_before = is_label
    return text


def _told(title: str, teaser: Teaser, body: Sequence[Seen]) -> Told:
    """Return what can be told of a card's language: by its words, its labels and what the page marks."""
    marked = [frozenset({seen.line.language}) for seen in body if seen.line.language]
    return tell(title, " ".join(teaser.sections.values()), [*teaser.label_languages, *marked, *marked])


def _without(title: str, places: Sequence[DraftPlace]) -> str:
    """Return `title` without the names of `places`: they tell nothing of its language."""
    for place in places:
        if place.name:
            title = re.sub(rf"(?<!\w){re.escape(place.name)}(?!\w)", " ", title)
    return title


def _with_language(draft: Draft, told: Told, usual: str, number: int) -> Draft:
    """Return `draft` with its language; where that is not sure, the usual one of the page decides."""
    language = (told.language if told.is_sure or not usual else usual) or UNKNOWN_LANGUAGE
    warnings = draft.warnings
    if not told.is_sure:
        warnings += (warning("language-unsure", language, number),)
    title_language = told.title_language if told.title_language != language else ""
    if title_language:
        warnings += (warning("title-language", title_language, number),)
    text = replace(draft.main, language=language, title_language=title_language)
    return replace(draft, texts=(text, *draft.texts[1:]), warnings=warnings)


def _page_head(lines: Sequence[Line]) -> Iterator[DraftWarning]:
    if lines:
        yield warning("page-head", " / ".join(line.text for line in lines), lines[0].number)
