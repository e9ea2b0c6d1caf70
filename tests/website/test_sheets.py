"""Files of a list: whole, in its order, read back by the programs they are for."""

import csv
import io
import json
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convivia.practices.models import Practice
from convivia.search.engines.port import IndexUnavailable
from convivia.website import sheet, sheets
from convivia.website import whole_list as whole
from tests.making import make_place, make_practice, text_record

FORMS = ("csv", "xlsx", "json", "jsonl")

pytestmark = pytest.mark.usefixtures("connection_stays")


@pytest.fixture
def load(client):
    """Return a function that loads a file whole."""

    def read(address, language="en"):
        answer = client.get(f"/{language}/{address}")
        assert answer.status_code == 200, answer.content
        assert answer.streaming
        content = b"".join(answer.streaming_content)
        answer.close()
        return content

    return read


def table(content):
    """Return the rows of a CSV file, each by the heads of its columns."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def book(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def test_a_sheet_says_all_that_is_known(library, load):
    row = table(load("practices.csv?q=kitchen"))[0]
    kitchen = library["kitchen"]
    assert row == {
        "Convivia id": kitchen.public_id,
        "Page in Convivia": f"http://testserver/en/practices/{kitchen.public_id}/",
        "Title": "A kitchen for neighbours",
        "Our title": "",
        "Language": "en",
        "Other languages": "fr",
        "Summary": "Neighbours cook together every week.",
        "Places": "Oslo, Norway; Fika, Sweden",
        "Countries": "Norway; Sweden",
        "Period": "Since 2016",
        "Start year": "2016",
        "End year": "",
        "EDTF": "2016/..",
        "Still running": "yes",
        "Policy areas": "Public space; Mediation and conflict resolution",
        "Principles": "Real equality",
        "Networks": "Sample network",
        "Keywords": "food",
        "Purpose": "To meet.",
        "Stimulus/Rationale": "",
        "Process": "One long table.\n\nAnd another.",
        "Impact": "",
        **dict.fromkeys(
            ["Cost", "Staff", "Partners", "Legal setting", "Obstacles", "What did not work", "Preconditions"], ""
        ),
        "Key reference documents": "",
        "Key reference person": "",
        "Description": "",
        "Other parts": "Extra part: More.",
        "Cut off in the source": "Process",
        "How effects are known": "",
        "Whom to ask": "",
        "Source": "A sample source",
        "Address of the source": "https://example.org/kitchen",
        "Licence": "CC-BY-4.0",
        "External id": "x1",
        "Last confirmed": "",
        "Changed": kitchen.updated_at.date().isoformat(),
    }


def test_a_sheet_speaks_the_language_of_its_reader(library, load):
    rows = list(csv.reader(io.StringIO(load("practices.csv", "fr").decode("utf-8-sig"), newline="")))
    heads = rows[0]
    kitchen = dict(zip(heads, rows[3], strict=True))
    assert {"Titre", "Langue", "Période", "But"} <= set(heads)
    assert (kitchen["Titre"], kitchen["Langue"]) == ("Une cuisine pour les voisins", "fr")
    assert "Osló-en-Fjord, Norvège; Fika, Suède" in rows[3]
    assert rows[1][heads.index("Titre")] == "La radio du quartier"


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("", ["La radio du quartier", "A council of newcomers", "A kitchen for neighbours"]),
        ("?sort=title", ["A council of newcomers", "A kitchen for neighbours", "La radio du quartier"]),
        ("?page=2&page_size=1", ["La radio du quartier", "A council of newcomers", "A kitchen for neighbours"]),
        ("?country=NO&status=ended", ["A council of newcomers"]),
        ("?q=zzzz", []),
    ],
)
def test_a_file_holds_the_whole_list_in_its_order(library, load, asked, titles):
    assert [row["Title"] for row in table(load(f"practices.csv{asked}"))] == titles
    sheet = book(load(f"practices.xlsx{asked}")).worksheets[0]
    assert [cell.value for cell in sheet["C"][1:]] == titles
    assert [row["title"] for row in json.loads(load(f"practices.json{asked}"))["results"]] == titles
    assert [json.loads(line)["title"] for line in load(f"practices.jsonl{asked}").splitlines()] == titles


def test_a_workbook_has_types_links_a_head_that_stays_and_a_page_about_itself(library, load):
    Practice.objects.filter(pk=library["kitchen"].pk).update(last_confirmed=date(2024, 5, 1))
    made = book(load("practices.xlsx?area=mediation&page=!"))
    rows, about = made.worksheets
    head = [cell.value for cell in rows[1]]
    cells = dict(zip(head, rows[2], strict=True))
    assert (rows.title, about.title) == ("Practices", "About this list")
    assert (rows.freeze_panes, rows.auto_filter.ref) == ("A2", "A1:AP2")
    assert rows["A1"].font.bold
    assert (cells["Start year"].value, cells["Last confirmed"].value.date()) == (2016, date(2024, 5, 1))
    assert cells["Address of the source"].hyperlink.target == "https://example.org/kitchen"
    assert cells["Page in Convivia"].hyperlink.target == cells["Page in Convivia"].value
    assert rows.column_dimensions["C"].width == 48
    told = {row[0].value: row[1].value for row in about.rows}
    assert told["List"] == "Practices on Mediation and conflict resolution"
    assert (told["Practices"], told["Made on"].date()) == (1, date.today())  # noqa: DTZ011 (the server's day)
    assert told["Address of the list"] == "http://testserver/en/?area=mediation"
    assert told["Please note"] == "A part of the address could not be used: page=!"


def test_json_holds_the_objects_of_the_api(library, load, client):
    found = json.loads(load("practices.json?area=mediation&status=bogus"))
    answer = client.get(f"/api/v1/practices/{library['kitchen'].public_id}").json()
    assert found["results"] == [answer]
    assert {key: found[key] for key in ("search", "address", "total", "notes")} == {
        "search": "Practices on Mediation and conflict resolution",
        "address": "http://testserver/en/?area=mediation",
        "total": 1,
        "notes": "A part of the address could not be used: status=bogus",
    }
    assert json.loads(load("practices.jsonl?area=mediation")) == answer


def test_no_cell_can_be_taken_for_a_formula(index, load):
    texts = ("=1+1", "+1", "-1", "@SUM(A1)", "'=1", "#N/A", "plain 'quoted' =1")
    for number, title in enumerate(texts):
        make_practice(text_record(title=title, external_id=f"t{number}"), period="")
    index()
    guarded = [row["Title"] for row in table(load("practices.csv?sort=title"))]
    assert sorted(guarded) == sorted(["'=1+1", "'+1", "'-1", "'@SUM(A1)", "''=1", "#N/A", "plain 'quoted' =1"])
    cells = book(load("practices.xlsx")).worksheets[0]["C"][1:]
    assert {(cell.value, cell.data_type) for cell in cells} == {(title, "s") for title in texts}
    assert {cell.value for cell in cells if cell.quotePrefix} == {*texts} - {"'=1", "plain 'quoted' =1"}


def test_a_text_that_is_too_long_for_a_cell_is_cut_and_told(index, load):
    make_practice(text_record(answers={"purpose": "x" * 40_000}))
    index()
    made = book(load("practices.xlsx"))
    head = [cell.value for cell in made.worksheets[0][1]]
    cell = made.worksheets[0].cell(2, head.index("Purpose") + 1).value
    assert (len(cell), cell[-1]) == (32_767, "…")
    assert "end in …" in list(made.worksheets[1].rows)[-1][1].value
    assert len(table(load("practices.csv"))[0]["Purpose"]) == 40_000


def test_files_are_named_kept_for_a_minute_and_not_for_search_engines(library, client):
    for form in FORMS:
        answer = client.get(f"/en/practices.{form}")
        assert answer.headers["Content-Type"] == sheets.TYPES[form]
        assert answer.headers["Content-Disposition"].endswith(f'.{form}"')
        assert answer.headers["Cache-Control"] == "public, max-age=60"
        assert answer.headers["X-Robots-Tag"] == "noindex"
        answer.close()


def test_a_head_costs_nothing(library, client, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(sheets, "whole_list", None)
    for form in FORMS:
        with django_assert_num_queries(0):
            answer = client.head(f"/en/practices.{form}")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, sheets.TYPES[form])
        assert "Content-Length" not in answer.headers


def test_a_workbook_is_not_packed_twice(library, client):
    packed = client.get("/en/practices.csv", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/en/practices.xlsx", headers={"Accept-Encoding": "gzip"})
    assert (packed.headers["Content-Encoding"], "Content-Encoding" in plain.headers) == ("gzip", False)
    packed.close()
    plain.close()


@pytest.mark.parametrize(("form", "status"), [("csv", 400), ("jsonl", 400), ("json", 200), ("xlsx", 200)])
def test_what_an_address_cannot_mean_is_told_or_refused(library, client, form, status):
    answer = client.get(f"/en/practices.{form}?area=!!&year=20")
    assert answer.status_code == status
    if status == 400:
        assert "A part of the address could not be used: area=!!, year=20" in answer.content.decode()
    answer.close()


def test_other_forms_do_not_exist(library, read):
    assert [read(f"/en/practices.{form}").status for form in ("ods", "xls", "CSV", "html")] == [404] * 4


@pytest.mark.parametrize("form", FORMS)
def test_files_can_only_be_read(library, read, form):
    assert [read(f"/en/practices.{form}", method=m).status for m in ("post", "put", "delete")] == [405] * 3


@pytest.mark.parametrize("form", FORMS)
def test_without_an_index_a_file_is_asked_for_again_later(library, client, monkeypatch, form):
    def fail(query, facets):
        raise IndexUnavailable("no index")

    monkeypatch.setattr(whole, "search", fail)
    answers = [client.get(f"/en/practices.{form}") for _ in range(sheets.AT_ONCE + 1)]
    assert [(answer.status_code, answer.headers["Retry-After"]) for answer in answers] == [(503, "60")] * 3


def test_only_so_many_files_are_made_at_once(library, client):
    running = [client.get("/en/practices.csv") for _ in range(sheets.AT_ONCE)]
    refused = client.get("/en/practices.xlsx")
    assert (refused.status_code, refused.headers["Cache-Control"]) == (503, "no-store")
    assert "Please try again in a minute" in refused.content.decode()
    for answer in running:
        answer.close()
        answer.close()
    again = [client.get("/en/practices.csv") for _ in range(sheets.AT_ONCE)]
    assert [answer.status_code for answer in again] == [200, 200]
    for answer in again:
        answer.close()


def test_a_file_that_fails_gives_its_place_back(library, client, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr(sheets, "WorkbookFile", fail)
    monkeypatch.setitem(sheets._MAKERS, "xlsx", sheets._xlsx)
    for _ in range(sheets.AT_ONCE + 1):
        with pytest.raises(RuntimeError):
            client.get("/en/practices.xlsx")


@pytest.mark.parametrize(("form", "queries"), [("csv", 9), ("xlsx", 9), ("json", 10), ("jsonl", 10)])
def test_each_part_of_a_file_takes_a_fixed_number_of_queries(index, load, monkeypatch, form, queries):
    place = make_place()
    for number in range(6):
        text = text_record(title=f"No {number}", external_id=f"q{number}")
        make_practice(text, place_ids=(place.pk,), country_codes=("NO",), concept_keys=("language",))
    index()

    def count(at_once):
        monkeypatch.setattr(sheet, "AT_ONCE", at_once)
        with CaptureQueriesContext(connection) as caught:
            assert load(f"practices.{form}")
        return len(caught)

    count(6)
    one_part, two_parts, three_parts = count(6), count(3), count(2)
    assert two_parts - one_part == three_parts - two_parts == queries


def test_a_practice_that_goes_meanwhile_is_left_out(library, client):
    answer = client.get("/en/practices.csv")
    Practice.objects.filter(pk=library["radio"].pk).delete()
    rows = table(b"".join(answer.streaming_content))
    answer.close()
    assert [row["Title"] for row in rows] == ["A council of newcomers", "A kitchen for neighbours"]
