"""Pictures as the form has them: numbered rows in their order; what is uploaded becomes one more row."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _

from convivia.common.characters import carried
from convivia.practices.licences import LICENCES
from convivia.practices.models import Picture
from convivia.practices.picture_words import say_refusal
from convivia.practices.pictures import MOST_BYTES, TOO_LARGE, PictureRefused, keep_picture
from convivia.practices.snapshots import PictureContent

MOST_PICTURES: Final = 20
MOST_CREDIT: Final = 200
UPLOAD: Final = "picture-file"
COLUMNS: Final = ("alt", "licence", "credit")
_BUTTON: Final = re.compile(r"(raise|lower|remove)-picture-(\d{1,3})")

Errors = dict[str, str]


def with_uploads(data: QueryDict, files: Iterable["UploadedFile[Any]"], *, by: User) -> tuple[QueryDict, Errors]:
    """Return what was typed with a further row for each uploaded picture, which is kept from now on; and by the id of
    its input what is wrong with files that cannot become one."""
    made, refused = data.copy(), []
    count = rows_in(data)
    for file in files:
        said = _refusal_of_count(count) or _keep(file, made, count, by)
        if said:
            refused.append(f"{(file.name or '')[:80]}: {said}")
        else:
            count += 1
    made["picture-rows"] = str(count)
    return made, {UPLOAD: " ".join(refused)} if refused else {}


def rows_in(data: Mapping[str, Any]) -> int:
    """Return how many rows of pictures a form sends."""
    text = str(data.get("picture-rows", ""))
    return min(int(text), MOST_PICTURES) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def read_pictures(
    data: Mapping[str, Any], before: Sequence[PictureContent], language: str, most: int
) -> tuple[list[PictureContent], Errors]:
    """Return the pictures that rows make, and what is wrong by the id of its input.

    Rows name their picture by its digest; one that nobody keeps is left out. A form without rows changes nothing. What
    cannot be kept of a row stays as it was `before`, and so do words in other languages.
    """
    if "picture-rows" not in data:
        return list(before), {}
    known = {one["digest"]: one for one in before}
    numbers = range(rows_in(data))
    digests = [carried(str(data.get(f"picture-{number}-digest", "")))[:64] for number in numbers]
    there = {*known, *Picture.objects.filter(digest__in=digests).values_list("digest", flat=True)}
    rows: dict[int, PictureContent] = {}
    errors: Errors = {}
    for number, digest in zip(numbers, digests, strict=True):
        if digest in there and digest not in digests[:number]:
            was = known.get(digest) or PictureContent(digest=digest, alt={}, licence="", credit="")
            rows[number] = _row(data, number, was, language, most, errors)
    # Where something is wrong, rows keep their places, so that it is told at the right one.
    do = "" if errors else str(data.get("do", ""))
    return [rows[number] for number in ordered(list(numbers), do) if number in rows], errors


def ordered(rows: list[int], do: str) -> list[int]:
    """Return the numbers of rows in their order after the button `do` was pressed: one moved, or taken out."""
    rows = list(rows)
    found = _BUTTON.fullmatch(do)
    if not found or int(found[2]) not in rows:
        return rows
    at = int(found[2])
    if found[1] == "remove":
        return [number for number in rows if number != at]
    other = at - 1 if found[1] == "raise" else at + 1
    if other in rows:
        rows[at], rows[other] = rows[other], rows[at]
    return rows


def anchor_after(do: str) -> str:
    """Return where a reader goes on after a button of the pictures was pressed; "" for any other button."""
    found = _BUTTON.fullmatch(do)
    if do == "add-picture" or (found and found[1] == "remove"):
        return "#pictures"
    return f"#picture-{max(int(found[2]) + (-1 if found[1] == 'raise' else 1), 0)}" if found else ""


def read_alts(
    data: Mapping[str, Any], before: Sequence[PictureContent], language: str, most: int
) -> tuple[list[PictureContent], Errors]:
    """Return the pictures with what they show in one further language; all else of them stays."""
    pictures: list[PictureContent] = []
    errors: Errors = {}
    for number, one in enumerate(before):
        name = f"picture-{number}-alt"
        said = _words(data, name) if name in data else one["alt"].get(language, "")
        pictures.append({**one, "alt": _alt(one, language, _short(name, said, most, one, language, errors))})
    return pictures, errors


def _keep(file: "UploadedFile[Any]", data: QueryDict, number: int, by: User) -> str:
    """Keep an uploaded picture and give it a row; return what is wrong with it, "" for nothing."""
    if (file.size or 0) > MOST_BYTES:
        return say_refusal(TOO_LARGE)
    try:
        picture = keep_picture(data=file.read(), by=by.get_username())
    except PictureRefused as refused:
        return say_refusal(refused.code)
    data[f"picture-{number}-digest"] = picture.digest
    return ""


def _refusal_of_count(count: int) -> str:
    if count < MOST_PICTURES:
        return ""
    return _("There is room for %(most)d pictures. Take one out first.") % {"most": MOST_PICTURES}


def _row(
    data: Mapping[str, Any], number: int, was: PictureContent, language: str, most: int, errors: Errors
) -> PictureContent:
    name = f"picture-{number}"
    alt = _short(f"{name}-alt", _words(data, f"{name}-alt"), most, was, language, errors)
    licence, credit = data.get(f"{name}-licence", ""), _words(data, f"{name}-credit")
    if licence not in ("", *LICENCES, was["licence"]):
        errors[f"{name}-licence"] = _("Choose one of these licences.")
        licence = was["licence"]
    if len(credit) > MOST_CREDIT:
        errors[f"{name}-credit"] = _("This is too long. Say whose picture it is in fewer than 200 characters.")
        credit = was["credit"]
    return PictureContent(digest=was["digest"], alt=_alt(was, language, alt), licence=licence, credit=credit)


def _short(name: str, said: str, most: int, was: PictureContent, language: str, errors: Errors) -> str:
    """Return what a picture shows if it is short enough; else what was said before, and note the error."""
    if len(said) <= most:
        return said
    errors[name] = _("This is too long. Say what is seen in fewer than %(most)d characters.") % {"most": most}
    return was["alt"].get(language, "")


def _alt(was: PictureContent, language: str, said: str) -> dict[str, str]:
    others = {code: words for code, words in was["alt"].items() if code != language}
    return {**others, language: said} if said else others


def _words(data: Mapping[str, Any], name: str) -> str:
    return " ".join(carried(str(data.get(name, ""))).split())
