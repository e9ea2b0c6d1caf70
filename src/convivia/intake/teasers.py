"""Takes the text of a card apart: sections, what is cut off, and the sentences that can stand as its summary. Pure."""

from dataclasses import dataclass

from convivia.intake.drafts import DraftWarning
from convivia.intake.headings import Headings
from convivia.intake.remarks import warning
from convivia.intake.sentences import is_cut_off, opening_sentences


@dataclass(frozen=True, slots=True)
class Teaser:
    """A text by sections; `cut_off` names the one that breaks off."""

    sections: dict[str, str]
    summary: str
    cut_off: tuple[str, ...]
    label_languages: tuple[frozenset[str], ...]
    warnings: tuple[DraftWarning, ...]


def read_teaser(text: str, headings: Headings, line: int = 0) -> Teaser:
    """Return what the text of a card says, section by section; its words stay as printed."""
    parted = headings.split(text)
    cut = is_cut_off(text)
    sections = {key: words for key, words in parted.texts.items() if words.strip(" .…")}
    first = next(iter(sections), "")
    is_whole = not (cut and first == parted.last)
    warnings = [warning("empty-section", key, line) for key in parted.empty]
    warnings += [warning("label-twice", key, line) for key in parted.repeated]
    if not sections:
        warnings.append(warning("no-text", line=line))
    if cut:
        warnings.append(warning("cut-off", parted.last, line))
    return Teaser(
        sections=sections,
        summary=opening_sentences(sections.get(first, ""), is_whole),
        cut_off=(parted.last,) if cut else (),
        label_languages=parted.label_languages,
        warnings=tuple(warnings),
    )
