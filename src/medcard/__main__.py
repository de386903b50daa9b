"""``python -m medcard``."""

import sys

from medcard.cli import main

if __name__ == "__main__":
    sys.exit(main())
