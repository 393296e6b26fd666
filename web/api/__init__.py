"""The REST API: the front door of the engine for other systems, described by itself."""
