"""What printed periods are read as: every form of real listings, their families, and what must hold for any text."""

import sys
from collections import Counter
from collections.abc import Callable
from types import FrameType

import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st

from convivia.practices.period import (
    PRECISIONS,
    READ_AT_MOST,
    RECURRENCES,
    WARNINGS,
    Period,
    PeriodSpan,
    find_period,
    parse_period,
)
from tests.practices.listing_lines import FOUND, FOUND_BEFORE_MORE, LINES, LISTED, NOT_FOUND
from tests.practices.period_rows import ROWS

GOES_ON = """
    ongoing; on-going; on going; Ongoing; ONGOING; in progress; underway; current; currently; present; today; now;
    permanent; continuous; still running; still in use; until further notice; to date; en cours; toujours en cours;
    en continu; permanente; en permanence; se poursuit; aujourd’hui; laufend; fortlaufend; läuft noch; dauerhaft;
    unbefristet; bis auf weiteres; en curso; en marcha; vigente; actualmente; in corso; tuttora in corso; oggi;
    em curso; em andamento; atualmente; en curs; avui; lopend; doorlopend; heden; pågående; pågår; løpende; fortløpende;
    u toku; у току; traje; траје; në vazhdim; vazhdon; триває; дотепер; постійно; σε εξέλιξη; συνεχίζεται;
    σήμερα; w toku; trwa; obecnie; devam ediyor; sürüyor; käynnissä; toistaiseksi
"""


@pytest.mark.parametrize(("text", "start_year", "end_year", "ongoing"), LISTED)
def test_listed_forms(text: str, start_year: int | None, end_year: int | None, ongoing: bool | None) -> None:
    period = parse_period(text)
    assert (period.start_year, period.end_year, period.ongoing) == (start_year, end_year, ongoing)
    assert period.text == text


@pytest.mark.parametrize(
    ("text", "start", "end", "ongoing", "recurrence", "warnings"), ROWS, ids=[row[0] for row in ROWS]
)
def test_families(
    text: str, start: str | None, end: str | None, ongoing: bool | None, recurrence: str, warnings: str
) -> None:
    period = parse_period(text)
    read = (period.start, period.end, period.ongoing, period.recurrence, " ".join(period.warnings))
    assert read == (start, end, ongoing, recurrence, warnings)


@pytest.mark.parametrize("word", [word.strip() for word in GOES_ON.split(";")])
def test_words_for_what_goes_on(word: str) -> None:
    assert parse_period(word) == Period(text=word, ongoing=True)
    assert parse_period(f"2018 - {word}") == Period(f"2018 - {word}", "2018", None, True, precision="year")
    assert find_period(f"Norway Bergen 2018 - {word}") == PeriodSpan(
        14, 21 + len(word), Period(f"2018 - {word}", "2018", None, True, precision="year")
    )


@pytest.mark.parametrize(
    "language",
    [
        *("en", "fr", "de", "es", "it", "pt", "ca", "nl", "sv", "nb", "da"),
        *("sr", "sr_Latn", "sq", "uk", "el", "pl", "tr", "fi", "eu"),
    ],
)
def test_months_of_every_language(language: str) -> None:
    names = Locale.parse(language).months
    printed = {
        (form, month)
        for use in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for month, name in names[use][width].items()
        for form in (name, name.upper())
    }
    read = {(form, parse_period(f"{form} 2018").start) for form, _ in printed}
    assert read == {(form, f"2018-{month:02d}") for form, month in printed}


