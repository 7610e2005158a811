"""Measuring: versions of one task, each run untraced in a process of its own, many times.

`measuring.Measuring` runs them and yields the structs of `results` as they come;
`summary.summarise` and `summary.plot_series` make of these what is shown. Time is taken by a
clock in the measured process, with nothing listening; what was sent is counted in a recording
made apart.

This package imports nothing by itself: the measured process needs two small modules of it.
"""
