"""One module per command or group of commands; `web/command_line.py` is their table of contents.

A command reads what was typed, asks the engine's front door and prints; it decides nothing itself.
"""
