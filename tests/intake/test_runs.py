"""A file at the desk: looked at, its columns chosen, taken in step by step, and undone."""

import io
import json

import pytest
from openpyxl import Workbook

from convivia.intake import runs
from convivia.intake.limits import IntakeError
from convivia.intake.models import ImportFile, ImportRow, ImportRun
from convivia.intake.runs import WrongState, begin_run, check_some, choose_columns, confirm, give_up, take_some
from convivia.intake.undoing import begin_undoing, undo_some
from convivia.places.models import Place
from convivia.practices.models import Event, ExternalId, Practice, Text
from convivia.practices.rules import NotAllowed
from convivia.practices.snapshots import snapshot_of
from convivia.practices.workflow import Step
from convivia.practices.workflow_actions import take_step
from convivia.questionnaires.actions import load_questionnaires
from convivia.vocabularies.actions import load_vocabularies
from tests.desk.conftest import give, make_account
from tests.making import make_place

S = ImportRun.State
SHEET = b"""id,title,country,city,period,summary,areas
a1,The round table,NO,Sampleton,2019,What it does.,mediation
a2,The open house,NO,Sampleton,since 2020,Everybody may come.,mediation
a3,The walk,NO,Otherby,2018,A walk.,
"""


@pytest.fixture
def editor(db):
    load_vocabularies(by="tests")
    load_questionnaires(by="tests")
    make_place("sampleton")
    make_place("otherby")
    return give(make_account("editor"), "editor")


def checked(by, data=SHEET, name="list.csv"):
    run = begin_run(name=name, data=data, by=by)
    while run.state == S.CHECKING:
        run = check_some(run=run, by=by)
    return run


def taken(by, data=SHEET):
    run = confirm(run=checked(by, data), by=by)
    while run.state == S.TAKING:
        run = take_some(run=run, by=by)
    return run


def undone(by, run):
    run = begin_undoing(run=run, by=by)
    while run.state == S.UNDOING:
        run = undo_some(run=run, by=by)
    return run


def rows(run, *columns):
    return list(run.rows.order_by("number").values_list(*columns, flat=len(columns) == 1))


def titles():
    return sorted(Text.objects.values_list("title", flat=True))


def test_a_dry_run_says_what_would_become_of_each_row_and_writes_nothing_else(editor):
    known = taken(editor, b"\n".join(SHEET.splitlines()[:3]))
    assert rows(known, "outcome") == ["created", "created"]
    before = [snapshot_of(practice) for practice in Practice.objects.order_by("pk")]
    events = Event.objects.count()
    data = (
        SHEET.replace(b"Everybody may come.", b"All may come.") + b"a3,The walk,NO,Otherby,2018,Other words.,\n,,,,,,\n"
    )
    run = checked(editor, data + b"a9,New place,NO,Nowhere,2018,A place.,gardening\n")
    assert rows(run, "foreseen") == ["unchanged", "updated", "created", "repeated", "created"]
    assert [snapshot_of(practice) for practice in Practice.objects.order_by("pk")] == before
    assert (Event.objects.count(), Place.objects.filter(name="Nowhere").exists()) == (events, False)
    second = run.rows.get(number=2)
    assert second.changes == {"summary/en": ["Everybody may come.", "All may come."]}
    codes = {number: [one["code"] for one in warnings] for number, warnings in rows(run, "number", "warnings")}
    assert "repeated" in codes[4]
    assert {"new-place", "unknown-concept"} <= set(codes[5])
    assert run.state == S.CHECKED


def test_a_run_goes_on_in_steps_and_knows_what_it_had(editor, monkeypatch):
    monkeypatch.setattr(runs, "CHECKED_AT_ONCE", 1)
    monkeypatch.setattr(runs, "TAKEN_AT_ONCE", 2)
    data = SHEET + b"a1,The round table,NO,Sampleton,2019,Other words.,mediation\n"
    run = begin_run(name="x.csv", data=data, by=editor)
    states = []
    while run.state == S.CHECKING:
        run = check_some(run=run, by=editor)
        states.append(run.state)
    assert states == [S.CHECKING] * 3 + [S.CHECKED]
    assert rows(run, "foreseen") == ["created"] * 3 + ["repeated"]
    run = take_some(run=confirm(run=run, by=editor), by=editor)
    assert (run.state, Practice.objects.count()) == (S.TAKING, 2)
    run = take_some(run=run, by=editor)
    assert (run.state, rows(run, "outcome")) == (S.TAKEN, ["created"] * 3 + ["repeated"])
    assert not ImportFile.objects.exists()
    assert run.taken_at is not None


