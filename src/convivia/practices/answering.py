"""The answers to a form in a snapshot of a practice: one plain mapping by the keys of questions, and back again.

`questionnaires` knows what is asked and whether it is answered; where an answer is kept is said here alone.
"""

import copy
from collections.abc import Mapping
from typing import Any, Final, cast

from convivia.practices.snapshots import Content, empty_text

# Facts of a practice that stand in a snapshot under another name than that of the question.
_CONCEPTS: Final = "areas"
_PLACES: Final = "places"
_WHOLE: Final = ("period", "contact", "evidence", "pictures")
_IN_TEXT: Final = ("title", "summary")


def answers_of(content: Content, language: str) -> dict[str, Any]:
    """Return what `content` answers, in the text of `language`; facts are the same in every language."""
    text = content["texts"].get(language) or empty_text()
    facts = cast(Mapping[str, Any], content)
    return {
        **text["answers"],
        "title": text["title"],
        "summary": text["summary"],
        _PLACES: {"places": content["places"], "countries": content["countries"]},
        _CONCEPTS: content["concepts"],
        **{key: facts[key] for key in _WHOLE},
    }


def with_answers(content: Content, language: str, answers: Mapping[str, Any]) -> Content:
    """Return a copy of `content` that gives `answers`; what they do not name stays, an empty one takes its place."""
    made = copy.deepcopy(content)
    text = made["texts"].setdefault(language, empty_text("translation" if made["texts"] else "original"))
    for key, value in answers.items():
        if key == _PLACES:
            made["places"], made["countries"] = list(value["places"]), list(value["countries"])
        elif key == _CONCEPTS:
            made["concepts"] = list(value)
        elif key in _WHOLE:
            cast(dict[str, Any], made)[key] = copy.deepcopy(value)
        elif key in _IN_TEXT:
            cast(dict[str, Any], text)[key] = value
        else:
            text["answers"] = {**text["answers"], key: value}
    text["answers"] = {key: value for key, value in text["answers"].items() if value}
    return made
