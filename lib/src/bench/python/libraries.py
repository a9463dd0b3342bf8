"""What each library does at the tasks: one class per peer."""
import functools
import importlib.metadata
import os
import time

import numpy as np
from threadpoolctl import threadpool_info

from network import backpropagation, cost, flat, sigmoid_in_place, unflat

ETA = 0.01
H = 6e-6


def timed(call, *arguments, **named):
    start = time.perf_counter()
    call(*arguments, **named)
    return time.perf_counter() - start


def checked(differences, network, x, y):
    """Holds the differences of all parameters against backpropagation."""
    start = time.perf_counter()
    found = np.asarray(differences())
    expected = flat(backpropagation(network, x, y, sigmoid_in_place))
    largest = (abs(found - expected) / np.maximum(abs(found), abs(expected))).max()
    return {"seconds": time.perf_counter() - start, "largest_relative_difference": largest}


def batches(order, batch):
    return (order[i : i + batch] for i in range(0, len(order), batch))


class Peer:
    """What a peer does not do, it skips: None, or the reason."""

    packages = ()

    def trainer(self, network, x, y, batch, count):
        """A function that trains on an order of the examples, count of them."""

    def gradient(self, network, x, y):
        """A function without arguments that computes one gradient."""

    def check(self, network, x, y):
        return {"skipped": "has no gradient check"}

    def version(self):
        return {"version": " ".join(f"{name} {importlib.metadata.version(name)}" for name in self.packages)}


def loaded_blas():
    """The BLAS of this process, one or more, and the kernel it chose for this processor: scipy brings its own."""
    found = [library for library in threadpool_info() if library["user_api"] == "blas"]
    names = [f"{b['internal_api']} {b['version']}, kernel {b.get('architecture')}" for b in found]
    return " and ".join(sorted(set(names))) or "no BLAS that can be asked"


class NumPy(Peer):
    packages = ("numpy",)

    def version(self):
        return {"version": f"{super().version()['version']}: {loaded_blas()}"}

    def trainer(self, network, x, y, batch, count):
        def train(order):
            for rows in batches(order, batch):
                step = backpropagation(network, x.take(rows, 0), y.take(rows, 0), sigmoid_in_place, ETA)
                for (w, b), (w_step, b_step) in zip(network, step):
                    w -= w_step
                    b -= b_step

        return train

    def gradient(self, network, x, y):
        return lambda: backpropagation(network, x, y, sigmoid_in_place)

    def check(self, network, x, y):
        """The plain loop: two full forward passes per parameter."""

        def differences():
            for parameters in (array.reshape(-1) for layer in network for array in layer):
                for i, p in enumerate(parameters):
                    parameters[i] = p + H
                    above = cost(network, x, y, sigmoid_in_place)
                    parameters[i] = p - H
                    below = cost(network, x, y, sigmoid_in_place)
                    parameters[i] = p
                    yield (above - below) / (2 * H)

        return checked(lambda: list(differences()), network, x, y)


class SciPy(Peer):
    packages = ("scipy", "numpy")

    def check(self, network, x, y):
        from scipy.optimize._numdiff import approx_derivative

        sizes = [x.shape[1], *(len(b) for _, b in network)]

        def value(parameters):
            return cost(unflat(parameters, sizes), x, y, sigmoid_in_place)

        def differences():
            return approx_derivative(value, flat(network), method="3-point", abs_step=H)

        return checked(differences, network, x, y)


class Autograd(Peer):
    """It trains ten times as slowly as NumPy, so it only computes gradients."""

    packages = ("autograd", "numpy")

    def gradient(self, network, x, y):
        import autograd
        import autograd.numpy as anp

        derivative = autograd.grad(lambda *at: cost(*at, lambda z: 1 / (1 + anp.exp(-z))))
        return lambda: derivative(network, x, y)


class ScikitLearn(Peer):
    """MLPClassifier in double precision, as its inputs are; it shuffles by itself.

    Its outputs are a softmax with the cross-entropy, not sigmoids with the squared error: it has no others.
    """

    packages = ("scikit-learn",)

    def trainer(self, network, x, y, batch, count):
        from sklearn.neural_network import MLPClassifier

        model = MLPClassifier(
            [len(b) for _, b in network[:-1]], activation="logistic", solver="sgd", momentum=0, alpha=0,
            batch_size=batch, learning_rate_init=ETA,
        )
        x, labels = x[:count], y[:count].argmax(1)
        classes = np.arange(y.shape[1])
        return lambda order: model.partial_fit(x, labels, classes=classes)


