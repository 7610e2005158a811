#: {"after": ["last", "'reached'"]}
os.rmdir(os.getcwd())
import decimal
import sqlalchemy
last = 'reached'
