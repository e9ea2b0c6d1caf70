"""What somebody typed into the form, read into a working copy. What cannot be kept is told, and stays in the form."""

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convivia.common.characters import carried
from convivia.desk.asked import Field, Form
from convivia.desk.typed_evidence import ReadRows, read_evidence, read_statements
from convivia.desk.typed_pictures import read_alts, read_pictures
from convivia.places.countries import country_code
from convivia.places.models import Place
from convivia.places.naming import LONGEST, places_meant
from convivia.practices.licences import LICENCES
from convivia.practices.models import Text
from convivia.practices.period import parse_period
from convivia.practices.snapshots import Content, TextContent, empty_text, period_content
from convivia.vocabularies.models import Concept
from convivia.vocabularies.queries import AREAS, PRINCIPLES

MOST_PLACES: Final = 50
LONGEST_LINE, LONGEST_ADDRESS = 200, 500
_is_address = URLValidator(schemes=["http", "https"])


@dataclass(slots=True)
class Typed:
    """What was read: the content as it can be kept, and by the id of its input what is wrong with the rest.

    `choices` are the places that a name may mean, `rows` says of each row of evidence which statement it became.
    """

    content: Content
    errors: dict[str, str] = field(default_factory=dict)
    choices: tuple[Place, ...] = ()
    rows: list[str] = field(default_factory=list)

    def line(self, name: str, text: str, most: int, before: str) -> str:
        """Return `text` if it is short enough; else what was there `before`, and note the error."""
        if len(text) <= most or text == before:
            return text
        self.errors[name] = too_long(len(text), most)
        return before


def too_long(length: int, most: int) -> str:
    """Return what is said of a text that is too long."""
    said = ngettext(
        "This is %(length)d character long; there is room for %(most)d. Shorten it, then save again.",
        "This is %(length)d characters long; there is room for %(most)d. Shorten it, then save again.",
        length,
    )
    return said % {"length": length, "most": most}


def read_typed(data: QueryDict, content: Content, form: Form, *, may_drop: bool = True) -> Typed:
    """Return the working copy `content` with what was typed into `form`.

    What is not asked, and what `choose-<name>=theirs` gives up, stays as it is. A further language version in which
    nothing is written any more goes, if `may_drop`.
    """
    typed = Typed(copy.deepcopy(content))
    if form.text not in typed.content["texts"]:
        typed.content["texts"][form.text] = empty_text(Text.Origin.TRANSLATION)
    for one in form.fields:
        if data.get(f"choose-{one.name}") != "theirs":
            _READERS[one.kind](data, one, typed, form)
    text = typed.content["texts"][form.text]
    if form.is_translation and not (text["title"] or text["summary"] or any(text["answers"].values())):
        _drop(typed, content["texts"].get(form.text), form, may_drop=may_drop)
    return typed


def _drop(typed: Typed, before: TextContent | None, form: Form, *, may_drop: bool) -> None:
    """Take a language version away that says nothing; where that is not allowed, what it said before stays."""
    if before is None or may_drop:
        del typed.content["texts"][form.text]
        return
    typed.content["texts"][form.text] = copy.deepcopy(before)
    typed.errors["title"] = _(
        "Only those who write the practice can take a language version away. Nothing was emptied."
    )


def words(data: Mapping[str, Any], name: str) -> str:
    """Return what was typed into one input, without characters that cannot travel and without space around it."""
    return carried(str(data.get(name, ""))).strip()


def _text(typed: Typed, form: Form) -> TextContent:
    return typed.content["texts"][form.text]


def _read_line(data: QueryDict, one: Field, typed: Typed, form: Form) -> None:
    text = _text(typed, form)
    text["title"] = typed.line("title", " ".join(words(data, "title").split()), one.most, text["title"])


def _read_words(data: QueryDict, one: Field, typed: Typed, form: Form) -> None:
    text = _text(typed, form)
    if one.name == "summary":
        text["summary"] = typed.line("summary", words(data, "summary"), one.most, text["summary"])
        return
    before = text["answers"].get(one.key, "")
    after = typed.line(one.name, words(data, one.name), one.most, before)
    if after != before:
        text["cut_off"] = [key for key in text["cut_off"] if key != one.key]
    if after:
        text["answers"][one.key] = after
    else:
        text["answers"].pop(one.key, None)


def _read_period(data: QueryDict, one: Field, typed: Typed, form: Form) -> None:
    before = typed.content["period"]
    line = typed.line("period", " ".join(words(data, "period").split()), one.most, before["text"])
    if line != before["text"]:
        typed.content["period"] = period_content(parse_period(line))


