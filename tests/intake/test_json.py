"""JSON: lines, arrays, answers of an API; and every way in which a file can be wrong."""

import json

import pytest

from convivia.intake.drafts import DraftPlace, to_json
from convivia.intake.limits import IntakeError
from tests.intake.cards import codes, facts

ROW = {
    "title": "A sample",
    "places": [{"country": "NO", "name": "Bergen"}],
    "period": "Since 2016",
    "summary": "It is a sample.",
}
FACTS = ("A sample", [("NO", "Bergen")], "Since 2016", 2016, None, True)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (json.dumps(ROW), "jsonl"),
        (json.dumps(ROW) + "\n\n" + json.dumps(ROW | {"title": "Other"}) + "\n", "jsonl"),
        ("\ufeff" + json.dumps(ROW) + "\r\n", "jsonl"),
        (json.dumps([ROW]), "json"),
        (json.dumps([ROW], indent=2), "json"),
        (json.dumps(ROW, indent=2), "json"),
        (json.dumps({"total": 1, "results": [ROW]}), "json"),
        (json.dumps({"total": 1, "results": [ROW]}, indent=1), "json"),
    ],
)
def test_each_form_of_json_is_known_by_its_content(read_text, text, kind):
    reading, drafts = read_text(text)
    assert (reading.format, facts(drafts[0])) == (kind, FACTS)


def test_the_answer_of_our_own_api_is_read(read_text):
    answer = ROW | {
        "id": "958x2hz",
        "external_id": "p002",
        "language": "en",
        "languages": ["en", "fr"],
        "period": {
            "text": "Since 2016",
            "start": 2016,
            "end": None,
            "ongoing": True,
            "edtf": "2016/..",
            "words": "since 2016",
        },
        "places": [{"key": "bergen", "name": "Bergen", "country": "NO", "country_name": "Norway"}],
        "areas": ["language"],
        "title_is_ours": False,
        "url": "/en/practices/958x2hz/a-sample/",
        "api_url": "https://example.org/api/v1/practices/958x2hz",
        "source_url": "https://example.org/a",
        "status": "running",
    }
    draft = read_text(json.dumps({"results": [answer]}))[1][0]
    assert (draft.public_id, draft.main.external_id, facts(draft)) == ("958x2hz", "p002", FACTS)
    assert (draft.main.source_url, codes(draft)) == ("https://example.org/a", [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (json.dumps(ROW) + "\n{broken}\n", "Line 2 of file.txt is not JSON: Expecting property name"),
        (json.dumps(ROW) + "\n[1]\n", "Line 2 of file.txt is a list, no object"),
        ('{"title": "x", "start": NaN}', "Line 1 of file.txt holds NaN, which is no JSON number"),
        ('{"title": "x", "start": ' + "9" * 5000 + "}", "Line 1 of file.txt holds a number that is too long"),
        ('{"title": ' + "[" * 100_000 + "]" * 100_000 + "}", "Line 1 of file.txt is nested too deep"),
        ("[" * 100_000, "file.txt is nested too deep"),
        ('[{"title": "x"}, 3]', "Record 2 of file.txt is a number, no object"),
        ('[{"title": "x"}, null]', "Record 2 of file.txt is null, no object"),
        ("[]", "file.txt holds no records"),
        ('{"results": []}', "file.txt holds no records"),
        ('[\n{"title": "x"\n', "file.txt is not JSON: Expecting ',' delimiter, line 3"),
    ],
)
def test_broken_files_are_refused_with_a_word_where(read_text, text, said):
    with pytest.raises(IntakeError) as error:
        read_text(text)
    assert str(error.value).startswith(said)


def test_nothing_comes_from_a_file_that_is_broken_further_down(read_path, tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(ROW) + "\n" + "{broken}\n")
    drafts = read_path(path).drafts
    with pytest.raises(IntakeError, match="Line 2"):
        next(drafts)


def test_a_value_that_holds_no_records_is_refused(read_text):
    with pytest.raises(IntakeError, match="holds a text, no list of records"):
        read_text('"words"', format="json")


