"""The only room that imports SpiffWorkflow: diagrams in, state in, state out; no database.

A `Definition` is what a release's diagrams mean; an `Execution` carries one instance from wait state to
wait state in memory. Nothing of SpiffWorkflow leaves the room.
"""
