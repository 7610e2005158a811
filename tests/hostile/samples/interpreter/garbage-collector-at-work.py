#: {"after": ["last", "'reached'"], "stdout": null}
import gc
gc.set_threshold(1)
gc.callbacks.append(lambda *a: 1 / 0)
cycles = []
for _ in range(20):
    a = []; a.append(a)
gc.disable(); gc.enable(); gc.unfreeze(); gc.collect()
found = len([each for each in gc.get_objects()])
gc.callbacks.clear()
gc.set_debug(gc.DEBUG_SAVEALL)
gc.collect()
gc.garbage.clear()

last = 'reached'
