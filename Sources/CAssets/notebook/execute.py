"""Runs the notebook on standard input, in the folder that is named, and writes it with its outputs to standard output.

The functions of small.py stand before it. Exit code 3, with a package's name on standard error: something is not installed.
"""
import sys

try:
    import ipykernel, matplotlib, nbformat, pandas  # noqa: E401, F401
    from nbclient import NotebookClient
except ModuleNotFoundError as error:
    sys.stderr.write(error.name or "")
    sys.exit(3)

notebook = nbformat.reads(sys.stdin.buffer.read().decode("utf-8"), as_version=4)
metadata = dict(notebook.metadata)
NotebookClient(notebook, timeout=600, kernel_name="python3", record_timing=False,
               resources={"metadata": {"path": sys.argv[1]}}).execute()
for cell in notebook.cells:
    for output in cell.get("outputs", []):
        if "data" in output:
            output.data = small_output(output.data)
# What the run says of this machine's Python goes: the bytes depend on the results alone.
notebook.metadata = nbformat.from_dict(metadata)
sys.stdout.buffer.write((nbformat.writes(notebook) + "\n").encode("utf-8"))
