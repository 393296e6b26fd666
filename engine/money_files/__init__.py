"""The files that go with a claim: for the ministry, for the bank, for the payroll.

Operations say what goes in; here it becomes bytes, outside any transaction. What is kept is never made anew.
"""
