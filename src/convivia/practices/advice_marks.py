"""By what an advice is known again for as long as its field says the same. Pure."""

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from convivia.practices.advice_values import Advice

if TYPE_CHECKING:
    from convivia.practices.snapshots import Content

LENGTH: Final = 32  # hexadecimal digits
# What of a snapshot a field without language is about, where that has another name.
_FACTS: Final[Mapping[str, tuple[str, ...]]] = {"places": ("places", "countries"), "areas": ("concepts",)}


def mark_of(advice: Advice, content: "Content") -> str:
    """Return the mark of an advice on `content`: the same one until the field that it is about says something else.

    Advice that says the same of several words of one field has one mark.
    """
    about = [advice.kind, advice.reason, advice.key, advice.language, advice.figure, advice.other]
    whole = json.dumps([*about, _said(content, advice.key, advice.language)], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()[:LENGTH]


def _said(content: "Content", key: str, language: str) -> Any:
    """Return what the field says now."""
    text = content["texts"].get(language)
    if text is not None:
        return text["answers"].get(key, "") if key not in ("title", "summary") else cast(dict[str, Any], text)[key]
    return [cast(Mapping[str, Any], content).get(name) for name in _FACTS.get(key, (key,))]
