"""Prepare the database, load the shipped library, build the search index; can be run again at any time."""

import argparse
from collections.abc import Sequence

from convivia.console.installation import NotReadyError, one_at_a_time
from convivia.console.preparation import prepare_all
from convivia.console.screen import complain, meter, out


def run(arguments: Sequence[str]) -> int:
    """Prepare everything; what is there stays, nothing doubles. The exit status comes back."""
    parser = argparse.ArgumentParser(prog="convivia setup", description=__doc__)
    parser.add_argument("--empty", action="store_true", help="without the shipped practices")
    options = parser.parse_args(arguments)
    try:
        with one_at_a_time("setup"):
            counts = prepare_all(with_practices=not options.empty, show=meter)
    except NotReadyError as error:
        complain(str(error))
        return 1
    out.print(f"Ready: {counts['practices']:,} practices from {counts['places']:,} places.", markup=False)
    return 0
