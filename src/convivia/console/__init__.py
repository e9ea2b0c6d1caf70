"""The console command `convivia`: the one entrance for the people who run a library."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

# name → one line of help; the code of each is the module of the same name, loaded only when it is called.
COMMANDS = {
    "setup": "prepare the database, load the shipped library, build the search index",
    "serve": "serve the library with a production server",
    "import": "take in practices from a listing page, a sheet or JSON lines",
    "search": "search the library from the command line",
    "reindex": "build the search index anew from the database",
    "invite": "invite somebody by mail to a role, such as the first editor",
    "remind": "write to readers whose judgement is due; for a daily timer",
    "publish-due": "publish what was accepted for a set time that has come",
    "check-links": "ask the outside addresses of public practices whether they still answer; for a daily timer",
    "doctor": "say what is wrong with this set-up and how to mend it",
    "manage": "run one of Django's own management commands",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that `arguments` (else the command line) name; the exit status comes back."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] in {"-h", "--help", "help"} or given[0] not in COMMANDS:
        return _help(given)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convivia.settings")
    for library in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(library, "1")  # before numpy is loaded: workers share the cores, threads in them fight
    import_module("django").setup()
    command = import_module(f"convivia.console.{given[0].replace('-', '_')}_command")
    try:
        return int(command.run(given[1:]) or 0)
    except KeyboardInterrupt:
        print("\nStopped. What was finished is kept; run the same command again to go on.", file=sys.stderr)  # noqa: T201
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1


def _help(given: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="convivia", description="A good-practice exchange for intercultural cities.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name, line in COMMANDS.items():
        commands.add_parser(name, help=line)
    if given and given[0] not in {"-h", "--help", "help"}:
        parser.print_usage(sys.stderr)
        print(f"convivia: there is no command {given[0]!r}; there are {', '.join(COMMANDS)}", file=sys.stderr)  # noqa: T201
        return 2
    parser.print_help()
    return 0 if given else 2
