"""What owners write in diagrams, tables, forms and letters, worked out without eval, exec or compile.

Knows no SpiffWorkflow, no database and no clock: present, values and functions are always handed in.
Whatever is not on the allow-list is refused with a sentence that says how to mend it.
"""
