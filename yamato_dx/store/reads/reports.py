"""Reports: their steps, their files, what was answered."""

from __future__ import annotations

import pandas as pd

from yamato_dx.store.reads.reads import Reads


class ReportReads(Reads):
    def batches(self, revision: int | None = None) -> pd.DataFrame:
        """One row per report, newest first, with its status at `revision` (now)."""
        return self._ask("batches", as_of_revision=self._at(revision))

    def last_step(self, batch_id: str) -> str | None:
        """What became of the report last: submitted, confirmed, returned, withdrawn; None where
        there is no such report."""
        found = self._ask("batch_status", batch_id=batch_id)
        return str(found["state"].item()) if len(found) else None

    def reports_of_file(self, sha256: str) -> tuple[str, ...]:
        """The standing reports that brought the file, newest first."""
        return tuple(self._ask("reports_of_file", sha256=sha256)["batch_id"])

    def has_file(self, sha256: str) -> bool:
        """Whether the file was ever received, in a report that stands or in one withdrawn."""
        return bool(self._ask("file_known", sha256=sha256)["is_known"].item())

    def received_file(self, sha256: str) -> tuple[str, bool] | None:
        """The name of a file, and whether its bytes are kept; None where there is none."""
        found = self._ask("received_file", sha256=sha256)
        return (
            (str(found["file_name"].item()), bool(found["has_bytes"].item()))
            if len(found)
            else None
        )

    def files_with_bytes(self, hashes: list[str]) -> tuple[str, ...]:
        """Those of `hashes` whose bytes are kept."""
        return tuple(self._ask("files_with_bytes", hashes=hashes)["sha256"])

    def removals(self, revision: int | None = None) -> pd.DataFrame:
        """One row per file whose bytes were removed by `revision` (now), the newest first: sha256,
        file_name, reason, who, recorded_at."""
        return self._ask("removals", as_of_revision=self._at(revision))

    def attachments(self, revision: int | None = None) -> pd.DataFrame:
        """One row per file attached to a report received by `revision` (now), in the order sent:
        batch_id, attachment_no, subject (missing: the whole report), file_name, sha256,
        byte_count."""
        return self._ask("attachments", as_of_revision=self._at(revision))

    def answers(self, batch_id: str | None = None, revision: int | None = None) -> pd.DataFrame:
        """One row per problem that was answered in the report (in any of them) received by
        `revision` (now), in the order answered: what was asked where, the choice, the words
        shown, and the key and value of the figure that it became (missing where it became none)."""
        return self._ask("answers", batch_id=batch_id, as_of_revision=self._at(revision))

    def left_out(self, batch_id: str, revision: int | None = None) -> pd.DataFrame:
        """One row per problem for which rows of the report's file were not sent, in the order of
        the file: severity, code, where it stands (sheet, row_no, cell, column_name), what is
        written there, and the words shown."""
        return self._ask("left_out", batch_id=batch_id, as_of_revision=self._at(revision))

    def has_reports(self) -> bool:
        """Whether any report was ever received."""
        return bool(self._ask("report_count")["report_count"].item())

    def next_running_no(self, fiscal_year: int) -> int:
        """Of the next report received in the fiscal year; none that was ever given."""
        return int(self._ask("next_running_no", fiscal_year=fiscal_year)["running_no"].item())

    def overtaken_count(self, batch_id: str, revision: int) -> int:
        """Of how many things that the report speaks of another report spoke, or fell, since
        `revision`."""
        found = self._ask("report_overtaken", batch_id=batch_id, previewed_at=revision)
        return int(found["overtaken_count"].item())
