"""Drafts and releases side by side: what differs, what is running, who else changes the same files."""
