"""Service months: opened, reminded, signed, taken back, corrected; confirmations by others."""
