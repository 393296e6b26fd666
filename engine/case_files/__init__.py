"""The file of a case, to be read: parts, diagram, timeline, copies, papers; files controlled."""
