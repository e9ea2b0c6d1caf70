"""Serve the library with a production server (gunicorn), several worker processes, static files included."""

import argparse
import gc
import logging
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from itertools import product
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication

from convivia.common.languages import interface_languages
from convivia.console.installation import NotReadyError, demand_database
from convivia.console.screen import complain, meter, out
from convivia.practices.due import publish_due
from convivia.practices.queries import practices_to_index
from convivia.search.actions import index_pending
from convivia.search.encoding import needs_encoding

THREADS = 4
# How often a worker looks for what is due to be published, in seconds.
LOOK_EVERY = 300

logger = logging.getLogger(__name__)


def run(arguments: Sequence[str]) -> int:
    """Serve until told to stop; the exit status comes back."""
    parser = argparse.ArgumentParser(prog="convivia serve", description=__doc__)
    parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"), help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=os.environ.get("PORT", "8000"), help="port to listen on (8000)")
    parser.add_argument("--workers", type=int, default=default_workers(), help="number of processes (%(default)s)")
    options = parser.parse_args(arguments)
    try:
        demand_free(options.host, options.port)
        demand_database()
    except NotReadyError as error:
        complain(str(error))
        return 1
    make_ready()
    connections.close_all()
    Server(f"{options.host}:{options.port}", max(1, options.workers)).run()
    return 0


def default_workers() -> int:
    """Return how many worker processes suit this machine: one for each core, at least two and at most eight."""
    return min(8, max(2, os.cpu_count() or 2))


def demand_free(host: str, port: int) -> None:
    """Raise `NotReadyError` when something else listens on `port`."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise NotReadyError(f"cannot listen on {host}, port {port}: {error}. Choose another: PORT=8080") from error


def make_ready() -> None:
    """Mend what an interrupted run or a new release left: static files that are missing, practices not in the index."""
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        with meter("Static files"):
            call_command("collectstatic", verbosity=0, interactive=False)
    if practices_to_index().exists() or not settings.SEARCH_INDEX.exists():
        with meter("Search index") as step:
            index_pending(progress=step)
    if needs_encoding():
        # In a process of its own: it takes a while, and readers find by words meanwhile.
        subprocess.Popen([sys.executable, "-m", "convivia", "reindex", "--pending"], stderr=subprocess.DEVNULL)


def warm_up(application: WSGIHandler) -> None:
    """Ask for list, map and a search in each language: what is read once is read before the workers part, and shared.

    A search brings the encoder, some 150 MB that every worker would else read for itself.
    """
    host = settings.ALLOWED_HOSTS[0].lstrip(".*") if settings.ALLOWED_HOSTS else ""
    for language, page in product(interface_languages(), ("", "map/", "?q=school")):
        path, _, asked = page.partition("?")
        environ: dict[str, Any] = {"PATH_INFO": f"/{language}/{path}", "HTTP_HOST": host or "localhost"}
        environ["QUERY_STRING"] = asked
        setup_testing_defaults(environ)
        application.get_response(WSGIRequest(environ)).close()
    connections.close_all()


def keep_publishing(worker: object = None) -> threading.Thread:
    """Publish what is due, now and every few minutes, in a thread that ends with its process; the thread comes back.

    Every worker does so: who comes second finds nothing to do.
    """

    def look() -> None:
        while True:
            publish_what_is_due()
            time.sleep(LOOK_EVERY)

    thread = threading.Thread(target=look, name="publish-due", daemon=True)
    thread.start()
    return thread


def publish_what_is_due() -> None:
    """Publish what is due once; a trouble is logged, and the next look tries again."""
    try:
        due = publish_due()
        for public_id in due.outdated:
            logger.warning("%s is due, but an import has changed it; somebody has to look at both.", public_id)
        for public_id in due.incomplete:
            logger.warning("%s is due, but something needed is missing; somebody has to fill it in.", public_id)
    except Exception:
        logger.exception("What is due could not be published; it is tried again.")
    finally:
        connections.close_all()


class Server(BaseApplication):  # type: ignore[misc] # gunicorn has no types
    """gunicorn, set up for this site; it says the address once its workers are ready to listen."""

    def __init__(self, address: str, workers: int) -> None:
        self._address, self._workers = address, workers
        super().__init__()

    def load_config(self) -> None:
        values: dict[str, Any] = {
            "bind": self._address,
            "workers": self._workers,
            "threads": THREADS,
            "worker_class": "gthread",
            "preload_app": True,
            "keepalive": 15,
            "timeout": 60,
            "graceful_timeout": 10,
            "worker_tmp_dir": "/dev/shm" if os.path.isdir("/dev/shm") else None,  # noqa: S108, PTH112
            "loglevel": "warning",
            "limit_request_line": 8190,
            "when_ready": self._part,
            "post_worker_init": keep_publishing,
        }
        for name, value in values.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        application = get_wsgi_application()
        warm_up(application)
        return application

    def _part(self, server: Any) -> None:
        """Set apart what workers will share, so that they neither copy nor search it for rubbish; say the address."""
        gc.collect()
        gc.freeze()
        out.print(f"Convivia is ready: http://{self._address}  (stop with Ctrl-C)", markup=False)
