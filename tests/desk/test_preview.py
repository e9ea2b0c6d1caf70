"""A working copy as readers will see it."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from convivia.practices.models import WorkingCopy
from convivia.practices.workflow import Step
from convivia.practices.workflow_actions import take_step
from convivia.practices.writing_actions import save_draft


def page(practice):
    return f"/en/desk/practices/{practice.public_id}/preview/"


def test_it_looks_like_the_public_page(signed_in, draft, contributor):
    practice = draft(by=contributor, answers={"purpose": "To <b>meet</b> at https://example.org/ daily."})
    html = signed_in(contributor).get(page(practice)).content.decode()
    wanted = [
        "A sample practice</h1>",
        'href="/en/cities/sampleton/"',
        "Since 2019",
        "What a sample practice does.",
        "To &lt;b&gt;meet&lt;/b&gt; at",
        '<a href="https://example.org/" rel="nofollow">',
        '<section class="section" id="purpose">',
        'href="/en/areas/mediation/"',
        "Not shown",
    ]
    assert [one for one in wanted if one not in html] == []
    assert "office@example.org" not in html


def test_another_language(signed_in, draft, contributor):
    practice = draft(by=contributor)
    copy = WorkingCopy.objects.get()
    french = copy.content["texts"]["en"] | {"title": "Un exemple", "origin": "translation"}
    content = copy.content | {"texts": copy.content["texts"] | {"fr": french}}
    save_draft(practice=practice, content=content, version=1, by=contributor)
    html = signed_in(contributor).get(page(practice) + "?text=fr").content.decode()
    assert '<h1 lang="fr">Un exemple</h1>' in html
    assert "A sample practice</h1>" in signed_in(contributor).get(page(practice) + "?text=xx").content.decode()


def test_who_may_see_it(client, signed_in, draft, contributor, editor, neighbour, stranger):
    practice = draft(by=contributor)
    assert client.get(page(practice)).status_code == 302
    seen = [signed_in(one).get(page(practice)).status_code for one in (contributor, editor, neighbour, stranger)]
    assert seen == [200, 200, 404, 404]
    assert signed_in(contributor).post(page(practice)).status_code == 405


def test_there_is_none_of_what_is_not_being_changed(signed_in, draft, contributor, editor):
    practice = draft(by=contributor)
    for step, by in ((Step.SUBMIT, contributor), (Step.ACCEPT, editor), (Step.PUBLISH, editor)):
        practice = take_step(practice=practice, step=step, by=by)
    assert signed_in(contributor).get(page(practice)).status_code == 404


def test_the_number_of_queries(signed_in, draft, contributor):
    practice = draft(by=contributor)
    browser = signed_in(contributor)
    counts = []
    for number in (1, 2):
        with CaptureQueriesContext(connection) as queries:
            browser.get(page(practice))
        counts.append(len(queries))
        copy = WorkingCopy.objects.get()
        row = {"kind": "told", "date": "", "source": "", "source_url": "", "statements": {"en": "More met."}}
        content = copy.content | {"evidence": [row] * 3, "concepts": ["mediation", "education", "language"]}
        save_draft(practice=practice, content=content, version=number, by=contributor)
    assert counts[0] == counts[1]
    assert counts[0] <= 16
