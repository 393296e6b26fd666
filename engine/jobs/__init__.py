"""What moves by itself: the tick that finds what time has made due, and the worker that does it.

A tick only writes jobs; a worker does one job at a time and its effect is committed together with "done".
"""