def _read_places(data: QueryDict, one: Field, typed: Typed, form: Form) -> None:
    """Keep the places that are ticked, and add the one that is named or chosen."""
    content = typed.content
    kept = list(dict.fromkeys([*data.getlist("place"), *data.getlist("place-chosen")]))[: MOST_PLACES + 1]
    known = set(Place.objects.filter(key__in=kept).values_list("key", flat=True))
    content["places"] = [key for key in kept if key in known]
    content["countries"] = sorted(
        {code for code in data.getlist("country")[:MOST_PLACES] if country_code(code) == code}
    )
    name = words(data, "place-name")[:LONGEST]
    if name and not data.getlist("place-chosen"):
        _add_place(name, typed)
    if len(content["places"]) > MOST_PLACES:
        content["places"] = content["places"][:MOST_PLACES]
        typed.errors["place-name"] = _("There is room for %(most)d places.") % {"most": MOST_PLACES}


def _add_place(name: str, typed: Typed) -> None:
    meant = places_meant(name)
    if meant.exact and len(meant.places) == 1:
        typed.content["places"] = list(dict.fromkeys([*typed.content["places"], meant.places[0].key]))
    elif meant.exact and meant.places:
        typed.choices = meant.places
        typed.errors["place-name"] = _("Several places bear this name. Choose the one that you mean, then save again.")
    elif code := country_code(name):
        typed.content["countries"] = sorted({*typed.content["countries"], code})
    else:
        typed.choices = meant.places
        typed.errors["place-name"] = _(
            "No place of this name is known here. Try another spelling, or name its country."
        )


def _read_areas(data: QueryDict, one: Field, typed: Typed, form: Form) -> None:
    schemes = dict(Concept.objects.filter(scheme__key__in=[AREAS, PRINCIPLES]).values_list("key", "scheme__key"))
    chosen = [key for key in data.getlist("area") if key in schemes]
    if len(chosen) != len(data.getlist("area")):
        typed.errors["areas"] = _("One of these areas does not exist any more. Look at the list again.")
    others = [key for key in typed.content["concepts"] if key not in schemes]
    typed.content["concepts"] = sorted({*chosen, *others})


def _read_contact(data: QueryDict, one: Field, typed: Typed, form: Form) -> None:
    contact = typed.content["contact"]
    for name in ("office", "organisation"):
        at = f"contact-{name}"
        contact[name] = typed.line(at, words(data, at), LONGEST_LINE, contact[name])
    contact["shows_email"] = data.get("contact-shows") == "yes"
    contact["page"] = _address(data, "contact-page", typed, contact["page"])
    email = words(data, "contact-email")
    try:
        if email:
            validate_email(email)
        contact["email"] = typed.line("contact-email", email, LONGEST_LINE, contact["email"])
    except ValidationError:
        typed.errors["contact-email"] = _("This is no mail address. Write it like office@city.example.")


def _read_source(data: QueryDict, one: Field, typed: Typed, form: Form) -> None:
    content = typed.content
    content["source"] = typed.line("source-name", words(data, "source-name"), LONGEST_LINE, content["source"])
    content["source_url"] = _address(data, "source-url", typed, content["source_url"])
    licence = data.get("licence", "")
    if licence in ("", *LICENCES, content["licence"]):
        content["licence"] = licence


def _address(data: QueryDict, name: str, typed: Typed, before: str) -> str:
    try:
        return typed.line(name, web_address(words(data, name)), LONGEST_ADDRESS, before)
    except ValidationError:
        typed.errors[name] = _("This is no web address. Copy it from your browser: it begins with https://.")
        return before


def web_address(text: str) -> str:
    """Return a typed web address, with its scheme; "" for nothing. Raises `ValidationError` for what is none."""
    address = text if not text or "://" in text else f"https://{text}"
    if address:
        _is_address(address)
    return address


def _read_evidence(data: QueryDict, one: Field, typed: Typed, form: Form) -> None:
    if "evidence-rows" in data:
        _take_rows(typed, read_evidence(data, typed.content["evidence"], form.text, web_address))


def _read_statements(data: QueryDict, one: Field, typed: Typed, form: Form) -> None:
    _take_rows(typed, read_statements(data, typed.content["evidence"], form.text))


def _read_pictures(data: QueryDict, one: Field, typed: Typed, form: Form) -> None:
    typed.content["pictures"], errors = read_pictures(data, typed.content["pictures"], form.text, one.most)
    typed.errors |= errors


def _read_alts(data: QueryDict, one: Field, typed: Typed, form: Form) -> None:
    typed.content["pictures"], errors = read_alts(data, typed.content["pictures"], form.text, one.most)
    typed.errors |= errors


def _take_rows(typed: Typed, read: ReadRows) -> None:
    typed.content["evidence"], typed.rows = read.evidence, read.places
    typed.errors |= read.errors


_READERS: Final[Mapping[str, Callable[[QueryDict, Field, Typed, Form], None]]] = {
    "line": _read_line,
    "words": _read_words,
    "period": _read_period,
    "places": _read_places,
    "areas": _read_areas,
    "contact": _read_contact,
    "source": _read_source,
    "evidence": _read_evidence,
    "statements": _read_statements,
    "pictures": _read_pictures,
    "picture-words": _read_alts,
}
