"""Yamato DX: a municipality watching its DX promotion plan."""
