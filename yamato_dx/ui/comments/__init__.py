"""要因・課題・今後の対応 on the screen: beside the figures, and the forms to write them."""
