"""The steps of a report after it was sent: 確認, 差戻し and its answer, 訂正."""
