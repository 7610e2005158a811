"""What transfer promises to the bank and to its customers."""

# Write your tests here: functions whose names begin with test_. What they will need:
#
#     import pytest
#     from bank import Account, SessionLocal, get_balance, transfer
#
# The tests of one file share one bank, so let each begin with balances that it has set itself.
