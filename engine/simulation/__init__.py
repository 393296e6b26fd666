"""Plays the front door under a virtual clock: demo, simulate, scenarios, bench.

Whatever happens here happens through the same calls that pages and the worker make.
"""
