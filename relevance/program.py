"""Answers for the library at `CONVIVIA_HOME`: reads a request as JSON from standard input, prints what was found."""

import json
import os
import sys
from dataclasses import asdict
from importlib import import_module


def main() -> None:
    """Answer one request, see `relevance.finding.answer`."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "convivia.settings"
    import_module("django").setup()
    finding = import_module("relevance.finding")
    json.dump(asdict(finding.answer(json.load(sys.stdin))), sys.stdout)


if __name__ == "__main__":
    main()
