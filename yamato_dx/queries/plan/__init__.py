"""計画: its text, its versions, its workbook, what was copied in later, 参考値."""
