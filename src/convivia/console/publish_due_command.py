"""Publish what was accepted for a set time that has come; run it every few minutes, or let `serve` do so."""

import argparse
from collections.abc import Sequence

from convivia.console.installation import NotReadyError, demand_database
from convivia.console.screen import complain, out
from convivia.practices.due import publish_due


def run(arguments: Sequence[str]) -> int:
    """Publish what is due and say what that was; the exit status comes back: 1 where something has to be looked at."""
    parser = argparse.ArgumentParser(prog="convivia publish-due", description=__doc__)
    parser.add_argument("--quiet", action="store_true", help="say nothing unless something has to be looked at")
    options = parser.parse_args(arguments)
    try:
        demand_database()
    except NotReadyError as error:
        complain(str(error))
        return 1
    due = publish_due()
    if not options.quiet:
        for public_id in due.published:
            out.print(f"Published: {public_id}", markup=False)
        out.print(f"{len(due.published)} practices published.", markup=False)
    for public_id in due.outdated:
        complain(
            f"{public_id} was not published: an import has changed it since. Open it at the desk and look at both."
        )
    for public_id in due.incomplete:
        complain(f"{public_id} was not published: something needed is missing. Open it at the desk and fill it in.")
    return 1 if due.outdated or due.incomplete else 0
