"""A period in words of the reader's language, English and French."""

from typing import get_args

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from convivia.practices.period import RECURRENCES, WARNINGS, Period, RunningState, parse_period
from convivia.practices.wording import say_period, say_state, say_warning
from tests.practices.period_rows import ROWS

# as printed, in English words, in French words
SAID = [
    ("2019", "in 2019", "en 2019"),
    ("Since 2016", "since 2016", "depuis 2016"),
    ("2017-2021", "2017 to 2021", "2017 à 2021"),
    ("March 2018 until 31 August 2019", "March 2018 to 31 August 2019", "mars 2018 au 31 août 2019"),
    ("Ongoing", "ongoing", "en cours"),
    ("2018-2022 (still in use)", "2018 to 2022, still running", "2018 à 2022, toujours en cours"),
    ("Chaque année autour du 21 mars, depuis 1995", "every year since 1995", "chaque année depuis 1995"),
    ("Every month since the beginning of 2016", "every month since 2016", "chaque mois depuis 2016"),
    ("annually", "every year", "chaque année"),
    ("annually, 2015-2019", "every year, 2015 to 2019", "chaque année, 2015 à 2019"),
    ("annual, ongoing", "every year, ongoing", "chaque année, en cours"),
    ("every two years", "every two years", "tous les deux ans"),
    ("weekly since May 2018", "every week since May 2018", "chaque semaine depuis mai 2018"),
    ("daily", "every day", "chaque jour"),
    ("June 2017", "in June 2017", "en juin 2017"),
    ("21 June 2018", "on 21 June 2018", "le 21 juin 2018"),
    ("1er mai 2018", "on 1 May 2018", "le 1er mai 2018"),
    ("since 21 June 2018", "since 21 June 2018", "depuis le 21 juin 2018"),
    ("since March 2018", "since March 2018", "depuis mars 2018"),
    ("8-11 September 2016", "8 to 11 September 2016", "8 au 11 septembre 2016"),
    ("1-3 May 2016", "1 to 3 May 2016", "1er au 3 mai 2016"),
    ("28 August - 2 September 2016", "28 August to 2 September 2016", "28 août au 2 septembre 2016"),
    (
        "28 December - 3 January 2018",
        "28 December 2017 to 3 January 2018",
        "28 décembre 2017 au 3 janvier 2018",
    ),
    ("April to November 2021", "April to November 2021", "avril à novembre 2021"),
    ("JAN 2019 - DEC 2020", "January 2019 to December 2020", "janvier 2019 à décembre 2020"),
    ("May 2018 - May 2018", "in May 2018", "en mai 2018"),
    ("until 2019", "until 2019", "jusqu’en 2019"),
    ("until August 2019", "until August 2019", "jusqu’en août 2019"),
    ("until 31 August 2019", "until 31 August 2019", "jusqu’au 31 août 2019"),
    ("completed", "ended", "terminé"),
    ("2019 (completed)", "in 2019, ended", "en 2019, terminé"),
    ("spring 2019", "in spring 2019", "au printemps 2019"),
    ("since autumn 2019", "since autumn 2019", "depuis l’automne 2019"),
    ("until summer 2020", "until summer 2020", "jusqu’à l’été 2020"),
    ("until spring 2020", "until spring 2020", "jusqu’au printemps 2020"),
    ("spring 2019 to winter 2019", "spring 2019 to winter 2019", "printemps 2019 à l’hiver 2019"),
    ("2nd half 2021", "in the second half of 2021", "au 2e semestre 2021"),
    (
        "Q3 2020 - Q1 2021",
        "third quarter of 2020 to the first quarter of 2021",
        "3e trimestre 2020 au 1er trimestre 2021",
    ),
    ("1990s", "in the 1990s", "dans les années 1990"),
    ("since the 1990s", "since the 1990s", "depuis les années 1990"),
    ("until the 1990s", "until the 1990s", "jusqu’aux années 1990"),
    ("1980s to 1990s", "1980s to the 1990s", "années 1980 aux années 1990"),
    ("N/A", "", ""),
    ("", "", ""),
]


@pytest.mark.parametrize(("printed", "english", "french"), SAID, ids=[row[0] for row in SAID])
def test_periods_in_words(printed: str, english: str, french: str) -> None:
    period = parse_period(printed)
    assert (say_period(period, "en"), say_period(period, "fr")) == (english, french)


def test_every_recurrence_has_words_in_both_languages() -> None:
    said = [(say_period(Period(recurrence=r), "en"), say_period(Period(recurrence=r), "fr")) for r in RECURRENCES]
    assert said == [
        ("every year", "chaque année"),
        ("every two years", "tous les deux ans"),
        ("every month", "chaque mois"),
        ("every week", "chaque semaine"),
        ("every day", "chaque jour"),
    ]


def test_every_warning_has_words_in_both_languages() -> None:
    english = [say_warning(code, "en") for code in WARNINGS]
    french = [say_warning(code, "fr") for code in WARNINGS]
    assert english[0] == "The period is cut off in the source."
    assert french[0] == "La période est tronquée dans la source."
    assert len({*english, *french}) == 2 * len(WARNINGS)


def test_an_unknown_warning_is_an_error() -> None:
    with pytest.raises(KeyError):
        say_warning("no such code", "en")


def test_every_state_has_words_in_both_languages() -> None:
    periods = [Period(ongoing=True), Period(ongoing=False), Period()]
    assert [period.running_state for period in periods] == list(get_args(RunningState))
    assert [say_state(period, "en") for period in periods] == ["running", "ended", "not known whether it still runs"]
    assert [say_state(period, "fr") for period in periods] == [
        "en cours",
        "terminé",
        "on ne sait pas si elle se poursuit",
    ]


def test_a_language_that_nobody_knows_is_answered_in_english() -> None:
    assert say_period(parse_period("since May 2016"), "xx-yy") == "since May 2016"


def test_a_language_that_writes_the_month_first_keeps_both_dates_whole() -> None:
    said = say_period(parse_period("8-11 September 2016"), "hu")
    assert said == "2016. szeptember 8. to 2016. szeptember 11."


@given(st.sampled_from([row[0] for row in ROWS]), st.sampled_from([code for code, _ in settings.LANGUAGES]))
@hypothesis_settings(deadline=None)
def test_words_are_empty_only_where_nothing_is_known(printed: str, language: str) -> None:
    period = parse_period(printed)
    is_known = bool(period.start or period.end or period.recurrence) or period.ongoing is not None
    words = say_period(period, language)
    assert bool(words) == is_known
    assert "%" not in words and words == words.strip()


@given(st.integers(1900, 2099), st.integers(1, 12), st.integers(1, 28))
@hypothesis_settings(deadline=None)
def test_english_words_can_be_read_again(year: int, month: int, day: int) -> None:
    for text in (f"since {year}-{month:02d}", f"{year}-{month:02d}-{day:02d} - {year + 1}-{month:02d}-{day:02d}"):
        period = parse_period(text)
        again = parse_period(say_period(period, "en"))
        assert (again.start, again.end, again.ongoing) == (period.start, period.end, period.ongoing)
