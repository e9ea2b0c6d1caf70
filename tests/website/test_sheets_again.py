"""What a file of a list says, `convivia import` reads again: nothing changes, nothing is lost."""

from datetime import UTC, datetime

import pytest

from convivia.intake.actions import take_in
from convivia.intake.columns import RowReader
from convivia.intake.metalines import MetaReader
from convivia.intake.reading import column_headings, read_file, shipped_headings
from convivia.places.files import shipped_gazetteer
from convivia.places.queries import gazetteer
from convivia.practices.models import Practice, Text
from convivia.website.sheet import Sheet
from tests.making import make_place, make_practice, text_record

PRACTICES = [
    {"period": "Since 2016"},
    {"period": "mars 2018 au 31 août 2019"},
    {"period": "2017-2019"},
    {"period": "Every month since the beginning of 2016"},
    {"period": "Autumn 2021"},
    {"period": "ongoing"},
    {"period": ""},
    {"period": "=2019"},
]

pytestmark = pytest.mark.usefixtures("connection_stays")


@pytest.fixture
def varied(index):
    """A library with periods of all kinds, places in two countries, and texts that are not easy to carry."""
    oslo, malmo = make_place("oslo", name="Oslo"), make_place("malmoe", "SE", name="Malmö")
    for number, values in enumerate(PRACTICES):
        text = text_record(
            external_id=f"v{number}",
            title=f"=Sum, “{number}”; and 'more'",
            summary="- First.\n- Second; with, signs.",
            answers={
                "purpose": "One paragraph.\n\nAnother: with a colon.",
                "what_did_not_work": "Letters. Nobody came.",
                "description": "Purpose: these words stay where they are.",
            },
            cut_off=("purpose",) if number == 1 else (),
            keywords=("one, two", "three"),
            source_url="https://example.org/1?a=1&b=2",
        )
        make_practice(
            text,
            place_ids=(oslo.pk, malmo.pk)[: number % 3],
            country_codes=("SE",) if number % 2 == 0 else (),
            concept_keys=("mediation", "public-space", "real-equality"),
            source="A sample; source",
            source_url="https://example.org/1?a=1&b=2",
            licence="CC-BY-4.0",
            **values,
        )
    make_practice(text_record(title="", stand_in_title="Our own words", external_id="ours"), place_ids=(oslo.pk,))
    make_practice(
        text_record(language="fr", title="La radio", external_id="radio"),
        text_record(language="en", title="The radio", is_original=False),
        place_ids=(malmo.pk,),
    )
    index()


def state():
    """Return all that the library says, but for what other files than these may change."""
    practices = {
        practice.public_id: (
            practice.period, practice.source, practice.source_url, practice.licence, practice.revision,
            [link.place_id for link in practice.place_links.all()],
            sorted(country.pk for country in practice.countries.all()),
            sorted(concept.key for concept in practice.concepts.all()),
        )
        for practice in Practice.objects.all()
    }  # fmt: skip
    texts = Text.objects.order_by("pk").values_list(
        "language", "origin", "title", "stand_in_title", "summary", "answers", "cut_off", "keywords"
    )
    return practices, list(texts)


def load(client, address):
    answer = client.get(address)
    content = b"".join(answer.streaming_content)
    answer.close()
    return content


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "jsonl"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_file_that_is_taken_in_again_changes_nothing(varied, client, tmp_path, form, language):
    before = state()
    path = tmp_path / f"list.{form}"
    path.write_bytes(load(client, f"/{language}/practices.{form}"))
    reading = read_file(path, gazetteer=gazetteer(), headings=shipped_headings())
    drafts = list(reading.drafts)
    report = take_in(drafts=drafts, by="tests")
    assert reading.format == form
    assert (report.created, report.updated, report.unchanged) == (0, 0, len(PRACTICES) + 2), report.changes
    assert state() == before
    told = {warning.code for draft in drafts for warning in draft.warnings} | {one.code for one in report.warnings}
    assert told <= {"no-title", "no-place", "no-city", "no-period", "formula", "period-unread", "unread-period"}


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "jsonl"])
def test_a_file_makes_the_same_library_elsewhere(varied, client, tmp_path, form):
    (practices, texts), path = state(), tmp_path / f"list.{form}"
    path.write_bytes(load(client, f"/en/practices.{form}"))
    Practice.objects.all().delete()
    drafts = list(read_file(path, gazetteer=gazetteer(), headings=shipped_headings()).drafts)
    assert take_in(drafts=drafts, by="tests").created == len(PRACTICES) + 2
    again = state()
    assert again[0] == practices
    shown = texts if form in ("json", "jsonl") else [text for text in texts if text[2] != "La radio"]
    told = [(text[0], *text[2:]) for text in again[1]]
    assert sorted(told, key=str) == sorted([(text[0], *text[2:]) for text in shown], key=str)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_intake_knows_every_column(index, language):
    heads = [column.head for column in Sheet(language, "").columns]
    columns = RowReader(MetaReader(shipped_gazetteer()), shipped_headings(), column_headings()).columns(heads)
    assert columns.is_ours
    assert [*columns.others.values()] == [head for head in heads if head in {"Other parts", "Autres parties"}]
    assert sorted(columns.sections.values()) == [
        "cost", "description", "impact", "legal_setting", "obstacles", "partners", "preconditions", "process",
        "purpose", "rationale", "reference_documents", "reference_person", "staff", "what_did_not_work",
    ]  # fmt: skip
    assert {
        "public_id", "title", "stand_in_title", "language", "summary", "place", "country", "period", "start_year",
        "end_year", "edtf", "ongoing", "areas", "principles", "keywords", "cut_off", "source", "source_url", "licence",
        "external_id",
    } == set(columns.fields.values())  # fmt: skip


def test_the_day_of_change_is_that_of_the_universal_clock(varied, client):
    Practice.objects.update(updated_at=datetime(2024, 5, 1, 23, 59, tzinfo=UTC))
    assert load(client, "/en/practices.csv").decode().count("2024-05-01\r\n") == len(PRACTICES) + 2
