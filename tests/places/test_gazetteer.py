import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convivia.places.files import place_rows, programme_names, programme_places, shipped_gazetteer
from convivia.places.gazetteer import Gazetteer, LineReading, PlaceRow

GAZETTEER = shipped_gazetteer()


def read(line: str, *, language: str = "", cut: bool = False) -> LineReading:
    return GAZETTEER.read(line, language=language, cut=cut)


def names(reading: LineReading) -> list[str]:
    return [place.name for place in reading.places]


def codes(reading: LineReading) -> list[str]:
    return [country.code for country in reading.countries]


@pytest.mark.parametrize(
    ("line", "country", "places"),
    [
        ("Germany Berlin-Neukölln", "DE", ["Berlin-Neukölln"]),
        ("New Zealand Auckland", "NZ", ["Auckland"]),
        ("Italy Casalecchio di Reno", "IT", ["Casalecchio di Reno"]),
        ("Spain Donostia-San Sebastian", "ES", ["Donostia-San Sebastian"]),
        ("United Kingdom Bradford", "GB", ["Bradford"]),
        ("United Kingdom London-Lewisham", "GB", ["London-Lewisham"]),
        ("United Kingdom Camden", "GB", ["Camden"]),
        ("United Kingdom Kirklees", "GB", ["Kirklees"]),
        ("Portugal Santa Maria da Feira", "PT", ["Santa Maria da Feira"]),
        ("Australia Salisbury", "AU", ["Salisbury"]),
        ("Spain Salt", "ES", ["Salt"]),
        ("South Korea Ansan", "KR", ["Ansan"]),
        ("Switzerland Neuchâtel", "CH", ["Neuchâtel"]),
        ("Italy Turin Milan Palermo", "IT", ["Turin", "Milan", "Palermo"]),
        ("Poland Lublin Krakow Wroclaw", "PL", ["Lublin", "Kraków", "Wrocław"]),
        (
            "Portugal Amadora Lisbon Loures Santa Maria da Feira Setúbal Cascais Portimão Braga Oeiras",
            "PT",
            [
                "Amadora",
                "Lisbon",
                "Loures",
                "Santa Maria da Feira",
                "Setúbal",
                "Cascais",
                "Portimão",
                "Braga",
                "Oeiras",
            ],
        ),
        ("Norway", "NO", []),
        ("Royaume-Uni Bradford", "GB", ["Bradford"]),
        ("Italie Ravenne", "IT", ["Ravenna"]),
        ("Espagne Barcelone", "ES", ["Barcelona"]),
        ("Espagne Donostia-Saint Sébastien", "ES", ["Donostia-San Sebastian"]),
        ("Suisse Genève", "CH", ["Geneva"]),
        ("Schweiz Zürich Genf", "CH", ["Zurich", "Geneva"]),
        ("Κύπρος Λεμεσός", "CY", ["Limassol"]),
        ("Україна Луцьк", "UA", ["Lutsk"]),
        ("Украина Киев", "UA", ["Kyiv"]),
        ("Deutschland MÜNCHEN", "DE", ["Munich"]),
        ("Germany Muenchen", "DE", ["Munich"]),
        ("Portugal Lisboa", "PT", ["Lisbon"]),
        ("France Saint-Étienne", "FR", ["Saint-Étienne"]),
        ("France St Etienne", "FR", ["Saint-Étienne"]),
        ("Montreal, Canada", "CA", ["Montreal"]),
        ("Berlin-Neukölln , Germany", "DE", ["Berlin-Neukölln"]),
        ("Neukölln, Berlin, Germany", "DE", ["Berlin-Neukölln"]),
        ("London Lewisham, United Kingdom", "GB", ["London-Lewisham"]),
        ("London Tower Hamlets, United Kingdom", "GB", ["London Tower Hamlets"]),
        ("Lisbon Portugal", "PT", ["Lisbon"]),
        ("Porto (Portugal)", "PT", ["Porto"]),
        ("Jersey City, United States", "US", ["Jersey City"]),
        ("Italie Casalecchio di Reno Casalecchio di Reno, Italie", "IT", ["Casalecchio di Reno"]),
        ("Spain Bilbao and Barcelona", "ES", ["Bilbao", "Barcelona"]),
        ("Italia Torino e Milano", "IT", ["Turin", "Milan"]),
        ("Italy Turin-Milan", "IT", ["Turin", "Milan"]),
        ("Norge Bergen / Oslo; Stavanger", "NO", ["Bergen", "Oslo", "Stavanger"]),
        ("UK Bradford & Leeds", "GB", ["Bradford", "Leeds"]),
        ("United Kingdom City of Bradford", "GB", ["Bradford"]),
        ("England Leeds City Council", "GB", ["Leeds"]),
        ("Portugal Paranhos, Porto", "PT", ["Paranhos"]),
        ("Israel Tel Aviv - Jaffa", "IL", ["Tel Aviv-Jaffa"]),
        ("Norway Bergen.", "NO", ["Bergen"]),
        ("Granada, Spain", "ES", ["Granada"]),
        ("Granada Spain", "ES", ["Granada"]),
        ("Spain Granada", "ES", ["Granada"]),
        ("Tunis, Tunisia", "TN", ["Tunis"]),
        ("Tunisia Tunis", "TN", ["Tunis"]),
        ("Singapore, Singapore", "SG", ["Singapore"]),
        ("Luxembourg Luxembourg", "LU", ["Luxembourg"]),
    ],
)
def test_place_lines_are_read(line: str, country: str, places: list[str]) -> None:
    reading = read(line)
    assert (codes(reading), names(reading), reading.unread) == ([country], places, ())
    assert [place.warnings for place in reading.places] == [()] * len(places)
    assert {place.country for place in reading.places} <= {country}


