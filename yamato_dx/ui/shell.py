"""The script that the framework runs for every visitor, on what this process serves."""

from yamato_dx.ui.dashboard import draw_dashboard
from yamato_dx.web.served import OWN

draw_dashboard(OWN)
