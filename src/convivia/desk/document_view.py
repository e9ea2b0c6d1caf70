"""The pages of documents at the desk, as their templates show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from convivia.common.languages import interface_languages, language_name
from convivia.desk.asked import FULL, SHORT
from convivia.desk.document_choices import Asked, chosen_licence
from convivia.intake.blocks import Where
from convivia.intake.mapping import Choice, is_empty, map_passages, statement_of
from convivia.intake.passages import EVIDENCE, Passage
from convivia.intake.template_fields import all_fields, marked_terms
from convivia.intake.template_files import FORMS
from convivia.intake.templates import answers_in, asked_in, kind_words, names_in
from convivia.intake.understanding import understood_words
from convivia.intake.uploads import LONGEST_ALT, MORE_PICTURES
from convivia.places.countries import LANGUAGES
from convivia.practices.licences import LICENCES
from convivia.practices.models import Practice, WorkingCopy
from convivia.practices.picture_words import say_refusal
from convivia.practices.snapshots import Content
from convivia.practices.writing_actions import Conflict, Held, is_held_by_other

# How a passage stands to what is in the practice now, in the order of the page.
UNPLACED, CHANGED, NEW, EMPTIED, SAME = "unplaced", "changed", "new", "emptied", "same"
LONG: Final = 600  # characters, from which on a text is folded


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage for show: what it says, where it stood, what is there `now`, what was not understood, where it goes."""

    number: int
    label: str
    where: str
    text: str
    now: str
    state: str
    notes: tuple[str, ...]
    choice: Choice
    own: tuple[tuple[str, str], ...]
    asks_kind: bool
    may_stay: bool
    error: str

    @property
    def is_long(self) -> bool:
        return len(self.text) > LONG


def mapping_context(asked: Asked, clash: Conflict | Held | None = None) -> dict[str, Any]:
    """Return what the page of an uploaded document needs; `clash` says why it was not saved."""
    copy = clash.current if clash else asked.copy
    views = passage_views(asked, copy)
    shown = {state: [one for one in views if one.state == state] for state in (UNPLACED, CHANGED, NEW, EMPTIED, SAME)}
    practice = asked.copy.practice if asked.copy else None
    return {
        "upload": asked.upload,
        "practice": practice,
        "version": copy.version if copy else 0,
        "groups": [(state, *said, shown[state]) for state, said in _group_words().items() if shown[state]],
        "nothing_new": not any(shown[state] for state in (UNPLACED, CHANGED, NEW)) and not asked.pictures,
        "target_groups": _target_groups(asked),
        "language": asked.language,
        "languages": _languages(),
        "is_further": practice is not None and asked.language not in asked.content["texts"],
        "kinds": kind_words().items(),
        "pictures": _pictures(asked),
        "licences": [(key, name) for key, (name, _url) in LICENCES.items()],
        "remarks": [_say_remark(*one) for one in asked.upload.remarks],
        "errors": list(asked.errors.items()),
        "clash": _say_clash(clash) if clash else "",
        "is_held": isinstance(clash, Held),
        "held": copy if clash is None and copy is not None and is_held_by_other(copy, asked.upload.person) else None,
        "longest_alt": LONGEST_ALT,
        "room": "home" if practice else "new",
        "trail": _trail(practice),
    }


def passage_views(asked: Asked, copy: WorkingCopy | None) -> list[PassageView]:
    """Return the passages for show, beside what the working copy says now."""
    content: Content = copy.content if copy else asked.content
    language = get_language() or "en"
    now = _now(content, asked, language)
    mapped = map_passages(
        asked.passages, asked.choices, content=content, language=asked.language, edition=asked.upload.edition
    )
    after = _now(mapped.content, asked, language)
    labels = {one.key: one.label for one in asked.targets}
    words = understood_words()
    unread: dict[str, list[str]] = {}
    for key, said in mapped.unread:
        unread.setdefault(key, []).append(said)
    return [
        _view(number, one, asked, now=now, after=after, labels=labels, unread=unread, words=words)
        for number, one in enumerate(asked.passages)
    ]


