"""What leaves as tables: the list of any page as a file, and tables for other registers."""
