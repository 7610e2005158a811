#: {"after": ["last", "'reached'"]}
os.environ['TMPDIR'] = '/nowhere'
import tempfile
tempfile.tempdir = '/nowhere'
import sqlalchemy
last = 'reached'
