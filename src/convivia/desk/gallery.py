"""The gallery of the desk: its parts in all states, with made-up values. What readers see has a gallery of its own."""

from datetime import UTC, datetime
from typing import Any, Final

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convivia.desk.access import DeskRequest, desk_page
from convivia.desk.advice import Item
from convivia.desk.progress import Progress
from convivia.practices.advice_values import Kind
from convivia.practices.advice_words import AdviceWords
from convivia.practices.models import Practice, WorkingCopy
from convivia.practices.workflow import State

_SAMPLE: Final = "A sample, not a real practice."
_KINDS: Final = ("expected", "told", "counted", "evaluated")


@desk_page
@require_safe
def gallery(request: DeskRequest) -> HttpResponse:
    """Show every part of the desk in its states to whoever has signed in; `?theme=dark` and `?dir=rtl` choose how."""
    return render(
        request,
        "desk/gallery.html",
        {
            "theme": "dark" if request.GET.get("theme") == "dark" else "light",
            "direction": "rtl" if request.GET.get("dir") == "rtl" else "ltr",
            "sample_errors": [
                ("wrong", "Write the year with four digits (sample)."),
                ("row-kind", "Choose one (sample)."),
            ],
            "sample_row": _row(),
            "sample_progress": Progress(45, {}, (("Title", "#plain"), ("Period", "#wrong"))),
            "sample_items": _items(),
            "sample_held": WorkingCopy(
                held_by=User(username="colleague@example.org"), held_until=datetime(2026, 1, 1, 12, 30, tzinfo=UTC)
            ),
            "sample_asked": {
                "name": "asks",
                "question": "What did you do? (sample)",
                "hint": "Say it as you would tell a colleague.",
                "examples": ("A sample answer.", "Another one."),
            },
            "practice": Practice(public_id="sample", state=State.SUBMITTED),
            "sample_steps": _steps(),
        },
    )


def _row() -> dict[str, Any]:
    """Return a statement of impact whose kind is missing."""
    kinds = [{"value": kind, "label": kind.title(), "is_chosen": False} for kind in _KINDS]
    return {
        "id": "row",
        "was": "",
        "statement": f"{_SAMPLE} Forty people come each week.",
        "kinds": kinds,
        "date": "2024",
        "source": "A list of names at the door (sample)",
        "url": "",
        "errors": {"kind": "Choose one (sample)."},
    }


def _items() -> list[Item]:
    """Return a strong advice with words that it is about, and a quiet one."""
    return [
        Item(
            AdviceWords(
                "A person", "This looks like a private number (sample).", "Everybody reads it.", "Leave it out."
            ),
            Kind.PERSONAL,
            is_strong=True,
            language="en",
            mark="sample-1",
            quotes=["… call 00 00 00 …"],
            more=2,
        ),
        Item(
            AdviceWords(
                "Long", "A sentence has 52 words (sample).", "Long sentences are hard to translate.", "Cut it."
            ),
            Kind.LONG_SENTENCE,
            is_strong=False,
            language="en",
            mark="sample-2",
            quotes=[],
        ),
    ]


def _steps() -> list[dict[str, Any]]:
    """Return a step that asks nothing, and one whose reason is missing."""
    return [
        {"key": "accept", "label": "Accept it (sample)", "consequence": "It can then be published.", "question": ""},
        {
            "key": "ask-changes",
            "label": "Ask for changes (sample)",
            "consequence": "The city can write again.",
            "question": "What should change?",
            "needs_reason": True,
            "error": "Say what should change (sample).",
        },
    ]
