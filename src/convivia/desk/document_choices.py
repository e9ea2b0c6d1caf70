"""What somebody chose on the page of an uploaded document: where each passage goes, which pictures come along."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, cast

from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from convivia.common.characters import carried
from convivia.intake.mapping import Choice, Target, first_choices, statement_of, targets
from convivia.intake.models import Upload, UploadPicture
from convivia.intake.passages import EVIDENCE, Passage
from convivia.intake.understanding import understood_words
from convivia.intake.uploads import LONGEST_ALT, LONGEST_CREDIT, Taken, passages_in
from convivia.places.countries import LANGUAGES
from convivia.practices.licences import LICENCES
from convivia.practices.models import WorkingCopy
from convivia.practices.snapshots import Content, empty_content
from convivia.questionnaires.kinds import EVIDENCE_KINDS


@dataclass(slots=True)
class Asked:
    """An upload with what is chosen for it; `errors` by the id of their input. `version` is that of the working copy
    which the reader saw; `typed` what was typed for the pictures."""

    upload: Upload
    copy: WorkingCopy | None
    content: Content
    language: str
    version: int
    passages: list[Passage]
    choices: list[Choice]
    pictures: list[UploadPicture]
    targets: list[Target]
    typed: Mapping[str, Any]
    taken: list[Taken] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    is_first: bool = True

    @property
    def evidence(self) -> int:
        """How many statements of impact the working copy has."""
        return len(self.content["evidence"])


_MOST_DIGITS: Final = 9


def read_choices(data: QueryDict | None, upload: Upload, copy: WorkingCopy | None) -> Asked:
    """Return what is chosen in `data`; without any, what seems right. Raises `BadRequest` for what no page sends."""
    language = _spoken(data, upload, copy)
    content = cast(Content, copy.content) if copy else empty_content(language)
    passages = passages_in(upload)
    asked = Asked(
        upload=upload,
        copy=copy,
        content=content,
        language=language,
        version=_version(data, copy),
        passages=passages,
        choices=first_choices(passages, content, language),
        pictures=list(upload.pictures.all()),
        targets=targets(upload.edition, get_language() or "en", content),
        typed=data or {},
        is_first=data is None,
    )
    if data is not None:
        _read_passages(data, asked)
        _read_pictures(data, asked)
    return asked


def _spoken(data: QueryDict | None, upload: Upload, copy: WorkingCopy | None) -> str:
    guess = upload.language or (copy.language if copy else get_language() or "en")
    language = data.get("language", guess) if data is not None else guess
    if language not in LANGUAGES:
        raise BadRequest("There is no such language.")
    return language


def _version(data: QueryDict | None, copy: WorkingCopy | None) -> int:
    if copy is None or data is None:
        return copy.version if copy else 0
    version = data.get("version", "")
    if not (version.isascii() and version.isdigit() and len(version) <= _MOST_DIGITS):
        raise BadRequest("The page says no version.")
    return int(version)


def _read_passages(data: QueryDict, asked: Asked) -> None:
    """Read where each passage goes; a statement of impact needs to say how it is known."""
    known = {"", *(one.key for one in asked.targets), *(f"{EVIDENCE}.{row + 1}" for row in range(asked.evidence))}
    words = understood_words()
    for number, (passage, first) in enumerate(zip(asked.passages, asked.choices, strict=True)):
        to, kind = data.get(f"to-{number}", first.to), data.get(f"kind-{number}", "")
        if to not in known or kind not in ("", *EVIDENCE_KINDS):
            raise BadRequest("There is no such place.")
        asked.choices[number] = Choice(to, data.get(f"below-{number}") == "yes", kind)
        if to.split(".")[0] == EVIDENCE:
            row = statement_of(passage, asked.language, words, kind)
            if row["statements"] and not row["kind"]:
                asked.errors[f"kind-{number}"] = _("Choose how this is known.")


def _read_pictures(data: QueryDict, asked: Asked) -> None:
    """Read which pictures come along; each needs what can be seen in words, and a licence."""
    for picture in asked.pictures:
        name = str(picture.number)
        if data.get(f"take-{name}") != "yes":
            continue
        alt, credit = (" ".join(carried(data.get(f"{part}-{name}", "")).split()) for part in ("alt", "credit"))
        licence = data.get(f"licence-{name}", "")
        if not alt:
            asked.errors[f"alt-{name}"] = _("Describe in a sentence what can be seen, or leave the picture out.")
        if len(alt) > LONGEST_ALT or len(credit) > LONGEST_CREDIT:
            asked.errors[f"alt-{name}"] = _("This is too long. Say it in fewer than 300 characters.")
        if licence not in LICENCES:
            asked.errors[f"licence-{name}"] = _("Choose the licence under which the picture may be passed on.")
        asked.taken.append(Taken(picture, alt, licence, credit))


def chosen_licence(typed: Mapping[str, Any], licences: Sequence[str], number: int) -> str:
    """Return the licence that was chosen for a picture; "" for none."""
    licence = str(typed.get(f"licence-{number}", ""))
    return licence if licence in licences else ""
