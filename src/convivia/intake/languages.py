"""Which language a title and a text are in."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from convivia.common.language_guess import SURE, WORD, best, scores

ENOUGH_LETTERS: Final = 20
LABEL_WEIGHT: Final = 0.3
TITLE_WEIGHT: Final = 0.4


@dataclass(frozen=True, slots=True)
class Told:
    """What was found out about a text: its language, whether that is sure, its title's language where it differs."""

    language: str
    is_sure: bool
    title_language: str = ""


def tell(title: str, text: str, label_languages: Iterable[frozenset[str]] = ()) -> Told:
    """Return the language of a record from its text, its title and the languages of the section labels in it.

    The text's language is the record's; a title only decides where there is no text, or one too short to tell.
    """
    from_title = scores(title)
    total = dict(scores(text))
    is_short = sum(map(str.isalpha, text)) < ENOUGH_LETTERS
    for languages in label_languages:
        _add(total, dict.fromkeys(languages, LABEL_WEIGHT / max(1, len(languages))))
    if is_short or best(total).score < SURE:
        weight = 1.0 if is_short else TITLE_WEIGHT
        _add(total, {language: weight * score for language, score in from_title.items()})
    guess = best(total)
    return Told(guess.language, guess.is_sure, _title_language(title, from_title, guess.language))


def majority(languages: Sequence[str]) -> str:
    """Return the language that most of `languages` are; "" for none."""
    return Counter(languages).most_common(1)[0][0] if languages else ""


def _add(total: dict[str, float], more: Mapping[str, float]) -> None:
    for language, score in more.items():
        total[language] = total.get(language, 0.0) + score


def _title_language(title: str, found: dict[str, float], language: str) -> str:
    """Return the language of a title where it clearly is not `language`; "" otherwise."""
    guess = best(found)
    differs = guess.language != language and len(WORD.findall(title)) > 1
    return guess.language if differs and guess.score >= SURE and found.get(language, 0.0) < guess.score / 3 else ""
