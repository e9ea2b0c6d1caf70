"""Defects of practices that only their words tell. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from convivia.common.folding import fold_name
from convivia.practices.advice_language import languages
from convivia.practices.advice_links import links
from convivia.practices.advice_people import personal_data
from convivia.practices.advice_sections import is_placeholder
from convivia.practices.advice_values import Strength, fields_of, letters_in

# Sections that a practice with any section at all should tell; less than half of them is hollow.
_TOLD: Final = ("purpose", "rationale", "process", "impact")
# How many times as long one language version may be as another before something was left out.
MOST_TIMES: Final = 2.5
ENOUGH_LETTERS: Final = 150


@dataclass(frozen=True, slots=True)
class Version:
    """One language version, as its row has it."""

    language: str
    title: str
    title_language: str
    summary: str
    answers: Mapping[str, str]
    cut_off: Sequence[str]
    source_url: str

    def as_text(self) -> Any:
        """Return it in the shape that the writing help reads."""
        return {
            "title": self.title,
            "title_language": self.title_language,
            "summary": self.summary,
            "answers": dict(self.answers),
            "cut_off": list(self.cut_off),
            "source_url": self.source_url,
        }


def faults_in_words(period: str, places: Sequence[str], versions: Sequence[Version]) -> frozenset[str]:
    """Return the defects, by key, that the printed period, the names of places and the texts of a practice show."""
    texts = [(version.language, version.as_text()) for version in versions]
    words = [words for _language, text in texts for _key, words in fields_of(text)]
    found = {
        "place-in-period": _names_a_place(period, places),
        "placeholder": any(map(is_placeholder, words)) or bool(period.strip() and is_placeholder(period)),
        "empty-sections": any(_is_hollow(version.answers) for version in versions),
        "mixed-language": any(True for language, text in texts for _ in languages(text, language)),
        "divergent": _diverge(versions),
        "personal": any(
            one.strength == Strength.STRONG for language, text in texts for one in personal_data(text, language)
        ),
        "bad-link": any(one.strength == Strength.STRONG for language, text in texts for one in links(text, language)),
    }
    return frozenset(key for key, is_so in found.items() if is_so)


def _names_a_place(period: str, places: Sequence[str]) -> bool:
    """Return whether the field for the period holds the name of a place of the practice."""
    folded = f" {fold_name(period)} "
    return any(f" {fold_name(name)} " in folded for name in places if name)


def _is_hollow(answers: Mapping[str, str]) -> bool:
    """Return whether a text that answers some sections leaves out most of those that a reader needs."""
    given = [key for key in _TOLD if answers.get(key, "").strip()]
    return bool(answers) and len(given) * 2 < len(_TOLD)


def _diverge(versions: Sequence[Version]) -> bool:
    """Return whether language versions tell different sections, or one of them tells far more."""
    if len(versions) < 2:
        return False
    keys = {frozenset(key for key, words in version.answers.items() if words.strip()) for version in versions}
    lengths = [letters_in(" ".join([version.summary, *version.answers.values()])) for version in versions]
    return len(keys) > 1 or (max(lengths) > ENOUGH_LETTERS and max(lengths) > MOST_TIMES * min(lengths))
