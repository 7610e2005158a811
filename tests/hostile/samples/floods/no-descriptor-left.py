#: {"after": ["last", "'reached'"]}
from sqlalchemy import create_engine, text
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))
engine = create_engine("sqlite://")
held = []
try:
    while True: held.append(os.open("/dev/null", os.O_RDONLY))
except OSError as error:
    why = error.errno
with engine.begin() as connection:
    one = connection.execute(text("SELECT 1")).scalar()
last = 'reached'