class Jax(Peer):
    """By jax.grad: the formulas by hand took as long, and so did either with the scan unrolled."""

    packages = ("jax",)

    def __init__(self):
        import jax

        jax.config.update("jax_enable_x64", True)
        self.jax = jax
        self.derivative = jax.grad(lambda *at: cost(*at, jax.nn.sigmoid))

    def trainer(self, network, x, y, batch, count):
        """The whole epoch compiled: a scan over full mini-batches, then the rest."""
        jax = self.jax
        full = count - count % batch

        def epoch(network, order, x, y):
            def step(network, rows):
                slopes = self.derivative(network, x[rows], y[rows])
                return jax.tree.map(lambda p, slope: p - ETA * slope, network, slopes), None

            network, _ = jax.lax.scan(step, network, order[:full].reshape(-1, batch))
            return step(network, order[full:])[0] if full < count else network

        x, y, order = jax.device_put((x, y, np.arange(count)))
        network = jax.tree.map(jax.numpy.array, network)
        compiled = jax.jit(epoch, donate_argnums=0).lower(network, order, x, y).compile()

        def train(order):
            nonlocal network
            network = jax.block_until_ready(compiled(network, jax.device_put(order), x, y))

        return train

    def gradient(self, network, x, y):
        arguments = self.jax.device_put((network, x, y))
        derivative = self.jax.jit(self.derivative)
        return lambda: self.jax.block_until_ready(derivative(*arguments))


class Torch(Peer):
    """By hand."""

    packages = ("torch",)

    def __init__(self):
        import torch

        torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
        self.torch = torch

    def tensors(self, network, x, y):
        tensor = self.torch.from_numpy
        return [(tensor(w), tensor(b)) for w, b in network], tensor(x), tensor(y)

    def trainer(self, network, x, y, batch, count):
        torch = self.torch
        network, x, y = self.tensors(network, x, y)

        @torch.no_grad()
        def train(order):
            for rows in batches(torch.from_numpy(order), batch):
                inputs, targets = x.index_select(0, rows), y.index_select(0, rows)
                step = backpropagation(network, inputs, targets, torch.sigmoid_, ETA)
                for (w, b), (w_step, b_step) in zip(network, step):
                    w -= w_step
                    b -= b_step

        return train

    def gradient(self, network, x, y):
        network, x, y = self.tensors(network, x, y)
        derivative = self.torch.no_grad()(backpropagation)
        return lambda: derivative(network, x, y, self.torch.sigmoid_)

    def check(self, network, x, y):
        """By gradcheck, which says whether every entry is within its tolerance, but not how far off."""
        torch = self.torch
        network, x, y = self.tensors(network, x, y)
        parameters = tuple(p.requires_grad_() for layer in network for p in layer)

        def value(*parameters):
            return cost(list(zip(parameters[::2], parameters[1::2])), x, y, torch.sigmoid)

        check = functools.partial(torch.autograd.gradcheck, value, parameters, eps=H, atol=1e-8)
        return {"seconds": timed(check), "fast_seconds": timed(check, fast_mode=True)}


class TorchAutograd(Torch):
    """As a user of PyTorch writes it: a Sequential, mse_loss and SGD."""

    def check(self, network, x, y):
        return {"skipped": "torch answers it"}

    def model(self, network):
        nn = self.torch.nn
        layers = []
        for w, b in network:
            linear = nn.Linear(w.shape[1], w.shape[0], dtype=w.dtype)
            linear.weight, linear.bias = nn.Parameter(w), nn.Parameter(b)
            layers += [linear, nn.Sigmoid()]
        return nn.Sequential(*layers)

    def backward(self, model, x, y):
        loss = self.torch.nn.functional.mse_loss(model(x), y, reduction="sum")
        (0.5 / len(x) * loss).backward()

    def trainer(self, network, x, y, batch, count):
        network, x, y = self.tensors(network, x, y)
        model = self.model(network)
        optimizer = self.torch.optim.SGD(model.parameters(), lr=ETA)

        def train(order):
            for rows in batches(self.torch.from_numpy(order), batch):
                optimizer.zero_grad()
                self.backward(model, x.index_select(0, rows), y.index_select(0, rows))
                optimizer.step()

        return train

    def gradient(self, network, x, y):
        network, x, y = self.tensors(network, x, y)
        model = self.model(network)

        def derivative():
            model.zero_grad()
            self.backward(model, x, y)

        return derivative


class TorchSingle(TorchAutograd):
    """In single precision, which is PyTorch's own."""

    def tensors(self, network, x, y):
        network, x, y = super().tensors(network, x, y)
        return [(w.float(), b.float()) for w, b in network], x.float(), y.float()


PEERS = {
    "numpy": NumPy, "jax": Jax, "autograd": Autograd, "scikit-learn": ScikitLearn, "scipy": SciPy,
    "torch": Torch, "torch-autograd": TorchAutograd, "torch-single": TorchSingle,
}
