"""Forms of the review desk."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convivia.practices.workflow import Step
from convivia.reviews.comment_actions import LONGEST_COMMENT
from convivia.reviews.judgement_actions import LONGEST_NOTE, Written
from convivia.reviews.models import Comment, Criterion, Judgement
from convivia.reviews.passages import LONGEST_QUOTE
from convivia.reviews.queries import Candidate
from convivia.reviews.round_actions import USUAL_TIME
from convivia.reviews.scoring import HIGHEST, Group, read_score, write_score

_REQUIRED = {"required": gettext_lazy("Write a reason: the editors want to know whom to ask instead.")}


class JudgementForm(forms.Form):
    """A judgement as its reader writes it: a score and a note for each criterion, a recommendation, reasons."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    recommendation = forms.ChoiceField(
        required=False, choices=[("", ""), *((one.value, one.label) for one in Judgement.Recommendation)]
    )
    reason = forms.CharField(required=False, max_length=LONGEST_NOTE)
    private_note = forms.CharField(required=False, max_length=LONGEST_NOTE)

    def __init__(self, criteria: Iterable[Criterion], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(criteria)
        for one in self.criteria:
            self.fields[f"score-{one.key}"] = forms.ChoiceField(
                required=False, choices=[("", ""), *((value, value) for value in choices_of(Group(one.group)))]
            )
            self.fields[f"note-{one.key}"] = forms.CharField(required=False, max_length=2_000)

    def written(self) -> Written:
        """Return the judgement; the form has to be valid."""
        given = self.cleaned_data
        scores = {one.key: given[f"score-{one.key}"] for one in self.criteria}
        notes = {one.key: given[f"note-{one.key}"] for one in self.criteria}
        return Written(
            scores={one.key: read_score(Group(one.group), scores[one.key]) for one in self.criteria if scores[one.key]},
            notes={key: note for key, note in notes.items() if note},
            recommendation=given["recommendation"],
            reason=given["reason"],
            private_note=given["private_note"],
        )

    def value(self, name: str) -> str:
        """Return what stands in a field: what was typed, else what was saved."""
        if self.is_bound:
            return str(self.data.get(name, ""))
        return str(self.initial.get(name, ""))


def choices_of(group: Group) -> list[str]:
    """Return what can be chosen for a criterion of a group, as forms write it."""
    return ["yes", "no"] if group == Group.EXCLUSION else [str(score) for score in range(HIGHEST + 1)]


def initial_of(judgement: Judgement | None) -> dict[str, object]:
    """Return a saved judgement as the form shows it."""
    if judgement is None:
        return {"version": 0}
    return {
        "version": judgement.version,
        "recommendation": judgement.recommendation,
        "reason": judgement.reason,
        "private_note": judgement.private_note,
        **{f"score-{key}": write_score(score) for key, score in judgement.scores.items()},
        **{f"note-{key}": note for key, note in judgement.notes.items()},
    }


class DeclineForm(forms.Form):
    """Why somebody cannot read."""

    reason = forms.CharField(max_length=LONGEST_NOTE, error_messages=_REQUIRED)


class CommentForm(forms.Form):
    """What is said of which words."""

    section = forms.CharField(max_length=60)
    language = forms.CharField(max_length=12)
    quote = forms.CharField(required=False, max_length=4 * LONGEST_QUOTE)
    offset = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    text = forms.CharField(
        max_length=LONGEST_COMMENT, error_messages={"required": gettext_lazy("Write what you want to say.")}
    )
    audience = forms.ChoiceField(choices=Comment.Audience.choices)


class AskForm(forms.Form):
    """Who is asked to read, until when."""

    reader = forms.TypedChoiceField(coerce=int)
    due = forms.DateField(required=False)

    def __init__(self, candidates: Iterable[Candidate], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = free(candidates)
        self.fields["reader"].choices = [(pk, pk) for pk in self.people]  # type: ignore[attr-defined]

    def person(self) -> User:
        """Return who is asked; the form has to be valid."""
        return self.people[self.cleaned_data["reader"]]


class RoundForm(forms.Form):
    """How a round is opened: by how many readers, until when, who they are."""

    readers_wanted = forms.TypedChoiceField(choices=[(1, "1"), (2, "2")], coerce=int, initial=2)
    due = forms.DateField()
    shows_names = forms.BooleanField(required=False)
    readers = forms.TypedMultipleChoiceField(required=False, coerce=int)

    def __init__(self, candidates: Iterable[Candidate], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = list(candidates)
        self.people = free(self.candidates)
        self.fields["readers"].choices = [(pk, pk) for pk in self.people]  # type: ignore[attr-defined]
        self.fields["due"].initial = usual_day

    def clean(self) -> dict[str, Any]:
        """Check that no more are asked than are wanted."""
        given: dict[str, Any] = super().clean() or {}
        if len(given.get("readers", [])) > given.get("readers_wanted", 2):
            self.add_error("readers", _("You chose more people than readers are wanted. Choose fewer."))
        return given

    def chosen(self) -> list[User]:
        """Return who is asked at once; the form has to be valid."""
        return [self.people[pk] for pk in self.cleaned_data["readers"]]


class DueForm(forms.Form):
    """Another day."""

    due = forms.DateField()


class DecisionForm(forms.Form):
    """What becomes of the practice."""

    step = forms.ChoiceField(choices=[(Step.ACCEPT.value, ""), (Step.ASK_CHANGES.value, "")])
    reason = forms.CharField(required=False, max_length=20_000)


def free(candidates: Iterable[Candidate]) -> Mapping[int, User]:
    """Return the people who can be asked, by their ids."""
    return {one.person.pk: one.person for one in candidates if one.tie is None}


def usual_day() -> date:
    """Return the day until which readers are usually asked to read."""
    return timezone.localdate() + USUAL_TIME
