#!/usr/bin/env python3
"""Reads every table of a results directory with polars, DuckDB and R's readr, by the types of its data package.

    check_readers.py DIR

The standard library's csv module says what stands in each cell; a reader has to find the same texts, the same integers, the
same doubles to the last bit, and nothing where a cell is empty. R reports on each column (class, missing cells, sum, digest
of texts), which is compared with the same report made here. Prints 'N passed, N failed' and exits 1 when something failed.
"""
import csv
import hashlib
import json
import math
import pathlib
import subprocess
import sys
import tempfile

import duckdb
import polars

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Shared"))
from checks import Checks

POLARS = {"string": polars.String, "integer": polars.Int64, "number": polars.Float64}
DUCKDB = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE"}
VALUE = {"string": str, "integer": int, "number": float}
R = r"""
suppressPackageStartupMessages(library(readr))
args <- commandArgs(TRUE)
package <- jsonlite::fromJSON(file.path(args[1], "datapackage.json"), simplifyVector = FALSE)
types <- list(string = col_character(), integer = col_double(), number = col_double())
lines <- character()
for (resource in package$resources) {
  columns <- lapply(resource$schema$fields, function(field) types[[field$type]])
  names(columns) <- vapply(resource$schema$fields, function(field) field$name, "")
  table <- read_csv(file(file.path(args[1], resource$path)), na = "", col_types = do.call(cols, columns))
  stopifnot(nrow(problems(table)) == 0)
  for (name in names(table)) {
    cells <- table[[name]]
    what <- if (is.character(cells)) {
      text <- tempfile()
      writeBin(charToRaw(enc2utf8(paste0(ifelse(is.na(cells), "", cells), "\x1e", collapse = ""))), text)
      tools::md5sum(text)
    } else sprintf("%.17g", sum(cells, na.rm = TRUE))
    lines <- c(lines, paste(resource$name, name, class(cells), length(cells), sum(is.na(cells)), what, sep = "\t"))
  }
}
writeLines(lines, args[2])
"""


def cells(path, fields):
    """What stands in the file: a list of columns."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        assert header == [field["name"] for field in fields], header
        columns = [[] for _ in fields]
        for row in rows:
            for column, field, cell in zip(columns, fields, row, strict=True):
                column.append(None if cell == "" else VALUE[field["type"]](cell))
    return columns


def check_polars(checks, path, fields, columns):
    schema = {field["name"]: POLARS[field["type"]] for field in fields}
    table = polars.read_csv(path, schema=schema)
    checks.add(f"{path.name}: polars has the declared types", dict(table.schema) == schema, table.schema)
    wrong = [field["name"] for field, column in zip(fields, columns) if table[field["name"]].to_list() != column]
    checks.add(f"{path.name}: polars reads every cell", not wrong, wrong)


def check_duckdb(checks, path, fields, columns):
    types = {field["name"]: DUCKDB[field["type"]] for field in fields}
    table = duckdb.read_csv(str(path), header=True, columns=types, quotechar='"', escapechar='"', na_values=[""])
    checks.add(f"{path.name}: DuckDB has the declared types", [str(kind) for kind in table.types] == list(types.values()),
               table.types)
    found = list(zip(*table.fetchall())) or [() for _ in fields]
    wrong = [field["name"] for field, column, read in zip(fields, columns, found) if list(read) != column]
    checks.add(f"{path.name}: DuckDB reads every cell", not wrong, wrong)


def check_readr(checks, folder, tables):
    with tempfile.TemporaryDirectory() as place:
        report = pathlib.Path(place) / "report.tsv"
        done = subprocess.run(["Rscript", "-e", R, folder, report], capture_output=True, text=True, stdin=subprocess.DEVNULL)
        checks.add("readr reads all tables without a problem", done.returncode == 0, done.stderr[-1500:])
        lines = report.read_text(encoding="utf-8").splitlines() if report.exists() else []
    found = {tuple(line.split("\t")[:2]): line.split("\t")[2:] for line in lines}
    for name, fields, columns in tables:
        for field, column in zip(fields, columns):
            kind, count, missing, what = found.get((name, field["name"]), ["", "-1", "-1", "nan"])
            present = [value for value in column if value is not None]
            if field["type"] == "string":
                text = "".join(("" if value is None else value) + "\x1e" for value in column)
                ok = kind == "character" and what == hashlib.md5(text.encode()).hexdigest()
            else:
                # R adds up in long doubles; what is compared is the reading.
                ok = kind == "numeric" and math.isclose(float(what), math.fsum(present), rel_tol=1e-12,
                                                        abs_tol=1e-15 * math.fsum(map(abs, present)))
            checks.add(f"{name}.csv: readr reads {field['name']}", ok and int(count) == len(column)
                       and int(missing) == len(column) - len(present), (kind, count, missing, what))


def main():
    folder, checks = pathlib.Path(sys.argv[1]), Checks(failures_only=True)
    tables = []
    for resource in json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]:
        path, fields = folder / resource["path"], resource["schema"]["fields"]
        columns = cells(path, fields)
        check_polars(checks, path, fields, columns)
        check_duckdb(checks, path, fields, columns)
        tables.append((resource["name"], fields, columns))
    check_readr(checks, folder, tables)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed or not checks.passed else 0


if __name__ == "__main__":
    sys.exit(main())
