"""What create_user promises to whoever calls it."""

# Write your tests here: functions whose names begin with test_. What they will need:
#
#     from haunted import SessionLocal, User, create_user
