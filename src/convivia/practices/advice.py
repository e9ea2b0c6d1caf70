"""Writing help: what somebody who writes or reads a practice may want to look at again. Advice, never a wall. Pure.

The same checks serve the form, the reviewer and the report of an import. What blocks a step of the workflow is another
thing: that is `workflow_actions.missing_of` alone.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from convivia.practices.advice_acronyms import acronyms
from convivia.practices.advice_impact import impact
from convivia.practices.advice_language import languages
from convivia.practices.advice_links import addresses_given, dead_links, links
from convivia.practices.advice_people import personal_data
from convivia.practices.advice_sections import missing_facts, missing_words, thin, untranslated
from convivia.practices.advice_sentences import long_sentences
from convivia.practices.advice_tone import promotion
from convivia.practices.advice_values import Advice, Kind, Strength

if TYPE_CHECKING:
    from convivia.practices.snapshots import Content, TextContent

__all__ = ["EXPECTED", "Advice", "Kind", "Strength", "advise"]

# Sections without which another city cannot tell whether a practice is for it.
EXPECTED: Final = ("purpose", "rationale", "process", "impact")
NO_LINK: Final[Mapping[str, bool]] = MappingProxyType({})
_OF_A_TEXT: Final[tuple[Callable[["TextContent", str], Iterable[Advice]], ...]] = (
    thin, languages, personal_data, promotion, acronyms, long_sentences, links,
)  # fmt: skip


def advise(
    content: "Content", *, language: str, sections: Sequence[str] = EXPECTED, dead: Mapping[str, bool] = NO_LINK
) -> list[Advice]:
    """Return what to look at again in all language versions of a practice: what matters most first, then by field.

    `language` is the one that it is written in first; `sections` are those that should be answered there; `dead` the
    addresses, as they are written, that were asked and are gone (true) or silent.
    """
    found = [*_found(content, language, sections), *dead_links(content, dead)]
    return list(dict.fromkeys(sorted(found, key=lambda advice: advice.strength == Strength.HINT)))


def _found(content: "Content", language: str, sections: Sequence[str]) -> Iterator[Advice]:
    yield from missing_facts(content)
    original = content["texts"].get(language)
    if original is not None:
        yield from missing_words(original, language, sections)
    for code, text in content["texts"].items():
        if original is not None and code != language:
            yield from untranslated(original, text, code)
        for check in _OF_A_TEXT:
            yield from check(text, code)
    yield from impact(content)
    yield from addresses_given(content)
