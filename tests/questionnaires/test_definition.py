"""A form as plain values: what it needs, how far somebody has come, its schema; and lifting answers."""

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convivia.questionnaires.definition import Form, Part, Question, at_depth, progress, schema, troubles
from convivia.questionnaires.kinds import Limits, Trouble
from convivia.questionnaires.lifting import REST, lift
from convivia.questionnaires.wording import say_kind, say_length, say_trouble


def question(key, kind="text", *, depth="full", needed=False, **values):
    return Question(key, kind, depth, needed, key.title(), f"What of {key}?", "Be short.", **values)


TITLE = question("title", "line", depth="short", needed=True, limits=Limits(longest=5))
WHO = question("who", "choice", options=(("city", "The city"), ("state", "The state")))
WHY = question("why")
FORM = Form(
    "sample", "1", "full", "en", "Sample", "Please write.",
    (Part("first", "First", "", (TITLE,)), Part("second", "Second", "", (WHO, WHY))),
)  # fmt: skip


def test_a_form_knows_its_questions():
    assert (FORM.questions, FORM.needed) == ((TITLE, WHO, WHY), ("title",))
    assert (FORM.question("why"), FORM.question("nothing")) == (WHY, None)
    assert (at_depth(FORM.questions, "short"), at_depth(FORM.questions, "full")) == ((TITLE,), FORM.questions)


@pytest.mark.parametrize(
    ("answers", "percent", "missing"),
    [
        ({}, 0, ("title",)),
        ({"title": "A"}, 33, ()),
        ({"title": " ", "who": "city", "why": "So."}, 66, ("title",)),
        ({"title": "A", "who": "city", "why": "So.", "more": "Not asked."}, 100, ()),
    ],
)
def test_progress_counts_what_is_answered(answers, percent, missing):
    come = progress(FORM, answers)
    assert (come.percent, come.missing, come.asked) == (percent, missing, 3)


def test_who_is_asked_nothing_is_through():
    assert progress(Form("none", "1", "full", "en", "", "", ()), {}).percent == 100


def test_troubles_are_told_question_by_question():
    assert troubles(FORM, {}) == {"title": [Trouble("needed")]}
    assert troubles(FORM, {"title": "Too long", "who": "nobody"}) == {
        "title": [Trouble("too-long", length=8, longest=5)],
        "who": [Trouble("no-option")],
    }
    assert troubles(FORM, {"title": "Short", "who": "city"}) == {}


def test_the_schema_holds_what_the_form_holds():
    made = schema(FORM)
    assert jsonschema_rs.meta.is_valid(made)
    jsonschema_rs.validate(made, {"title": "Short", "who": "state"})
    for wrong in ({}, {"title": "Too long"}, {"title": "A", "who": "nobody"}, {"title": "A", "more": ""}):
        with pytest.raises(jsonschema_rs.ValidationError):
            jsonschema_rs.validate(made, wrong)


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (Trouble("too-long", length=1001, longest=1000), "This is 1 character too long; 1,000 fit. Please shorten it."),
        (
            Trouble("too-long", length=3000, longest=1000),
            "This is 2,000 characters too long; 1,000 fit. Please shorten it.",
        ),
        (Trouble("no-kind", 2), "Row 2: Please say how this is known: expected, told, counted or evaluated."),
        (Trouble("needed"), "This is needed before the practice can be handed in. Please answer it."),
    ],
)
def test_troubles_are_said_in_words(trouble, said):
    assert say_trouble(trouble) == said


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(), ""),
        (Limits(1000, 300), "about 300 characters, at most 1,000"),
        (Limits(longest=200), "at most 200 characters"),
        (Limits(suggested=70), "about 70 characters"),
    ],
)
def test_lengths_are_said_in_words(limits, said):
    assert (say_length(limits), say_kind("line")) == (said, "One line")


KNOWN = {"purpose", "aims", REST}


def lifted(answers, moves=None, cut_off=()):
    made = lift(answers, cut_off, moves=moves or {}, known=KNOWN, labels={"person": "Key person"})
    return made.answers, made.cut_off


def test_what_has_a_place_keeps_it_and_the_rest_goes_to_the_description():
    answers = {"person": "The office.", "purpose": "To meet.", "odd_part": "More.", REST: "It was so."}
    assert lifted(answers) == (
        {"purpose": "To meet.", REST: "It was so.\n\nKey person: The office.\n\nOdd part: More."}, []
    )  # fmt: skip


def test_an_answer_moves_under_its_new_name():
    assert lifted({"goals": "To meet."}, {"goals": "aims"}) == ({"aims": "To meet."}, [])
    assert lifted({"goals": "Two.", "aims": "One."}, {"goals": "aims"}) == ({"aims": "One.\n\nGoals: Two."}, [])


def test_what_the_source_cuts_off_stays_marked():
    assert lifted({"person": "The off…", "purpose": "To…"}, cut_off=["person", "purpose", "summary"])[1] == [
        "summary", "purpose", REST,
    ]  # fmt: skip


@given(
    st.dictionaries(st.sampled_from(["purpose", "aims", "person", "odd", "goals", REST]), st.text("ab \n", max_size=9)),
    st.dictionaries(st.sampled_from(["person", "odd", "goals"]), st.sampled_from(["aims", "purpose", "gone"])),
)
def test_lifting_loses_no_word_and_a_second_time_changes_nothing(answers, moves):
    once = lifted(answers, moves)
    kept = "\n".join(once[0].values())
    assert set(once[0]) <= KNOWN
    assert all(text in kept for text in answers.values())
    assert lifted(once[0], {}) == once
