"""Running cases go from one release to another by a plan: tried out, approved, moved, taken back."""
