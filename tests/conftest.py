"""What all tests share: a library that was set up as users set it up, and a server that serves it as in production."""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.utils.translation import override
from pytest_django import DjangoDbBlocker

from convivia.places.queries import forget_gazetteer
from convivia.questionnaires.actions import load_questionnaires
from convivia.questionnaires.models import Questionnaire
from convivia.vocabularies.actions import load_vocabularies
from convivia.vocabularies.models import Concept, ConceptScheme

# Before numpy is loaded, as the console does: test processes share the cores.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

CONVIVIA = Path(sys.executable).with_name("convivia")


# What asks pytest-django for a database.
DATABASE = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}
# What runs the console command on a home of its own, which is on SQLite whatever the tests are on.
OWN_HOMES = {"shipped_home", "library_home"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the second run, on another database, leave out what it would only repeat."""
    parser.addoption("--database-alone", action="store_true", help="only tests that touch the database")


@pytest.hookimpl(trylast=True)  # after -k and -m have chosen
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out tests that touch no database, where that is asked for; have one made where a fixture reads it alone."""
    if config.getoption("--database-alone"):
        left = [item for item in items if not touches_the_database(item)]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if touches_the_database(item)]
    elif not any(map(touches_the_database, items)):
        # pytest-django makes the databases of marked tests only; a module's fixture that reads one is not seen.
        for item in [item for item in items if "django_db_setup" in getattr(item, "fixturenames", ())][:1]:
            item.add_marker(pytest.mark.django_db)


def touches_the_database(item: pytest.Item) -> bool:
    """Return whether a test asks for the tests' own database, by a mark or by a fixture."""
    asked = set(getattr(item, "fixturenames", ()))
    if OWN_HOMES & asked:
        return False
    return item.get_closest_marker("django_db") is not None or bool(DATABASE & asked)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Give the test database vocabularies and templates once, so that no test need wait for them."""
    with django_db_blocker.unblock():
        load_vocabularies(by="tests")
        load_questionnaires(by="tests")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Begin each test in English, whatever language the one before it read its last page in."""
    with override("en", deactivate=True):
        yield


@pytest.fixture
def nothing_loaded(db: None) -> None:
    """A database without the vocabularies and templates that the others have."""
    Questionnaire.objects.all().delete()
    Concept.objects.update(broader=None)
    ConceptScheme.objects.all().delete()


@pytest.fixture(autouse=True)
def fresh_gazetteer() -> None:
    """Forget the places of the test before: this one may make others of the same numbers."""
    forget_gazetteer()


def environment_of(home: Path, **values: str) -> dict[str, str]:
    """Return an environment for the console command whose data is in `home`, whatever the tests' own settings are."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("CONVIVIA_") and k != "DJANGO_SETTINGS_MODULE"}
    return kept | {"CONVIVIA_HOME": str(home), "NO_COLOR": "1", "COLUMNS": "200"} | values


def convivia(home: Path, *arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Run the console command on the data in `home`."""
    values: dict[str, object] = {"capture_output": True, "text": True, "timeout": 120, "env": environment_of(home)}
    return subprocess.run([str(CONVIVIA), *arguments], **(values | options))  # type: ignore[call-overload, no-any-return]


@pytest.fixture
def admin_user(admin_user: User) -> User:
    """The superuser of `admin_client`, with the second factor without which no admin page opens."""
    Authenticator = apps.get_model("mfa", "Authenticator")
    Authenticator.objects.create(user=admin_user, type="totp", data={"secret": "A" * 32})
    return admin_user


@pytest.fixture(scope="session")
def shipped_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the shipped library, made once for all test processes; nobody may write to it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    home = shared / "shipped-home"
    with (shared / "shipped-home.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "done").exists():
            result = convivia(home, "setup", timeout=600)  # encoding alone takes a minute where much else runs
            assert result.returncode == 0, result.stderr
            (home / "done").touch()
    return home


@pytest.fixture
def library_home(shipped_home: Path, tmp_path: Path) -> Path:
    """A copy of the shipped library that a test may change."""
    return Path(shutil.copytree(shipped_home, tmp_path / "home"))


@pytest.fixture(scope="session")
def served(shipped_home: Path) -> Iterator[str]:
    """The address of the shipped library, served as in production."""
    with serving(shipped_home) as address:
        yield address


class serving:
    """Serve the library in `home` on a free port of this machine while the block runs."""

    def __init__(self, home: Path, *arguments: str, **values: str) -> None:
        self._home, self._arguments, self._environment = home, arguments, environment_of(home, **values)

    def __enter__(self) -> str:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [str(CONVIVIA), "serve", "--port", str(port), *self._arguments]
        self._log = (self._home / f"serve-{port}.log").open("w")
        self._process = subprocess.Popen(command, env=self._environment, stdout=self._log, stderr=self._log)
        address = f"http://127.0.0.1:{port}"
        for _ in range(300):
            assert self._process.poll() is None, self._end_of_log()
            try:
                urllib.request.urlopen(f"{address}/en/about/", timeout=5).close()
                return address
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"the server did not answer: {self._end_of_log()}")

    def _end_of_log(self) -> str:
        return Path(self._log.name).read_text()[-2000:]

    def __exit__(self, *error: object) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(timeout=20)
        self._log.close()
