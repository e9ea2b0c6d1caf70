"""The console command as a module: `python -m convivia`."""

import sys

from convivia.console import main

if __name__ == "__main__":
    sys.exit(main())
