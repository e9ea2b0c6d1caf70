"""Cities like mine: the form, the places to choose from, the list by likeness, and two cities side by side."""

import pytest

from convivia.places.models import Figure, Place
from tests.making import make_place, make_practice, text_record

ASK = "/en/cities/like/"


@pytest.fixture
def twin(library, index):
    """A city that is like Oslo in size, and its practice."""
    place = make_place("twin", "FI", name="Twin")
    Figure.objects.create(place=place, kind="population", value=15_000, unit="people", year=2021, source="Twin office")
    practice = make_practice(text_record(title="A garden of twins", external_id="t1"), place_ids=(place.pk,))
    index()
    return practice


def test_the_library_asks_for_a_city_among_its_filters(library, read):
    page = read("/en/?area=mediation&sort=title&page=1")
    assert page.text("#facet-alike h3") == "Cities like mine"
    assert "open" not in page.one("#facet-alike").attributes
    kept = [(node.attributes["name"], node.attributes["value"]) for node in page.all(".like-form input[type=hidden]")]
    assert kept == [("area", "mediation")]
    assert page.one(".like-form").attributes["action"] == ASK
    assert page.one("#like-name").attributes["data-places"] == "/api/v1/places"


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("name=Oslo", "/en/?like=oslo"),
        ("name=oslo, Norway&area=mediation", "/en/?area=mediation&like=oslo"),
        ("name=Osló-en-Fjord", "/en/?like=oslo"),
        ("name=&like_population=15%20000&like_foreign_born=14,5", "/en/?like_population=15000&like_foreign_born=14.5"),
        ("name=Fika&like_population=9000&sort=newest&page=3", "/en/?like=fika&like_population=9000"),
        ("name=&like=oslo&like_population=9000", "/en/?like_population=9000"),
    ],
)
def test_a_clear_answer_leads_to_the_list(library, read, asked, led_to):
    page = read(f"{ASK}?{asked}")
    assert (page.status, page.headers["Location"]) == (302, led_to)


def test_a_name_of_several_places_is_asked_about(library, read):
    make_place("oslo-us", "US", name="Oslo", population=1234)
    page = read(f"{ASK}?name=Oslo&area=mediation&like_population=9000")
    assert page.status == 200
    assert page.text("#choices") == "Which Oslo do you mean?"
    assert page.texts(".choices li") == ["Oslo, United States 1,234 inhabitants", "Oslo, Norway"]
    assert page.links(".choices a")[1] == "/en/?area=mediation&like=oslo&like_population=9000"
    assert page.one("#like-name").attributes["value"] == "Oslo"
    assert page.all(".error") == []


def test_a_name_that_no_place_has_is_said_so_with_those_near_it(library, read):
    page = read(f"{ASK}?name=Ossloo")
    assert page.text("#choices") == "Did you mean one of these?"
    assert page.links(".choices a") == ["/en/?like=oslo"]
    assert page.text("#like-name-error").startswith("No place of this name is known here.")
    field = page.one("#like-name").attributes
    assert (field["aria-invalid"], field["aria-describedby"]) == ("true", "like-name-hint like-name-error")
    assert page.text("title").startswith("Please correct: ")
    assert read(f"{ASK}?name=qqqqqq").all(".choices") == []


@pytest.mark.parametrize(
    ("asked", "field", "words"),
    [
        ("name=", "like-name", "Name a city, or give one figure at least."),
        ("name=Oslo&like_population=many", "like-population", "Write the inhabitants as a number"),
        ("name=Oslo&like_population=0", "like-population", "Write the inhabitants as a number"),
        ("name=&like_foreign_born=101", "like-foreign-born", "Write the share as a number"),
    ],
)
def test_what_cannot_be_meant_is_said_at_its_field_and_kept(library, read, asked, field, words):
    page = read(f"{ASK}?{asked}")
    assert page.status == 200
    assert page.text(f"#{field}-error").startswith(words)
    assert len(page.all(".error")) == 1
    typed = dict(part.split("=") for part in asked.split("&"))
    assert (page.one("#like-population").attributes["value"] or "") == typed.get("like_population", "")
    assert (page.one("#like-name").attributes["value"] or "") == typed["name"]


def test_the_page_begins_with_what_is_compared_now(library, read):
    page = read(f"{ASK}?like=oslo&like_population=9000&alike=size&q=kitchen")
    assert page.one("#like-name").attributes["value"] == "Oslo, Norway"
    assert page.one("#like-population").attributes["value"] == "9000"
    kept = {(node.attributes["name"], node.attributes["value"]) for node in page.all(".like-form input[type=hidden]")}
    assert kept == {("q", "kitchen"), ("alike", "size")}
    assert page.texts(".classes li")[3] == "100,000 to 200,000"


@pytest.mark.parametrize("asked", ["name=%00", "name=<script>", "name=" + "x" * 5000, "like=!!&alike=?", "name=%ff"])
def test_any_input_gives_a_page(library, read, asked):
    page = read(f"{ASK}?{asked}")
    assert page.status == 200
    assert "<script>" not in page.html.replace("<script src", "")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_read(library, read, method):
    assert read(ASK, method=method).status == 405


