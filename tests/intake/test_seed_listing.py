"""The listing that the project started from: ten cards in two languages, all of them, all their fields."""

from pathlib import Path

import pytest

from convivia.intake.drafts import to_json

SEED = Path(__file__).with_name("seed-listing.txt")

EMPTY = {"areas": [], "principles": [], "keywords": [], "external_id": "", "source_url": "", "licence": "", "texts": []}


def period(text, start=None, ongoing=None, edtf="", precision=""):
    return {
        "text": text,
        "start": start,
        "end": None,
        "ongoing": ongoing,
        "precision": precision,
        "recurrence": "",
        "edtf": edtf,
    }


EXPECTED = [
    {
        "title": "Conseil pour l’immigration de Berlin-Neukölln (« Migrationsbeirat »)",
        "language": "fr",
        "places": [{"country": "DE", "name": "Berlin-Neukölln"}],
        "period": period("à partir 2016", 2016, True, "2016/..", "year"),
        "sections": {
            "purpose": "Donner un conseil à eux aux habitants de Neukölln qui ont immigré.",
            "process": "L’arrondissement a placé dans ses services un organe réservé aux habitants venus "
            "d’ailleurs, qui...",
        },
        "summary": "Donner un conseil à eux aux habitants de Neukölln qui ont immigré.",
        "cut_off": ["process"],
        "warnings": [("empty-section", 15), ("cut-off", 15)],
    },
    {
        "title": "The Inclusive Auckland Framework",
        "language": "en",
        "places": [{"country": "NZ", "name": "Auckland"}],
        "period": period("2019 onwards", 2019, True, "2019/..", "year"),
        "sections": {
            "purpose": "The council works by what the cities of the network have agreed.",
            "rationale": "A programme for the whole of Auckland's administration says what must change...",
        },
        "summary": "The council works by what the cities of the network have agreed.",
        "cut_off": ["rationale"],
        "warnings": [("cut-off", 23)],
    },
    {
        "title": "Intercultural Week",
        "language": "en",
        "places": [{"country": "IT", "name": "Casalecchio di Reno"}],
        "period": period("2009-ongoing", 2009, True, "2009/..", "year"),
        "sections": {
            "purpose": "A festival called INCONTRI DI MOnDI belongs to the intercultural strategy of Casalecchio di "
            "Reno. The week comes back each year since 2009, and it offers..."
        },
        "summary": "A festival called INCONTRI DI MOnDI belongs to the intercultural strategy of Casalecchio di Reno.",
        "cut_off": ["purpose"],
        "warnings": [("cut-off", 31)],
    },
    {
        "title": "The “Second chance”: work qualification centre for migrants",
        "language": "en",
        "places": [{"country": "NO", "name": "Bergen"}],
        "period": period("Ongoing", None, True, "/.."),
        "sections": {
            "purpose": "To offer a “second chance” to those refugees and migrants who could not finish their "
            "language, work and social training while the introduction of two years lasted..."
        },
        "summary": "",
        "cut_off": ["purpose"],
        "warnings": [("cut-off", 39)],
    },
    {
        "title": "The programme for unaccompanied minors (UAM)",
        "language": "en",
        "places": [{"country": "NO", "name": "Bergen"}],
        "period": period("Ongoing", None, True, "/.."),
        "sections": {
            "purpose": "The purpose is that children and young people who came without parents have a home and "
            "lasting help, e.g. a place in a Norwegian school, and are able to..."
        },
        "summary": "",
        "cut_off": ["purpose"],
        "warnings": [("cut-off", 47)],
    },
    {
        "title": "Women’s House",
        "language": "en",
        "places": [{"country": "ES", "name": "Donostia-San Sebastian"}],
        "period": period("Since 2008", 2008, True, "2008/..", "year"),
        "sections": {
            "purpose": "In the Casa de las Mujeres de Donostia women come together, think and discuss so that they "
            "have a say in the plans of the city which are meant to bring real..."
        },
        "summary": "",
        "cut_off": ["purpose"],
        "warnings": [("cut-off", 55)],
    },
    {
        "title": "Participation and interaction through renovation of public spaces: the example of Tabakalera",
        "language": "en",
        "places": [{"country": "ES", "name": "Donostia-San Sebastian"}],
        "period": period("2019 on", 2019, True, "2019/..", "year"),
        "sections": {
            "description": "Tabakalera used to be a tobacco factory and has become a centre for the arts of today. "
            "It stands in the district of Egia and has much room (13,277m2) in which, since..."
        },
        "summary": "Tabakalera used to be a tobacco factory and has become a centre for the arts of today.",
        "cut_off": ["description"],
        "warnings": [("cut-off", 63)],
    },
    {
        "title": "Together for Stronger Communities",
        "language": "en",
        "places": [{"country": "GB", "name": "Bradford"}],
        "period": period("2019", 2019, None, "2019/", "year"),
        "sections": {
            "purpose": "Helping all to feel at home and linked with others, so that they can have a part in what "
            "Bradford wants to reach",
            "rationale": "Where more people feel at home...",
        },
        "summary": "Helping all to feel at home and linked with others, so that they can have a part in what "
        "Bradford wants to reach",
        "cut_off": ["rationale"],
        "warnings": [("cut-off", 71)],
    },
    {
        "title": "Creative anti-rumour writing",
        "language": "en",
        "places": [{"country": "ES", "name": "Bilbao"}],
        "period": period("Since 2017", 2017, True, "2017/..", "year"),
        "sections": {
            "purpose": "To make people aware, by writing stories, of how prejudice about migrants and other "
            "cultures comes about, and to counter it.",
            "rationale": "The contest...",
        },
        "summary": "To make people aware, by writing stories, of how prejudice about migrants and other cultures "
        "comes about, and to counter it.",
        "cut_off": ["rationale"],
        "warnings": [("cut-off", 79)],
    },
    {
        "title": "Promoting multilingualism",
        "language": "en",
        "places": [{"country": "ES", "name": "Barcelona"}],
        "period": period(""),
        "sections": {
            "purpose": "Language courses that value the many tongues of the districts of Barcelona began in order "
            "to: help families keep more than one language and make the..."
        },
        "summary": "",
        "cut_off": ["purpose"],
        "warnings": [("no-period", 87), ("cut-off", 87)],
    },
]


