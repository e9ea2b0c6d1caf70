"""A published practice as a document: what everybody may read, and nothing else."""

import pytest

from convivia.intake.documents import read_document
from convivia.intake.template_files import FORMS
from convivia.practices.models import Contact, Evidence

ADDRESS = "/en/practices/{}/good-practice.{}"


def read_back(response, name, edition="1"):
    """Return the texts of a document by their keys."""
    found = read_document(b"".join([response.content]), name, edition=edition).passages
    return {one.key: one.text for one in found}


@pytest.mark.parametrize("form", list(FORMS))
def test_what_is_public_reads_back(library, client, form):
    council = library["council"]
    Contact.objects.create(practice=council, office="Office", email="hidden@example.org", shows_email=False)
    Evidence.objects.create(practice=council, kind="counted", statements={"en": "412 came."}, date="2023")
    response = client.get(ADDRESS.format(council.public_id, form))
    assert response.headers["Content-Type"] == FORMS[form][1]
    assert response.headers["X-Robots-Tag"] == "noindex"
    found = read_back(response, f"a.{form}")
    text = council.texts.get(language="en")
    assert (found["title"], found["summary"]) == (text.title, text.summary)
    assert found["period"] == council.period_text
    assert {key: found[key] for key in text.answers} == text.answers
    assert (found["contact.office"], found["contact.email"]) == ("Office", "")
    assert found["evidence.1"].startswith("412 came.")
    assert "" not in found
    assert [key for key in found if key == "evidence"] == []


def test_an_address_that_may_be_shown_is_shown(library, client):
    Contact.objects.create(practice=library["council"], email="o@example.org", shows_email=True)
    found = read_back(client.get(ADDRESS.format(library["council"].public_id, "docx")), "a.docx")
    assert found["contact.email"] == "o@example.org"


@pytest.mark.parametrize("wrong", ["pdf", "docx?depth=deep", "docx?text=xx"])
def test_no_such_document(library, client, wrong):
    assert client.get(ADDRESS.format(library["council"].public_id, wrong)).status_code == 404
    assert client.get(ADDRESS.format("zzzzzzz", "docx")).status_code == 404


def test_the_page_leads_to_its_documents(library, address, client):
    page = client.get(address("council")).content.decode()
    for form in FORMS:
        assert f"{ADDRESS.format(library['council'].public_id, form)}?text=en" in page