def _view(number: int, one: Passage, asked: Asked, **about: Any) -> PassageView:
    choice = asked.choices[number]
    target = choice.to or one.key
    now = about["now"].get(target, "")
    labels = about["labels"]
    base = target.split(".")[0] if target.startswith(EVIDENCE) else target
    row = statement_of(one, asked.language, about["words"], choice.kind) if base == EVIDENCE else None
    own = [(one.key, labels.get(EVIDENCE, ""))] if "." in one.key and one.key.startswith(EVIDENCE) else []
    return PassageView(
        number=number,
        label=one.label if not one.is_field and one.label else labels.get(base, "") if one.key else one.label,
        where=say_where(one.where),
        text=_said(one, row),
        now=now,
        state=_state(one, choice, now, about["after"].get(target, ""), is_there=_is_there(one, asked)),
        notes=tuple(said for said in about["unread"].get(target, ()) if said in one.text),
        choice=choice,
        own=tuple(pair for pair in own if int(pair[0].split(".")[1]) <= asked.evidence),
        asks_kind=bool(row and (not row["kind"] or choice.kind)),
        may_stay=bool(now) and base not in ("title", "period", EVIDENCE) and not target.startswith("contact."),
        error=asked.errors.get(f"kind-{number}", ""),
    )


def _state(one: Passage, choice: Choice, now: str, after: str, *, is_there: bool) -> str:
    if is_empty(one):
        return EMPTIED if now else SAME
    if is_there or (choice.to and now == after and choice.to != EVIDENCE):
        return SAME
    if not choice.to and not one.key:
        return UNPLACED
    return CHANGED if now else NEW


def _is_there(one: Passage, asked: Asked) -> bool:
    """Return whether a statement that was written freely stands in the working copy already."""
    said = one.row.get("statement", "") if one.key == EVIDENCE else ""
    return bool(said) and any(row["statements"].get(asked.language) == said for row in asked.content["evidence"])


def _said(one: Passage, row: Any) -> str:
    if row is not None and one.row:
        return _row_words(row, next(iter(row["statements"].values()), ""))
    return "\n".join(marked_terms(one.text)) if one.key == "areas" and one.is_field else one.text


def _row_words(row: Any, said: str) -> str:
    parts = [kind_words().get(row["kind"], ""), row["date"], row["source"], row["source_url"]]
    return "\n".join(filter(None, [said, " · ".join(filter(None, parts))]))


def _now(content: Content, asked: Asked, language: str) -> dict[str, str]:
    """Return what `content` says, by the keys of targets, in words."""
    form = asked_in(language, edition=asked.upload.edition, content=content)
    answers, names = answers_in(content, asked.language), names_in(content, language)
    said = {one.key: one.value for _label, found in all_fields(form, answers, names, asked.language) for one in found}
    said = {key: words for key, words in said.items() if not key.startswith(EVIDENCE)}
    said["areas"] = "\n".join(name for key, name in names.concepts.items() if key in content["concepts"])
    rows = enumerate(content["evidence"], 1)
    return said | {f"{EVIDENCE}.{at}": _row_words(row, row["statements"].get(asked.language, "")) for at, row in rows}


def say_where(where: Where) -> str:
    """Return where in a document a passage stood, in words."""
    kind, *numbers = where or ("field",)
    said = {
        "field": _("a field of the template"),
        "paragraph": _("paragraph %(first)s"),
        "table": _("table %(first)s, row %(second)s"),
        "row": _("row %(first)s"),
        "footnote": _("a footnote"),
        "endnote": _("an endnote"),
        "comment": _("a comment"),
        "header": _("the top margin"),
        "footer": _("the bottom margin"),
    }
    first, second = (*numbers, "", "")[:2]
    return said[str(kind)] % {"first": first, "second": second}


def _group_words() -> dict[str, tuple[str, str]]:
    """Return title and explanation of each group of passages, in the order of the page."""
    return {
        UNPLACED: (_("Without a place yet"), _("Say where these belong, or leave them out.")),
        CHANGED: (_("Different from what is there"), _("What the document says takes the place of what is there now.")),
        NEW: (_("New"), _("Nothing is written there yet.")),
        EMPTIED: (_("Empty in the document"), _("What is there stays, unless you choose otherwise.")),
        SAME: (_("The same as now"), _("Nothing changes here.")),
    }


