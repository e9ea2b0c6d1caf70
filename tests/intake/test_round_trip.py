"""Whatever a practice says, in a document and back it says the same: all fields, formats and editions."""

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convivia.common.characters import carried
from convivia.intake.documents import read_document
from convivia.intake.mapping import Choice, map_passages
from convivia.intake.template_files import FORMS
from convivia.intake.templates import template_document
from convivia.practices.answering import with_answers
from convivia.practices.period import parse_period
from convivia.practices.snapshots import empty_content, period_content
from convivia.questionnaires.actions import load_questionnaires
from convivia.questionnaires.kinds import EVIDENCE_KINDS
from convivia.vocabularies.actions import load_vocabularies
from tests.making import make_place

LETTERS = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t =[]_x")
TEXT = st.text(LETTERS, max_size=60)
WORDS = TEXT.map(lambda text: carried(text).strip())
LINE = TEXT.map(lambda text: " ".join(carried(text).split()))
PERIODS = st.sampled_from(["", "2019", "since 2019", "2015 - 2018", "each May", "long ago"])
ADDRESS = st.sampled_from(["", "https://example.org/a?b=1&c=2"])
STATEMENT = st.fixed_dictionaries(
    {"kind": st.sampled_from(EVIDENCE_KINDS), "date": st.sampled_from(["", "2024", "2024-05-31"]), "source": LINE,
     "source_url": ADDRESS, "statements": st.fixed_dictionaries({"en": WORDS.filter(bool)})}
)  # fmt: skip
ANSWERS = st.fixed_dictionaries(
    {
        **dict.fromkeys(("summary", "purpose", "rationale", "process", "impact", "cost", "staff", "partners"), WORDS),
        **dict.fromkeys(("legal_setting", "obstacles", "what_did_not_work", "preconditions"), WORDS),
        "title": LINE,
        "reference_documents": WORDS,
        "description": WORDS,
        "period": PERIODS.map(lambda text: period_content(parse_period(text))),
        "areas": st.lists(st.sampled_from(["mediation", "education"]), unique=True).map(sorted),
        "places": st.fixed_dictionaries(
            {"places": st.lists(st.sampled_from(["sampleton", "otherby"]), unique=True),
             "countries": st.lists(st.sampled_from(["NO", "SE"]), unique=True)}
        ),
        "contact": st.fixed_dictionaries(
            {"office": LINE, "organisation": LINE, "email": st.sampled_from(["", "o@example.org"]),
             "shows_email": st.booleans(), "page": ADDRESS}
        ),
        "evidence": st.lists(STATEMENT, max_size=4),
    }
)  # fmt: skip
BESIDE = st.fixed_dictionaries({"source": LINE, "source_url": ADDRESS, "licence": st.sampled_from(["", "CC0-1.0"])})
KEYWORDS = st.lists(LINE.filter(bool), unique=True, max_size=3)


@pytest.fixture
def library(db):
    load_vocabularies(by="tests")
    load_questionnaires(by="tests")
    for key in ("sampleton", "otherby"):
        make_place(key)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANSWERS, BESIDE, KEYWORDS, st.sampled_from(list(FORMS)), st.sampled_from(["en", "fr"]), st.sampled_from("12"))
def test_all_that_a_practice_says_comes_back(library, answers, beside, keywords, form, language, edition):
    content = with_answers(empty_content("en"), "en", answers) | beside
    content["texts"]["en"]["keywords"] = keywords
    data = template_document(form, language=language, edition=edition, content=content, told_in="en")
    with override(language):
        read = read_document(data, f"a.{form}", edition=edition)
        choices = [Choice(one.key) for one in read.passages]
        mapped = map_passages(read.passages, choices, content=empty_content("en"), language="en", edition=edition)
    assert [one for one in read.passages if not one.key] == []
    assert (mapped.content, mapped.unread) == (content, [])
