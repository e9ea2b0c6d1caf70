"""The document that keeps the figures of one measurement."""

from collections.abc import Sequence
from datetime import UTC, datetime

from relevance.measure import Measured
from relevance.tables import FURTHER, MAIN, empty_table, scores_table, wanted_table

DOCUMENT = """# How well it finds

Written by `make relevance` on {date}. Command: `{command}`.

{facts}

## What is wanted, and what was found

{wanted}

{sets}
## How it is measured

Every query goes through the search that readers use, asked with the interface in the language of the query where it
has one, else in English. *words* is the search by words alone, *meaning* that by meaning alone, *both* is what readers
get. nDCG@10 has linear gains: a practice that answers counts twice one that is related; *exponential* counts it three
times. A query whose right answer is "nothing" has no part in these averages: the table of empty results counts it. Each
query belongs to one of two halves by a hash of its id, so parameters can be chosen on *tune* and judged on *held*.

- **Own set**: `relevance/own.jsonl`; how it was made and graded is told in `relevance/README.md`.
- **Judged set**: a file in the same form, at the path in `CONVIVIA_JUDGEMENTS`.
- **XQuAD**: questions of several languages asked of English paragraphs (Artetxe, Ruder and Yogatama 2020), the files
  `xquad.<language>.json` in the folder at `CONVIVIA_XQUAD`. Each paragraph is a practice without title or place in a
  library of its own; it is the only answer to its questions.
"""
SET = """## {name}

{counts}

{main}

{further}

{empty}
"""


def report(measured: Sequence[Measured], *, command: str) -> str:
    """Return the document for these measurements."""
    return DOCUMENT.format(
        date=f"{datetime.now(UTC):%d %B %Y, %H:%M} UTC",
        command=command,
        facts="\n".join(f"- {name}: {fact}" for name, fact in measured[0].facts.items()),
        wanted=wanted_table(measured),
        sets="\n".join(map(one_set, measured)),
    )


def one_set(measured: Measured) -> str:
    """Return the tables of one set of queries, with how many there are and what of it could not be used."""
    return SET.format(
        name=measured.name,
        counts=_counts(measured),
        main=scores_table(measured, MAIN),
        further=scores_table(measured, FURTHER),
        empty=empty_table(measured),
    )


def _counts(measured: Measured) -> str:
    languages = len({each.query.language for each in measured.asked})
    counts = f"{len(measured.asked):,} queries in {languages} languages."
    if measured.left_out:
        counts += f" Left out: {len(measured.left_out)} graded ids that the library does not have."
    if measured.unasked:
        counts += f" Not counted: {len(measured.unasked)} queries of which it has no answer at all."
    return counts
