"""The history of a practice at the desk: events, revisions, comparing, restoring, planning."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from convivia.people.models import Profile
from convivia.practices.models import Event, Practice, Revision, WorkingCopy
from convivia.practices.workflow import State, Step
from convivia.practices.workflow_actions import take_step
from convivia.practices.writing_actions import begin, save_draft
from tests.desk.conftest import complete_content
from tests.desk.moving import publish, published_twice, write
from tests.making import make_practice, text_record
from tests.website.reading import Page


@pytest.fixture
def twice(draft, contributor, editor):
    return published_twice(draft, contributor, editor)


@pytest.fixture
def read(signed_in):
    """Return a function that reads a page as somebody; `data` posts."""

    def page(person, address, data=None):
        browser = signed_in(person) if person else Client()
        answer = browser.get(address) if data is None else browser.post(address, data)
        return Page(answer.status_code, dict(answer.headers), answer.content.decode())

    return page


def desk(practice, rest):
    return f"/en/desk/practices/{practice.public_id}/{rest}"


PAGES = ("history/", "revisions/1/", "compare/", "plan/")


@pytest.mark.parametrize("path", PAGES)
def test_who_may_not_see_what_is_not_public(twice, read, path, stranger, reader, neighbour, reviewer):
    assert read(None, desk(twice, path)).status == 302
    for person in (stranger, reader, neighbour, reviewer):
        assert read(person, desk(twice, path)).status == 404


@pytest.mark.parametrize("path", ["revisions/1/restore/", "compare/base/", "plan/"])
def test_who_may_not_change_it(twice, read, path, stranger, neighbour, translator):
    assert read(None, desk(twice, path), {}).status == 302
    for person in (stranger, neighbour):
        assert read(person, desk(twice, path), {}).status == 404
    assert read(translator, desk(twice, path), {}).status in (403, 404)


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("history/", "post"),
        ("revisions/1/", "post"),
        ("compare/", "post"),
        ("revisions/1/restore/", "get"),
        ("compare/base/", "get"),
        ("plan/", "put"),
    ],
)
def test_other_methods(twice, signed_in, editor, path, method):
    assert getattr(signed_in(editor), method)(desk(twice, path)).status_code == 405


def test_everything_that_was_done_the_newest_first(twice, read, contributor, editor):
    Profile.objects.create(user=editor, name="The editors")
    page = read(contributor, desk(twice, "history/"))
    assert page.texts(".happened strong") == [
        "Published", "Accepted", "Handed in", "Written on", "Change begun",
        "Published", "Accepted", "Handed in", "Begun",
    ]  # fmt: skip
    assert page.texts(".happened li > p.soft")[0].endswith("· by The editors")
    assert page.texts(".happened li > p.soft")[2].endswith("· by contributor@example.org")
    assert page.texts(".happened .what span") == ["Title, Impact"]
    links = [text.split()[1] for text in page.texts(".kept-links li:first-child")]
    assert links == ["4", "3", "2", "1"]
    assert page.texts(".kept-links .badge") == ["public", "public"]


def test_a_reason_is_told(draft, contributor, editor, read):
    practice = take_step(practice=draft(by=contributor), step=Step.SUBMIT, by=contributor)
    take_step(practice=practice, step=Step.ASK_CHANGES, by=editor, reason="Say <b>who</b> pays.")
    page = read(contributor, desk(practice, "history/"))
    assert page.text(".happened .reason") == "Say <b>who</b> pays."


def test_the_history_can_be_narrowed(twice, read, editor):
    page = read(editor, desk(twice, "history/?kind=writing"))
    assert page.texts(".happened strong") == ["Written on", "Change begun", "Begun"]
    assert page.texts(".history-kinds [aria-current]") == ["Writing"]
    assert len(read(editor, desk(twice, "history/?kind=zzz&page=99")).all(".happened > li")) == 9
    nothing = read(editor, desk(twice, "history/?kind=imports")).text(".nothing")
    assert nothing == "Nothing of this kind has happened yet."


def test_a_long_history_has_pages(twice, read, editor):
    Event.objects.bulk_create(
        Event(kind="saved", practice=twice.public_id, by=f"person{number}") for number in range(60)
    )
    page = read(editor, desk(twice, "history/"))
    assert len(page.all(".happened > li")) == 50
    assert page.links(".pager a") == ["?page=2"]
    narrowed = read(editor, desk(twice, "history/?kind=writing"))
    assert narrowed.links(".pager a") == ["?page=2&kind=writing"]
    assert len(read(editor, desk(twice, "history/?page=2")).all(".happened > li")) == 19


def test_what_was_imported_is_kept_between(city, vocabularies, editor, read):
    practice = make_practice(text_record(), place_ids=(city.pk,))
    take_step(practice=practice, step=Step.REVISE, by=editor)
    page = read(editor, desk(practice, "history/"))
    assert page.texts(".happened strong") == ["Change begun", "A revision was kept", "Came in by an import"]


def test_as_many_queries_however_long_the_history(draft, contributor, editor, signed_in):
    short = publish(draft(by=contributor), by=contributor, editor=editor)
    long = published_twice(draft, contributor, editor)
    browser = signed_in(editor)
    counts = []
    for practice in (short, long):
        write(practice, by=contributor, title="Another title")
        browser.get(desk(practice, "history/"))
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(desk(practice, "history/")).status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 17


def test_a_revision_is_read_as_it_was(twice, read, contributor):
    page = read(contributor, desk(twice, "revisions/2/"))
    assert page.text(".as-it-was h2") == "A sample practice"
    assert page.text("h1") == "Revision 2"
    assert page.text(".page-head .where") == "A better title"
    assert "edition 1 of the template" in page.text(".page-head p.soft")
    assert page.all(".as-it-was .section") == []
    assert read(contributor, desk(twice, "revisions/4/")).texts(".as-it-was .section h3") == ["Impact"]
    assert read(contributor, desk(twice, "revisions/9/")).status == 404


def test_a_revision_in_another_language(twice, read, contributor):
    kept = Revision.objects.get(number=4)
    french = kept.content["texts"]["en"] | {"title": "Un titre", "origin": "translation"}
    Revision.objects.filter(pk=kept.pk).update(content=kept.content | {"texts": kept.content["texts"] | {"fr": french}})
    assert read(contributor, desk(twice, "revisions/4/?text=fr")).text(".as-it-was h2") == "Un titre"
    assert read(contributor, desk(twice, "revisions/4/?text=xx")).text(".as-it-was h2") == "A better title"


def test_a_revision_without_any_text_can_be_read(twice, read, contributor):
    Revision.objects.filter(number=1).update(content=Revision.objects.get(number=1).content | {"texts": {}})
    assert read(contributor, desk(twice, "revisions/1/")).text(".nothing") == "Nothing was written yet."


def test_two_states_are_compared_in_words(twice, read, contributor):
    page = read(contributor, desk(twice, "compare/?from=2&to=4"))
    assert page.texts(".difference h2") == ["English"]
    assert page.texts(".change h3") == ["Title changed", "Impact new"]
    assert page.texts(".change del") == ["sample practice"]
    assert page.texts(".change ins") == ["better title", "Fewer quarrels."]


def test_without_a_question_the_two_newest_states_are_compared(twice, read, contributor):
    write(twice, by=contributor, title="A third title")
    page = read(contributor, desk(twice, "compare/"))
    assert page.texts("option[selected]") == ["What readers see now", "Working copy"]
    assert page.texts(".change ins") == ["third"]


@pytest.mark.parametrize("query", ["from=99&to=1", "from=1&to=copy", "from=-1&to=1", "from=1&to=²", f"from={'9' * 40}"])
def test_states_that_are_not_there(twice, read, contributor, query):
    assert read(contributor, desk(twice, f"compare/?{query}")).status == 404


def test_both_say_the_same(twice, read, contributor):
    assert read(contributor, desk(twice, "compare/?from=4&to=public")).text(".nothing") == "Both say the same."


def test_facts_are_compared_in_words(twice, read, contributor, other_city):
    write(twice, by=contributor)
    copy = WorkingCopy.objects.get()
    content = copy.content | {"places": [other_city.key], "countries": ["SE"], "concepts": ["mediation", "education"]}
    content["confirmed"] = "2026-05-04"
    content["contact"] = content["contact"] | {"shows_email": True}
    content["evidence"] = [
        {"kind": "counted", "date": "2024-05", "source": "Office", "source_url": "", "statements": {"en": "Ten more."}}
    ]
    WorkingCopy.objects.update(content=content)
    page = read(contributor, desk(twice, "compare/"))
    assert page.texts(".difference h2") == ["Facts", "Evidence", "Contact"]
    assert page.texts(".change del") == ["Sampleton", "no"]
    assert page.texts(".change ins") == ["Otherby", "Sweden", "Education", "4 May 2026", "Ten more.", "yes"]
    assert "Counted in May 2024, Office new" in page.texts(".change h3")


def test_a_revision_is_restored_and_what_was_written_is_kept(twice, read, contributor):
    write(twice, by=contributor, title="A third title")
    answer = read(contributor, desk(twice, "revisions/2/restore/"), {})
    assert (answer.status, answer.headers["Location"]) == (302, desk(twice, "compare/?from=public&to=copy"))
    assert WorkingCopy.objects.get().content["texts"]["en"]["title"] == "A sample practice"
    assert Event.objects.filter(kind="restored").get().changes == {"revision": ["", 2]}
    assert "Revision 2" in read(contributor, desk(twice, "history/")).texts(".happened .what span")


def test_restoring_what_is_published_begins_a_change(twice, read, contributor):
    assert read(contributor, desk(twice, "revisions/2/")).text(".revision-tools button") == "Restore this revision"
    assert read(contributor, desk(twice, "revisions/2/restore/"), {}).status == 302
    twice.refresh_from_db()
    assert (twice.state, twice.texts.get().title) == (State.DRAFT, "A better title")


def test_nothing_is_restored_while_it_waits_for_the_editors(draft, contributor, read):
    practice = take_step(practice=draft(by=contributor), step=Step.SUBMIT, by=contributor)
    assert read(contributor, desk(practice, "revisions/1/")).all(".revision-tools form") == []
    answer = read(contributor, desk(practice, "revisions/1/restore/"), {})
    assert answer.headers["Location"] == desk(practice, "history/")
    assert not Event.objects.filter(kind="restored").exists()


def outdated(city, editor):
    """Return a practice that an import changed while a change of it was written."""
    practice = make_practice(text_record(external_id="x1"), place_ids=(city.pk,), concept_keys=("mediation",))
    write(practice, by=editor, title="Ours")
    make_practice(text_record(external_id="x1", summary="Theirs."), place_ids=(city.pk,))
    practice.refresh_from_db()
    return practice


def test_a_change_that_is_outdated_is_looked_at_and_taken_as_base(city, vocabularies, editor, coordinator, read):
    practice = outdated(city, editor)
    Practice.objects.filter(pk=practice.pk).update(city=city)
    both = desk(practice, "compare/?from=public&to=copy")
    assert read(editor, desk(practice, "history/")).links(".notice a") == [both]
    assert read(editor, desk(practice, "compare/?from=1&to=copy")).links(".notice a") == ["?from=public&to=copy"]
    page = read(editor, desk(practice, "compare/?from=public&to=copy"))
    assert page.texts(".change h3") == ["Title changed", "Summary changed"]
    assert page.all(".notice button") != []
    assert read(coordinator, desk(practice, "compare/?from=public&to=copy")).all(".notice button") == []
    assert read(coordinator, desk(practice, "compare/base/"), {}).status == 403
    assert read(editor, desk(practice, "compare/base/"), {}).status == 302
    assert read(editor, desk(practice, "compare/?from=public&to=copy")).all(".notice") == []


def plan(day, time="09:00", zone="Europe/Oslo"):
    return {"day": day, "time": time, "zone": zone}


@pytest.fixture
def accepted(draft, contributor):
    return draft(by=contributor, state=State.ACCEPTED)


def test_it_is_planned_in_the_time_of_its_city_and_the_plan_undone(accepted, read, editor):
    day = (timezone.now() + timedelta(days=40)).date()
    page = read(editor, desk(accepted, "plan/"))
    assert page.text("option[selected]") == "Oslo"
    assert read(editor, desk(accepted, "plan/"), plan(day.isoformat())).status == 302
    accepted.refresh_from_db()
    assert accepted.publish_at.date() == day
    assert accepted.publish_at.hour in (7, 8)
    page = read(editor, desk(accepted, "plan/"))
    assert page.text(".planned strong").endswith("09:00 (Oslo)")
    assert "09:00" not in page.text(".planned .soft:not([data-here])")
    assert "Day of publication set" in read(editor, desk(accepted, "history/")).texts(".happened strong")
    read(editor, desk(accepted, "plan/"), {"do": "undo"})
    accepted.refresh_from_db()
    assert accepted.publish_at is None
    assert "not by itself any more" in read(editor, desk(accepted, "history/")).texts(".happened .what span")


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (plan(""), "This field is required."),
        (plan("31.12.99999"), "Enter a valid date."),
        (plan("2020-01-01"), "This time is past. To publish at once, use the button “Publish”."),
        (plan("9999-12-31", "23:59", "America/New_York"), "This day is too far away. Look at the year."),
        (plan("2226-01-01"), "This day is more than two years away. Look at the year."),
        (plan("2027-03-28", "02:30"), "The clocks are put forward over this time. Choose another one."),
        (plan("2027-03-01", zone="Mars/North"), "This time zone is not known. Choose one from the list."),
    ],
)
def test_times_that_cannot_be_planned(accepted, read, editor, data, error):
    page = read(editor, desk(accepted, "plan/"), data)
    assert (page.status, page.texts(".notice li")) == (422, [error])
    assert page.all("[aria-invalid]") != []
    accepted.refresh_from_db()
    assert accepted.publish_at is None


def test_who_may_not_publish_plans_nothing(accepted, read, contributor, coordinator):
    for person in (contributor, coordinator):
        assert read(person, desk(accepted, "plan/")).status == 403


def test_what_is_not_accepted_is_not_planned(twice, read, editor):
    said = read(editor, desk(twice, "plan/")).texts(".notice p")
    assert said == ["Only a practice that was accepted can be planned."]
    day = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
    assert read(editor, desk(twice, "plan/"), plan(day)).status == 302
    twice.refresh_from_db()
    assert twice.publish_at is None


def test_a_practice_of_nobody_is_planned_in_utc(vocabularies, editor, read):
    practice = begin(by=editor, language="en", edition="1", content=complete_content(None) | {"countries": []})
    Practice.objects.filter(pk=practice.pk).update(state=State.ACCEPTED)
    assert read(editor, desk(practice, "plan/")).text("option[selected]") == "UTC"


def test_hostile_words_stay_words(draft, contributor, editor, read):
    hostile = "<script>alert(1)</script>"
    practice = publish(draft(by=contributor, title=hostile), by=contributor, editor=editor)
    write(practice, by=contributor, title=hostile + " & more")
    for path in ("history/", "revisions/1/", "compare/"):
        page = read(contributor, desk(practice, path))
        assert (page.status, "<script>alert" in page.html) == (200, False)


def test_a_copy_that_holds_nothing_can_be_compared(draft, contributor, read):
    practice = draft(by=contributor)
    copy = WorkingCopy.objects.get()
    save_draft(practice=practice, content=copy.content | {"texts": {}}, version=1, by=contributor)
    page = read(contributor, desk(practice, "compare/"))
    assert (page.status, page.text(".nothing")) == (200, "Both say the same.")
