import pytest

from convivia.places.countries import countries, country_code, country_name, country_names, names_in


def test_all_countries_of_iso_are_known_with_their_codes() -> None:
    assert len(countries()) == 250  # 249 of ISO 3166, and XK
    assert countries()["DE"] == ("DE", "DEU", "276")
    assert countries()["XK"] == ("XK", "XKX", "")


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "United Kingdom"), ("fr", "Royaume-Uni"), ("de", "Vereinigtes Königreich"), ("el", "Ηνωμένο Βασίλειο"),
        ("pt-BR", "Reino Unido"), ("xx", "United Kingdom"),
    ],
)  # fmt: skip
def test_a_country_is_called_what_its_readers_call_it(language: str, name: str) -> None:
    assert country_name("GB", language) == name


def test_an_unknown_code_stands_for_itself() -> None:
    assert country_name("ZZ", "en") == "ZZ"


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("Royaume-Uni", "GB"), ("Italie", "IT"), ("Espagne", "ES"), ("Norvège", "NO"), ("Suède", "SE"),
        ("Allemagne", "DE"), ("Suisse", "CH"), ("Irlande", "IE"), ("Australie", "AU"), ("Islande", "IS"),
        ("UK", "GB"), ("U.K.", "GB"), ("Great Britain", "GB"), ("England", "GB"), ("Scotland", "GB"),
        ("Wales", "GB"), ("Northern Ireland", "GB"), ("USA", "US"), ("United States of America", "US"),
        ("South Korea", "KR"), ("Korea", "KR"), ("Holland", "NL"),
        ("Republic of Moldova", "MD"), ("Czech Republic", "CZ"), ("Czechia", "CZ"), ("North Macedonia", "MK"),
        ("Turkey", "TR"), ("Türkiye", "TR"), ("Russia", "RU"), ("Russian Federation", "RU"), ("Srbija", "RS"),
        ("Србија", "RS"), ("Ελλάδα", "GR"), ("Україна", "UA"), ("Norja", "NO"), ("Zweden", "SE"),
        ("Euskal Herria", ""), ("Bosnia and Herzegovina", "BA"), ("Bosnia & Herzegovina", "BA"), ("Cabo Verde", "CV"),
        ("COTE D'IVOIRE", "CI"), ("new zealand", "NZ"), ("Myanmar", "MM"), ("Saint Lucia", "LC"), ("Hong Kong", "HK"),
        ("Kosovo", "XK"), ("gb", "GB"), ("DEU", "DE"), ("276", "DE"), ("", ""), ("Bergen", ""),
    ],
)  # fmt: skip
def test_names_and_codes_are_read(printed: str, code: str) -> None:
    assert country_code(printed) == code


def test_every_country_is_read_by_its_name_in_each_language_of_the_interface() -> None:
    missed = [
        (language, code)
        for language in ("en", "fr", "de", "es", "it", "pt", "el", "uk", "tr")
        for code in countries()
        if country_code(country_name(code, language)) != code
    ]
    assert missed == []


def test_names_of_one_language_are_its_own() -> None:
    assert names_in("fr")["islande"] == "IS"
    assert "islande" not in names_in("en")
    assert names_in("xx") == {}


def test_no_name_is_empty() -> None:
    assert "" not in country_names()
