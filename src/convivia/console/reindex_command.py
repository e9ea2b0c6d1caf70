"""Build the search index anew from the database; the old one serves until the new one is whole."""

import argparse
from collections.abc import Sequence

from convivia.console.installation import NotReadyError, demand_database
from convivia.console.screen import complain, meter, out
from convivia.search.actions import index_pending, reindex
from convivia.search.encoders.installed import use_all_cores
from convivia.search.encoding import encode_pending, make_anew


def run(arguments: Sequence[str]) -> int:
    """Rebuild the index; the exit status comes back."""
    parser = argparse.ArgumentParser(prog="convivia reindex", description=__doc__)
    parser.add_argument("--pending", action="store_true", help="only what has changed since it was indexed")
    options = parser.parse_args(arguments)
    try:
        demand_database()
    except NotReadyError as error:
        complain(str(error))
        return 1
    with meter("Search index") as step:
        count = index_pending(progress=step) if options.pending else reindex(progress=step)
    use_all_cores()
    with meter("Meaning") as step:
        (encode_pending if options.pending else make_anew)(progress=step)
    out.print(f"{count:,} practices indexed.", markup=False)
    return 0
