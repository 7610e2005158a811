# ruff: noqa
# fmt: off
import dataclasses
import enum
import functools
def deco(f):
    return f
def deco2(n):
    def wrap(f):
        @functools.wraps(f)
        def inner(*args):
            return f(*args)
        return inner
    return wrap
@deco
@deco2(
    1
)
def decorated(
    a=1,
):
    return a
decorated()
class Base:
    """doc"""
    x: int
    y: int = 2
    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__()
    @property
    def prop(self): return 1
    @classmethod
    def make(cls):
        return cls()
    class Inner:
        z = 3
        for i in range(2):
            z += i
@deco
class Child(
    Base,
):
    def __getattr__(self, name):
        return name
    def __del__(self):
        print("del")
    if True:
        flag = 1
    else:
        flag = 2
c = Child.make()
c.prop; c.missing
del c
@dataclasses.dataclass
class Point:
    x: int
    y: int = dataclasses.field(
        default=0
    )
    def __post_init__(self):
        self.z = self.x
p = Point(1)
p == Point(2)
class Color(enum.Enum):
    RED = 1
    BLUE = 2
Color.RED
class Meta(type):
    def __call__(cls, *args):
        obj = super().__call__(*args)
        return obj
class WithMeta(metaclass=Meta):
    def __init__(self):
        self.a = 1
    def __iter__(self):
        yield 1
        yield from [2, 3]
for i in WithMeta():
    print(i)
class Slots:
    __slots__ = ("a",)
    def __set_name__(self, owner, name):
        self.a = name
class Owner:
    s = Slots()
async def unused(): pass
def fact(n):
    if n <= 1:
        return 1
    return n * fact(n - 1)
fact(4)
