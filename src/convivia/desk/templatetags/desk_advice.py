"""The part with writing help, for any template of the desk."""

from typing import Any

from django import template

from convivia.desk.advice import advice_of, advice_on
from convivia.practices.models import WorkingCopy
from convivia.practices.snapshots import Content

register = template.Library()


@register.inclusion_tag("desk/parts/advice.html", name="advice_of")
def show_advice_of(copy: WorkingCopy, public_id: str = "", back: str = "") -> dict[str, Any]:
    """Show the writing help on a working copy; `public_id` for who may write, so that fields are linked.

    `back` names the page that answering an advice leads back to: "write" or "practice".
    """
    return {"advice": advice_of(copy, public_id), "back": back}


@register.inclusion_tag("desk/parts/advice.html", name="advice_on")
def show_advice_on(content: Content, language: str = "", practice: int | None = None) -> dict[str, Any]:
    """Show the writing help on what was handed in, written in `language` (else in that of its original) first, and what
    of it the writers of `practice` (its key) have set aside."""
    texts = content["texts"]
    first = language or next((code for code, text in texts.items() if text["origin"] == "original"), "")
    return {"advice": advice_on(content, first, practice=practice)}
