"""Write to readers who were asked and not told yet, and remind those whose judgement is due; run it once a day."""

import argparse
from collections.abc import Sequence

from convivia.console.installation import NotReadyError, demand_database, one_at_a_time
from convivia.console.screen import complain, out
from convivia.desk.review_mails import send_all


def run(arguments: Sequence[str]) -> int:
    """Send what is due; run again at once, nothing is sent. The exit status comes back."""
    argparse.ArgumentParser(prog="convivia remind", description=__doc__).parse_args(arguments)
    try:
        demand_database()
        with one_at_a_time("remind"):
            sent = send_all()
    except NotReadyError as error:
        complain(str(error))
        return 1
    out.print(f"Mails sent: {sent.mails}.", markup=False)
    if sent.failures:
        complain(f"{sent.failures} mails could not be sent; the next run tries them again.")
    return 1 if sent.failures else 0
