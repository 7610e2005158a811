#: {"after": ["last", "'reached'"]}
import gc
asked = 0
for each in gc.get_objects():
    try:
        type(each).__name__, id(each)
        asked += 1
    except Exception:
        pass
    if asked > 300: break
frames = sys._current_frames()
del frames, each

last = 'reached'
