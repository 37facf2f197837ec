"""Everything that can be done to a tip, under names of its own."""

from tips.services.follow_ups import record_news, reward, supersede
from tips.services.handling import (
    accept,
    feedback,
    forward,
    reconsider,
    repeat,
    set_aside,
    take_back,
    unfounded,
)
from tips.services.junk import set_aside_alike, set_aside_several
from tips.services.receiving import Received, receive
from tips.services.uploads import keep_photo

__all__ = [
    "Received",
    "accept",
    "feedback",
    "forward",
    "keep_photo",
    "receive",
    "reconsider",
    "record_news",
    "repeat",
    "reward",
    "set_aside",
    "set_aside_alike",
    "set_aside_several",
    "supersede",
    "take_back",
    "unfounded",
]
