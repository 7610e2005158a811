#: {"after": ["last", "[0, 1, 4]"], "stdout": null}
import multiprocessing
def work(n): return n * n
if __name__ == "__main__":
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        last = pool.map(work, range(3))
