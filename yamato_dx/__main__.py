"""`python -m yamato_dx`."""

import sys

from yamato_dx.cli.parser import main

sys.exit(main(sys.argv[1:]))
