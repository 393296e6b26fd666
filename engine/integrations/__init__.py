"""What other systems may ask of this house, send to it, and are told by it."""
