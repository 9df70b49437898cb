"""The screen 担当課の登録."""
