"""Which encoder this installation uses."""

import os
import threading
from collections.abc import Callable, Mapping
from typing import Final

from django.conf import settings

from convivia.search.encoders.e5 import E5Encoder
from convivia.search.encoders.joint import JointEncoder
from convivia.search.encoders.port import Encoder
from convivia.search.encoders.universal import LANGUAGES, UniversalEncoder
from convivia.search.ranking import E5_WEIGHT

# One core for each worker of the server: other readers wait for the others. Threads of an encoder also do not survive
# the fork by which workers are made.
_threads = 1
_lock = threading.Lock()
_made: dict[str, Encoder] = {}

ENCODERS: Final[Mapping[str, Callable[[], Encoder | None]]] = {
    "joint": lambda: JointEncoder(UniversalEncoder(), E5Encoder(_threads), E5_WEIGHT, LANGUAGES),
    "e5": lambda: E5Encoder(_threads),
    "use": UniversalEncoder,
    "none": lambda: None,
}


def encoder() -> Encoder | None:
    """Return the encoder that `settings.SEARCH_ENCODER` names, one for the whole process; None where it says "none"."""
    name = str(settings.SEARCH_ENCODER)
    if name == "none":
        return None
    with _lock:
        if name not in _made and (made := ENCODERS[name]()):
            _made[name] = made
        return _made.get(name)


def use_all_cores() -> None:
    """Let an encoder that is not made yet work on all cores: for a console command, which shares them with nobody."""
    global _threads
    _threads = os.cpu_count() or 1
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # threads that wait leave the core to others
