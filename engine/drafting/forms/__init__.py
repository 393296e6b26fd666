"""A form of a draft, edited: components, texts, conditions, previews."""
