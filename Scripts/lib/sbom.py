"""What a release is made of, as SPDX 2.3 in JSON: each package with its version and licence.

    sbom.py PROGRAM PACKAGE_RESOLVED ARCHIVE SECONDS

PROGRAM is the one in the archive, PACKAGE_RESOLVED SwiftPM's list of what it was built from, SECONDS the time that the list is
of. Ends with an error when the program was built from, or needs at run time, what has no licence here.
"""
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SWIFT = "Apache-2.0 WITH Swift-exception"
# Packages that SwiftPM fetches: name, licence, and words of the licence that have to be there.
FETCHED = {"swift-argument-parser": ("swift-argument-parser", SWIFT, "Runtime Library Exception"),
           "yams": ("Yams", "MIT", "The MIT License")}
# Libraries of the system: package of Debian, licence, the word before versions of symbols.
SYSTEM = {"libc.so.6": ("libc6", "LGPL-2.1-or-later", "GLIBC"), "libm.so.6": ("libc6", "LGPL-2.1-or-later", "GLIBC"),
          "ld-linux-x86-64.so.2": ("libc6", "LGPL-2.1-or-later", "GLIBC"),
          "ld-linux-aarch64.so.1": ("libc6", "LGPL-2.1-or-later", "GLIBC"),
          "libstdc++.so.6": ("libstdc++6", "GPL-3.0-or-later WITH GCC-exception-3.1", "GLIBCXX"),
          "libgcc_s.so.1": ("libgcc-s1", "GPL-3.0-or-later WITH GCC-exception-3.1", "GCC")}


def output(*parts):
    return subprocess.run([str(part) for part in parts], capture_output=True, text=True, check=True).stdout


def package(name, version, licence, **more):
    found = {"SPDXID": "SPDXRef-" + re.sub(r"[^\w.]", "-", name), "name": name, "downloadLocation": "NOASSERTION",
             "filesAnalyzed": False, "licenseConcluded": licence, "licenseDeclared": licence, "copyrightText": "NOASSERTION", **more}
    return found | ({"versionInfo": version} if version else {})


def locator(text):
    return {"externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": text}]}


def fetched(resolved):
    """What SwiftPM has fetched, by commit."""
    for pin in json.loads(resolved.read_text())["pins"]:
        state, place = pin["state"], pin["location"].removesuffix(".git")
        if pin["identity"] not in FETCHED:
            raise SystemExit(f"{pin['identity']} has no licence in Scripts/lib/sbom.py and none in LICENCES.txt")
        name, licence, words = FETCHED[pin["identity"]]
        text = next((resolved.parent / ".build/checkouts" / name).glob("LICENSE*")).read_text(encoding="utf-8")
        if words not in text:
            raise SystemExit(f"the licence of {name} is not {licence} any more: see Scripts/lib/sbom.py")
        yield package(name, state["version"], licence, downloadLocation=f"git+{place}@{state['revision']}",
                      **locator(f"pkg:swift/{place.removeprefix('https://')}@{state['version']}"))


def inside():
    """What else is in the program: the toolchain's libraries, and sources and data of others in this repository."""
    swift = re.search(r"Swift version (\S+)", output("swift", "--version"))[1]
    yield package("Swift", swift, SWIFT, comment="standard library, Dispatch, Foundation and what they bring")
    yield package("ICU", None, "Unicode-3.0", comment=f"in Foundation of Swift {swift}")
    yield package("LibYAML", None, "MIT", comment="in Yams")
    yield package("Direction numbers of Sobol' points", None, "BSD-3-Clause", comment="by Kuo and Joe, in designs")
    text = (ROOT / "Sources/CAssets/report/LICENCES.txt").read_text(encoding="utf-8")
    for name in ("Vega", "Vega-Lite", "Vega-Embed"):
        version = re.search(rf"\b{name} (\d[\d.]*\d)", text)[1]
        yield package(name, version, "BSD-3-Clause", comment="in the pages of reports",
                      **locator(f"pkg:npm/{name.lower()}@{version}"))
    yield package("packages that Vega uses", None, "ISC AND BSD-3-Clause AND MIT",
                  comment="d3 and others; LICENCES.txt in the release has each")


def of_system(program):
    """What the program is linked with, with the newest symbols that it takes."""
    headers, found = output("objdump", "-p", program), {}
    for library in re.findall(r"NEEDED +(\S+)", headers):
        if library not in SYSTEM:
            raise SystemExit(f"{library}, which the program needs, has no licence in Scripts/lib/sbom.py")
        name, licence, word = SYSTEM[library]
        found.setdefault(name, (licence, word))
    for name, (licence, word) in sorted(found.items()):
        versions = [tuple(map(int, version.split("."))) for version in re.findall(rf"\b{word}_(\d[\d.]*)", headers)]
        least = ".".join(map(str, max(versions))) if versions else "0"
        yield package(name, None, licence, comment=f"not in the release: that of the machine, with symbols of {word} {least} or older",
                      **locator(f"pkg:deb/debian/{name}"))
    yield package("OpenBLAS", None, "BSD-3-Clause", comment="not in the release: opened when it is there, for tables that need it",
                  **locator("pkg:deb/debian/libopenblas0"))


def main():
    program, resolved, archive, seconds = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]), sys.argv[4]
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    release = package("rainmaker", output(program, "--version").strip(), "Apache-2.0", packageFileName=archive.name,
                      primaryPackagePurpose="APPLICATION", checksums=[{"algorithm": "SHA256", "checksumValue": digest}])
    parts = [(one, "CONTAINS") for one in (*fetched(resolved), *inside())] + [(one, "DEPENDS_ON") for one in of_system(program)]
    links = [("SPDXRef-DOCUMENT", "DESCRIBES", release["SPDXID"])]
    links += [(release["SPDXID"], how, one["SPDXID"]) for one, how in parts]
    document = {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT",
        "name": archive.name.removesuffix(".tar.gz"), "documentNamespace": f"https://spdx.org/spdxdocs/rainmaker-{digest}",
        "creationInfo": {"created": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(seconds))), "creators": ["Tool: Scripts/package"]},
        "packages": [release, *(one for one, _ in parts)],
        "relationships": [{"spdxElementId": a, "relationshipType": how, "relatedSpdxElement": b} for a, how, b in links],
    }
    print(json.dumps(document, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
