"""Writing help at the fields of the form: the same as in the list of a practice, told while somebody writes."""

from collections.abc import Mapping
from typing import Final

from django.template.loader import render_to_string

from convivia.desk.advice import Item, advice_of, field_of
from convivia.desk.asked import Form
from convivia.practices.advice import Kind
from convivia.practices.models import WorkingCopy

# What is missing is told by the progress of the form; beside each empty field it would only be noise.
_NOT_BESIDE: Final = frozenset([Kind.MISSING])

ByField = Mapping[str, list[Item]]


def advice_by_field(form: Form, copy: WorkingCopy) -> dict[str, list[Item]]:
    """Return what to look at again by the names of the fields that `form` asks, in the language that it is for."""
    asked = {one.name for one in form.fields}
    found: dict[str, list[Item]] = {}
    for group in advice_of(copy).groups:
        name = field_of(group.key)
        if name in asked and group.language in ("", form.text):
            items = [item for item in group.items if item.kind not in _NOT_BESIDE]
            found.setdefault(name, []).extend(items)
    return {name: items for name, items in found.items() if items}


def advice_parts(form: Form, by_field: ByField) -> dict[str, str]:
    """Return the HTML of the writing help at each field that has some."""
    labels = {one.name: one.label for one in form.fields}
    return {
        name: render_to_string("desk/parts/field_advice.html", {"items": items, "label": labels[name]})
        for name, items in by_field.items()
    }


def field_with(mark: str, by_field: ByField) -> str:
    """Return the name of the field at which the advice of that mark stands; "" for none."""
    return next((name for name, items in by_field.items() if any(item.mark == mark for item in items)), "")
