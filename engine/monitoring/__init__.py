"""How processes run: what is counted of them, and what pages show of it. Counts only, never a person."""
