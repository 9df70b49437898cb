"""`python -m yamato_dx`."""

import sys

from yamato_dx.cli.parser import main
from yamato_dx.own_files import keep_own_files_private

keep_own_files_private()
sys.exit(main(sys.argv[1:]))
