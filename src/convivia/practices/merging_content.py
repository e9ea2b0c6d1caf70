"""What two records of one practice say together, and how a later content is brought back to an earlier one. Pure in
what it does: contents in, contents out."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any, Final, Literal, cast

from convivia.practices.snapshots import Content, TextContent

Side = Literal["kept", "gone"]
KEPT: Final = "kept"
GONE: Final = "gone"
MAX_SOURCE: Final = 200


def shared_languages(kept: Content, gone: Content) -> list[str]:
    """Return the languages in which both records have a text, and not in the same words."""
    return [
        language
        for language, text in kept["texts"].items()
        if language in gone["texts"] and _words(text) != _words(gone["texts"][language])
    ]


def merged_content(kept: Content, gone: Content, shown: Mapping[str, Side]) -> Content:
    """Return what one record says for both: the facts of `kept`, with what only `gone` has, and all languages.

    `shown` says for languages in which both have a text whose it is; without a word the kept one's. The title that is
    not shown stays as another title, so that it is still found.
    """
    made = deepcopy(kept)
    for key in ("places", "countries", "concepts"):
        made[key] = list(dict.fromkeys([*kept[key], *gone[key]]))
    if not (kept["period"]["text"] or kept["period"]["start"]):
        made["period"] = gone["period"]
    made["source"] = _sources(kept["source"], gone["source"])
    made["source_url"] = kept["source_url"] or gone["source_url"]
    made["licence"] = kept["licence"] or gone["licence"]
    made["confirmed"] = max(filter(None, [kept["confirmed"], gone["confirmed"]]), default=None)
    if not any(kept["contact"].values()):
        made["contact"] = gone["contact"]
    made["evidence"] = _with_new(kept["evidence"], gone["evidence"])
    digests = {picture["digest"] for picture in kept["pictures"]}
    made["pictures"] += [picture for picture in gone["pictures"] if picture["digest"] not in digests]
    if further := {**gone.get("further", {}), **kept.get("further", {})}:
        made["further"] = further
    made["texts"] = _texts(kept, gone, shown)
    return deepcopy(made)


def put_back(now: Content, before: Content, after: Content) -> tuple[Content, list[str]]:
    """Return `now` without what turned `before` into `after`, and the keys of what is left, for it changed since."""
    made, left = deepcopy(now), []
    for key in before:
        if key == "texts" or before.get(key) == after.get(key):
            continue
        if now.get(key) == after.get(key):
            made[key] = deepcopy(before[key])  # type: ignore[literal-required]
        else:
            left.append(key)
    for language in {**before["texts"], **after["texts"]}:
        old, new = before["texts"].get(language), after["texts"].get(language)
        if old != new:
            left += _put_text_back(made["texts"], language, old, new)
    made["texts"] = with_one_original(made["texts"])
    return made, left


def with_one_original(texts: Mapping[str, TextContent]) -> dict[str, TextContent]:
    """Return `texts` of which one at most is the original: the first that says so."""
    made: dict[str, TextContent] = {}
    has_one = False
    for language, text in texts.items():
        is_original = text["origin"] == "original"
        made[language] = cast(TextContent, {**text, "origin": "translation"} if is_original and has_one else text)
        has_one = has_one or is_original
    return made


def _put_text_back(
    texts: dict[str, TextContent], language: str, old: TextContent | None, new: TextContent | None
) -> list[str]:
    """Bring one text back; the keys of what is left come back."""
    current = texts.get(language)
    if old is None or new is None or current is None:
        if current != new:
            return [f"text/{language}"]
        if old is None:
            texts.pop(language, None)
        else:
            texts[language] = deepcopy(old)
        return []
    values, left = _flat(current), []
    before, after = _flat(old), _flat(new)
    for key in {**before, **after}:
        if before.get(key) == after.get(key):
            continue
        if values.get(key) == after.get(key):
            values[key] = before.get(key)
        else:
            left.append(f"{key[1]}/{language}")
    texts[language] = _text_of(values)
    return left


def _flat(text: TextContent) -> dict[tuple[str, str], Any]:
    """Return the values of a text by (part, key): its columns, and its answers one by one."""
    columns = {("text", key): value for key, value in text.items() if key != "answers"}
    return columns | {("answers", key): value for key, value in text["answers"].items()}


def _text_of(values: Mapping[tuple[str, str], Any]) -> TextContent:
    made: dict[str, Any] = {key: deepcopy(value) for (part, key), value in values.items() if part == "text"}
    made["answers"] = {key: value for (part, key), value in values.items() if part == "answers" and value is not None}
    return cast(TextContent, made)


def _texts(kept: Content, gone: Content, shown: Mapping[str, Side]) -> dict[str, TextContent]:
    made: dict[str, TextContent] = {}
    for language in {**kept["texts"], **gone["texts"]}:
        mine, theirs = kept["texts"].get(language), gone["texts"].get(language)
        if theirs is not None:
            theirs = cast(TextContent, {**theirs, "source_url": theirs["source_url"] or gone["source_url"]})
        if mine is None or theirs is None:
            made[language] = cast(TextContent, mine or theirs)
        elif shown.get(language) == GONE:
            made[language] = _beside(theirs, mine)
        else:
            made[language] = _beside(mine, theirs)
    return with_one_original(made)


def _beside(shown: TextContent, other: TextContent) -> TextContent:
    """Return the shown text with what finds the other one: its titles and keywords."""
    titles = [other["title"] or other["stand_in_title"], *other["other_titles"]]
    own = {shown["title"], shown["stand_in_title"], ""}
    others = [title for title in [*shown["other_titles"], *titles] if title not in own]
    keywords = [*shown["keywords"], *other["keywords"]]
    return cast(
        TextContent,
        {**shown, "other_titles": list(dict.fromkeys(others)), "keywords": list(dict.fromkeys(keywords))},
    )


def _words(text: TextContent) -> tuple[Any, ...]:
    return text["title"], text["stand_in_title"], text["summary"], text["answers"], text["note"]


def _sources(kept: str, gone: str) -> str:
    """Return both sources; where they are too long together, the kept one's: the other stays in its revision."""
    both = f"{kept}; {gone}"
    return both if kept and gone and gone not in kept and len(both) <= MAX_SOURCE else kept or gone


def _with_new(own: Iterable[Any], further: Iterable[Any]) -> list[Any]:
    made = list(own)
    made += [one for one in further if one not in made]
    return made
