"""What the form asks for: the short form, the full one, and that of a further language version."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from convivia.practices.snapshots import Content
from convivia.questionnaires.queries import UNASKED, newest_edition, sections_in

SHORT, FULL = "short", "full"
MOST_WORDS: Final = 20_000  # characters of one answer
DEPTHS: Final = (SHORT, FULL)
# What the short form marks as needed, as `practices.workflow_actions.missing_of` names it, and where it is asked.
ANCHORS: Final = {
    "title": "title",
    "places": "place-name",
    "period": "period",
    "areas": "areas",
    "summary": "summary",
    "contact": "contact-email",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is asked. `kind` says how it is answered, `most` how many characters there may be."""

    name: str
    kind: str
    label: str
    question: str = ""
    hint: str = ""
    is_needed: bool = False
    most: int = 0

    @property
    def key(self) -> str:
        """The key under which an answer to the template is kept."""
        return self.name.removeprefix("answer-")


@dataclass(frozen=True, slots=True)
class Part:
    """Fields that belong together, with an anchor of their own."""

    key: str
    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form: its depth, the language of the text that is written, and the one that was written first."""

    depth: str
    text: str
    first: str
    parts: tuple[Part, ...]

    @property
    def is_translation(self) -> bool:
        """Whether a further language version is written: words only, the facts stay."""
        return self.text != self.first

    @property
    def fields(self) -> tuple[Field, ...]:
        """All that is asked, in order."""
        return tuple(field for part in self.parts for field in part.fields)


def form_of(content: Content, *, depth: str, text: str, first: str, language: str) -> Form:
    """Return the form that asks in `language` for the text in `text`."""
    asks = _answers(content, language)
    if text != first:
        parts = _translation(content, asks)
    elif depth == FULL:
        parts = _full(asks)
    else:
        parts = _short()
    return Form(depth, text, first, tuple(part for part in parts if part.fields))


def _short() -> list[Part]:
    return [
        Part("about", _("What, where and when"), (_title(), _places(), _period())),
        Part("themes", _("What it is about"), (_areas(),)),
        Part("in-short", _("In short"), (_summary(),)),
        Part("whom", _("Whom to ask"), (_contact(),)),
    ]


def _full(asks: tuple[Field, ...]) -> list[Part]:
    about, themes, in_short, whom = _short()
    evidence = Field(
        "evidence", "evidence", _("What has changed"),
        hint=_("One statement a row. Say how you know it: expected, told, counted, or evaluated by others."), most=2000,
    )  # fmt: skip
    source = Field("source", "source", _("Source and licence"))
    return [
        about,
        themes,
        in_short,
        Part("in-full", _("In full"), asks),
        Part("evidence-part", _("How you know that it works"), (evidence,)),
        whom,
        Part("source-part", _("Where it can be read"), (source,)),
    ]


def _translation(content: Content, asks: tuple[Field, ...]) -> list[Part]:
    statements = Field("evidence", "statements", _("What has changed"), most=2000)
    return [
        Part("about", _("Title and summary"), (_title(), _summary())),
        Part("in-full", _("In full"), asks),
        Part("evidence-part", _("How you know that it works"), (statements,) if content["evidence"] else ()),
    ]


def _answers(content: Content, language: str) -> tuple[Field, ...]:
    """Return the sections of the template; and what older texts answer beyond it, so that it can be changed, too."""
    sections = sections_in(newest_edition(), language)
    answered = {key for text in content["texts"].values() for key, said in text["answers"].items() if said}
    asked = [one for one in sections if one.key != UNASKED or one.key in answered]
    others = sorted(answered - {one.key for one in sections})
    return (
        *(Field(f"answer-{one.key}", "words", one.label, one.question, one.hint, most=MOST_WORDS) for one in asked),
        *(Field(f"answer-{key}", "words", key.replace("_", " ").capitalize(), most=MOST_WORDS) for key in others),
    )


def _title() -> Field:
    hint = _("A few words that say what is done. Without the name of the city.")
    return Field("title", "line", _("Title"), hint=hint, is_needed=True, most=300)


def _places() -> Field:
    return Field(
        "places", "places", _("Places"), hint=_("In any language, with or without its country."), is_needed=True
    )


def _period() -> Field:
    hint = _("In your own words: “since 2019”, “March 2018 to August 2020”, “every year since 2015”.")
    return Field("period", "period", _("Period"), hint=hint, is_needed=True, most=300)


def _areas() -> Field:
    return Field("areas", "areas", _("Policy areas"), hint=_("Two or three that fit best."), is_needed=True)


def _summary() -> Field:
    hint = _("Two or three sentences: who does what, for whom, and to what end.")
    return Field("summary", "words", _("Summary"), hint=hint, is_needed=True, most=2000)


def _contact() -> Field:
    hint = _("An office rather than a person. Other cities will write there.")
    return Field("contact", "contact", _("Contact"), hint=hint, is_needed=True)
