"""Screens of 概要, 取組事項 and データ."""