@pytest.mark.parametrize(
    ("text", "precision", "edtf", "state"),
    [
        ("2016", "year", "2016/", "unknown"),
        ("since 2016", "year", "2016/..", "running"),
        ("2016-2018", "year", "2016/2018", "ended"),
        ("From 2021 to 2027", "year", "2021/2027", "ended"),
        ("2018-2022 (still in use)", "year", "2018/..", "running"),
        ("September 2016 - 3 May 2017", "month", "2016-09/2017-05-03", "ended"),
        ("21 June 2018", "day", "2018-06-21/2018-06-21", "ended"),
        ("until 2019", "year", "/2019", "ended"),
        ("ongoing", "", "/..", "running"),
        ("spring 2019 - 2021", "year", "2019-21/2021", "ended"),
        ("spring 2019", "season", "2019-21/", "unknown"),
        ("Q3 2020 - December 2020", "season", "2020-35/2020-12", "ended"),
        ("since the 2nd half of 2021", "half-year", "2021-41/..", "running"),
        ("1990s", "decade", "199X/", "unknown"),
        ("1980s to 1990s", "decade", "198X/199X", "ended"),
        ("1985 to 1990s", "decade", "1985/199X", "ended"),
        ("N/A", "", "", "unknown"),
        ("completed", "", "", "ended"),
    ],
)
def test_precision_edtf_and_state(text: str, precision: str, edtf: str, state: str) -> None:
    period = parse_period(text)
    assert (period.precision, period.edtf, period.running_state) == (precision, edtf, state)


def test_years_of_a_decade() -> None:
    period = parse_period("1980s to 1990s")
    assert (period.start_year, period.end_year) == (1980, 1999)


@pytest.mark.parametrize(("line", "words", "start_year", "end_year", "ongoing"), LINES, ids=[row[0] for row in LINES])
def test_lines_of_real_listings(
    line: str, words: str, start_year: int | None, end_year: int | None, ongoing: bool | None
) -> None:
    span = find_period(line)
    period = span.period if span else Period()
    assert (line[span.start : span.end] if span else "") == words
    assert (period.start_year, period.end_year, period.ongoing) == (start_year, end_year, ongoing)


@pytest.mark.parametrize(("line", "words"), FOUND, ids=[row[0] for row in FOUND])
def test_period_ends_the_line(line: str, words: str) -> None:
    span = find_period(line)
    assert span is not None
    assert (line[span.start : span.end], span.end, span.period) == (words, len(line), parse_period(words))


@pytest.mark.parametrize(("line", "words", "rest"), FOUND_BEFORE_MORE, ids=[row[0] for row in FOUND_BEFORE_MORE])
def test_period_before_more_words(line: str, words: str, rest: str) -> None:
    span = find_period(line)
    assert span is not None
    assert (line[span.start : span.end], line[span.end :]) == (words, rest)
    assert span.period == parse_period(words + rest)


@pytest.mark.parametrize("line", NOT_FOUND)
def test_no_period_in_the_line(line: str) -> None:
    assert find_period(line) is None


# --- What holds for any text ------------------------------------------------------------------------------------------

_WORDS = sorted({word for row in ROWS for word in row[0].split()} | {word for row in LINES for word in row[0].split()})
_SIGNS = ["-", "–", "/", "(", ")", ",", "&", "+", "…", "..", ":", ";", "'", "’", "´", "\u0301", "\n", "\u2028", "٢٠١٦"]
_sentences = st.lists(st.sampled_from(_WORDS + _SIGNS), max_size=25).flatmap(
    lambda words: st.sampled_from([" ", "", "-"]).map(lambda blank: blank.join(words))
)
_texts = st.one_of(st.text(max_size=400), _sentences)
_years = st.integers(1900, 2099)


@given(_texts)
@settings(max_examples=400, deadline=None)
def test_any_text_is_kept_and_read_in_order(text: str) -> None:
    period = parse_period(text)
    assert period.text == text
    assert set(period.warnings) <= set(WARNINGS) and len(set(period.warnings)) == len(period.warnings)
    assert period.recurrence in ("", *RECURRENCES)
    assert period.precision in (PRECISIONS if period.start or period.end else ("",))
    if period.start_year and period.end_year:
        assert period.start_year <= period.end_year


@given(_texts)
@settings(max_examples=400, deadline=None)
def test_a_found_period_begins_with_a_word_and_is_the_rest_of_the_line(line: str) -> None:
    span = find_period(line)
    if span is None:
        return
    assert 0 <= span.start < span.end <= len(line)
    assert not (line[span.start].isalnum() and line[: span.start][-1:].isalnum())
    assert span.period.text == line[span.start :].strip()