def test_everything_is_undone(editor):
    taken(editor, b"\n".join(SHEET.splitlines()[:2]))
    before = snapshot_of(Practice.objects.get())
    changed = SHEET.replace(b"What it does.", b"Much more.").replace(b"2019", b"2017 - 2018")
    french = {"language": "fr", "title": "La table", "external_id": "a1-fr"}
    record = {
        "external_id": "a1",
        "title": "The round table",
        "language": "en",
        "summary": "Much more.",
        "places": ["Sampleton, Norway"],
        "period": {"text": "2017 - 2018"},
        "texts": [french],
    }
    fr = json.dumps([record]).encode()
    first, second = taken(editor, changed), taken(editor, fr)
    assert (rows(first, "outcome"), rows(second, "outcome")) == (["updated", "created", "created"], ["updated"])
    assert titles() == ["La table", "The open house", "The round table", "The walk"]
    undone(editor, second)
    assert not ExternalId.objects.filter(value="a1-fr").exists()
    run = undone(editor, first)
    assert (run.state, rows(run, "undone")) == (S.UNDONE, ["put-back", "removed", "removed"])
    assert snapshot_of(Practice.objects.get()) == before
    assert run.undone_by == "editor"
    assert taken(editor, fr).rows.get().outcome == "updated"


def test_what_was_changed_since_is_left_and_said(editor):
    taken(editor)
    data = SHEET.replace(b"What it does.", b"Much more.").replace(b"2019", b"2017").replace(b"2018", b"2016")
    run = taken(
        editor, data.replace(b"Everybody", b"All") + b"a4,Fourth,NO,Otherby,2018,Four.,\na5,Fifth,NO,Otherby,2018,5.,\n"
    )
    by_id = {external.value: external.practice for external in ExternalId.objects.all()}
    by_id["a1"].texts.update(summary="Changed by hand.")
    take_step(practice=by_id["a2"], step=Step.REVISE, by=editor)
    Practice.objects.filter(pk=by_id["a3"].pk).delete()
    by_id["a4"].texts.update(title="Changed by hand")
    take_step(practice=by_id["a5"], step=Step.WITHDRAW, by=editor, reason="Asked.")
    run = undone(editor, run)
    assert rows(run, "undone", "left") == [
        ("partly", ["summary/en"]),
        ("left", ["being-changed"]),
        ("left", ["gone"]),
        ("left", ["changed"]),
        ("left", ["not-public"]),
    ]
    assert by_id["a1"].texts.get().summary == "Changed by hand."
    assert Practice.objects.get(pk=by_id["a1"].pk).period_text == "2019"


def test_a_practice_that_another_import_changed_meanwhile_is_known_as_it_was(editor):
    run = confirm(run=checked(editor), by=editor)
    taken(editor, SHEET.replace(b"What it does.", b"Meanwhile."))
    run = take_some(run=run, by=editor)
    assert rows(run, "outcome") == ["updated", "unchanged", "unchanged"]
    assert run.rows.get(number=1).before["texts"]["en"]["summary"] == "Meanwhile."
    undone(editor, run)
    assert Text.objects.get(title="The round table").summary == "Meanwhile."


OWN = b"Projekt;Wo;Wann;Worum es geht;Intern\nDer runde Tisch;Sampleton, Norway;2019;Man redet.;geheim\n"


