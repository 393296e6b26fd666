"""The engine keeps cases, months and money moving; it knows nothing of HTTP.

Rooms import downwards only (see README.md, kept by import-linter): simulation, jobs, front door,
runtime, bpmn and its neighbours, persistence, readers of the owners' rooms, expressions, domain.
"""
