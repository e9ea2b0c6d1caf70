"""The form: saved by its button or as somebody types, held, translated; and what happens when two write at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from convivia.places.models import Country
from convivia.practices.models import Event, Practice, WorkingCopy
from convivia.practices.workflow import State
from convivia.practices.writing_actions import hold, save_draft, take_over
from tests.making import make_place

JSON = {"headers": {"Accept": "application/json"}}


def page(practice, query=""):
    return f"/en/desk/practices/{practice.public_id}/write/{query}"


def short(**values):
    """What the short form of the sample sends when nothing is changed in it."""
    sent = {
        "version": "1", "do": "save", "title": "A sample practice", "place": ["sampleton"], "place-name": "",
        "period": "2019 - ongoing", "area": ["mediation"], "summary": "What a sample practice does.",
        "contact-office": "", "contact-organisation": "", "contact-email": "office@example.org", "contact-page": "",
    }  # fmt: skip
    return sent | {key.replace("_", "-"): value for key, value in values.items()}


def evidence(*rows):
    sent = {"evidence-rows": str(len(rows))}
    for number, row in enumerate(rows):
        sent |= {f"evidence-{number}-{name}": value for name, value in row.items()}
    return sent


def content():
    return WorkingCopy.objects.get().content


def test_who_may_write(client, signed_in, draft, contributor, coordinator, editor, neighbour, reader, stranger):
    practice = draft(by=contributor)
    assert client.get(page(practice)).status_code == 302
    people = (contributor, coordinator, editor, neighbour, reader, stranger)
    assert [signed_in(one).get(page(practice)).status_code for one in people] == [200, 200, 200, 404, 404, 404]
    assert [signed_in(one).post(page(practice), short()).status_code for one in (neighbour, stranger)] == [404, 404]
    assert signed_in(contributor).delete(page(practice)).status_code == 405
    Practice.objects.update(state=State.SUBMITTED)
    assert [signed_in(one).get(page(practice)).status_code for one in (contributor, editor)] == [403, 200]
    assert signed_in(contributor).post(page(practice), short()).status_code == 403


def test_there_is_no_form_without_a_working_copy(signed_in, draft, contributor):
    practice = draft(by=contributor)
    WorkingCopy.objects.all().delete()
    assert signed_in(contributor).get(page(practice)).status_code == 404


@pytest.mark.parametrize("query", ["?depth=deep", "?text=xx", "?text=../../etc"])
def test_no_such_form(signed_in, draft, contributor, query):
    assert signed_in(contributor).get(page(draft(by=contributor), query)).status_code == 400


def test_a_save_without_change_changes_nothing(signed_in, draft, contributor):
    practice = draft(by=contributor)
    before = content()
    response = signed_in(contributor).post(page(practice), short())
    copy = WorkingCopy.objects.get()
    assert (response.status_code, response.url) == (302, page(practice, "?text=en&saved=1#saved"))
    assert (copy.version, copy.content) == (1, before)


def test_the_short_form_is_saved(signed_in, draft, contributor):
    practice = draft(by=contributor)
    make_place("newby", name="Newby")
    sent = short(
        title="  A new\n title ", summary="Two\r\nlines", period="since March 2018", area=["education", "language"],
        place_name="Newby", contact_office="Office for  all", contact_shows="yes", contact_page="city.example/us",
    )  # fmt: skip
    response = signed_in(contributor).post(page(practice), sent)
    saved = content()
    assert response.status_code == 302
    assert (saved["texts"]["en"]["title"], saved["texts"]["en"]["summary"]) == ("A new title", "Two\nlines")
    assert (saved["period"]["text"], saved["period"]["start"], saved["period"]["ongoing"]) == (
        "since March 2018",
        "2018-03",
        True,
    )
    assert (saved["places"], saved["concepts"]) == (["sampleton", "newby"], ["education", "language"])
    assert saved["contact"] == {
        "office": "Office for  all",
        "organisation": "",
        "email": "office@example.org",
        "shows_email": True,
        "page": "https://city.example/us",
    }


def test_the_full_form_is_saved(signed_in, draft, contributor):
    practice = draft(by=contributor)
    rows = [
        {"kind": "counted", "statement": "120 people came.", "date": "May 2024", "source": "Report", "url": ""},
        {"kind": "", "statement": "", "date": "", "source": "", "url": ""},
    ]
    sent = short(**{"answer-purpose": "To meet.", "source-name": "The city", "source-url": "", "licence": "CC0-1.0"})
    response = signed_in(contributor).post(page(practice, "?depth=full"), sent | evidence(*rows))
    saved = content()
    assert response.status_code == 302
    assert saved["texts"]["en"]["answers"] == {"purpose": "To meet."}
    assert saved["evidence"] == [
        {
            "kind": "counted",
            "statements": {"en": "120 people came."},
            "date": "2024-05",
            "source": "Report",
            "source_url": "",
        }
    ]
    assert (saved["source"], saved["licence"]) == ("The city", "CC0-1.0")


def test_the_short_form_leaves_alone_what_it_does_not_ask(signed_in, draft, contributor):
    practice = draft(by=contributor, answers={"purpose": "To meet.", "description": "Of old."})
    copy = WorkingCopy.objects.get()
    rich = copy.content | {"licence": "CC0-1.0", "concepts": ["mediation", "unknown-theme"]}
    save_draft(practice=practice, content=rich, version=1, by=contributor)
    signed_in(contributor).post(page(practice), short(version="2", title="Another"))
    saved = content()
    assert saved["texts"]["en"]["answers"] == {"purpose": "To meet.", "description": "Of old."}
    assert (saved["licence"], saved["concepts"]) == ("CC0-1.0", ["mediation", "unknown-theme"])
    html = signed_in(contributor).get(page(practice, "?depth=full")).content.decode()
    assert 'name="answer-description"' in html


LONG_ADDRESS = f"https://city.example/{'x' * 1000}"
WRONG = [
    (short(title="x" * 301), "title"),
    (short(summary="x" * 2001), "summary"),
    (short(period="x" * 301), "period"),
    (short(contact_email="no address"), "contact-email"),
    (short(contact_page="ftp://city.example/"), "contact-page"),
    (short(contact_page="javascript:alert(1)"), "contact-page"),
    (short(contact_office="x" * 201), "contact-office"),
    (short(place_name="Zzzyx"), "place-name"),
    (short(area=["mediation", "unknown"]), "areas"),
    (short() | evidence({"kind": "told", "statement": ""}), "evidence-0-statement"),
    (short() | evidence({"kind": "guess", "statement": "Well"}), "evidence-0-kind"),
    (short() | evidence({"kind": "told", "statement": "Well", "date": "soon"}), "evidence-0-date"),
    (short() | evidence({"kind": "told", "statement": "Well", "url": "x y"}), "evidence-0-url"),
    (short() | evidence({"kind": "told", "statement": "Well", "url": LONG_ADDRESS}), "evidence-0-url"),
    (short() | evidence({"kind": "told", "statement": "x" * 2001}), "evidence-0-statement"),
    (short() | evidence({"kind": "told", "statement": "Well", "source": "x" * 301}), "evidence-0-source"),
    (short(**{"source-url": "//x"}), "source-url"),
    (short(**{"answer-purpose": "x" * 20001}), "answer-purpose"),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "name"), WRONG, ids=[name for _, name in WRONG])
def test_what_is_wrong_is_told_at_its_field_and_stays_typed(signed_in, draft, contributor, sent, name):
    """All the rest is saved."""
    practice = draft(by=contributor)
    sent = {**sent, "contact-organisation": "Saved beside it"}
    response = signed_in(contributor).post(page(practice, "?depth=full"), sent)
    html = response.content.decode()
    assert (response.status_code, [one for one, _ in response.context["errors"]]) == (422, [name])
    assert f'href="#{name}"' in html
    assert f'id="{name}-error"' in html
    if name != "areas":
        assert 'aria-invalid="true"' in html
    typed = sent.get(name)
    if isinstance(typed, str) and typed and not name.endswith("-kind"):
        assert typed in html
    assert content()["contact"]["organisation"] == "Saved beside it"
    assert content()["texts"]["en"]["title"] == "A sample practice"


def test_namesakes_are_offered(signed_in, draft, contributor):
    practice = draft(by=contributor)
    make_place("twin-a", name="Twinby")
    make_place("twin-b", country="SE", name="Twinby")
    browser = signed_in(contributor)
    response = browser.post(page(practice), short(place_name="Twinby", do="add-place"))
    assert (response.status_code, 'value="twin-b"' in response.content.decode()) == (422, True)
    sent = short(place_name="Twinby") | {"place-chosen": "twin-b"}
    assert browser.post(page(practice), sent).status_code == 302
    assert content()["places"] == ["sampleton", "twin-b"]


def test_a_country_can_be_named(signed_in, draft, contributor):
    practice = draft(by=contributor)
    Country.objects.get_or_create(code="SE", defaults={"alpha3": "SWE"})
    signed_in(contributor).post(page(practice), short(place_name="Suède", place=[]))
    assert (content()["places"], content()["countries"]) == ([], ["SE"])
    signed_in(contributor).post(page(practice), short(version="2", country=["SE", "XX", "<b>"], place=["nowhere"]))
    assert (content()["places"], content()["countries"]) == ([], ["SE"])


def test_a_row_can_be_added_and_taken_out_without_script(signed_in, draft, contributor):
    practice = draft(by=contributor)
    browser = signed_in(contributor)
    rows = [{"kind": "told", "statement": said, "was": ""} for said in ("One", "Two")]
    response = browser.post(page(practice, "?depth=full"), short(do="add-evidence") | evidence(*rows))
    html = response.content.decode()
    assert (response.status_code, 'id="evidence-2-statement"' in html) == (200, True)
    assert 'name="evidence-1-was" value="1"' in html
    sent = short(version="2", do="remove-evidence-0") | evidence(*rows)
    assert browser.post(page(practice, "?depth=full"), sent).status_code == 302
    assert [row["statements"]["en"] for row in content()["evidence"]] == ["Two"]


def test_other_languages_stay_with_their_statement(signed_in, draft, contributor):
    practice = draft(by=contributor)
    rows = [
        {"kind": "told", "date": "", "source": "", "source_url": "", "statements": {"en": en, "fr": fr}}
        for en, fr in (("One", "Un"), ("Two", "Deux"))
    ]
    save_draft(practice=practice, content=content() | {"evidence": rows}, version=1, by=contributor)
    sent = evidence(
        {"kind": "told", "statement": "Two more", "was": "1"}, {"kind": "told", "statement": "New", "was": ""}
    )
    response = signed_in(contributor).post(page(practice, "?depth=full"), short(version="2") | sent, **JSON)
    assert response.json()["rows"] == ["0", "1"]
    assert [row["statements"] for row in content()["evidence"]] == [{"en": "Two more", "fr": "Deux"}, {"en": "New"}]


def test_the_script_is_answered_in_json(signed_in, draft, contributor):
    practice = draft(by=contributor, summary="")
    sent = short(summary="", period="spring 2020", contact_email="nothing")
    response = signed_in(contributor).post(page(practice), sent, **JSON)
    told = response.json()
    assert (response.status_code, told["version"], told["percent"], list(told["errors"])) == (
        200,
        2,
        83,
        ["contact-email"],
    )
    assert told["missing"] == [{"label": "Summary", "url": f"{page(practice)}#summary"}]
    assert told["period"] == {"said": "Understood as: in spring 2020", "warnings": []}
    assert told["saved"].startswith("Saved at ")


@pytest.mark.parametrize("version", ["", "one", "-1", "²", "9" * 30])
def test_a_form_without_a_version_is_refused(signed_in, draft, contributor, version):
    practice = draft(by=contributor)
    assert signed_in(contributor).post(page(practice), short(version=version)).status_code == 400


def test_save_and_close_lets_others_write(signed_in, draft, contributor):
    practice = draft(by=contributor)
    browser = signed_in(contributor)
    browser.get(page(practice))
    assert WorkingCopy.objects.get().held_by == contributor
    response = browser.post(page(practice), short(do="done"))
    assert (response.url, WorkingCopy.objects.get().held_by) == (f"/en/desk/practices/{practice.public_id}/", None)


def test_who_else_writes_is_said_and_can_be_followed(signed_in, draft, contributor, coordinator):
    practice = draft(by=contributor)
    hold(practice=practice, by=coordinator)
    browser = signed_in(contributor)
    assert "coordinator is writing here now" in browser.get(page(practice)).content.decode()
    assert browser.post(page(practice), {"do": "hold"}).status_code == 423
    assert browser.post(page(practice), {"do": "take-over"}).status_code == 302
    assert (WorkingCopy.objects.get().held_by, Event.objects.filter(kind="taken-over").count()) == (contributor, 1)
    assert browser.post(page(practice), {"do": "hold"}).json() == {"held": True}


def test_a_save_while_another_writes(signed_in, draft, contributor, coordinator):
    practice = draft(by=contributor)
    hold(practice=practice, by=coordinator)
    browser = signed_in(contributor)
    assert browser.post(page(practice), short(title="Mine"), **JSON).status_code == 423
    response = browser.post(page(practice), short(title="Mine"))
    html = response.content.decode()
    assert (response.status_code, 'name="title" value="Mine"' in html) == (423, True)
    assert content()["texts"]["en"]["title"] == "A sample practice"
    assert browser.post(page(practice), short(title="Mine", do="take-over")).status_code == 302
    assert content()["texts"]["en"]["title"] == "Mine"


def test_two_versions_are_shown_and_chosen_from(signed_in, draft, contributor):
    practice = draft(by=contributor)
    theirs = content()
    theirs["texts"]["en"] |= {"title": "Theirs", "summary": "Their summary."}
    save_draft(practice=practice, content=theirs, version=1, by=contributor)
    browser = signed_in(contributor)
    mine = short(title="Mine", summary="My summary.")
    told = browser.post(page(practice), mine, **JSON)
    assert told.json()["said"].startswith("You saved this practice in another window at ")
    assert (told.status_code, told.json()["version"], told.json()["fields"]) == (409, 2, ["Title", "Summary"])
    response = browser.post(page(practice), mine)
    shown = [(one.name, one.mine, one.theirs) for one in response.context["clash"].differences]
    assert (response.status_code, shown) == (
        409,
        [("title", "Mine", "Theirs"), ("summary", "My summary.", "Their summary.")],
    )
    html = response.content.decode()
    assert 'name="version" value="2"' in html
    assert 'name="period" value="2019 - ongoing"' in html
    chosen = mine | {"version": "2", "choose-title": "theirs", "choose-summary": "mine"}
    assert browser.post(page(practice), chosen).status_code == 302
    text = content()["texts"]["en"]
    assert (text["title"], text["summary"]) == ("Theirs", "My summary.")


def test_the_same_sent_twice_is_no_clash(signed_in, draft, contributor):
    practice = draft(by=contributor)
    browser = signed_in(contributor)
    assert [browser.post(page(practice), short(title="Mine")).status_code for _ in (1, 2)] == [302, 302]
    assert WorkingCopy.objects.get().version == 2


def test_who_was_overtaken_is_asked(signed_in, draft, contributor, coordinator):
    practice = draft(by=contributor)
    browser = signed_in(contributor)
    browser.get(page(practice))
    take_over(practice=practice, by=coordinator)
    WorkingCopy.objects.update(held_until=timezone.now())
    assert browser.post(page(practice), short(title="Mine")).status_code == 302


def test_a_translation_is_words_alone(signed_in, draft, contributor):
    practice = draft(by=contributor, answers={"purpose": "To meet."})
    browser = signed_in(contributor)
    html = browser.get(page(practice, "?text=fr")).content.decode()
    assert [name for name in ("period", "place-name", "contact-email") if f'name="{name}"' in html] == []
    assert "What a sample practice does." in html
    sent = {"version": "1", "title": "Un exemple", "summary": "", "answer-purpose": "Se rencontrer.", "period": "1999"}
    browser.post(page(practice, "?text=fr"), sent)
    french = content()["texts"]["fr"]
    assert (french["origin"], french["title"], french["answers"]) == (
        "translation",
        "Un exemple",
        {"purpose": "Se rencontrer."},
    )
    assert content()["period"]["text"] == "2019 - ongoing"
    browser.post(page(practice, "?text=fr"), {"version": "2", "title": "", "summary": "", "answer-purpose": ""})
    assert set(content()["texts"]) == {"en"}


def test_a_translator_writes_language_versions_only(signed_in, draft, contributor, translator):
    practice = draft(by=contributor)
    row = {"kind": "told", "date": "", "source": "", "source_url": "", "statements": {"en": "More met."}}
    save_draft(practice=practice, content=content() | {"evidence": [row]}, version=1, by=contributor)
    WorkingCopy.objects.update(held_by=None, held_until=None)
    browser = signed_in(translator)
    assert browser.get(page(practice)).context["sheet"].form.text == "fr"
    assert browser.get(page(practice, "?text=en")).status_code == 403
    assert browser.post(page(practice), short(version="2")).status_code == 403
    sent = {"version": "2", "title": "Un exemple", "evidence-0-statement": "Plus de rencontres."}
    assert browser.post(page(practice, "?text=fr"), sent).status_code == 302
    assert content()["texts"]["fr"]["title"] == "Un exemple"
    assert content()["evidence"][0]["statements"] == {"en": "More met.", "fr": "Plus de rencontres."}
    assert content()["texts"]["en"]["title"] == "A sample practice"
    sent = {"version": "3", "title": "", "evidence-0-statement": "Plus de rencontres."}
    response = browser.post(page(practice, "?text=fr"), sent)
    assert (response.status_code, [name for name, _ in response.context["errors"]]) == (422, ["title"])
    assert content()["texts"]["fr"]["title"] == "Un exemple"


def test_the_form_asks_in_the_language_of_the_page(signed_in, draft, contributor):
    practice = draft(by=contributor)
    html = signed_in(contributor).get(page(practice, "?depth=full").replace("/en/", "/fr/")).content.decode()
    assert "Que veut obtenir la pratique" in html
    assert 'id="answer-purpose" name="answer-purpose" rows="7" lang="en" dir="auto"' in html


def test_the_number_of_queries_does_not_grow(signed_in, draft, contributor):
    practice = draft(by=contributor)
    browser = signed_in(contributor)
    browser.get(page(practice))
    counts = []
    for number in (1, 2):
        with CaptureQueriesContext(connection) as queries:
            browser.get(page(practice, "?depth=full"))
        counts.append(len(queries))
        keys = [make_place(f"p{number}{one}").key for one in range(3)]
        row = {"kind": "told", "date": "", "source": "", "source_url": "", "statements": {"en": "More met."}}
        save_draft(
            practice=practice,
            content=content() | {"places": keys, "evidence": [row] * 3},
            version=number,
            by=contributor,
        )
    assert counts[0] == counts[1]
    assert counts[0] <= 26
