"""The tables of a results directory, for following numbers of a page back to their cells."""
import csv
import json
import pathlib

import yaml


class Tables:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.manifest = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        self.scenario = yaml.safe_load((self.folder / "scenario.resolved.yaml").read_text(encoding="utf-8"))
        package = json.loads((self.folder / "datapackage.json").read_text(encoding="utf-8"))
        self.keys = {table["name"]: table["schema"].get("primaryKey", []) for table in package["resources"]}
        self.loaded = {}

    def table(self, name):
        """Rows by their primary key, cells as they stand in the file."""
        if name not in self.loaded:
            with (self.folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                self.loaded[name] = {"|".join(row[key] for key in self.keys[name]): row for row in csv.DictReader(file)}
        return self.loaded[name]

    def cell(self, place):
        """What stands at `summary:profit|push|0:mean`, `manifest:seed`, `scenario:trials` …; None if nothing does."""
        kind, rest = place.split(":", 1)
        try:
            if kind in self.keys:
                key, column = rest.rsplit(":", 1)
                return self.table(kind)[key][column]
            if kind == "manifest":
                return walk(self.manifest, rest.split("."))
            if kind == "parameter":
                path, index = rest.rsplit(":", 1)
                value = walk(self.scenario["model"]["parameters"], path.split("."))
                return value[int(index)] if isinstance(value, list) else value
            if kind == "scenario" and ".levers." in rest:
                regime, lever = rest.removeprefix("regimes.").split(".levers.")
                return walk(self.levers(regime), lever.split("."))
            if kind == "scenario":
                path, *index = rest.split(":")
                value = walk(self.scenario, path.split("."))
                value = list(value.values()) if isinstance(value, dict) else value
                return value[int(index[0])] if isinstance(value, list) else value
        except (KeyError, IndexError, TypeError, ValueError):
            return None
        return None


    def levers(self, regime):
        """Of a regime as it is written, or of an arm that an experiment adds: the control's, and the treatment."""
        if regime in self.scenario["regimes"]:
            return self.scenario["regimes"][regime]["levers"]
        experiment = self.scenario["experiment"]
        control = self.scenario["regimes"][experiment.get("control", next(iter(self.scenario["regimes"])))]["levers"]
        return control | {lever: {"value": value, "weeks": experiment["weeks"], "otherwise": control.get(lever)}
                          for lever, value in experiment["levers"].items()}


def walk(value, path):
    for part in path:
        value = value[int(part)] if isinstance(value, list) else value[part]
    return value
