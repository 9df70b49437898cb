"""What the plan office does with a report that came: 確認, 差戻し."""
