#: {}
if hasattr(sys, "monitoring"):
    for number in range(6):
        try:
            sys.monitoring.set_events(number, 0)
            sys.monitoring.free_tool_id(number)
        except ValueError:
            pass

last = 'reached'
