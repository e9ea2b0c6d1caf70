"""Run one of Django's own management commands, e.g. `convivia manage createsuperuser`."""

from collections.abc import Sequence

from django.core.management import execute_from_command_line


def run(arguments: Sequence[str]) -> int:
    """Run the management command that `arguments` name; the exit status comes back."""
    execute_from_command_line(["convivia manage", *arguments])
    return 0
