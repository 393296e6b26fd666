"""Process instances: started, moved on by whatever happens; messages for them, and what failed for good."""
