"""Lines of place and time: every form that was met in print, and others of the same families."""

import pytest

# printed line → places, printed period, start year, end year, ongoing
FORMS = [
    ("Spain Bilbao Since 2017", "ES Bilbao", "Since 2017", 2017, None, True),
    ("New Zealand Auckland 2019 onwards", "NZ Auckland", "2019 onwards", 2019, None, True),
    ("United Kingdom Leeds 2020", "GB Leeds", "2020", 2020, None, None),
    ("South Korea Ansan 2020", "KR Ansan", "2020", 2020, None, None),
    ("Portugal Santa Maria da Feira ongoing", "PT Santa Maria da Feira", "ongoing", None, None, True),
    ("Italy Reggio Emilia 2022", "IT Reggio Emilia", "2022", 2022, None, None),
    ("Spain Donostia-San Sebastian Since 2014", "ES Donostia-San Sebastian", "Since 2014", 2014, None, True),
    ("Germany Berlin-Neukölln à partir 2016", "DE Berlin-Neukölln", "à partir 2016", 2016, None, True),
    ("United Kingdom London-Lewisham 2009 onwards", "GB London-Lewisham", "2009 onwards", 2009, None, True),
    ("United Kingdom Camden", "GB Camden", "", None, None, None),
    ("London Lewisham, United Kingdom", "GB London-Lewisham", "", None, None, None),
    ("London Tower Hamlets, United Kingdom", "GB London Tower Hamlets", "", None, None, None),
    (
        "Poland Lublin Krakow Wroclaw 2nd half 2021",
        "PL Lublin; PL Kraków; PL Wrocław",
        "2nd half 2021",
        2021,
        None,
        None,
    ),
    (
        "Italy Turin Milan Palermo March 2018 until 31 August 2019",
        "IT Turin; IT Milan; IT Palermo",
        "March 2018 until 31 August 2019",
        2018,
        2019,
        False,
    ),
    (
        "Portugal Amadora Lisbon Loures Santa Maria da Feira Setúbal Cascais Portimão Braga Oeiras 2019-2021",
        "PT Amadora; PT Lisbon; PT Loures; PT Santa Maria da Feira; PT Setúbal; PT Cascais; PT Portimão; PT Braga; "
        "PT Oeiras",
        "2019-2021",
        2019,
        2021,
        False,
    ),
    # the place is printed twice
    (
        "Italy Casalecchio di Reno 2009-ongoing Casalecchio di Reno, Italy",
        "IT Casalecchio di Reno",
        "2009-ongoing",
        2009,
        None,
        True,
    ),
    ("Italie Casalecchio di Reno Casalecchio di Reno, Italie", "IT Casalecchio di Reno", "", None, None, None),
    ("Italie Valdorta Nuova Valdorta Nuova, Italie", "IT Valdorta Nuova", "", None, None, None),
    # no city
    ("Norway 2013-", "NO", "2013-", 2013, None, True),
    ("Belgium 2021", "BE", "2021", 2021, None, None),
    ("Irlande Depuis 2020", "IE", "Depuis 2020", 2020, None, True),
    ("Ireland OD 2020", "IE", "OD 2020", 2020, None, True),
    ("Ireland QË NGA VITI 2020", "IE", "QË NGA VITI 2020", 2020, None, True),
    # another order
    ("Montreal, Canada Since 2018", "CA Montreal", "Since 2018", 2018, None, True),
    ("8-11 September 2016 Lisbon, Portugal", "PT Lisbon", "8-11 September 2016", 2016, 2016, False),
    ("Berlin-Neukölln , Germany", "DE Berlin-Neukölln", "", None, None, None),
    ("Tilburg, Netherlands", "NL Tilburg", "", None, None, None),
    ("2019 Norway Bergen", "NO Bergen", "2019", 2019, None, None),
    ("Bergen (Norway) 2016-2018", "NO Bergen", "2016-2018", 2016, 2018, False),
    ("Norway Bergen (2016-2018)", "NO Bergen", "2016-2018", 2016, 2018, False),
    ("Norway | Bergen | 2016", "NO Bergen", "2016", 2016, None, None),
    ("Country: Norway City: Bergen Period: 2016", "NO Bergen", "2016", 2016, None, None),
    # other languages
    ("Royaume-Uni Bradford", "GB Bradford", "", None, None, None),
    ("Italie Ravenne 2017-2018", "IT Ravenna", "2017-2018", 2017, 2018, False),
    ("Espagne Donostia-Saint Sébastien", "ES Donostia-San Sebastian", "", None, None, None),
    ("Suède Botkyrka 2018", "SE Botkyrka", "2018", 2018, None, None),
    ("Allemagne Erlangen juin 2017", "DE Erlangen", "juin 2017", 2017, None, None),
    (
        "Suisse Neuchâtel Chaque année autour du 21 mars, depuis 1995",
        "CH Neuchâtel",
        "Chaque année autour du 21 mars, depuis 1995",
        1995,
        None,
        True,
    ),
    ("Norwegen Bergen 2016", "NO Bergen", "2016", 2016, None, None),
    ("España Málaga desde 2018", "ES Málaga", "desde 2018", 2018, None, True),
    # words in the period that could be a city
    (
        "Portugal Cascais Social network - ongoing / Assessment - 2017",
        "PT Cascais",
        "Social network - ongoing / Assessment - 2017",
        2017,
        None,
        True,
    ),
    ("Norway Stavanger Running for several decades", "NO Stavanger", "Running for several decades", None, None, True),
    ("Israel Haifa Ongoing activities (Since 2012)", "IL Haifa", "Ongoing activities (Since 2012)", 2012, None, True),
    ("Canada Sherbrooke current", "CA Sherbrooke", "current", None, None, True),
    ("Norway Bergen 2018-2022 (still in use)", "NO Bergen", "2018-2022 (still in use)", 2018, 2022, True),
    ("Norway Bergen N/A", "NO Bergen", "N/A", None, None, None),
    # trust the country
    ("Australia Salisbury 2017 onwards", "AU Salisbury", "2017 onwards", 2017, None, True),
    ("Spain Salt Since 2009", "ES Salt", "Since 2009", 2009, None, True),
    # only when
    ("2018 on", "", "2018 on", 2018, None, True),
    ("Three years - 2017, 2018 and 2019", "", "Three years - 2017, 2018 and 2019", 2017, 2019, False),
    ("Every month since the beginning of 2016", "", "Every month since the beginning of 2016", 2016, None, True),
    ("April to November 2021", "", "April to November 2021", 2021, 2021, False),
    # several countries
    ("Norway Bergen Spain Bilbao 2018", "NO Bergen; ES Bilbao", "2018", 2018, None, None),
    ("Germany Spain Berlin Madrid 2018", "DE Berlin; ES Madrid", "2018", 2018, None, None),
    ("Norway and Spain 2018", "NO; ES", "2018", 2018, None, None),
]


