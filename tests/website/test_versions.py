"""The history of a practice for everyone: versions, what changed, withdrawn and archived practices."""

import pytest
from django.contrib.auth.models import User

from convivia.people.models import HeldRole
from convivia.practices.models import Practice, Revision, WorkingCopy
from convivia.practices.workflow import Step
from convivia.practices.workflow_actions import take_step
from convivia.practices.writing_actions import begin
from tests.desk.moving import publish, write
from tests.making import make_practice, text_record


@pytest.fixture
def editor(db):
    user = User.objects.create_user("secret-editor", "secret@example.org")
    HeldRole.objects.create(user=user, role="editor", given_by="tests")
    return user


def change(practice, editor, **text):
    """Write into the English text of a practice, give it a contact, and publish that."""
    write(practice, by=editor, **text)
    contact = {"office": "Office", "organisation": "", "email": "o@example.org", "shows_email": False, "page": ""}
    WorkingCopy.objects.update(content=WorkingCopy.objects.get().content | {"contact": contact})
    practice.refresh_from_db()
    return publish(practice, by=editor, editor=editor)


@pytest.fixture
def council(library, editor):
    """A practice with two versions: what was imported, and a change of its title with a section more."""
    practice = library["council"]
    return change(practice, editor, title="A council for newcomers", answers={"impact": "More voices."})


def page_of(practice, rest=""):
    return f"/en/practices/{practice.public_id}/{rest}"


def leave(practice, editor, step, reason="It ended."):
    return take_step(practice=practice, step=step, by=editor, reason=reason)


def test_what_never_went_through_the_desk_has_one_version(library, address, read):
    page = read(address("council"))
    assert page.texts(".past .past-name a") == ["Version 1"]
    assert page.texts(".past p.soft") == ["First version"]
    version = read(page_of(library["council"], "versions/1/"))
    assert (version.status, version.text("h1")) == (200, "A council of newcomers")
    assert not Revision.objects.exists()


def test_the_page_shows_its_versions_and_what_changed(council, read):
    page = read(page_of(council, "a-council-for-newcomers/"))
    assert page.texts(".past .past-name a") == ["Version 2", "Version 1"]
    assert page.texts(".past p.soft") == ["Contact, Title, Impact", "First version"]
    assert page.links(".past .past-name a") == [page_of(council, "versions/2/"), page_of(council, "versions/1/")]


def test_who_publishes_says_what_is_new(council, read):
    Revision.objects.filter(step="publish").update(note="Now with <what> it brought.")
    assert read(page_of(council, "versions/")).texts(".past > li > p:not(.soft)")[0] == "Now with <what> it brought."


def test_all_versions_on_a_page_of_their_own(council, read):
    page = read(page_of(council, "versions/"))
    assert page.text("h1") == "A council for newcomers"
    assert page.texts(".past .tag") == ["newest"]
    assert page.links(".past > li > p > a") == [page_of(council, "versions/compare/?from=1&to=2")]
    assert page.one("meta[name=robots]").attributes["content"] == "noindex, follow"


def test_an_older_version_is_read_as_it_was(council, read):
    page = read(page_of(council, "versions/1/"))
    assert page.text("h1") == "A council of newcomers"
    assert page.all("#impact") == []
    assert page.text(".notice").startswith("You are reading version 1, of ")
    assert page.text(".notice").endswith("There is a newer one. Read the newest version")
    assert page.links(".notice a") == [page_of(council)]
    assert page.one("meta[name=robots]").attributes["content"] == "noindex"
    assert page.links("link[rel=canonical]") == [f"http://testserver{page_of(council)}"]
    assert page.all("link[hreflang], script[type='application/ld+json'], .keep, .similar, .turn") == []
    cited = page.text("#citation")
    assert "“A council of newcomers”, Oslo, Norway, 2017 to 2019. Version 1 of " in cited
    assert f"In: Convivia, http://testserver{page_of(council, 'versions/1/')}." in cited


def test_the_newest_version_says_so(council, read):
    page = read(page_of(council, "versions/2/"))
    assert page.text("h1") == "A council for newcomers"
    assert page.text(".notice").endswith("and the newest one. Read it on its own page")


def test_versions_have_places_areas_and_other_languages(library, editor, read):
    practice = library["kitchen"]
    change(practice, editor, title="Another kitchen")
    page = read(page_of(practice, "versions/1/"))
    assert page.text(".page-head .where") == "Oslo, Norway · Fika, Sweden"
    assert page.links(".page-head .areas a") == ["/en/areas/public-space/", "/en/areas/mediation/"]
    assert page.texts(".section h2") == ["Purpose#", "Process#", "Extra part#"]
    assert page.links(".listed a") == [page_of(practice, "versions/1/?text=fr")]
    assert read(page_of(practice, "versions/1/?text=fr")).text("h1") == "Une cuisine pour les voisins"
    french = read(f"/fr/practices/{practice.public_id}/versions/1/")
    assert french.text(".page-head .where") == "Osló-en-Fjord, Norvège · Fika, Suède"


def test_two_versions_are_compared_in_words(council, read):
    page = read(page_of(council, "versions/compare/?from=1&to=2"))
    assert page.texts(".difference h2") == ["English", "Contact"]
    assert page.texts(".change del") == ["of"]
    assert page.texts(".change ins") == ["for", "More voices.", "Office"]
    assert page.texts("option[selected]")[0].startswith("Version 1 of ")
    assert read(page_of(council, "versions/compare/")).texts(".change del") == ["of"]
    assert read(page_of(council, "versions/compare/?from=2&to=2")).text(".nothing") == "Both say the same."


