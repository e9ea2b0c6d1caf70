"""Files at the desk: who may import, upload, columns, confirmation, progress, report, undo."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convivia.desk import imports
from convivia.intake import runs
from convivia.intake.models import ImportRun
from convivia.intake.runs import begin_run, check_some
from convivia.practices.models import Practice, Text
from convivia.practices.signals import practices_changed
from tests.making import make_place

LIST = "/en/desk/import/"
SHEET = b"""id,title,country,city,period,summary
a1,The round table,NO,Sampleton,2019,What it does.
a2,The open house,NO,Sampleton,since 2020,Everybody may come.
"""


@pytest.fixture(autouse=True)
def ready(vocabularies, city):
    make_place("elsewhere")


def file(data=SHEET, name="list.csv"):
    return SimpleUploadedFile(name, data)


def upload(browser, data=SHEET, name="list.csv", **values):
    return browser.post(LIST, {"file": file(data, name), "format": "auto"} | values)


def gone_on(browser, path, *, most=20):
    """Press the button as long as there is one; the page then comes back."""
    for _ in range(most):
        page = browser.get(path).content.decode()
        if "data-go-on" not in page:
            return page
        assert browser.post(f"{path}step/", {"step": "go-on"}).headers["Location"] == path
    raise AssertionError("it does not come to an end")


def test_who_may_not_import(client, signed_in, editor, reader, stranger, coordinator, network_coordinator, reviewer):
    run = begin_run(name="x.csv", data=SHEET, by=editor)
    path = f"{LIST}{run.pk}/"
    for address in (LIST, path):
        assert client.get(address).headers["Location"].startswith("/en/account/login/")
    for person in (reader, stranger, coordinator, network_coordinator, reviewer):
        browser = signed_in(person)
        assert {browser.get(address).status_code for address in (LIST, path)} == {403}
        assert upload(browser).status_code == 403
        assert {browser.post(f"{path}{step}/").status_code for step in ("columns", "step")} == {403}
    browser = signed_in(editor)
    assert {browser.get(f"{path}{step}/").status_code for step in ("columns", "step")} == {405}
    assert {browser.get(f"{LIST}99/").status_code, browser.post(f"{LIST}99/step/").status_code} == {404}


def test_a_file_is_looked_at_taken_in_and_undone(signed_in, editor, monkeypatch):
    monkeypatch.setattr(runs, "CHECKED_AT_ONCE", 1)
    browser = signed_in(editor)
    path = upload(browser).headers["Location"]
    page = browser.get(path).content.decode()
    assert "0 of 2 rows" in page
    assert "go-on.js" in page
    page = gone_on(browser, path)
    assert "Take them in" in page
    assert '<b class="count">2</b> new' in page
    assert not Practice.objects.exists()
    assert browser.post(f"{path}step/", {"step": "take"}).status_code == 302
    page = gone_on(browser, path)
    assert "Taken in" in page
    assert f"/en/practices/{Text.objects.get(title='The round table').practice.public_id}/the-round-table/" in page
    assert "Undo it all" in page
    browser.post(f"{path}step/", {"step": "undo"})
    page = gone_on(browser, path)
    assert page.count("removed again") == 2
    assert not Practice.objects.exists()
    assert "Undone" in browser.get(LIST).content.decode()


def test_the_report_says_what_changes_and_can_be_narrowed(signed_in, editor):
    browser = signed_in(editor)
    first = upload(browser).headers["Location"]
    gone_on(browser, first)
    browser.post(f"{first}step/", {"step": "take"})
    gone_on(browser, first)
    again = SHEET.replace(b"What it does.", b"Much <b>more</b>.") + b"a3,The walk,NO,Atlantis,2018,A walk.\n"
    path = upload(browser, again).headers["Location"]
    page = gone_on(browser, path)
    assert "<b>summary (English)</b>: <del>What it does.</del> <ins>Much more .</ins>" in page
    assert "Nobody knew this place yet; it was made: Atlantis" in page
    only = browser.get(f"{path}?only=updated").content.decode().split('class="stacks report"')[1]
    assert ("The round table" in only, "The open house" in only, "The walk" in only) == (True, False, False)
    assert "The walk" in browser.get(f"{path}?only=nonsense&page=zzz").content.decode()


def test_nothing_to_do_is_said(signed_in, editor):
    browser = signed_in(editor)
    path = upload(browser).headers["Location"]
    gone_on(browser, path)
    browser.post(f"{path}step/", {"step": "take"})
    gone_on(browser, path)
    path = upload(browser).headers["Location"]
    page = gone_on(browser, path)
    assert "Taking it in would change nothing." in page
    assert "Take them in" not in page
    answer = browser.post(f"{path}step/", {"step": "forget"}, follow=True).content.decode()
    assert "The file was forgotten" in answer
    assert ImportRun.objects.count() == 1


def test_columns_are_chosen(signed_in, editor):
    browser = signed_in(editor)
    own = b"Projekt;Wo;Wann;Inhalt\nDer runde Tisch;Sampleton, Norway;2019;Man redet.\n"
    path = upload(browser, own, "eigene.csv").headers["Location"]
    page = browser.get(path).content.decode()
    assert "Its columns are not known yet" in page
    assert "Man redet." in page
    answer = browser.post(
        f"{path}columns/",
        {"column-0": "title", "column-1": "place", "column-2": "period", "column-3": "section:purpose"},
    )
    assert answer.headers["Location"] == path
    page = gone_on(browser, path)
    assert "Der runde Tisch" in page
    assert '<option value="section:purpose" selected>' in page
    assert browser.post(f"{path}columns/", {"column-0": "password"}).status_code == 400


@pytest.mark.parametrize(
    ("data", "name", "status", "said"),
    [
        (b"", "a.csv", 422, "empty"),
        (b"PK\x03\x04nonsense", "a.xlsx", 422, "damaged package"),
        (b"\x89PNG\r\n\x1a\n0000", "a.csv", 422, ""),
        (b"{", "../../etc/passwd.json", 422, ""),
        (b"<script>alert(1)</script>", "<b>.html", 422, ""),
    ],
)
def test_hostile_files(signed_in, editor, data, name, status, said):
    answer = upload(signed_in(editor), data, name)
    page = answer.content.decode()
    assert (answer.status_code, said in page, "<script>alert" in page) == (status, True, False)
    assert 'id="file-error"' in page
    assert not ImportRun.objects.exists()


def test_bad_input(signed_in, editor, monkeypatch):
    browser = signed_in(editor)
    assert browser.post(LIST, {"format": "auto"}).status_code == 422
    assert upload(browser, format="exe").status_code == 400
    monkeypatch.setattr(imports, "MAX_BYTES", 10)
    answer = upload(browser)
    assert (answer.status_code, "too large" in answer.content.decode()) == (413, True)
    run = begin_run(name="x.csv", data=SHEET, by=editor)
    assert browser.post(f"{LIST}{run.pk}/step/", {"step": "burn"}).status_code == 400
    for step in ("take", "undo"):
        page = browser.post(f"{LIST}{run.pk}/step/", {"step": step}, follow=True).content.decode()
        assert "Meanwhile somebody has gone on with this file." in page
    assert not Practice.objects.exists()


def test_queries_stay_the_same_for_one_row_and_three(signed_in, editor):
    browser = signed_in(editor)

    def asked(path):
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(path).status_code == 200
        return len(queries)

    def checked(data):
        run = begin_run(name="x.csv", data=data, by=editor)
        return f"{LIST}{check_some(run=run, by=editor).pk}/"

    lines = SHEET.splitlines()
    one = checked(b"\n".join(lines[:2]))
    browser.get(LIST)
    first, of_list = asked(one), asked(LIST)
    three = checked(b"\n".join([*lines, b"a3,The walk,NO,Elsewhere,2018,A walk."]))
    assert (asked(three), asked(LIST)) == (first, of_list)
    assert (first <= 14, of_list <= 8) == (True, True)


def test_what_came_in_is_announced(signed_in, editor, django_capture_on_commit_callbacks):
    heard = []
    practices_changed.connect(
        lambda practice_ids, **signal: heard.extend(practice_ids), weak=False, dispatch_uid="heard"
    )
    browser = signed_in(editor)
    path = upload(browser).headers["Location"]
    with django_capture_on_commit_callbacks(execute=True):
        gone_on(browser, path)
    assert heard == []
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(f"{path}step/", {"step": "take"})
    practices_changed.disconnect(dispatch_uid="heard")
    assert len(heard) == 2
