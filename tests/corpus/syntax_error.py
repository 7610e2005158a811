"""A script that does not compile: the error is told and nothing runs."""

print("never printed")
total = (1 + 2
print(total)