def test_the_list_says_with_which_city_it_compares_and_why_others_are_alike(twin, read):
    page = read("/en/?like=oslo")
    assert page.text("#results-title") == "4 practices, those from cities like Oslo first"
    assert page.text("#facet-alike .mine") == "Oslo, Norway"
    assert page.texts("#facet-alike .facts dd") == ["12,345 2020 · Sample office", "15.4% 2019 · Sample office"]
    assert page.links("#facet-alike .facts a") == ["https://example.org/people"]
    assert page.texts(".card .alike") == ["Your own city", "Your own city", "Similar size: 15,000 (2021)"]
    assert page.text(".sources") == "Figures of cities: Sample office · Twin office"
    assert page.texts(".filters .filter") == ["Remove: compared with Oslo"]
    assert page.texts(".sort li") == ["Cities like mine", "Newest", "Title"]
    assert page.links(".card .title a")[2].endswith("?from=like%3Doslo")


def test_a_practice_of_several_cities_names_the_one_that_is_alike(library, read):
    page = read("/en/?like=fika-nord&q=kitchen")
    assert page.text(".card .alike") == "Fika: same country"


def test_traits_narrow_the_list_with_true_counts(twin, read):
    page = read("/en/?like=oslo")
    assert page.texts("#facet-alike .value") == [
        "Similar size (under 20,000) 3",
        "Similar share of foreign-born residents (15% to 20%) 2",
        "Same country (Norway) 2",
        "Same network 2",
    ]
    narrowed = read(page.links("#alike-size")[0])
    assert (
        narrowed.text("#results-title")
        == "3 practices from cities about as large as Oslo, those from cities like Oslo first"
    )
    assert narrowed.texts(".filters .filter") == [
        "Remove: about as large as Oslo",
        "Remove: compared with Oslo",
        "Start again",
    ]
    assert narrowed.one("#alike-size").attributes["aria-current"] == "true"
    assert narrowed.links("#alike-size") == ["/en/?like=oslo"]


def test_figures_alone_are_compared_too(twin, read):
    page = read("/en/?like_population=14000&alike=size")
    assert (
        page.text("#results-title")
        == "3 practices from cities about as large as mine, those from cities like mine first"
    )
    assert page.text("#facet-alike .mine") == "A city with your figures"
    assert page.texts("#facet-alike .facts dd") == ["14,000 your figure", "Not known Give a figure"]
    assert page.links("#facet-alike .facts a") == ["/en/cities/like/?like_population=14000&alike=size"]


def test_what_is_not_known_of_the_city_is_said(library, read):
    page = read("/en/?like=fika&alike=diversity&alike=country")
    assert page.text("#results-title") == "2 practices from the same country as Fika, those from cities like Fika first"
    said = page.texts(".notice p")[0]
    assert said.startswith("The list is not narrowed by: Similar share of foreign-born residents.")


def test_a_city_that_is_not_there_is_named(library, read):
    page = read("/en/?like=nowhere&alike=size")
    assert page.text(".notice") == "A part of the address could not be used: like=nowhere, alike=size"
    assert page.text("#results-title") == "3 practices, newest first"


def test_the_practice_page_shows_both_cities_side_by_side(twin, read):
    path = f"/en/practices/{twin.public_id}/a-garden-of-twins/"
    page = read(f"{path}?from=like%3Doslo")
    assert page.text("#compared") == "Compared with your city"
    rows = [[cell.text().strip() for cell in row.css("th, td")] for row in page.all(".compared tbody tr")]
    assert rows == [
        ["Inhabitants", "15,000 (2021)", "12,345 (2020)", "alike"],
        ["Born in another country", "not known", "15.4% (2019)", "cannot be compared"],
        ["Country", "Finland", "Norway", "different"],
        ["Networks", "not known", "Sample network", "cannot be compared"],
    ]
    assert page.text(".compared .small") == "Figures of cities: Twin office · Sample office"
    assert page.text(".turn p") == "Practice 3 of 4 in this list"
    assert read(path).all(".compared") == []


def test_the_practice_page_knows_my_own_city_and_practices_of_no_city(library, address, read):
    own = read(f"{address('council')}?from=like%3Doslo")
    assert own.text(".compared p") == "This practice is from your own city."
    country = read(f"{address('radio')}?from=like%3Doslo")
    assert country.texts(".compared thead th") == ["What is compared", "Sweden", "Oslo", "Compared"]


def test_the_city_page_leads_to_practices_of_cities_like_it(library, read):
    assert read("/en/?like=oslo").status == 200
    assert "/en/?like=oslo" in read("/en/cities/oslo/").links(".aside a")


def test_as_many_queries_for_three_practices_as_for_one(index, queries):
    city = make_place("first")
    Figure.objects.create(place=city, kind="population", value=5, unit="people", year=2020, source="Sample")
    make_practice(text_record(title="First", external_id="q1"), place_ids=(city.pk,))
    index()
    one = queries("/en/?like=first&alike=size"), queries(f"{ASK}?name=nobody")
    for number in (2, 3):
        other = make_place(f"no-{number}", name="First")
        Figure.objects.create(place=other, kind="population", value=6, unit="people", year=2020, source="Sample")
        make_practice(text_record(title=f"No {number}", external_id=f"q{number}"), place_ids=(other.pk,))
    index()
    assert (queries("/en/?like=first&alike=size"), queries(f"{ASK}?name=nobody")) == one
    assert Place.objects.filter(name="First").count() == 3
    assert queries(f"{ASK}?name=First") <= 8


def test_feeds_and_files_of_a_list_by_likeness_are_named_and_in_its_order(twin, read):
    feed = read("/en/feed.atom?like=oslo&alike=size")
    assert "Practices from cities about as large as Oslo" in feed.html
    sheet = read("/en/practices.csv?like=twin")
    assert sheet.html.index("A garden of twins") < sheet.html.index("A kitchen for neighbours")
