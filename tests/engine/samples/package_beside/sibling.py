# ruff: noqa
# fmt: off
def helper(n):
    return n * 2
constant = [helper(i) for i in range(2)]
