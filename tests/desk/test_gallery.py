"""The gallery of the desk: for everybody who has signed in, and for nobody else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


def test_who_has_not_signed_in_is_asked_to(client, db):
    response = client.get("/en/desk/gallery/")
    assert (response.status_code, response.url.split("?")[1]) == (302, "next=/en/desk/gallery/")


@pytest.mark.parametrize(
    ("question", "theme", "direction"),
    [("", "light", "ltr"), ("?theme=dark", "dark", "ltr"), ("?dir=rtl&theme=%22", "light", "rtl")],
)
def test_parts_are_shown_in_theme_and_direction(signed_in, stranger, question, theme, direction):
    page = signed_in(stranger).get(f"/en/desk/gallery/{question}").content.decode()
    assert f'data-theme="{theme}" dir="{direction}"' in page
    parts = (
        "error-summary",
        "evidence-row",
        "save-bar",
        "advice-strong",
        'name="reason"',
        'id="needed"',
        'type="file"',
    )
    assert [part for part in parts if part not in page] == []


def test_it_only_reads(signed_in, stranger):
    assert signed_in(stranger).post("/en/desk/gallery/").status_code == 405


def test_it_asks_for_no_rows_of_practices(signed_in, stranger):
    client = signed_in(stranger)
    client.get("/en/desk/gallery/")
    with CaptureQueriesContext(connection) as caught:
        client.get("/en/desk/gallery/")
    assert [query["sql"] for query in caught if "practices_" in query["sql"]] == []
