"""Carries one instance one step: read it, walk it in memory, write everything the step means.

The front door decides what happens and opens the transaction; this room knows how it becomes rows.
"""
