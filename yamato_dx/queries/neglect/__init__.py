"""手入れの要る数字: the KPIs that nobody looks after."""
