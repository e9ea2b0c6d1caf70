"""When two write at once: what differs between what one typed and what is kept, and how to choose between them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from convivia.desk.asked import Field, Form
from convivia.places.countries import country_name
from convivia.places.models import Place
from convivia.practices.models import WorkingCopy
from convivia.practices.snapshots import Content, EvidenceContent, PictureContent, empty_text
from convivia.practices.writing_actions import Conflict, Held
from convivia.vocabularies.queries import concept_names

# What the form sends about itself; all else is what somebody typed.
_ABOUT_ITSELF: Final = ("csrfmiddlewaretoken", "version", "do")


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which the two versions differ, in words."""

    name: str
    label: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Clash:
    """What was not saved of what `by` typed, because of whom: `current` is what is kept."""

    current: WorkingCopy
    is_held: bool
    differences: tuple[Difference, ...]
    by: str

    @property
    def status(self) -> int:
        return 423 if self.is_held else 409

    @property
    def who(self) -> str:
        """Who holds it, or saved it."""
        holder = self.current.held_by if self.is_held else None
        return holder.get_username() if holder else self.current.edited_by

    @property
    def when(self) -> str:
        """Until when it is held, or when it was saved."""
        at = self.current.held_until if self.is_held else self.current.edited_at
        return date_format(timezone.localtime(at), "H:i") if at else ""

    @property
    def said(self) -> str:
        """What happened, in a sentence or two."""
        about = {"who": self.who, "when": self.when}
        if self.is_held:
            return _("%(who)s is writing in this practice now, until %(when)s at least. Nothing was saved.") % about
        if self.who == self.by:
            return _("You saved this practice in another window at %(when)s. Nothing from here was saved yet.") % about
        return (
            _("%(who)s saved this practice at %(when)s, after you opened it. Nothing of yours was saved yet.") % about
        )


def clash_of(clash: Conflict | Held, form: Form, mine: Content, *, by: str) -> Clash:
    """Return what there is to choose between for `by`, the name of the account that typed `mine`."""
    current = clash.current
    theirs = cast(Content, current.content)
    return Clash(current, isinstance(clash, Held), tuple(_differences(form, mine, theirs)), by)


def clash_data(clash: Clash) -> dict[str, Any]:
    """Return what the page's script tells of it."""
    return {
        "said": clash.said,
        "held": clash.is_held,
        "version": clash.current.version,
        "fields": [one.label for one in clash.differences],
    }


def clash_context(clash: Clash, data: QueryDict) -> dict[str, Any]:
    """Return what the page needs that shows both; what was typed goes along, so that it can be saved from there."""
    typed = [(name, value) for name in data if name not in _ABOUT_ITSELF for value in data.getlist(name)]
    kept = [(name, value) for name, value in typed if not name.startswith("choose-")]
    return {"clash": clash, "typed": kept}


def _differences(form: Form, mine: Content, theirs: Content) -> Iterable[Difference]:
    names = _Names(mine, theirs)
    for one in form.fields:
        said = [_say(one, content, form.text, names) for content in (mine, theirs)]
        if said[0] != said[1]:
            yield Difference(one.name, one.label, *said)


class _Names:
    """What places and areas of both versions are called."""

    def __init__(self, *contents: Content) -> None:
        self.language = get_language() or "en"
        keys = {key for content in contents for key in content["places"]}
        self.places = {place.key: place.name for place in Place.objects.filter(key__in=keys)}
        self.concepts = {key: one.label for key, one in concept_names(self.language).items()}


def _say(one: Field, content: Content, language: str, names: _Names) -> str:
    """Return what a field says, in words."""
    text = content["texts"].get(language) or empty_text()
    if one.kind in ("line", "words"):
        return str(text[one.name] if one.name in ("title", "summary") else text["answers"].get(one.key, ""))  # type: ignore[literal-required]
    if one.kind == "period":
        return content["period"]["text"]
    if one.kind == "places":
        countries = [country_name(code, names.language) for code in content["countries"]]
        return ", ".join([*(names.places.get(key, key) for key in content["places"]), *countries])
    if one.kind == "areas":
        return ", ".join(names.concepts.get(key, key) for key in content["concepts"])
    if one.kind == "contact":
        return _line(content["contact"], ("office", "organisation", "email", "page", "shows_email"))
    if one.kind == "source":
        return " · ".join(filter(None, [content["source"], content["source_url"], content["licence"]]))
    if one.kind in ("pictures", "picture-words"):
        return "\n".join(_of_picture(number, row, language) for number, row in enumerate(content["pictures"], 1))
    return "\n".join(" · ".join(filter(None, _of_row(row, language))) for row in content["evidence"])


def _line(values: Mapping[str, Any], names: Iterable[str]) -> str:
    shown = _("address shown")
    return " · ".join(shown if values[name] is True else str(values[name]) for name in names if values[name])


def _of_picture(number: int, row: PictureContent, language: str) -> str:
    """Return what a picture shows; where nothing says so yet, its number."""
    said = row["alt"].get(language) or _("Picture %(number)d") % {"number": number}
    return " · ".join(filter(None, [said, row["licence"], row["credit"]]))


def _of_row(row: EvidenceContent, language: str) -> list[str]:
    return [row["statements"].get(language, ""), row["kind"], row["date"], row["source"], row["source_url"]]
