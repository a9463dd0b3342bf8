"""The network by hand, for the arrays of any library.

One example per row; weights have one row per neuron, which is fastest in NumPy.
"""
import functools
import itertools

import numpy as np


def network_of(sizes):
    """Weights and biases per layer, the same each time."""
    rng = np.random.default_rng(1)
    return [
        (rng.standard_normal((n, fan_in)) / np.sqrt(fan_in), rng.standard_normal(n))
        for fan_in, n in itertools.pairwise(sizes)
    ]


@functools.lru_cache(maxsize=1)
def data_of(inputs, outputs, examples):
    """The inputs and targets; the last ones are kept."""
    rng = np.random.default_rng(2)
    return rng.random((examples, inputs)), rng.random((examples, outputs))


def forward(network, x, sigmoid):
    """The activations of all layers."""
    activations = [x]
    for w, b in network:
        z = activations[-1] @ w.T
        z += b
        activations.append(sigmoid(z))
    return activations


def cost(network, x, y, sigmoid):
    return 0.5 / len(x) * ((forward(network, x, sigmoid)[-1] - y) ** 2).sum()


def backpropagation(network, x, y, sigmoid, scale=1.0):
    """The gradient times scale."""
    activations = forward(network, x, sigmoid)
    a = activations.pop()
    delta = a - y
    delta *= scale / len(x)
    delta *= a * (1 - a)
    gradient = []
    for w, _ in reversed(network):
        a = activations.pop()
        gradient.append((delta.T @ a, delta.sum(0)))
        if activations:
            delta = delta @ w
            delta *= a * (1 - a)
    return gradient[::-1]


def sigmoid_in_place(z):
    np.negative(z, out=z)
    np.exp(z, out=z)
    z += 1
    return np.reciprocal(z, out=z)


def flat(network):
    return np.concatenate([array.ravel() for layer in network for array in layer])


def unflat(parameters, sizes):
    """Views of the parameters as a network."""
    network = []
    for fan_in, n in itertools.pairwise(sizes):
        w, b, parameters = np.split(parameters, [n * fan_in, n * fan_in + n])
        network.append((w.reshape(n, fan_in), b))
    return network
