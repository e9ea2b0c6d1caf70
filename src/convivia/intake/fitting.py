"""Makes drafts fit the tables: what is too long is cut, what cannot be kept is left out, and each is told. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from convivia.intake.completing import UNKNOWN_LANGUAGE
from convivia.intake.drafts import Draft, DraftText, DraftWarning
from convivia.intake.remarks import warning
from convivia.practices.period import Period
from convivia.practices.records import TextRecord

LONGEST_PERIOD: Final = 300
LONGEST_ADDRESS: Final = 1000
_TITLE, _STAND_IN, _IDENTITY, _LANGUAGE, _SOURCE, _LICENCE = 500, 200, 200, 12, 200, 40
_MOST_KEYWORDS: Final = 100
_LONGEST_KEYWORD: Final = 100
_LONGEST_KEY: Final = 60

Tell = Callable[[DraftWarning], None]


class Fitter:
    """Cuts the values of one draft to their lengths and tells what it cut."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell

    def facts(self, draft: Draft) -> dict[str, str]:
        """Return source, address and licence of a draft as they can be kept; the address is that of the original."""
        address = next((text.source_url for text in draft.texts if text.original and text.source_url), "")
        return {
            "source": self.cut(draft.source, _SOURCE, "source"),
            "source_url": self.address(address or draft.main.source_url),
            "licence": self.cut(draft.licence, _LICENCE, "licence"),
        }

    def period(self, period: Period) -> Period:
        """Return a period that can be kept."""
        if period.start_year and period.end_year and period.start_year > period.end_year:
            self._tell(warning("period-reversed", period.text))
            period = replace(period, start=None, end=None)
        return replace(period, text=self.cut(period.text, LONGEST_PERIOD, "period"))

    def texts(self, draft: Draft) -> Iterator[TextRecord]:
        """Yield the texts of a draft, one a language, at most one of them the original, each id once."""
        languages: set[str] = set()
        identities: set[str] = set()
        has_original = False
        for text in draft.texts:
            language = self.cut(text.language or UNKNOWN_LANGUAGE, _LANGUAGE, "language")
            if language in languages:
                self._tell(warning("language-twice", f"{language}: {text.title}"))
                continue
            languages.add(language)
            is_original = text.original and not has_original
            has_original = has_original or is_original
            yield self._record(text, language, is_original, identities)

    def _record(self, text: DraftText, language: str, is_original: bool, taken: set[str]) -> TextRecord:
        main, *others = [self._identity(value, taken) for value in (text.external_id, *text.also)]
        title_language = self.cut(text.title_language, _LANGUAGE, "title_language")
        return TextRecord(
            language=language,
            title=self.cut(text.title, _TITLE, "title"),
            title_language=title_language if title_language != language else "",
            stand_in_title=self.cut(text.stand_in_title, _STAND_IN, "stand_in_title"),
            summary=text.summary,
            answers={key[:_LONGEST_KEY]: words for key, words in text.sections.items() if words},
            cut_off=tuple(key[:_LONGEST_KEY] for key in text.cut_off),
            keywords=tuple(word[:_LONGEST_KEYWORD] for word in text.keywords[:_MOST_KEYWORDS]),
            other_titles=tuple(self.cut(title, _TITLE, "other_titles") for title in text.other_titles),
            external_id=main,
            other_external_ids=tuple(filter(None, others)),
            note=text.note,
            source_url=self.address(text.source_url),
            is_original=is_original,
        )

    def _identity(self, value: str, taken: set[str]) -> str:
        """Return an external id, once; "" for one that this draft has already given."""
        kept = self.cut(value, _IDENTITY, "external_id")
        if kept in taken:
            return ""
        taken.update({kept} - {""})
        return kept

    def cut(self, text: str, length: int, name: str) -> str:
        """Return `text`, cut to `length` characters."""
        if len(text) <= length:
            return text
        self._tell(warning("clipped", f"{name} = {text[:60]}…"))
        return f"{text[: length - 1]}…"

    def address(self, address: str) -> str:
        """Return an address, "" for one that is too long to be kept: a part of it would lead elsewhere."""
        if len(address) <= LONGEST_ADDRESS:
            return address
        self._tell(warning("bad-address", f"{address[:60]}…"))
        return ""
