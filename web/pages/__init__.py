"""The pages, one module per group: routes, and views that translate between HTTP and the front door.

A view asks the front door, hands the answer to `web.drawing` and draws a template; it knows no rules.
"""