def test_names_of_accounts_and_hidden_addresses_are_never_public(council, read):
    for rest in ("a-council-for-newcomers/", "versions/", "versions/1/", "versions/2/", "versions/compare/"):
        page = read(page_of(council, rest))
        assert page.status == 200
        assert [word for word in ("secret-editor", "secret@", "o@example.org") if word in page.html] == []


@pytest.mark.parametrize(
    "rest", ["versions/3/", "versions/0/", "versions/compare/?from=1&to=9", "versions/compare/?from=x&to=1"]
)
def test_versions_that_are_not_there(council, read, rest):
    assert read(page_of(council, rest)).status == 404


@pytest.mark.parametrize("rest", ["versions/", "versions/1/", "versions/compare/"])
def test_practices_that_nobody_has_seen_have_no_versions(vocabularies_of, editor, read, rest):
    draft = vocabularies_of(editor)
    assert read(page_of(draft)).status == 404
    assert read(page_of(draft, rest)).status == 404
    assert read(f"/en/practices/zzzzzzz/{rest}").status == 404


@pytest.fixture
def vocabularies_of(library):
    """Return a function that begins a draft of the library."""
    return lambda by: begin(by=by, language="en", edition="1")


def test_an_import_after_the_last_revision_is_a_version_of_its_own(council, read):
    make_practice(text_record(external_id="x2", title="A council for newcomers", summary="Changed by an import."))
    page = read(page_of(council, "versions/"))
    assert page.texts(".past-name a") == ["Version 3", "Version 2", "Version 1"]
    assert page.texts(".past > li > p.soft")[0] == "Period, Summary"
    assert read(page_of(council, "versions/3/")).text(".lead") == "Changed by an import."


def test_a_withdrawn_practice_is_gone_and_says_why(council, editor, read, index):
    leave(council, editor, Step.WITHDRAW, "The city asked for it.")
    for rest in ("", "a-council-for-newcomers/", "versions/", "versions/1/", "versions/compare/"):
        page = read(page_of(council, rest))
        assert (page.status, page.text("h1")) == (410, "This practice is no longer public")
        assert "The city asked for it." in page.texts("p")
        assert page.one("meta[name=robots]").attributes["content"] == "noindex"
        assert "newcomers" not in page.text("main").lower()


def test_it_stays_gone_while_a_change_is_prepared(council, editor, read):
    leave(council, editor, Step.WITHDRAW)
    take_step(practice=council, step=Step.REVISE, by=editor)
    assert read(page_of(council)).status == 410


def test_an_archived_practice_is_shown_as_it_was_last(council, editor, read):
    leave(council, editor, Step.ARCHIVE, "The project ended in 2019.")
    assert read(page_of(council)).headers["Location"] == page_of(council, "a-council-for-newcomers/")
    page = read(page_of(council, "a-council-for-newcomers/"))
    assert (page.status, page.text("h1")) == (200, "A council for newcomers")
    assert page.text(".notice").startswith("This practice is in the archive. It is kept as it was published last, on ")
    assert "The project ended in 2019." in page.text(".notice")
    assert page.one("meta[name=robots]").attributes["content"] == "noindex"
    assert page.all("script[type='application/ld+json'], .keep") == []
    assert read(page_of(council, "versions/1/")).status == 200
    assert "This practice is in the archive." in read(page_of(council, "versions/")).text(".notice")


def test_hidden_practices_are_in_no_list(council, library, editor, read, client):
    leave(council, editor, Step.ARCHIVE)
    leave(library["kitchen"], editor, Step.WITHDRAW)
    hidden = (council.public_id, library["kitchen"].public_id)
    pages = ("/en/", "/en/?q=newcomers", "/en/feed.atom", "/sitemap-practices-1.xml", "/en/map/", "/en/timeline/")
    for path in (*pages, "/en/cities/oslo/", "/en/practices.csv"):
        page = read(path)
        assert page.status == 200, path
        assert [one for one in hidden if one in page.html] == [], path


def test_kept_lists_comparisons_and_briefs_say_that_it_is_not_there(council, library, editor, read):
    leave(council, editor, Step.WITHDRAW)
    query = f"?id={council.public_id}&id={library['kitchen'].public_id}"
    for path in ("/en/collection/", "/en/compare/"):
        page = read(path + query)
        assert page.status == 200
        assert any(council.public_id in text for text in page.texts(".notice"))
    brief = read(f"/en/collection/brief.md{query}")
    assert (brief.status, f"“{council.public_id}”" in brief.html) == (200, True)


def test_an_old_slug_of_a_practice_called_versions_leads_to_it(index, read):
    practice = make_practice(text_record(title="Versions", external_id="v"))
    index()
    assert read(page_of(practice)).headers["Location"] == page_of(practice, "versions-practice/")
    assert read(page_of(practice, "versions-practice/")).text("h1") == "Versions"


def test_other_methods(council, client):
    for rest in ("versions/", "versions/1/", "versions/compare/"):
        assert client.post(page_of(council, rest)).status_code == 405


def test_as_many_queries_whatever_a_version_holds(library, council, queries):
    Practice.objects.filter(pk=library["kitchen"].pk).update(updated_at="2026-01-01T00:00:00Z")
    counts = [queries(page_of(council, f"versions/{number}/")) for number in (1, 2)]
    assert counts[0] == counts[1]
