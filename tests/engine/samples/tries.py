# ruff: noqa
# fmt: off
def early(n):
    try:
        if n == 1:
            return "in body"
        if n == 2:
            raise ValueError(n)
        if n == 3:
            raise KeyError(n)
        if n == 4:
            raise OSError
    except ValueError as error:
        return str(error)
    except (KeyError, TypeError):
        n = n + 1
    else:
        n = -n
    finally:
        print("finally", n)
        n += 1
    return n
for n in range(5):
    try:
        print(early(n))
    except OSError:
        pass
def bare():
    try:
        return
    finally:
        pass
def overriding():
    try:
        return 1
    finally:
        return 2
def swallow():
    for i in range(3):
        try:
            raise ValueError
        except:
            continue
        finally:
            i
def swallow2():
    while True:
        try:
            1 / 0
        finally:
            break
bare()
overriding()
swallow()
swallow2()
try: print(1)
except ValueError: print(2)
finally: print(3)
try:
    try:
        raise KeyError("a")
    finally:
        x = 1; y = 2
except KeyError as e:
    try:
        raise ValueError from e
    except ValueError as f:
        z = f
try:
    raise ExceptionGroup("g", [ValueError(1), KeyError(2), OSError(3)])
except* ValueError as group:
    a = 1
except* (KeyError, OSError):
    a = 2
except* TypeError:
    a = 3
def reraise():
    try:
        try:
            raise ValueError
        except ValueError:
            raise
    except KeyError:
        pass
    except ValueError:
        return 3
print(reraise())
def nested_finally():
    try:
        try:
            return len([1])
        finally:
            print("inner")
    finally:
        for i in range(2):
            print("outer", i)
        if i:
            while i:
                i -= 1
        with open("/dev/null") as null:
            null.read()
        try:
            int("x")
        except ValueError as error:
            del error
nested_finally()
try:
    nested_finally()
    raise RuntimeError
except Exception:
    ...
def gen():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print("closing")
        raise
    finally:
        print("closed")
g = gen()
next(g)
g.close()
g = gen()
next(g)
try:
    g.throw(KeyError)
except KeyError: pass
def loop_in_finally():
    for i in range(2):
        try:
            if i: return i
        finally:
            for j in range(2):
                if j:
                    continue
                print(j)
loop_in_finally()
try:
    assert 1 == 2, "no"
except AssertionError as error:
    print(error)
def conditional(n):
    try:
        if n: return n
    finally:
        print("f")
conditional(0), conditional(1)
try:
    undefined
except (
    NameError,
    ValueError,
) as e:
    pass
