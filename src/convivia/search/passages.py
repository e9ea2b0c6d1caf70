"""Texts in pieces that an encoder can take in: each says by itself what it is about. Pure.

An encoder sees the first 512 word pieces of a text and blurs what is long. A practice is therefore read in passages of
a thousand characters or so, whole sentences where that is possible, and each begins with the title.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice

# Part of the name of what is kept: a change of how passages are made or read makes every library encode anew.
READING = 3
# Of one passage without its title, and of the title, in characters: together below what an encoder reads at once in
# every script.
MAX_PASSAGE, MAX_TITLE = 1200, 200
# Of a practice, so many of its passages are compared with all others when similar ones are looked for.
COMPARED = 4
# Of one text; the longest template filled to the brim has half as many.
MAX_PASSAGES = 64

_SENTENCE_END = re.compile(r"(?<=[.!?…:;।。！？؟۔])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a language version: `text` as it is read, of which the title makes the first `told` characters.

    The first one carries the `keywords` by themselves as well: they say most briefly what a practice is about.
    """

    language: str
    text: str
    told: int = 0
    keywords: str = ""

    @property
    def body(self) -> str:
        """The passage without the title before it; the title where there is nothing else."""
        return self.text[self.told :].strip() or self.text


def passages(
    language: str, title: str, summary: str, keywords: Sequence[str], answers: Mapping[str, str]
) -> Iterator[Passage]:
    """Yield the passages of one language version, the summary and the keywords first."""
    head = title[:MAX_TITLE].strip()
    lead = f"{head}{'' if head.endswith(tuple('.!?')) else '.'} " if head else ""
    brief = ", ".join(filter(None, map(str.strip, keywords)))[:MAX_PASSAGE]
    # By key: databases differ in whether they keep the order of answers.
    parts = [summary, brief, *(answers[key] for key in sorted(answers))]
    bodies = list(islice(_packed(piece for part in parts for piece in _sentences(part)), MAX_PASSAGES))
    if not bodies and head:
        yield Passage(language, head)
    for number, body in enumerate(bodies):
        yield Passage(language, lead + body, len(lead), "" if number else brief)


def digest(encoder: str, passage: Passage) -> str:
    """Return the name of what `encoder` makes of `passage`: the same for equal texts, another for another encoder."""
    read = "\0".join((encoder, passage.text, passage.keywords))
    return blake2b(read.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences of `text`; what is longer than a passage is cut between words where it has any."""
    for sentence in _SENTENCE_END.split(text.strip()):
        rest = sentence.strip()
        while len(rest) > MAX_PASSAGE:
            at = rest.rfind(" ", MAX_PASSAGE // 2, MAX_PASSAGE) + 1 or MAX_PASSAGE
            yield rest[:at].strip()
            rest = rest[at:].strip()
        if rest:
            yield rest


def _packed(sentences: Iterable[str]) -> Iterator[str]:
    """Yield runs of sentences that together fit into a passage."""
    held = ""
    for sentence in sentences:
        if held and len(held) + 1 + len(sentence) > MAX_PASSAGE:
            yield held
            held = sentence
        else:
            held = f"{held} {sentence}".strip()
    if held:
        yield held
