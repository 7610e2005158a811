def make():
    def inner():
        return "deep"

    return inner