@given(_texts)
@settings(max_examples=200, deadline=None)
def test_whatever_is_known_is_told_in_edtf_again(text: str) -> None:
    period = parse_period(text)
    again = parse_period(period.edtf)
    assert again.edtf == period.edtf
    if not (period.ongoing and period.end):
        assert (again.start, again.end) == (period.start, period.end)


_RANGES = (
    "{}-{}", "{} - {}", "{}–{}", "{} — {}", "{}/{}", "{} to {}", "from {} to {}", "From {} until {}", "{} till {}",
    "{} through {}", "between {} and {}", "de {} à {}", "du {} au {}", "entre {} et {}", "von {} bis {}", "{} bis {}",
    "zwischen {} und {}", "desde {} hasta {}", "de {} a {}", "del {} al {}", "dal {} al {}", "da {} a {}",
    "van {} tot {}", "från {} till {}", "fra {} til {}", "od {} do {}", "од {}. до {}. године", "nga {} deri në {}",
    "з {} до {} року", "από το {} έως το {}", "FROM {} TO {}", "({}-{})",
)  # fmt: skip


@given(_years, _years, st.sampled_from(_RANGES))
@settings(max_examples=300, deadline=None)
def test_ranges_in_many_writings(one: int, other: int, writing: str) -> None:
    first, last = min(one, other), max(one, other)
    period = parse_period(writing.format(first, last))
    assert (period.start, period.end, period.ongoing, period.warnings) == (str(first), str(last), False, ())


@given(
    _years, st.integers(1, 12), st.integers(1, 28), st.sampled_from(["en", "fr", "de", "es", "it", "sv", "uk", "sr"])
)
@settings(max_examples=200, deadline=None)
def test_days_in_many_languages(year: int, month: int, day: int, language: str) -> None:
    name = Locale.parse(language).months["format"]["wide"][month]
    iso = f"{year}-{month:02d}-{day:02d}"
    for text in (
        f"{day} {name} {year}",
        f"{day}. {name} {year}",
        iso,
        f"{day:02d}/{month:02d}/{year}",
        f"{day}.{month}.{year}",
    ):
        if "/" in text and day <= 12 < month:
            continue
        assert (parse_period(text).start, parse_period(text).end) == (iso, iso)


# --- Work -------------------------------------------------------------------------------------------------------------

HOSTILE = [
    "1" * 10_000, "a " * 5_000, "2016-" * 2_000, "since " * 1_667, "+3 years" * 1_250, "(" * 10_000, "N/A " * 2_500,
    "de de " * 1_667, "1/" * 5_000, "every 2 " * 1_250, "Niš " * 2_500, "8, " * 3_334, "e\u0301" * 5_000, "-" * 10_000,
    "2016 2017 and " * 715, "à partir à " * 910, "still still to be " * 556, "." * 10_000, "2nd half " * 1_112,
]  # fmt: skip


def calls_of(function: Callable[[str], object], text: str) -> int:
    """Return how many functions, written in Python or C, `function` calls on `text`."""
    counts: Counter[str] = Counter()

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        counts[event] += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        function(text)
    finally:
        sys.setprofile(before)
    return counts["call"] + counts["c_call"]


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:12] for text in HOSTILE])
@pytest.mark.parametrize("function", [parse_period, find_period])
def test_work_is_bounded_for_long_texts(function: Callable[[str], object], text: str) -> None:
    function(text)  # fills the memory of regular expressions, once
    assert calls_of(function, text) <= 100 * READ_AT_MOST


def test_a_long_text_is_kept_and_only_its_beginning_is_read() -> None:
    text = "since 2016 " + "word " * 2_000 + "2019"
    assert parse_period(text) == Period(text, "2016", None, True, precision="year", warnings=("too-long", "remark"))
    cut = "x" * 291 + " since 2016"  # the limit falls into the year
    assert parse_period(cut).start is None
