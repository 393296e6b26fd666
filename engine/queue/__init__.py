"""Jobs for workers: a port that says what a queue promises, and the adapters that keep it.

A job is enqueued in the transaction that wants it and finished in the transaction of its effect.
Nothing here runs a job; the worker (engine/jobs) does.
"""
