"""The web shows the engine to people: pages for browsers and the command line for terminals.

It is the only room that imports Flask and click, and it asks the engine's front door for everything.
Nothing is imported here, so that `./asistents --help` answers before Flask is loaded.
"""