def test_a_given_format_is_taken_at_its_word(read_text):
    with pytest.raises(IntakeError, match="is not JSON"):
        read_text("Women’s House\n", format="json")
    with pytest.raises(IntakeError, match="is a list"):
        read_text("[{}]", format="jsonl")
    with pytest.raises(IntakeError, match="no xlsx workbook"):
        read_text("[{}]", format="xlsx")
    with pytest.raises(IntakeError, match="no format “docx”"):
        read_text("[{}]", format="docx")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"title": ["a"]}, "wrong-type"),
        ({"title": {"en": "a"}}, "wrong-type"),
        ({"summary": True}, "wrong-type"),
        ({"sections": [1, 2]}, "wrong-type"),
        ({"sections": {"purpose": {"a": 1}}}, "wrong-type"),
        ({"areas": 3}, "wrong-type"),
        ({"places": [3]}, "wrong-type"),
        ({"texts": ["x"]}, "wrong-type"),
        ({"period": {"text": "2016", "start": "soon"}}, "wrong-type"),
        ({"period": {"text": "2016", "start": 99999}}, "wrong-type"),
        ({"period": {"text": "Since 2016", "start": 2012, "ongoing": True}}, "period-differs"),
        ({"period": {"text": "", "start": 2018, "end": 2012}}, "period-reversed"),
        ({"places": [{"country": "Ruritania", "name": "Strelsau"}]}, "unknown-country"),
        ({"language": "Klingonese"}, "unknown-language"),
        ({"source_url": "javascript:alert(1)"}, "bad-address"),
        ({"source_url": 3}, "bad-address"),
        ({"title": "<b>x</b>"}, "markup"),
        ({"title": "x\u0000y"}, "control-characters"),
        ({"title": "\ud800"}, "control-characters"),
        ({"budget": 3000}, "unknown-field"),
        ({"title": ""}, "no-title"),
        ({"summary": ""}, "no-text"),
        ({"places": []}, "no-place"),
        ({"places": [{"country": "NO"}]}, "no-city"),
        ({"period": ""}, "no-period"),
        ({"summary": "x" * 100_001}, "clipped"),
        ({"areas": ["x"] * 300}, "clipped"),
    ],
)
def test_a_field_that_does_not_fit_is_told_and_the_record_stays(read_text, values, code):
    drafts = read_text(json.dumps({"language": "en"} | ROW | values))[1]
    assert (len(drafts), code in codes(drafts[0])) == (1, True)


def test_a_key_that_is_given_twice_is_told(read_text):
    draft = read_text('{"title": "one", "title": "two", "summary": "Some words."}')[1][0]
    assert (draft.main.title, "duplicate-field" in codes(draft)) == ("two", True)


@pytest.mark.parametrize(
    ("period", "start", "end", "ongoing"),
    [
        ("2016-2018", "2016", "2018", False),
        ({"text": "2016-2018"}, "2016", "2018", False),
        ({"text": "2016", "start": 2016, "end": None, "ongoing": None}, "2016", None, None),
        ({"text": "sometime", "start": 2016, "end": 2018, "ongoing": False}, "2016", "2018", False),
        ({"text": "", "start": 2016, "end": 2018}, "2016", "2018", False),
        ({"start": "2016", "ongoing": True}, "2016", None, True),
        ({"start": "2016-09", "ongoing": "unknown"}, "2016-09", None, None),
        ({"text": "September 2016", "start": 2016, "end": None, "ongoing": None}, "2016-09", None, None),
        (
            {"text": "x", "start": 2016, "end": 2017, "ongoing": False, "edtf": "2016-03/2017-05"},
            "2016-03",
            "2017-05",
            False,
        ),
        (2016, "2016", None, None),
        (2016.0, "2016", None, None),
        (None, None, None, None),
    ],
)
def test_a_period_may_be_words_or_dates(read_text, period, start, end, ongoing):
    found = read_text(json.dumps(ROW | {"period": period}))[1][0].period
    assert (found.start, found.end, found.ongoing) == (start, end, ongoing)