def _target_groups(asked: Asked) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in asked.targets:
        label = _("A new statement of impact") if one.key == EVIDENCE else one.label
        groups.setdefault(one.part, []).append((one.key, label))
    return list(groups.items())


def _languages() -> list[tuple[str, str]]:
    language = get_language() or "en"
    names = [(code, str(capfirst(language_name(code, language)))) for code in LANGUAGES]
    return sorted(names, key=lambda one: one[1])


def _pictures(asked: Asked) -> list[dict[str, Any]]:
    """Return the pictures of a document, each with what was typed for it, or what the document says can be seen."""
    token, typed = asked.upload.token, asked.typed
    there = {one["digest"] for one in asked.content["pictures"]}
    return [
        {
            "number": one.number,
            "url": reverse("desk:upload_picture", args=[token, one.number]),
            "width": one.width,
            "height": one.height,
            "is_taken": typed.get(f"take-{one.number}") == "yes" if not asked.is_first else one.digest not in there,
            "alt": typed.get(f"alt-{one.number}", "") if not asked.is_first else one.alt,
            "licence": chosen_licence(typed, list(LICENCES), one.number),
            "credit": typed.get(f"credit-{one.number}", ""),
            "is_there": one.digest in there,
            "alt_error": asked.errors.get(f"alt-{one.number}", ""),
            "licence_error": asked.errors.get(f"licence-{one.number}", ""),
        }
        for one in asked.pictures
    ]


def _say_remark(code: str, words: str) -> str:
    if code == MORE_PICTURES:
        return _("More pictures are in the document than are taken over at once; left out: %(count)s.") % {
            "count": words
        }
    return _("A picture was left out (%(name)s). %(why)s") % {"name": words, "why": say_refusal(code)}


def _say_clash(clash: Conflict | Held) -> str:
    current = clash.current
    if isinstance(clash, Held):
        who = current.held_by.get_username() if current.held_by else ""
        until = date_format(timezone.localtime(current.held_until), "H:i") if current.held_until else ""
        return _("%(who)s is writing in this practice now, until %(when)s at least. Nothing was saved.") % {
            "who": who,
            "when": until,
        }
    when = date_format(timezone.localtime(current.edited_at), "H:i")
    return _(
        "%(who)s saved this practice at %(when)s, after you opened this page. Nothing of yours was saved yet. Beside "
        "each piece you now see what is there; your choices are kept."
    ) % {"who": current.edited_by, "when": when}


def take_along_context(practice: Practice, content: Content, copy: WorkingCopy | None) -> dict[str, Any]:
    """Return what the page needs that offers a practice as a document."""
    language = get_language() or "en"
    texts: Sequence[str] = list(content["texts"]) or [language]
    first = copy.language if copy else texts[0]
    title = content["texts"][first]["title"] if first in content["texts"] else ""
    return {
        "practice": practice,
        "title": title or _("Practice without a title"),
        "title_language": first if title else "",
        "trail": _trail(practice)[:2],
        "asked": [(code, str(capfirst(language_name(code, language)))) for code in interface_languages()],
        "asked_now": language,
        "texts": [(code, str(capfirst(language_name(code, language)))) for code in texts],
        "text_now": first,
        "depths": [(FULL, _("Full form")), (SHORT, _("Short form"))],
        "forms": [(one, reverse("desk:practice_file", args=[practice.public_id, one])) for one in FORMS],
        "room": "home",
    }


def _trail(practice: Practice | None) -> list[dict[str, str]]:
    if practice is None:
        return [{"label": _("From a document"), "url": reverse("desk:documents")}]
    return [
        {"label": _("To do"), "url": reverse("desk:home")},
        {"label": _("This practice"), "url": reverse("desk:practice", args=[practice.public_id])},
        {"label": _("As a document"), "url": reverse("desk:practice_document", args=[practice.public_id])},
    ]
