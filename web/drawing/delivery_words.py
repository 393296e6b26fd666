"""How letters reach people, in words."""

from __future__ import annotations

from collections.abc import Mapping

from engine.letters.letter_deliveries import NotificationChannel
from engine.messages_catalogue import Message, msg

CHANNELS: Mapping[NotificationChannel, Message] = {
    NotificationChannel.REGISTERED_LETTER: msg("By post, registered"),
    NotificationChannel.SIMPLE_LETTER: msg("By post, simple letter"),
    NotificationChannel.IN_PERSON: msg("Handed over"),
    NotificationChannel.EMAIL: msg("By e-mail"),
    NotificationChannel.EADDRESS: msg("To the e-address"),
}
RULES: Mapping[NotificationChannel, Message] = {
    NotificationChannel.REGISTERED_LETTER: msg("7th day after posting (Notification Law, section 8)"),
    NotificationChannel.SIMPLE_LETTER: msg("7th day after posting (Notification Law)"),
    NotificationChannel.IN_PERSON: msg("the day it was handed over"),
    NotificationChannel.EMAIL: msg("2nd working day after sending (Notification Law)"),
    NotificationChannel.EADDRESS: msg("2nd working day after sending (Notification Law)"),
}
"""Why a letter counts as known on its day."""