@pytest.fixture(scope="module")
def seed(read_path):
    reading = read_path(SEED)
    return reading, list(reading.drafts)


@pytest.mark.parametrize("number", range(10))
def test_each_card_is_read_with_all_its_fields(seed, number):
    row = to_json(seed[1][number])
    row["warnings"] = [(warning["code"], warning["line"]) for warning in row["warnings"]]
    assert row == EMPTY | EXPECTED[number]


def test_there_are_ten_cards_and_all_else_is_furniture_or_the_head_of_the_page(seed):
    reading, drafts = seed
    assert (reading.format, len(drafts)) == ("listing", 10)
    assert reading.furniture == [
        "Avenue de l'Europe",
        "F-67075 Strasbourg Cedex",
        "Tel. +33 (0)3 88 41 20 00",
        "Intercultural cities: good practice examples",
        "Template for collection of Good practices >>",
        "0 International outlook",
    ]
    assert [(warning.code, warning.line) for warning in reading.warnings] == [("page-head", 7)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1252"])
def test_other_encodings_and_line_ends_are_read_alike(seed, read_text, encoding):
    text = SEED.read_text(encoding="utf-8").replace("\n", "\r\n")
    assert read_text(text.encode(encoding))[1] == seed[1]


def test_lines_without_blank_ones_between_them_are_read_alike(seed, read_text):
    text = "\n".join(filter(None, SEED.read_text(encoding="utf-8").splitlines()))
    assert [untold(draft) for draft in read_text(text)[1]] == [untold(draft) for draft in seed[1]]


def untold(draft):
    """Return what was read, without where it stood."""
    row = to_json(draft)
    return row | {"warnings": [warning["code"] for warning in row["warnings"]]}
