"""What the editor of a diagram offers: choices, the next days of a rule, the steps in words."""
