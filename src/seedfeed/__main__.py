"""`python -m seedfeed` is the `seedfeed` command."""

import sys

from seedfeed.cli import main

sys.exit(main(sys.argv[1:]))
