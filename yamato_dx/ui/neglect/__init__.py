"""«手入れの要る数字» on the screen."""
