"""Papers that offices send and file: letters as docx, and what goes with them in one folder."""