def test_places_of_several_countries_are_kept_apart() -> None:
    reading = read("Spain Bilbao; Portugal Lisbon / Italy Turin Milan")
    assert codes(reading) == ["ES", "PT", "IT"]
    assert [(place.country, place.key) for place in reading.places] == [
        ("ES", "bilbao"), ("PT", "lisbon"), ("IT", "turin"), ("IT", "milan"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "key", "warnings"),
    [
        ("Ukraine Vinnitsya", "vinnytsia", ("misspelt-place",)),
        ("Sweden Bottkyrka", "botkyrka", ("misspelt-place",)),
        ("Portugal Santa Maria de Feira", "santa-maria-da-feira", ("misspelt-place",)),
        ("Italy Casalechio di Reno", "casalecchio-di-reno", ("misspelt-place",)),
        ("Germany Erlangne", "erlangen", ("misspelt-place",)),
        ("Amadora", "amadora", ("country-guessed",)),
        ("Salisbury", "salisbury-australia", ("country-guessed",)),
    ],
)
def test_slips_are_read_with_a_warning(line: str, key: str, warnings: tuple[str, ...]) -> None:
    assert [(place.key, place.warnings) for place in read(line).places] == [(key, warnings)]


def test_short_unknown_names_are_not_taken_for_misspellings() -> None:
    assert [place.key for place in read("Spain Sald").places] == [None]


def test_one_misspelt_place_among_others_is_found() -> None:
    reading = read("Portugal Amadora Lisbbon Loures")
    assert [(place.key, place.warnings) for place in reading.places] == [
        ("amadora", ()), ("lisbon", ("misspelt-place",)), ("loures", ()),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "language", "code", "places"),
    [
        ("Isl", "fr", "IS", []),
        ("Isl", "en", "IS", []),
        ("United King", "en", "GB", []),
        ("Portugal Casca", "en", "PT", ["Cascais"]),
        ("Portugal Amadora Lis", "en", "PT", ["Amadora", "Lisbon"]),
        ("Portugal Amadora Santa Maria da F", "en", "PT", ["Amadora", "Santa Maria da Feira"]),
        ("Norway Bergen", "en", "NO", ["Bergen"]),
    ],
)
def test_what_breaks_off_is_completed_where_only_one_name_begins_so(
    line: str, language: str, code: str, places: list[str]
) -> None:
    reading = read(line, language=language, cut=True)
    assert (codes(reading), names(reading)) == ([code], places)


def test_completed_names_carry_a_warning() -> None:
    reading = read("Portugal Casca", cut=True)
    assert reading.places[0].warnings == ("cut-off",)
    assert read("Isl", language="fr", cut=True).countries[0].warnings == ("cut-off",)


def test_nothing_is_completed_where_the_line_is_whole() -> None:
    assert read("Isl", language="fr").countries == ()
    assert [(p.key, p.warnings) for p in read("Portugal Casca").places] == [(None, ("unknown-place",))]


@pytest.mark.parametrize("line", ["Ca", "Nor", "Guin"])
def test_nothing_is_completed_where_several_names_begin_so(line: str) -> None:
    assert read(line, language="en", cut=True).countries == ()


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("France Saint-Denis-en-Val", "Saint-Denis-en-Val"),
        ("Italy Villa del Conte Rosso", "Villa del Conte Rosso"),
        ("France Neuville sur Lyon", "Neuville sur Lyon"),
        ("United Kingdom Hammersford and Fulhampton", "Hammersford and Fulhampton"),
        ("Italie Borgo Ignoto Borgo Ignoto, Italie", "Borgo Ignoto"),
    ],
)
def test_an_unknown_name_is_kept_as_one_place(line: str, name: str) -> None:
    reading = read(line)
    assert [(p.key, p.name, p.warnings, p.parent) for p in reading.places] == [(None, name, ("unknown-place",), None)]
    assert reading.unread == ()