def said(meta):
    """Return places and period of a reading in the form of the tables here."""
    where = "; ".join(f"{place.country} {place.name}".strip() for place in meta.places)
    if meta.period is None:
        return where, "", None, None, None
    return where, meta.period.text, meta.period.start_year, meta.period.end_year, meta.period.ongoing


@pytest.mark.parametrize(("line", "where", "when", "start", "end", "ongoing"), FORMS)
def test_a_line_says_where_and_when(places, line, where, when, start, end, ongoing):
    assert said(places.read(line)) == (where, when, start, end, ongoing)


@pytest.mark.parametrize(
    ("line", "where", "remarks"),
    [
        ("Ukraine Vinnitsya 2021", "UA Vinnytsia", (("misspelt-place", "Vinnitsya"),)),
        ("Portugal Casca", "PT Cascais", (("cut-off", "Casca"),)),
        ("Germany Berlin-Neu", "DE Berlin-Neukölln", (("cut-off", "Berlin-Neu"),)),
        ("Amadora 2016", "PT Amadora", (("country-guessed", "Amadora"),)),
        ("Vienna 2018", "AT Vienna", (("country-guessed", "Vienna"),)),
        ("Spain Xyzal de la Frontera 2018", "ES Xyzal de la Frontera", (("unknown-place", "Xyzal de la Frontera"),)),
        ("Norway Xyzrum kommune 2019", "NO Xyzrum kommune", (("unknown-place", "Xyzrum kommune"),)),
        ("Ireland Dublin (Fyngal) 2021", "IE Dublin", (("unread", "Fyngal"),)),
    ],
)
def test_what_is_not_certain_is_told(places, line, where, remarks):
    meta = places.read(line)
    assert (said(meta)[0], meta.remarks) == (where, remarks)


def test_a_line_that_breaks_off_in_its_period_keeps_the_city(places):
    meta = places.read("Spain Bilbao Sin")
    assert (said(meta), meta.period.warnings) == (("ES Bilbao", "Sin", None, None, None), ("cut-off",))


def test_a_country_that_is_cut_off_is_found_in_the_language_of_the_page(places):
    assert (places.may_be_cut_country("Isl"), places.may_be_cut_country("Zzl")) == (True, False)
    assert said(places.read("Isl", "fr", True))[0] == "IS"


def test_an_author_in_place_of_the_line_gives_a_place_that_is_doubted(places):
    meta = places.read("by A. Sample, urban designer, Tel Aviv - Jaffa")
    assert (said(meta)[0], meta.is_byline, meta.remarks[0][0]) == ("IL Tel Aviv-Jaffa", True, "by-line")


@pytest.mark.parametrize(
    "title",
    [
        "Italy - Learn Arabic!",
        "Ballarat – The Harmony Fest",
        "Setúbal - Office for ethnic minorities",
        "Botkyrka: Anti-Rumour Cafés – Stop the Rumour",
        "Roma inclusion policies in Reggio Emilia, Italy",
        "Units for Homeless - an inspiring action from Patras, Greece",
        "Evaluation of the City of Geneva's diversity policy for the period 2016-2020",
        "Roma Strategy for the Bradford District (2021-2025)",
        "Barcelona: The districts reflect on education and interculturality",
        "Portugal has many cities with people of many origins",
        "Maio - Diálogo Intercultura",
        "School #18 and its 93 ethnic groups",
        "Is Norway open to all?",
        "Since 2008 the city has had a house for women, and it is open every day of the week.",
    ],
)
def test_a_title_is_no_such_line_whatever_place_or_year_it_names(places, title):
    meta = places.read(title)
    assert meta is None or meta.score < 2.5


def test_the_surest_lines_score_highest(places):
    lines = ["2016", "Amadora 2016", "Norway 2016", "Norway Bergen 2016", "Norway Bergen Oslo 2016"]
    scores = [places.read(line).score for line in lines]
    assert scores == sorted(set(scores))


def test_long_lines_are_no_place_lines(places):
    assert places.read("Norway Bergen " + "2016 " * 60) is None
