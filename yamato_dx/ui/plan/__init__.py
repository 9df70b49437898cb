"""Screens of 計画 and 計画の登録."""
