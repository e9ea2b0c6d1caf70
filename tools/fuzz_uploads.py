"""Uploads thousands of spoilt documents and counts what becomes of them: none may end in a traceback.

    python -m tools.fuzz_uploads --runs 10000 --seed 1

Each document goes through the reader, and what was read into a working copy; one in fifty goes through the pages of the
desk. All of it happens in a database in memory, which is gone afterwards.
"""

import argparse
import logging
import os
import sys
from collections.abc import Sequence

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ["CONVIVIA_DATABASE_URL"] = "sqlite://:memory:"

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from tests.desk.conftest import complete_content  # noqa: E402
from tests.making import make_place  # noqa: E402

from convivia.people.models import HeldRole  # noqa: E402
from convivia.practices.writing_actions import begin  # noqa: E402
from convivia.questionnaires.actions import load_questionnaires  # noqa: E402
from convivia.vocabularies.actions import load_vocabularies  # noqa: E402
from tools.fuzz_desk import EDITION, Reader, wholes  # noqa: E402
from tools.fuzz_documents import fuzz  # noqa: E402


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the fuzzing and print its report; 1 where there was a traceback."""
    parser = argparse.ArgumentParser(description="Upload spoilt documents; none may end in a traceback.")
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    logging.disable(logging.WARNING)
    call_command("migrate", verbosity=0)
    load_vocabularies(by="fuzzing")
    load_questionnaires(by="fuzzing")
    city = make_place("sampleton")
    person = User.objects.create_user("contributor", "contributor@example.org")
    HeldRole.objects.create(user=person, role="contributor", city=city, given_by="fuzzing")
    content = complete_content(city, answers={"purpose": "To meet.\n\n- one\n- two"})
    reader = Reader(begin(by=person, language="en", edition=EDITION, city=city, content=content), person)
    report = fuzz(
        wholes(content), reader.read, page=reader.page, runs=asked.runs, seed=asked.seed,
        tell=lambda one: print(f"{one.runs} …", flush=True),
    )  # fmt: skip
    print(f"{report.runs} uploads in {report.seconds:.0f} s, the slowest {report.slowest:.2f} s")
    for outcome, count in report.outcomes.most_common():
        print(f"{count:7d}  {outcome}")
    for number, said in report.failures[:20]:
        print(f"upload {number}: {said}")
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main())
