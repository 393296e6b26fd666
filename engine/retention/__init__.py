"""What may no longer be kept: how long what is kept, what is due, and erasing it for good."""