def test_each_unknown_name_between_separators_is_a_place() -> None:
    reading = read("Italy Borgo Ignoto, Turin and Monte Ignoto")
    assert [(p.key, p.name) for p in reading.places] == [
        (None, "Borgo Ignoto"), ("turin", "Turin"), (None, "Monte Ignoto"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "name", "parent"),
    [
        ("Germany Berlin-Musterkiez", "Berlin-Musterkiez", "berlin"),
        ("United Kingdom London-Something", "London-Something", "london"),
        ("United Kingdom London Hackney", "London Hackney", "london"),
        ("London Hackney, United Kingdom", "London Hackney", "london"),
        ("United Kingdom London Croydon", "London Croydon", "london"),
        ("France Lyon-Quelquepart", "Lyon-Quelquepart", "lyon"),
    ],
)
def test_an_unknown_part_of_a_city_is_one_place_within_it(line: str, name: str, parent: str) -> None:
    place = read(line).places
    assert [(p.key, p.name, p.parent, p.warnings) for p in place] == [
        (None, name, parent, ("unknown-place", "parent-guessed"))
    ]


def test_a_neighbour_of_the_programme_is_no_part_of_a_city_with_boroughs() -> None:
    rows = [
        PlaceRow("city", "XX", "Bigton", is_programme=True, point=(50.0, 5.0)),
        PlaceRow("part", "XX", "Parton", is_programme=True, parent="city", point=(50.0, 5.05)),
        PlaceRow("near", "XX", "Nearton", is_programme=True, point=(50.0, 5.1)),
        PlaceRow("known", "XX", "Quarter", point=(50.0, 5.1)),
    ]
    found = Gazetteer(rows).find_places("Bigton Nearton, Bigton Parton, Bigton Quarter", "XX")
    assert [(place.key, place.name, place.parent) for place in found.places] == [
        ("city", "Bigton", None), ("near", "Nearton", None), ("part", "Parton", "city"),
        (None, "Bigton Quarter", "city"),
    ]  # fmt: skip


def test_the_longest_known_name_counts() -> None:
    known = ("Santa", "Maria", "Santa Maria", "Maria Novella", "Porta")
    gazetteer = Gazetteer(PlaceRow(name, "XX", name, is_programme=True) for name in known)
    for text, expected in [
        ("Santa Maria", ["Santa Maria"]),
        ("Porta Santa Maria", ["Porta", "Santa Maria"]),
        ("Santa Maria Novella", ["Santa", "Maria Novella"]),
    ]:
        assert [place.key for place in gazetteer.find_places(text, "XX").places] == expected


def test_another_city_behind_one_with_boroughs_is_a_place_of_its_own() -> None:
    assert [place.key for place in read("Germany Berlin Potsdam").places] == ["berlin", "potsdam-2852458"]
    assert [place.name for place in read("United Kingdom London Leeds Birmingham").places] == [
        "London", "Leeds", "Birmingham",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "places", "unread"),
    [
        ("Portugal Cascais Social network", ["Cascais"], ["Social network"]),
        ("Ireland QË NGA VITI", [], ["QË NGA VITI"]),
        ("Ireland OD", [], ["OD"]),
        ("by a guest, urban designer, Tel Aviv - Jaffa", ["Tel Aviv-Jaffa"], ["by a guest", "urban designer"]),
        ("Italy " + "Parola " * 70, [], [("Parola " * 70).strip()]),
    ],
)
def test_words_that_name_no_place_are_reported(line: str, places: list[str], unread: list[str]) -> None:
    reading = read(line)
    assert (names(reading), [words.printed for words in reading.unread]) == (places, unread)


def test_positions_point_into_the_line() -> None:
    line = "Portugal Amadora Lisbon, Fooville 7"
    reading = read(line)
    spans = [*reading.countries, *reading.places, *reading.unread]
    assert [line[span.start : span.end] for span in spans] == [span.printed for span in spans]
    assert [span.printed for span in spans] == ["Portugal", "Amadora", "Lisbon", "Fooville 7"]


def test_a_country_is_found_at_either_end() -> None:
    line = "Montreal, Canada"
    at_end = GAZETTEER.find_country(line, at="end")
    assert at_end
    assert (at_end.code, at_end.printed, at_end.start, at_end.end) == ("CA", "Canada", 10, 16)
    assert GAZETTEER.find_country(line) is None


