#: {"after": ["last", "[0, 1, 4, 9]"]}
import multiprocessing
def work(n): return n * n
if __name__ == "__main__":
    with multiprocessing.get_context("fork").Pool(2) as pool:
        squares = pool.map(work, range(4))
    last = squares
