"""Writing help about what a text tells of people who did not ask to be in it. Pure.

Looked at are the words of a practice, never the field for its contact. Words alone cannot say who consented: each
advice asks to look again. That names without a title go unseen is told in docs/use/writing-help.md.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from convivia.common.sentences import sentences
from convivia.practices.advice_people_words import (
    BORN,
    DETAILS,
    LIVES,
    OFFICES,
    PHONES,
    STREETS,
    TITLES,
    TITLES_UNCASED,
)
from convivia.practices.advice_values import Advice, Kind, Strength, fields_of, lines_of, quote

if TYPE_CHECKING:
    from convivia.practices.snapshots import TextContent

LEAST_DIGITS, MOST_DIGITS = 8, 15  # of a telephone number; E.164 allows fifteen
LEAST_AFTER_A_WORD: Final = 6  # behind "phone" shorter ones count, too
# Whom to ask is told there on purpose: the office, its mailbox and its telephone.
_OF_THE_OFFICE: Final = frozenset({"reference_person", "contact"})

_MAIL: Final = re.compile(
    r"(?<![\w.+\-/@])[\w.+\-]{1,64}(?:@|\s?[(\[](?:at|arobase|arroba|chiocciola|ät)[)\]]\s?)[\w\-]{1,63}"
    r"(?:(?:\.|\s?[(\[](?:dot|point|punkt|punto)[)\]]\s?)[\w\-]{2,63})+",
    re.IGNORECASE,
)
_DATE: Final = re.compile(r"\d{1,2}[./\-]\d{1,2}[./\-](?:\d{4}|\d{2})\b|\d{4}[./\-]\d{1,2}[./\-]\d{1,2}\b")
_ABROAD: Final = re.compile(r"(?<![\w/=+])(?:\+|00)\s?\(?[1-9](?:[\s().\-/]{0,3}\d){6,14}(?!\d)")
_AT_HOME: Final = re.compile(r"(?<![\w/=+.,\-])\(?0\d{1,4}\)?(?:[ .\-/]{1,2}\d{2,4}){2,5}(?![\d\-/])")
_AFTER_WORD: Final = re.compile(
    rf"(?<!\w)(?:{PHONES})(?:\.|\b)[^\w\n(+]{{0,3}}(?:no\.?|nr\.?|n°)?\s?[+(]?\d(?:[\s().\-/]{{0,2}}\d){{5,14}}(?!\d)",
    re.IGNORECASE,
)
_MONTHS: Final = r"[^\W\d_]{3,12}\.?"
_DAY: Final = (
    rf"(?:\d{{1,2}}[./\-]\s?\d{{1,2}}[./\-]\s?\d{{2,4}}|\d{{4}}[./\-]\d{{1,2}}[./\-]\d{{1,2}}"
    rf"|\d{{1,2}}(?:er|st|nd|rd|th|\.)?\s(?:de |of |d['’])?{_MONTHS}\s(?:de |del )?\d{{4}}"
    rf"|{_MONTHS}\s\d{{1,2}},?\s\d{{4}}"
    r"|\d{4}年\d{1,2}月\d{1,2}日)"
)
_BORN: Final = re.compile(
    rf"(?<!\w)(?:{BORN})\W{{0,4}}(?:[^\W\d]+\W{{1,3}}){{0,2}}{_DAY}|{_DAY}\S?\s?(?:doğumlu|生まれ|出生)", re.IGNORECASE
)
_NAME: Final = r"[^\W\d_a-zß-öø-ÿа-яёіїєґђјљњћџα-ωά-ώ][^\W\d_]*\.?"
_NAMED: Final = re.compile(rf"\b(?:{TITLES})\.?(?:ra|ssa)?\.?\s(?:{_NAME}\s?){{1,3}}|(?:{TITLES_UNCASED})\s\w+")
# "Amina K., 34," and "Amina (34 years old)": a name with an age is a person without a title.
_NAME_AND_AGE: Final = re.compile(rf"\b{_NAME}(?:\s{_NAME})?,\s\(?[1-9]\d\)?,\s(?=[^\W\d_A-Z])")
_DETAIL: Final = re.compile(rf"(?<!\w)(?:{DETAILS})(?!\w)")
_STREET: Final = re.compile(STREETS)
_LIVES: Final = re.compile(rf"(?<!\w)(?:{LIVES})(?!\w)", re.IGNORECASE)


def personal_data(text: "TextContent", language: str) -> Iterator[Advice]:
    """Yield addresses, numbers, dates of birth and details of persons that the fields of a text give away."""
    for key, words in fields_of(text):
        if key in _OF_THE_OFFICE:
            continue
        yield from _ways_to_reach(words, key, language)
        for line in lines_of(words):
            for sentence in sentences(line):
                if reason := _told_of_somebody(sentence):
                    yield Advice(Kind.PERSONAL, reason, key, language, quote(sentence), Strength.STRONG)


def _ways_to_reach(words: str, key: str, language: str) -> Iterator[Advice]:
    for mail in _MAIL.finditer(words):
        box = re.split(r"[@\s(\[]", mail[0].lower())[0]
        is_office = bool(OFFICES & {box, *re.split(r"[._\-]", box)})
        reason, strength = ("office-mail", Strength.HINT) if is_office else ("mail", Strength.STRONG)
        yield Advice(Kind.PERSONAL, reason, key, language, quote(mail[0]), strength)
    for number in dict.fromkeys(_numbers(words)):
        yield Advice(Kind.PERSONAL, "phone", key, language, quote(number), Strength.STRONG)


def _numbers(words: str) -> Iterator[str]:
    """Yield what is a telephone number rather than a date, a period or an amount."""
    taken: list[tuple[int, int]] = []
    for pattern, least in ((_AFTER_WORD, LEAST_AFTER_A_WORD), (_ABROAD, LEAST_DIGITS), (_AT_HOME, LEAST_DIGITS + 1)):
        for found in pattern.finditer(words):
            digits = sum(map(str.isdigit, found[0]))
            is_new = all(found.end() <= start or found.start() >= end for start, end in taken)
            if is_new and least <= digits <= MOST_DIGITS and not _DATE.search(found[0]):
                taken.append(found.span())
                yield found[0].strip()


def _told_of_somebody(sentence: str) -> str:
    """Return what a sentence tells of one person: "birth", "address", "person"; "" for nothing."""
    if _BORN.search(sentence):
        return "birth"
    named = _NAMED.search(sentence)
    if _STREET.search(sentence) and (named or _LIVES.search(sentence)):
        return "address"
    if (named and _DETAIL.search(sentence)) or _NAME_AND_AGE.search(sentence):
        return "person"
    return ""
