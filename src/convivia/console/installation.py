"""The state of this installation: what a command needs before it can work."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor


class NotReadyError(Exception):
    """The installation cannot do what was asked; the message says what to do."""


def missing_migrations() -> list[str]:
    """Return the migrations that the database has not had; raise `NotReadyError` where it cannot be reached."""
    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise NotReadyError(f"the database cannot be reached: {error}. See CONVIVIA_DATABASE_URL.") from error
    return [str(migration) for migration, _ in plan]


def demand_database() -> None:
    """Raise `NotReadyError` unless the database is there and up to date."""
    if missing_migrations():
        raise NotReadyError(f"the library in {settings.HOME} is not set up yet. Run: convivia setup")


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Hold the lock `name` of this installation; raise `NotReadyError` when another process holds it."""
    settings.HOME.mkdir(parents=True, exist_ok=True)
    with (settings.HOME / f"{name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise NotReadyError(f"another {name} is running in {settings.HOME}. Wait until it has finished.") from error
        yield
