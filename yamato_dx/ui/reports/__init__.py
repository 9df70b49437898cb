"""Screens of 実績の報告 and 報告履歴."""
