"""Settings of the tests: the real ones, in a folder of their own that is thrown away."""

import atexit
import os
import shutil
import tempfile

os.environ["CONVIVIA_HOME"] = _home = tempfile.mkdtemp(prefix="convivia-tests-")
os.environ.setdefault("CONVIVIA_SECRET_KEY", "only for tests")
atexit.register(shutil.rmtree, _home, ignore_errors=True)

from convivia.settings import *  # noqa: E402, F403

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Encoders take a second to load and some milliseconds for each text: tests of meaning choose theirs.
SEARCH_ENCODER = "none"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
