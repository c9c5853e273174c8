"""The manual page in mdoc, from what the program says of its commands and options.

    manual.py RAINMAKER DATE
"""
import json
import re
import subprocess
import sys

FILES = [("results/NAME", "Results of the scenario NAME: tables as CSV and JSON, the journal of trials, the scenario with "
          "everything filled in, and manifest.json, which names each file with its SHA-256."),
         ("results/NAME/report.html", "What report writes."), ("notebooks-export", "Where notebook writes.")]


def escaped(text):
    """A line that no macro and no escape of roff is read into."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text[:1] in (".", "'") else text


def sections(discussion):
    """A command's text: paragraphs, and blocks under a heading in capitals."""
    paragraphs, blocks, title = [], {}, None
    for part in (discussion or "").split("\n\n"):
        head, _, rest = part.partition("\n")
        if re.fullmatch(r"[A-Z ]+", head):
            blocks[head] = [line.strip() for line in rest.split("\n")]
        else:
            paragraphs.append(" ".join(part.split()))
    return paragraphs, blocks


def names(argument, separator):
    flags = [("Fl " + ("-" if name["kind"] == "long" else "") + escaped(name["name"])) for name in argument.get("names", [])]
    value = "" if argument["kind"] == "flag" else " Ar " + escaped(argument["valueName"])
    if argument["kind"] == "positional":
        return "Ar " + escaped(argument["valueName"])
    return separator.join(flags) + value


def own(command):
    return [a for a in command.get("arguments", []) if a["shouldDisplay"] and a["valueName"] not in ("help", "version")]


def synopsis(command):
    lines = [".Nm", f".Cm {command['commandName']}"]
    for argument in own(command):
        text = names({**argument, "names": [argument["preferredName"]]} if "preferredName" in argument else argument, " ")
        lines.append("." + (f"Op {text}" if argument["isOptional"] else text) + (" Ns ..." if argument["isRepeating"] else ""))
    return lines


def display(lines):
    return [".Bd -literal -offset indent", *map(escaped, lines), ".Ed"]


def prose(paragraphs):
    return [line for place, text in enumerate(paragraphs) for line in ([".Pp"] if place else []) + [escaped(text)]]


def page(program, date):
    said = subprocess.run([program, "--experimental-dump-help"], capture_output=True, text=True, check=True).stdout
    root = json.loads(said)["command"]
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.split()[0]
    commands = [command for command in root["subcommands"] if command["commandName"] != "help"]
    paragraphs, blocks = sections(root["discussion"])
    lines = ['.\\" Written by Scripts/make-manual; do not edit.', f".Dd {date}", ".ds doc-volume-operating-system Rainmaker", ".Dt RAINMAKER 1",
             f".Os Rainmaker {version}", ".Sh NAME", ".Nm rainmaker", f".Nd {escaped(root['abstract'].rstrip('.'))}",
             ".Sh SYNOPSIS"]
    for command in commands:
        lines += synopsis(command)
    lines += [".Nm", ".Op Fl -version", ".Op Fl -help", ".Sh DESCRIPTION", *prose(paragraphs), ".Pp",
              "Every command has", ".Fl h , -help .", ".Sh COMMANDS"]
    for command in commands:
        text, examples = sections(command["discussion"])
        lines += [f".Ss {command['commandName']}", *prose([command["abstract"], *text])]
        if own(command):
            lines += [".Bl -tag -width 6n"]
            for argument in own(command):
                lines += [".It " + names(argument, " , "), escaped(argument.get("abstract", ""))]
            lines += [".El"]
        if "EXAMPLES" in examples:
            lines += [".Pp", "Examples:", *display(examples["EXAMPLES"])]
    lines += [".Sh FILES", ".Bl -tag -width 6n"]
    for name, text in FILES:
        lines += [f".It Pa {escaped(name)}", escaped(text)]
    codes = " ".join(blocks["EXIT CODES"]).rstrip(".").split(", ")
    lines += [".El", ".Sh EXIT STATUS", ".Bl -tag -width 4n"]
    for code in codes:
        number, _, meaning = code.partition(" ")
        lines += [f".It {number}", escaped(meaning)]
    lines += [".El", ".Sh EXAMPLES", *display(blocks["EXAMPLES"]), ".Sh SEE ALSO",
              "README.md and the folder Guides of the distribution;",
              escaped("`rainmaker describe --odd` prints the whole model."), ""]
    return "\n".join(line for line in lines if line) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page(sys.argv[1], sys.argv[2]))
