"""The form as the page shows it: each input with what is kept, or with what was typed where that cannot be kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convivia.common.languages import language_name
from convivia.desk.advice import Item
from convivia.desk.asked import Field, Form
from convivia.desk.typed import Typed
from convivia.desk.typed_evidence import COLUMNS, MOST_ROWS, typed_rows
from convivia.desk.typed_pictures import COLUMNS as PICTURE_COLUMNS
from convivia.desk.typed_pictures import MOST_PICTURES, UPLOAD
from convivia.places.countries import country_name
from convivia.places.models import Place
from convivia.places.queries import place_names
from convivia.practices.beside import EVIDENCE_KINDS
from convivia.practices.licences import LICENCES
from convivia.practices.models import Picture
from convivia.practices.period import parse_period
from convivia.practices.snapshots import Content, EvidenceContent, empty_text
from convivia.practices.wording import say_period, say_warning
from convivia.vocabularies.queries import AREAS, PRINCIPLES, ConceptName, concept_names

ORIGINALS = gettext_lazy("First written in %(language)s")


@dataclass(slots=True)
class Group:
    """Checkboxes that belong together, under the name of their group."""

    label: str
    hue: str
    choices: list["Choice"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to tick."""

    value: str
    label: str
    is_chosen: bool
    note: str = ""


