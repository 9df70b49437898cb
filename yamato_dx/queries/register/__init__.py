"""担当課の登録: sections and what each owes."""
