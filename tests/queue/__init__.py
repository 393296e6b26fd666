"""One contract for every queue adapter, faults included."""