def test_the_longest_country_name_counts() -> None:
    found = GAZETTEER.find_country("Papua New Guinea Port Moresby")
    assert found
    assert (found.code, found.printed) == ("PG", "Papua New Guinea")


@pytest.mark.parametrize(
    ("country", "name", "key"),
    [
        ("DE", "Berlin-Neukölln", "berlin-neukoelln"),
        ("DE", "Neukoelln", "berlin-neukoelln"),
        ("GB", "lewisham", "london-lewisham"),
        ("", "Lewisham", "london-lewisham"),
        ("", "Ravenne", "ravenna"),
        ("FR", "Toulouse", "toulouse-2972315"),
    ],
)
def test_records_are_resolved(country: str, name: str, key: str) -> None:
    place = GAZETTEER.resolve(country, name)
    assert place
    assert place.key == key


def test_an_unknown_name_in_a_record_is_a_place_without_a_key() -> None:
    place = GAZETTEER.resolve("IT", " Borgo ignoto di sotto 2 ")
    assert place
    assert (place.key, place.name, place.country, place.warnings) == (
        None, "Borgo ignoto di sotto 2", "IT", ("unknown-place",),
    )  # fmt: skip


@pytest.mark.parametrize(("country", "name"), [("IT", " - "), ("IT", ""), ("", "Borgo Ignoto"), ("", "Toulouse")])
def test_what_names_nothing_resolves_to_nothing(country: str, name: str) -> None:
    assert GAZETTEER.resolve(country, name) is None


def test_a_shared_name_means_the_programme_then_the_first_name_then_the_largest() -> None:
    rows = [
        PlaceRow("a", "XX", "Twin", population=10),
        PlaceRow("b", "XX", "Twin", population=20),
        PlaceRow("c", "XX", "Other", ("Twin", "Alias"), population=900),
        PlaceRow("d", "XX", "Small", ("Alias",), population=1, is_programme=True),
    ]
    gazetteer = Gazetteer(rows)
    assert [place.key for place in gazetteer.find_places("Twin, Alias, Other", "XX").places] == ["b", "d", "c"]


def test_an_empty_gazetteer_knows_countries() -> None:
    reading = Gazetteer([]).read("Norway Bergen")
    assert (codes(reading), [(p.key, p.name) for p in reading.places]) == (["NO"], [(None, "Bergen")])


def test_every_place_of_the_programme_is_read_by_each_of_its_names() -> None:
    by_key = {place.key: place for place in programme_places()}
    missed = [
        (place.country, name)
        for place, name in [
            *((place, place.name) for place in by_key.values()),
            *((by_key[row.place], row.name) for row in programme_names()),
        ]
        if [found.key for found in GAZETTEER.find_places(name, place.country).places] != [place.key]
    ]
    assert missed == []


def test_place_keys_are_unique() -> None:
    keys = [row.key for row in place_rows()]
    assert len(keys) == len(set(keys))


def test_the_gazetteer_is_built_and_read_fast() -> None:
    start = time.perf_counter()
    gazetteer = Gazetteer(place_rows())
    gazetteer.index("US")
    assert time.perf_counter() - start < 1.5  # 0.2 s on a calm machine
    gazetteer.read("Italy Turin Milan Palermo")
    start = time.perf_counter()
    for _ in range(200):
        gazetteer.read("Italy Turin Milan Palermo")
    assert (time.perf_counter() - start) / 200 < 0.001  # 0.05 ms on a calm machine


@given(st.text(max_size=120), st.sampled_from(["", "IT", "GB", "DE"]), st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_without_losing_letters_of_its_own(text: str, country: str, cut: bool) -> None:
    reading = GAZETTEER.find_places(text, country, cut=cut)
    spans = [*reading.places, *reading.unread]
    assert all(text[span.start : span.end] == span.printed for span in spans)
    assert all(place.country == country for place in reading.places if country)
    GAZETTEER.read(text, cut=cut)
    GAZETTEER.resolve(country, text)


PORTUGUESE = st.sampled_from(["Amadora", "Lisbon", "Loures", "Santa Maria da Feira", "Setúbal", "Cascais", "Braga"])


@given(
    st.lists(PORTUGUESE, min_size=1, unique=True),
    st.sampled_from([" ", ", ", " / ", "; ", " & ", " and ", " e "]),
    st.sampled_from([str, str.upper, lambda name: name.replace("ú", "u"), lambda name: name.replace(" ", "-")]),
)
def test_any_row_of_known_cities_is_read_however_it_is_joined(
    chosen: list[str], joint: str, write: Callable[[str], str]
) -> None:
    reading = GAZETTEER.find_places(joint.join(write(name) for name in chosen), "PT")
    assert ([place.name for place in reading.places], reading.unread) == (chosen, ())