@pytest.mark.parametrize(
    ("values", "places"),
    [
        ({"places": [{"country": "Norway", "name": "Bergen"}]}, [("NO", "Bergen")]),
        ({"places": [{"country": "Norvège", "city": "Bergen"}]}, [("NO", "Bergen")]),
        ({"places": ["Bergen, Norway", "Norway"]}, [("NO", "Bergen"), ("NO", "")]),
        ({"places": "Bergen, Norway"}, [("NO", "Bergen")]),
        ({"places": None, "country": "Norway", "city": "Bergen"}, [("NO", "Bergen")]),
        (
            {"places": None, "country_code": "NO", "country": "Norway", "cities": ["Bergen", "Oslo"]},
            [("NO", "Bergen"), ("NO", "Oslo")],
        ),
        ({"places": None, "country_code": "no"}, [("NO", "")]),
        ({"places": [{"country": "NO", "name": "Bergen"}] * 2}, [("NO", "Bergen")]),
    ],
)
def test_places_are_named_in_many_ways(read_text, values, places):
    draft = read_text(json.dumps(ROW | values))[1][0]
    assert draft.places == tuple(DraftPlace(*place) for place in places)


def test_notes_of_facts_are_read(read_text):
    row = {
        "id": "p125",
        "title": "Centri di accoglienza",
        "title_lang": "it",
        "meta_line": "Italie Ravenne 2017-2018",
        "country": "Italy",
        "country_code": "IT",
        "city": "Ravenna",
        "cities": ["Ravenna"],
        "start_year": 2017,
        "end_year": 2018,
        "ongoing": False,
        "lang": "fr",
        "first_label": None,
        "keywords": ["reception"],
        "areas": ["welcoming"],
        "url": "https://example.org/a",
    }
    draft = read_text(json.dumps(row))[1][0]
    assert facts(draft) == ("Centri di accoglienza", [("IT", "Ravenna")], "2017-2018", 2017, 2018, False)
    text = draft.main
    assert (text.external_id, text.language, text.title_language, text.source_url, text.keywords) == (
        "p125",
        "fr",
        "it",
        "https://example.org/a",
        ("reception",),
    )
    assert codes(draft) == ["no-text"]


def test_what_is_missing_is_added_where_it_can_be_told(read_text):
    row = {"title": "Un conseil", "sections": {"purpose": "Aider les femmes de la ville. Elles se rencontrent."}}
    text = read_text(json.dumps(row))[1][0].main
    assert (text.language, text.summary) == ("fr", "Aider les femmes de la ville. Elles se rencontrent.")


def test_further_texts_come_with_the_record(read_text):
    row = {
        "id": "958x2hz",
        "external_id": "p002",
        "places": [{"country": "NZ", "name": "Auckland"}],
        "period": "2019 onwards",
        "areas": ["commitment"],
        "principles": ["real-equality"],
        "source_url": "https://example.org/a",
        "licence": "CC-BY-4.0",
        "source": "A programme",
        "texts": [
            {
                "external_id": "p002",
                "language": "en",
                "title": "A frame",
                "summary": "It is one.",
                "sections": {},
                "keywords": ["a"],
                "source_url": "https://example.org/a",
                "original": True,
                "also": ["p003"],
                "other_titles": ["Frame; the"],
                "note": "N.",
            },
            {
                "external_id": "p248",
                "language": "fr",
                "title": "Un cadre",
                "summary": "C’en est un.",
                "original": False,
            },
        ],
    }
    draft = read_text(json.dumps(row))[1][0]
    main, other = draft.texts
    assert (main.also, main.other_titles, main.note, main.original) == (("p003",), ("Frame; the",), "N.", True)
    assert (other.language, other.title, other.external_id, other.original) == ("fr", "Un cadre", "p248", False)
    assert (draft.source, draft.licence, draft.principles, codes(draft)) == (
        "A programme",
        "CC-BY-4.0",
        ("real-equality",),
        [],
    )
    assert to_json(draft)["texts"][0]["title"] == "Un cadre"
