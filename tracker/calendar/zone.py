"""The zone in which this program's days begin and end: one for the whole country."""

from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
