"""The document that keeps the figures: docs/run/speed.md."""

from collections.abc import Sequence
from datetime import UTC, datetime

from benchmarks.clients import REQUESTS
from benchmarks.desk import AtTheDesk, desk_section
from benchmarks.machine import machine
from benchmarks.meanings import INVENTED, SHIPPED
from benchmarks.measure import Measured
from benchmarks.tables import growth, one_size, totals, wanted_table

DOCUMENT = """# How fast it is

Written by `make bench` on {date}. Command: `{command}`.

{machine}

## What is wanted, and what was found

{wanted}

## Pages

Median / 95th percentile in milliseconds, to the last byte of a compressed answer, at libraries of these sizes.

{growth}

## The library as a whole

{totals}

{sizes}
{desk}## How to read it

The libraries are invented: practices in ten languages, with words as frequent as in real text (Zipf–Mandelbrot), real
cities, and policy areas and periods as skewed as in the shipped library. Each kind of page is asked for up to
{requests} times over one connection to one worker after a warm-up, at varied addresses. The server runs as in
production (`convivia serve`) on the same machine: reader and server share its cores.

**Meanings are mixed, not read.** Reading 100,000 practices by the encoder takes hours. So {pool} passages of shipped
and invented practices are read by the real encoder ("encoded in the background" is how fast that went), and each
passage of a library gets a mixture of these, always the same: what its practice is about (three of them in parts by
chance), one more of its own, and noise. Stored, searched and rebuilt they are as real ones are; how *well* they are
found says `make relevance`, of real ones. **Queries are encoded for real**, each text of a broad, narrow or misspelt
search and each question being new to the worker, which remembers the meaning of the last 512 queries: a reader who
turns a page or sets a filter waits less. Eight readers together ask for the same addresses in different orders, so
some of their queries are remembered.

*Floor* is what a search takes without any page, in the same run and for the same queries: the *engine* (the top 20
hits and all facet counts, with handing them over to Python), the search for *vectors* (the 300 nearest passages by
bare `usearch`: exact up to 20,000 passages, by a graph beyond), and the *encoder* (reading the query). A page adds
how words are read and corrected, how both ways are put together, the database, the template and the way over the
wire. Counts of the whole library are kept between changes, so the engine has next to nothing to do for a list without
words and filters; those of a search are counted anew for every page.

*Search* is that by itself, with all facets and without any page: words read and corrected, words and meaning put
together, counted and listed, in a process of its own that has not been asked any of it before. The page adds why each
of its twenty hits was found, the cards, and drawing it.

*The graph finds*: of the 100 passages that an exact search finds nearest to a query, the part that the graph finds,
too. *Published*: from the moment a practice is saved by another process until each worker shows it, by a word that
only it has, and to a question in another language that shares no word with it. *Own* memory is
what a worker holds itself; *PSS* adds its part of the files that it maps (database, index and vectors), which all
workers share and the system takes back when it needs the room. *CPU* is
what the server's processes compute for one answer; other work on the machine hardly changes it. A broad word is one
that most of the practices hold (last line of the table of the library), the hardest thing to ask. *Growth* compares
the median of the largest library with that of the smallest.
"""


def report(reports: Sequence[Measured], desk: AtTheDesk, *, encoded_a_second: float, command: str) -> str:
    """Return the document for these measurements."""
    return DOCUMENT.format(
        date=f"{datetime.now(UTC):%d %B %Y, %H:%M} UTC",
        command=command,
        machine="\n".join(f"- {name}: {fact}" for name, fact in machine().items()),
        wanted=wanted_table(reports),
        growth=growth(reports),
        totals=totals(reports, encoded_a_second=encoded_a_second),
        pool=SHIPPED + INVENTED,
        requests=REQUESTS,
        desk=desk_section(desk, command=command),
        sizes="\n".join(f"## {each.size:,} practices\n\n{one_size(each)}\n" for each in reports),
    )
