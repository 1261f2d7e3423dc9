"""How long work takes, asked in a way that a busy machine does not answer wrongly.

Another process can make any single measure several times too long, and nothing makes one too short. So a bound
is held by the quickest of several tries, and a bound that holds is not tried again.
"""

import time
from collections.abc import Callable

_TRIES = 8
_ROUNDS = 3


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds that work takes once."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def within(limit: float, work: Callable[[], object]) -> bool:
    """Whether work takes less than so many processor seconds, in one of several tries at least."""
    return any(seconds(work) < limit for _ in range(_TRIES))


def grows_in_proportion(work: Callable[[int], object], small: int, large: int) -> bool:
    """Whether work on something large takes about as many times longer as it is larger, and not the square of it.

    Twice and a half what proportion would give is allowed: both are short, and the larger fits the processor's cache
    less well. A square would need eight times as much where large is eight times small.
    """
    allowed = 2.5 * large / small * max(min(seconds(lambda: work(small)) for _ in range(_ROUNDS)), 0.005)
    return within(allowed, lambda: work(large))
