"""From draft to release: rehearsed, proposed, approved by somebody who had no hand in it."""
