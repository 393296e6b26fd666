"""What one person proposes and another one decides on: who may reach it, in which state it may be changed."""
