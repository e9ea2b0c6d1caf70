"""Advice that writers set aside: it stays away until its field says something else, and readers see that it was."""

import pytest
from django.template import Context, Template

from convivia.practices.advice import advise
from convivia.practices.advice_actions import set_aside, take_up
from convivia.practices.advice_marks import mark_of
from convivia.practices.models import SetAside, WorkingCopy
from convivia.practices.rules import NotAllowed
from convivia.practices.workflow import State
from tests.desk.test_writing import JSON, short

PRAISE = "The best project of the town, for all who live in it."

GOOD = (
    "Once a week neighbours cook together in a yard of the quarter, newcomers with those who have lived there for long."
)


def marks(practice):
    """Return the marks of the advice on the summary, by reason."""
    copy = WorkingCopy.objects.get(practice=practice)
    found = advise(copy.content, language=copy.language)
    return {one.reason: mark_of(one, copy.content) for one in found if one.key == "summary"}


@pytest.fixture
def practice(draft, contributor):
    return draft(by=contributor, summary=PRAISE)


def test_a_mark_holds_until_the_field_says_something_else(practice):
    before = marks(practice)["praise"]
    copy = WorkingCopy.objects.get()
    copy.content["texts"]["en"]["title"] = "Another title"
    copy.save()
    assert marks(practice)["praise"] == before
    copy.content["texts"]["en"]["summary"] += " More."
    copy.save()
    assert marks(practice)["praise"] != before


def test_who_set_it_aside_first_stays_named(practice, contributor, coordinator):
    mark = marks(practice)["praise"]
    for one in (contributor, coordinator):
        set_aside(practice=practice, mark=mark, by=one)
    assert list(SetAside.objects.values_list("mark", "by")) == [(mark, "contributor")]
    take_up(practice=practice, mark=mark, by=coordinator)
    assert not SetAside.objects.exists()


def test_what_is_no_advice_is_not_noted(practice, contributor):
    assert [set_aside(practice=practice, mark=mark, by=contributor) for mark in ("", "0" * 32, "x" * 900)] == [None] * 3
    WorkingCopy.objects.all().delete()
    assert set_aside(practice=practice, mark="0" * 32, by=contributor) is None


def test_only_who_writes_sets_aside(practice, contributor, translator, neighbour, reader):
    mark = marks(practice)["praise"]
    for one in (neighbour, reader):
        for act in (set_aside, take_up):
            with pytest.raises(NotAllowed):
                act(practice=practice, mark=mark, by=one)
    assert set_aside(practice=practice, mark=mark, by=translator)
    practice.state = State.SUBMITTED
    with pytest.raises(NotAllowed):
        take_up(practice=practice, mark=mark, by=contributor)


def write(practice, query=""):
    return f"/en/desk/practices/{practice.public_id}/write/{query}"


def test_advice_stands_at_its_field_and_is_left_as_it_is(practice, contributor, signed_in):
    browser = signed_in(contributor)
    mark = marks(practice)["praise"]
    html = browser.get(write(practice)).content.decode()
    assert f'value="set-aside-{mark}"' in html
    response = browser.post(write(practice), short(summary=PRAISE, do=f"set-aside-{mark}"))
    assert (response.status_code, response.url) == (302, f"{write(practice)}?text=en&saved=1#summary")
    after = browser.get(write(practice))
    assert f'value="set-aside-{mark}"' not in after.content.decode()
    assert "Left as it is by contributor" in after.content.decode()


def test_the_script_is_told_of_advice_while_somebody_types(practice, contributor, signed_in):
    browser = signed_in(contributor)
    told = browser.post(write(practice), short(summary=GOOD), **JSON).json()
    assert told["advice"] == {}
    told = browser.post(write(practice), short(version="2", summary=PRAISE), **JSON).json()
    assert list(told["advice"]) == ["summary"]
    assert "This word praises." in told["advice"]["summary"]
    mark = marks(practice)["praise"]
    sent = short(version="3", summary=PRAISE, do=f"set-aside-{mark}")
    assert browser.post(write(practice), sent, **JSON).json()["advice"] == {}
    told = browser.post(write(practice), short(version="3", summary=f"{PRAISE} Well."), **JSON).json()
    assert list(told["advice"]) == ["summary"]


def test_what_is_missing_is_not_told_beside_each_field(draft, contributor, signed_in):
    practice = draft(by=contributor, summary=GOOD)
    response = signed_in(contributor).get(write(practice, "?depth=full"))
    assert [field.asked.name for part in response.context["parts"] for field in part.fields if field.advice] == []


def test_it_is_answered_from_the_list_and_taken_up_again(practice, contributor, signed_in):
    browser = signed_in(contributor)
    address = f"/en/desk/practices/{practice.public_id}/advice/"
    sent = {"mark": marks(practice)["praise"], "do": "set-aside", "back": "practice"}
    response = browser.post(address, sent)
    assert response.url == f"/en/desk/practices/{practice.public_id}/#advice-title"
    assert "Read, and left as it is" in browser.get(response.url).content.decode()
    response = browser.post(address, sent | {"do": "take-up", "back": "https://elsewhere.example/"})
    assert response.url == f"{address}#advice-title"
    assert not SetAside.objects.exists()


def test_who_answers_advice(practice, client, signed_in, neighbour, reader, draft, contributor):
    address = f"/en/desk/practices/{practice.public_id}/advice/"
    sent = {"mark": marks(practice)["praise"], "do": "set-aside"}
    assert client.post(address, sent).status_code == 302
    assert [signed_in(one).post(address, sent).status_code for one in (neighbour, reader)] == [404, 404]
    handed_in = draft(by=contributor, state=State.SUBMITTED)
    address = f"/en/desk/practices/{handed_in.public_id}/advice/"
    assert signed_in(contributor).post(address, sent).status_code == 403
    assert not SetAside.objects.exists()


def test_readers_see_what_was_left_as_it_is(practice, contributor):
    set_aside(practice=practice, mark=marks(practice)["praise"], by=contributor)
    part = Template("{% load desk_advice %}{% advice_on content practice=practice %}")
    html = part.render(Context({"content": WorkingCopy.objects.get().content, "practice": practice.pk}))
    assert "Left as it is by contributor" in html
    assert "Show it again" not in html
