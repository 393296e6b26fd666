"""Letters: filled, kept, shown, printed with a code, posted, and known to have reached their reader."""
