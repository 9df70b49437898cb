"""Tables that a file, the cells of the page and 提出の履歴 share: values, verdicts, progress."""
