"""How much of a workbook is opened. Shared with the child process, so it imports nothing."""

SECONDS = 15
MEMORY_BYTES = 1024 * 1024 * 1024
UNPACKED_BYTES = 256 * 1024 * 1024
# Spreadsheets pack their XML 10–60 times smaller; made-up ones a thousand times.
PACKED_RATIO = 200
RATIO_COUNTS_FROM = 10 * 1024 * 1024
PARTS = 2_000
CELLS = 2_000_000
