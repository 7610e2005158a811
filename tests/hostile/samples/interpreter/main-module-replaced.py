#: {"after": ["last", "'reached'"]}
kept = sys.modules.pop('__main__')
import types
sys.modules['__main__'] = types.ModuleType('__main__')
sys.modules['__main__'] = kept
last = 'reached'
