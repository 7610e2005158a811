# ruff: noqa
# fmt: off
class P:
    __match_args__ = ("x",)
    def __init__(self, x): self.x = x
def f(v):
    match v:
        case 1 | 2:
            return "small"
        case [a, *rest] if len(rest) > 1: return rest
        case {"k": value, **others}:
            pass
        case P(x=3) | P(4):
            v = 3
        case str() as s: print(s)
        case None: ...
        case _:
            return "other"
    return v
for v in (1, [1, 2, 3], [1], {"k": 2}, P(3), P(4), P(5), "s", None, 9):
    f(v)
match (
    f(1)
):
    case "small":
        x = 1
match 1, 2:
    case (1, b): print(b)
match f(
    2
), 3:
    case a, b: a
