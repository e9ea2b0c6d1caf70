"""The pages about roles and steps say what the tables say."""

import pytest
from django.utils import translation
from tools.write_workflow_docs import FOLDER, PAGES

from convivia.people.roles import ROLES
from convivia.people.wording import describe_role
from convivia.practices.workflow import TRANSITIONS


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_current(name):
    with translation.override("en"):
        assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name](), "Run: python -m tools.write_workflow_docs"


def test_the_pages_are_whole():
    roles, workflow = ((FOLDER / name).read_text(encoding="utf-8") for name in PAGES)
    with translation.override("en"):
        assert [key for key in ROLES if describe_role(key) not in roles] == []
    steps = workflow.partition("## The steps")[2].partition("## ")[0]
    assert len([line for line in steps.splitlines() if line.startswith("| ")]) == len(TRANSITIONS) + 2