def test_columns_that_nobody_knows_are_chosen(editor):
    run = begin_run(name="eigene.csv", data=OWN, by=editor)
    assert (run.state, rows(run, "name")) == (S.UNREAD, [])
    assert "names the columns" in run.trouble
    assert [(one["heading"], one["role"], one["samples"]) for one in run.columns] == [
        ("Projekt", "keep", ["Der runde Tisch"]),
        ("Wo", "keep", ["Sampleton, Norway"]),
        ("Wann", "keep", ["2019"]),
        ("Worum es geht", "keep", ["Man redet."]),
        ("Intern", "keep", ["geheim"]),
    ]
    chosen = {"Projekt": "title", "Wo": "place", "Wann": "period", "Worum es geht": "section:purpose", "Intern": "skip"}
    run = choose_columns(run=run, chosen=chosen, by=editor)
    assert [one["role"] for one in run.columns] == list(chosen.values())
    run = check_some(run=run, by=editor)
    run = take_some(run=confirm(run=run, by=editor), by=editor)
    text = Text.objects.get()
    assert (text.title, text.answers, text.practice.period_text) == (
        "Der runde Tisch",
        {"purpose": "Man redet."},
        "2019",
    )
    assert [place.name for place in text.practice.places.all()] == ["Sampleton"]
    with pytest.raises(WrongState):
        choose_columns(run=run, chosen=chosen, by=editor)


def test_columns_can_be_chosen_again_and_badly(editor):
    run = checked(editor)
    run = choose_columns(run=run, chosen={"title": "keep", "summary": "keep"}, by=editor)
    assert (run.state, run.rows.count()) == (S.UNREAD, 0)
    run = choose_columns(run=run, chosen={"areas": "skip", "summary": "title"}, by=editor)
    assert rows(run, "name") == ["The round table", "The open house", "The walk"]
    assert {one["heading"]: one["role"] for one in run.columns}["summary"] == "keep"


def test_workbooks_and_listings_come_in_too(editor):
    book = Workbook()
    book.active.append(["Title", "City", "Country", "Period"])
    book.active.append(["The round table", "Sampleton", "NO", 2019])
    packed = io.BytesIO()
    book.save(packed)
    assert rows(checked(editor, packed.getvalue(), "a.xlsx"), "foreseen") == ["created"]
    listing = "The round table\nNorway Sampleton 2019\nPurpose: To talk with each other.\nRead More\n"
    run = checked(editor, listing.encode(), "a.txt")
    assert (run.format, rows(run, "foreseen"), run.columns) == ("listing", ["created"], [])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"Just some words of a letter.", "No practice was found"),
        (b"PK\x03\x04broken", "damaged"),
        (b"[1, 2]", "no object|No practice was found"),
        (b"{" * 100_000, "JSON"),
        (b"id,title\n", "holds no records|names the columns"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_word(editor, data, said):
    with pytest.raises(IntakeError, match=said):
        run = begin_run(name="file", data=data, by=editor)
        raise IntakeError(run.trouble)  # a sheet whose columns are unknown is kept
    assert not ImportRow.objects.exists()


def test_limits(editor, monkeypatch):
    monkeypatch.setattr(runs, "MAX_ROWS", 2)
    with pytest.raises(IntakeError, match="more than 2 records"):
        begin_run(name="x", data=SHEET, by=editor)
    monkeypatch.setattr(runs, "MAX_BYTES", 20)
    with pytest.raises(IntakeError, match="Split it"):
        begin_run(name="x", data=SHEET, by=editor)
    assert not ImportRun.objects.exists()


def test_who_may_and_when(editor):
    run = begin_run(name="x.csv", data=SHEET, by=editor)
    for role in ("reader", "reviewer", "translator"):
        person = give(make_account(role), role)
        with pytest.raises(NotAllowed):
            begin_run(name="x.csv", data=SHEET, by=person)
        for action in (check_some, confirm, take_some, begin_undoing, undo_some, give_up):
            with pytest.raises(NotAllowed):
                action(run=run, by=person)
    for action in (confirm, take_some, begin_undoing, undo_some):
        with pytest.raises(WrongState):
            action(run=run, by=editor)
    give_up(run=run, by=editor)
    assert not ImportRun.objects.exists()
