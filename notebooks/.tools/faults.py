"""What the check in the browser finds wrong in a notebook, and the table of all of them."""
import dataclasses
import re

COLUMNS = {  # kinds of faults and of what is counted, as the table calls them
    "cells": "cells", "formula": "formulas", "picture": "pictures", "code": "code", "table": "tables", "text": "texts",
    "control": "controls", "stop": "stops", "restart": "restarted", "console": "console",
}


@dataclasses.dataclass(frozen=True)
class Fault:
    """What is wrong, in a cell or in the whole notebook, in one look or more; its kind is a column of the table."""

    kind: str
    place: str
    what: str
    look: str = ""

    def told(self, name):
        cell = f", cell {self.place}" if self.place else ""
        return f"{name}{cell}{f' ({self.look})' if self.look else ''}: {self.what}"


class Findings:
    """What is wrong in a notebook, how much of each kind there was to look at, and the seconds that it took."""

    def __init__(self, name):
        self.name = name
        self.faults = []
        self.counts = {"console": 0}
        self.seconds = 0

    def complain(self, kind, place, what, look=""):
        """Keeps a fault; the same again, or in another look by other pixels, is one fault."""
        for number, known in enumerate(self.faults):
            if (known.kind, known.place, unmeasured(known.what)) == (kind, place, unmeasured(what)):
                if look and look not in known.look.split(", "):
                    self.faults[number] = dataclasses.replace(known, look=f"{known.look}, {look}")
                return
        self.faults.append(Fault(kind, place, what, look))

    def count(self, kind):
        """Such as 12, or 12 ✗2 if there are two faults; - where the check did not come so far."""
        count = self.counts.get(kind, "-")
        faults = sum(fault.kind == kind for fault in self.faults)
        return f"{count} ✗{faults}" if faults else str(count)


def unmeasured(what):
    return re.sub(r"\d+ pixels", "", what)


def table(found):
    """A line for each notebook, under a line of titles."""
    width = max(len(one.name) for one in found)
    lines = [" ".join([" " * width, *(f"{title:>9}" for title in COLUMNS.values()), f"{'s':>6}"])]
    for one in found:
        lines.append(" ".join([f"{one.name:<{width}}", *(f"{one.count(kind):>9}" for kind in COLUMNS), f"{one.seconds:>6.1f}"]))
    return "\n".join(lines)