@dataclass(slots=True)
class Shown:
    """A field as it is drawn. `original` is what the text that was written first says, where another one is written."""

    asked: Field
    value: str = ""
    error: str = ""
    original: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    advice: Sequence[Item] = ()


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part of the form."""

    key: str
    title: str
    introduction: str
    fields: tuple[Shown, ...]


def shown_parts(
    form: Form,
    content: Content,
    language: str,
    *,
    data: QueryDict | None = None,
    typed: Typed | None = None,
    help_at: Mapping[str, Sequence[Item]] | None = None,
) -> list[ShownPart]:
    """Return the parts of `form`, filled with `content`; with `data` where that was typed and `typed` notes errors.

    `help_at` is the writing help by the names of fields.
    """
    sheet = _Sheet(form, content, language, data, typed)
    parts = []
    for part in form.parts:
        fields = tuple(sheet.show(one) for one in part.fields)
        for shown in fields:
            shown.advice = (help_at or {}).get(shown.asked.name, ())
        parts.append(ShownPart(part.key, part.title, part.introduction, fields))
    return parts


class _Sheet:
    """What all fields of one page are drawn from."""

    def __init__(
        self, form: Form, content: Content, language: str, data: QueryDict | None, typed: Typed | None
    ) -> None:
        self.form, self.content, self.language, self.data = form, content, language, data
        self.errors = typed.errors if typed else {}
        self.places = typed.rows if typed else []
        self.offered: Sequence[Place] = typed.choices if typed else ()
        self.text = content["texts"].get(form.text) or empty_text()
        self.first = content["texts"].get(form.first) or empty_text()

    def show(self, one: Field) -> Shown:
        shown = Shown(one, errors=self.errors)
        if one.kind in ("line", "words"):
            shown.value, shown.original = self._said(self.text, one), self._said(self.first, one)
            shown.value, shown.error = self._typed(one.name, shown.value), self.errors.get(one.name, "")
        elif one.kind == "period":
            shown.value = self._typed("period", self.content["period"]["text"])
            shown.error, shown.values = self.errors.get("period", ""), understood(shown.value, self.language)
        elif one.kind == "places":
            shown.values, shown.error = self._places(), self.errors.get("place-name", "")
        elif one.kind == "areas":
            shown.values, shown.error = self._areas(), self.errors.get("areas", "")
        elif one.kind == "contact":
            shown.values = {name: self._typed(f"contact-{name}", str(value)) for name, value in self._contact().items()}
            shown.values["shows"] = self.content["contact"]["shows_email"]
        elif one.kind == "source":
            shown.values = self._source()
        elif one.kind in ("pictures", "picture-words"):
            shown.values, shown.error = self._pictures(), self.errors.get(UPLOAD, "")
        else:
            shown.values = self._evidence()
        return shown

    def _said(self, text: Mapping[str, Any], one: Field) -> str:
        return str(text[one.name] if one.name in ("title", "summary") else text["answers"].get(one.key, ""))

    def _typed(self, name: str, kept: str) -> str:
        """Return what was typed into an input that has an error, else what is kept."""
        return self.data.get(name, "") if self.data is not None and name in self.errors else kept

    def _places(self) -> dict[str, Any]:
        places = {place.key: place for place in Place.objects.filter(key__in=self.content["places"])}
        every = [*places.values(), *self.offered]
        names = place_names([place.pk for place in every], self.language)

        def choice(place: Place, *, is_chosen: bool) -> Choice:
            country = country_name(place.country_id, self.language)
            return Choice(place.key, names.get(place.pk, place.name), is_chosen, country)

        return {
            "chosen": [choice(places[key], is_chosen=True) for key in self.content["places"] if key in places],
            "countries": [Choice(code, country_name(code, self.language), True) for code in self.content["countries"]],
            "offered": [choice(place, is_chosen=False) for place in self.offered],
            "name": self._typed("place-name", ""),
        }

    def _areas(self) -> dict[str, Any]:
        names = concept_names(self.language)
        chosen = set(self.content["concepts"])
        return {
            "groups": _groups(names, chosen),
            "principles": [
                Choice(one.key, one.label, one.key in chosen)
                for one in names.values()
                if one.scheme == PRINCIPLES and not one.is_group
            ],
        }

    def _contact(self) -> dict[str, str]:
        contact = self.content["contact"]
        return {
            "office": contact["office"], "organisation": contact["organisation"], "email": contact["email"],
            "page": contact["page"],
        }  # fmt: skip

    def _source(self) -> dict[str, Any]:
        return {
            "name": self._typed("source-name", self.content["source"]),
            "url": self._typed("source-url", self.content["source_url"]),
            "licences": _licences(self.content["licence"]),
        }

    def _evidence(self) -> dict[str, Any]:
        rows = [{**_row(one, self.form.text), "was": str(at)} for at, one in enumerate(self.content["evidence"])]
        if self.data is not None and any(name.startswith("evidence-") for name in self.errors):
            rows = [{**row, "was": was} for row, was in zip(typed_rows(self.data), self.places, strict=False)]
        if self.form.is_translation:
            firsts = [one["statements"].get(self.form.first, "") for one in self.content["evidence"]]
            rows = [{**row, "original": said} for row, said in zip(rows, firsts, strict=False)]
        elif not rows or self._wants_row():
            rows = [*rows, dict.fromkeys(COLUMNS, "")][:MOST_ROWS]
        return {
            "rows": [self._bound(row, number) for number, row in enumerate(rows)],
            "blank": self._bound(dict.fromkeys(COLUMNS, ""), "__n__"),
            "count": len(rows),
            "is_full": len(rows) >= MOST_ROWS,
        }

    def _pictures(self) -> dict[str, Any]:
        kept = self.content["pictures"]
        found = Picture.objects.in_bulk([one["digest"] for one in kept], field_name="digest") if kept else {}
        rows = [
            {
                "id": f"picture-{number}",
                "picture": found.get(one["digest"]),
                "digest": one["digest"],
                "alt": self._typed(f"picture-{number}-alt", one["alt"].get(self.form.text, "")),
                "original": one["alt"].get(self.form.first, ""),
                "credit": self._typed(f"picture-{number}-credit", one["credit"]),
                "licences": _licences(one["licence"]),
                "errors": {name: self.errors.get(f"picture-{number}-{name}", "") for name in PICTURE_COLUMNS},
            }
            for number, one in enumerate(kept)
        ]
        return {"rows": rows, "count": len(rows), "is_full": len(rows) >= MOST_PICTURES, "most": MOST_PICTURES,
                "upload": UPLOAD}  # fmt: skip

    def _wants_row(self) -> bool:
        return self.data is not None and self.data.get("do") == "add-evidence"

    def _bound(self, row: Mapping[str, str], number: int | str) -> dict[str, Any]:
        errors = {name: self.errors.get(f"evidence-{number}-{name}", "") for name in COLUMNS}
        kinds = [Choice(key.value, str(label), key == row.get("kind")) for key, label in EVIDENCE_KINDS.items()]
        return {**row, "id": f"evidence-{number}", "errors": errors, "kinds": kinds}


def _licences(kept: str) -> list[Choice]:
    """Return the licences to choose from, and the one that is kept, if it is another."""
    names = {key: name for key, (name, _address) in LICENCES.items()}
    if kept and kept not in names:
        names[kept] = kept
    return [Choice(key, name, key == kept) for key, name in names.items()]


def _row(one: EvidenceContent, language: str) -> dict[str, str]:
    return {
        "kind": one["kind"], "statement": one["statements"].get(language, ""), "date": one["date"],
        "source": one["source"], "url": one["source_url"],
    }  # fmt: skip


def _groups(names: Mapping[str, ConceptName], chosen: Iterable[str]) -> list[Group]:
    """Return the policy areas as checkboxes, those of one hue together; a group's own name stands above it."""
    groups: dict[str, Group] = {}
    for one in names.values():
        if one.scheme == AREAS and not one.is_group:
            label = names[one.broader].label if one.broader in names else ""
            group = groups.setdefault(one.broader or one.group, Group(label, one.group))
            group.choices.append(Choice(one.key, one.label, one.key in chosen))
    return list(groups.values())


def understood(text: str, language: str) -> dict[str, Any]:
    """Return what a typed period was understood as, in words, and what to look at."""
    if not text.strip():
        return {"said": "", "warnings": []}
    period = parse_period(text)
    said = say_period(period, language)
    return {
        "said": _("Understood as: %(period)s") % {"period": said} if said else _("Not understood yet: name a year."),
        "warnings": [say_warning(code, language) for code in period.warnings if said],
    }


def first_words(form: Form, language: str) -> str:
    """Return the words above what the text says that was written first."""
    return str(ORIGINALS) % {"language": capfirst(language_name(form.first, language))}
