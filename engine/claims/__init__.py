"""Ministry claims, one for each municipality and month: begun, looked into, fetched, answered."""
