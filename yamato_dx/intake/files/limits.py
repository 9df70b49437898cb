"""How much of a file is read: all limits of files stand here, and are told from here.

Shared with the child process that opens workbooks, so it imports nothing.
"""

MEGABYTE = 1024 * 1024

# Any file, and all that one report has attached.
FILE_BYTES = 64 * MEGABYTE
# The process that opens a workbook.
SECONDS = 9
MEMORY_BYTES = 600 * MEGABYTE
# What an archive says of itself. Spreadsheets pack their XML 10–60 times smaller; made-up ones a
# thousand times.
PARTS = 2_000
UNPACKED_BYTES = 256 * MEGABYTE
PACKED_RATIO = 200
RATIO_COUNTS_FROM = 10 * MEGABYTE
# What its sheets hold, from their first cell to the last.
CELLS = 2_000_000
SHEETS = 250
# A table in another shape than one figure a row is made by hand; looked at cell by cell.
TABLE_CELLS = 500_000
TABLE_BYTES = 16 * MEGABYTE

# As sentences name them.
TOLD: dict[str, object] = {
    "limit_megabytes": FILE_BYTES // MEGABYTE,
    "limit_unpacked": UNPACKED_BYTES // MEGABYTE,
    "limit_cells": CELLS,
    "limit_sheets": SHEETS,
    "limit_table_cells": TABLE_CELLS,
    "limit_seconds": SECONDS,
}
