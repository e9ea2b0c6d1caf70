"""Work that goes on beside the request: engines that need no Python leave it to others meanwhile."""

import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from typing import ParamSpec, TypeVar

# The encoder of one request and the counts of another.
THREADS = 2

Given = ParamSpec("Given")
Made = TypeVar("Made")


def beside(work: Callable[Given, Made], *args: Given.args, **kwargs: Given.kwargs) -> "Future[Made]":
    """Begin with `work` in another thread of this process; it must not ask the database, whose connections are ours."""
    return _threads(os.getpid()).submit(work, *args, **kwargs)


@lru_cache(maxsize=1)
def _threads(process: int) -> ThreadPoolExecutor:
    """Return the threads of a process: they do not survive the fork by which workers are made."""
    return ThreadPoolExecutor(THREADS, thread_name_prefix="beside")
