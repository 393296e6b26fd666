"""User tasks: taken, given back, drafted, completed by the people who may; files sent with them."""
