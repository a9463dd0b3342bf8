"""The tasks of the benchmarks, the same for every peer."""
import numpy as np

from libraries import timed
from network import data_of, network_of

TRIAL_STEPS = 200
PATIENCE = 6
ENOUGH = 2  # seconds in one go


def epoch(peer, sizes, examples, batch, repeats):
    """The time of each repeat, fewer if they are long, none if 200 steps foretell a very long one."""
    x, y = data_of(sizes[0], sizes[-1], examples)
    rng = np.random.default_rng(4)
    trial = rng.permutation(examples)[: TRIAL_STEPS * batch]
    train = peer.trainer(network_of(sizes), x, y, batch, len(trial))
    if train is None:
        return {"skipped": "does not train"}
    train(trial)
    foretold = timed(train, trial) * examples / len(trial)
    if foretold > PATIENCE:
        return {"skipped": f"one epoch would take {foretold:.0f} s"}
    train = peer.trainer(network_of(sizes), x, y, batch, examples)
    seconds = []
    while len(seconds) < repeats and sum(seconds) < ENOUGH:
        seconds.append(timed(train, rng.permutation(examples)))
    return {"seconds": seconds}


def gradient(peer, sizes, examples, **_):
    """The time of a call in each of many batches of calls, each batch of 5 ms or more."""
    call = peer.gradient(network_of(sizes), *data_of(sizes[0], sizes[-1], examples))
    if call is None:
        return {"skipped": "computes no gradient"}

    def seconds(calls):
        return timed(lambda: [call() for _ in range(calls)])

    calls = 1
    while seconds(calls) < 0.005:
        calls *= 2
    return {"seconds": [seconds(calls) / calls for _ in range(101)]}


def check(peer, sizes, examples, **_):
    return peer.check(network_of(sizes), *data_of(sizes[0], sizes[-1], examples))


def answer(peer, task, **details):
    return TASKS[task](peer, **details) if task in TASKS else {"skipped": f"unknown task {task}"}


TASKS = {
    "epoch": epoch, "central": check, "gradient": gradient,
    "version": lambda peer, **_: peer.version(),
}
