"""Tests of `engine/moving_cases`."""
