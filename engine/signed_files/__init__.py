"""Files that people signed elsewhere: PDF, ASiC-E and .edoc are read, and their signatures checked.

Bytes in, facts out: no database, no network, no time of day; the trust list and the instant are arguments.
"""
