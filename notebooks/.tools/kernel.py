"""What our kernel must say, of itself and of errors, beyond what JJava says: CompanionKernel.java."""
import compare

FORGOTTEN = "Has the set-up cell run? It is the first code cell, and runs once after each start."
ERRORS = {  # in a fresh kernel, one after the other
    "Network net = Network.of(2, 1);": [
        "|   Network net = Network.of(2, 1);", "cannot find symbol", "  symbol:   class Network",
        "|   Network net = Network.of(2, 1);", "cannot find symbol", "  symbol:   variable Network", FORGOTTEN],
    "%classpath nowhere/another.jar\nimport another.*;": [
        "IllegalArgumentException: nowhere/another.jar is missing", "    at the line that begins with %"],
    "double half(int[] a) {\n    return a[1] / 2;\n}\nhalf(new int[1])": [
        "ArrayIndexOutOfBoundsException: Index 1 out of bounds for length 1",
        "    at return a[1] / 2;  in half", "    at half(new int[1])"],
    "%classpath ../lib/target/backprop.jar\nimport backprop.*;\nNetwork.of(2, -1)": [
        "IllegalArgumentException: sizes must be two or more positive numbers, n₀ to n_L, but was [2, -1]",
        "    at Network.of(2, -1)"],
    "nothing": ["|   nothing", "cannot find symbol", "  symbol:   variable nothing"],
}


def notebook():
    """The cells of ERRORS, to be run in a fresh kernel."""
    import nbformat.v4 as made

    return made.new_notebook(cells=[made.new_code_cell(code, metadata={"tags": ["raises-exception"]}) for code in ERRORS])


def problems(run):
    """Where that notebook, which has been run, does not hold the words of ERRORS, or calls its language something else."""
    found = []
    if run["metadata"].get("language_info") != compare.METADATA["language_info"]:
        found.append(compare.at("kernel", f"says of itself {run['metadata'].get('language_info')}"))
    for number, (cell, expected) in enumerate(zip(compare.code_cells(run), ERRORS.values()), 1):
        told = [line for line in compare.traceback_of(cell).splitlines() if line]
        if told != expected:
            found.append(compare.at("kernel", "says\n" + compare.difference(expected, told), number, cell))
    return found
