#!/usr/bin/env python3
"""Unpacks a release in a bare Debian 12 and uses it there.

    check_package.py RELEASE FOLDER

RELEASE is what Scripts/package wrote. FOLDER keeps a Debian 12 of debootstrap's smallest variant, with the packages that
Scripts/Containerfile installs fetched but not installed, so that a second time needs no network; it comes from where this
machine's apt fetches its own. Run as root, in namespaces of its own. First without OpenBLAS, whose tables are then missing
and said to be, then with the packages of the container recipe. Prints 'N passed, N failed' and exits 1 when something failed.
"""
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "Tests/Shared"))
from checks import Checks

SUITE = "bookworm"
LATE = {"correlations", "bootstrap", "drivers", "trajectories"}
COMPLETE = """
source "$1"
complete -p rainmaker >/dev/null || exit 1
COMP_WORDS=(rainmaker rep); COMP_CWORD=1; COMP_LINE="rainmaker rep"; COMP_POINT=${#COMP_LINE}
_rainmaker rainmaker rep rainmaker
printf '%s\\n' "${COMPREPLY[@]}"
"""


def output(*parts):
    return subprocess.run([str(part) for part in parts], capture_output=True, text=True, check=True).stdout


def mirror():
    """Where this machine's apt has its packages from, and the proxy that it takes; nothing where that is not Debian 12."""
    rows = [row.split() for row in output("apt-get", "indextargets", "--format", "$(CODENAME) $(SITE)",
                                          "Created-By: Packages").splitlines()]
    proxy = re.findall(r"'(.*)'", output("apt-config", "shell", "proxy", "Acquire::http::Proxy"))
    environment = {**os.environ, "http_proxy": proxy[0]} if proxy else None
    return next(([site] for name, site in rows if name == SUITE), []), environment


def inside(root, *parts, **options):
    """A command in the other Debian, which ends with what it started and what it mounted."""
    parts = ["unshare", "--mount", "--pid", "--fork", f"--mount-proc={root}/proc", "chroot", root, "/usr/bin/env", "-i",
             "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LC_ALL=C.UTF-8", "DEBIAN_FRONTEND=noninteractive", *parts]
    return subprocess.run([str(part) for part in parts], capture_output=True, text=True, stdin=subprocess.DEVNULL, **options)


def recipe_packages():
    text = (ROOT / "Scripts/Containerfile").read_text(encoding="utf-8")
    return re.search(r"--no-install-recommends ([\w.+ -]+?) *(?:&&|\\|$)", text, re.MULTILINE)[1].split()


def bare_debian(folder, packages):
    """The archive of a bare Debian, made when it is not there."""
    archive = folder / f"{SUITE}.tar"
    if not archive.exists():
        root, half = folder / "making", folder / "half.tar"
        site, environment = mirror()
        made = subprocess.run(["debootstrap", "--variant=minbase", SUITE, str(root), *site], env=environment,
                              capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if made.returncode != 0:
            raise SystemExit("debootstrap failed:\n" + (made.stdout + made.stderr)[-2000:])
        for step in (["update"], ["install", "-y", "--download-only", "--no-install-recommends", *packages]):
            done = inside(root, "apt-get", "-q", *step, env=environment)
            if done.returncode != 0:
                raise SystemExit(f"apt-get {step[0]} failed there:\n" + (done.stdout + done.stderr)[-2000:])
        output("tar", "-C", root, "-cf", half, ".")
        shutil.rmtree(root)
        half.rename(archive)
    return archive


def check_archive(checks, release):
    """Names, owners and times tell nothing of who packed it; the checksum is its own."""
    with tarfile.open(release) as archive:
        members = archive.getmembers()
    names = [member.name for member in members]
    checks.add("names are sorted, in one folder", names == sorted(names, key=lambda name: name.split("/"))
               and {name.split("/")[0] for name in names} == {release.name.removesuffix(".tar.gz")}, names[:5])
    checks.add("owners and times are the same for all", {(one.uid, one.gid, one.uname, one.gname) for one in members} ==
               {(0, 0, "", "")} and len({one.mtime for one in members}) == 1)
    checks.add("nothing can be written by others", not any(one.mode & 0o022 for one in members))
    bill = release.with_name(release.name.removesuffix(".tar.gz") + ".spdx.json")
    lines = (release.parent / "SHA256SUMS").read_text()
    checks.add("SHA256SUMS", lines == "".join(f"{digest(path)}  {path.name}\n" for path in (bill, release)), lines)
    print(f"figure: {release.stat().st_size / 1e6:.1f} MB, {sum(one.size for one in members) / 1e6:.1f} MB unpacked", flush=True)


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def check_bill(checks, release, resolved):
    """The list of parts is of this archive, and names all that was fetched, linked and licensed, and no other commit."""
    bill = json.loads(release.with_name(release.name.removesuffix(".tar.gz") + ".spdx.json").read_text(encoding="utf-8"))
    parts = {one["name"]: one for one in bill["packages"]}
    own = parts["rainmaker"]
    checks.add("the list is of this archive", bill["spdxVersion"] == "SPDX-2.3" and own["packageFileName"] == release.name
               and own["checksums"] == [{"algorithm": "SHA256", "checksumValue": digest(release)}], own)
    names = {one["SPDXID"] for one in bill["packages"]}
    linked = {(one["relationshipType"], one["relatedSpdxElement"]) for one in bill["relationships"]}
    checks.add("each part is named once, has a licence and a place", len(names) == len(bill["packages"])
               and {name for _, name in linked} == names and all(one["licenseDeclared"] != "NOASSERTION" for one in bill["packages"]),
               linked)
    pins = json.loads(resolved.read_text())["pins"]
    found = {one["downloadLocation"].rpartition("@")[2]: one.get("versionInfo") for one in bill["packages"]}
    checks.add("what SwiftPM has fetched, by version and commit", pins and all(
        found.get(pin["state"]["revision"]) == pin["state"]["version"] for pin in pins), found)
    with tarfile.open(release) as archive:
        titles = re.findall(r"^(.+)\n=+$", archive.extractfile(f"{own['packageFileName'].removesuffix('.tar.gz')}/LICENCES.txt")
                            .read().decode(), re.MULTILINE)
    checks.add("a part for each licence that is inside", len(titles) > 5
               and all(any(name in title for name in parts) for title in titles), titles)
    checks.add("what it needs of the machine", {"SPDXRef-libc6", "SPDXRef-OpenBLAS"} <= {
        name for how, name in linked if how == "DEPENDS_ON"}, linked)


def check_use(checks, root, place):
    run = lambda *parts: inside(root, f"{place}/bin/rainmaker", *parts)  # noqa: E731
    needed = inside(root, "ldd", f"{place}/bin/rainmaker")
    checks.add("a bare Debian 12 has every library that it is linked with",
               needed.returncode == 0 and "not found" not in needed.stdout, needed)
    version = run("--version")
    checks.add("--version", version.returncode == 0 and version.stdout
               and f"rainmaker-{version.stdout.split()[0]}-linux" in place, version)
    done = run("run", f"{place}/Scenarios/minimal.yaml", "-o", "/root/bare", "--trials", "20")
    checks.add("run", done.returncode == 0 and "no-decision" in done.stdout, done)
    checks.add("without OpenBLAS it says what is missing", "libopenblas" in done.stderr
               and all(f"{name}.csv" in done.stderr for name in LATE), done.stderr)
    manifest = json.loads((root / "root/bare/manifest.json").read_text())
    checks.add("and the manifest too", LATE == {row["table"] for row in manifest["missing_tables"]},
               manifest["missing_tables"])
    done = run("report", "/root/bare")
    page = root / "root/bare/report.html"
    checks.add("report", done.returncode == 0 and page.exists() and "vega" in page.read_text(encoding="utf-8"), done)
    page = root / place[1:] / "share/man/man1/rainmaker.1"
    checks.add("the manual page", ".Nm rainmaker" in page.read_text(encoding="utf-8"))
    scripts = root / place[1:] / "share"
    done = inside(root, "bash", "-c", COMPLETE, "bash", f"{place}/share/bash-completion/completions/rainmaker")
    checks.add("completions load in bash", done.returncode == 0 and done.stdout.split() == ["report"], done)
    checks.add("there are some for zsh and fish", "#compdef rainmaker" in (scripts / "zsh/site-functions/_rainmaker").read_text()
               and "complete -c 'rainmaker'" in (scripts / "fish/vendor_completions.d/rainmaker.fish").read_text())
    words = (root / place[1:] / "LICENCES.txt").read_text(encoding="utf-8")
    missing = [word for word in ("Runtime Library Exception", "JP Simard", "Kirill Simonov", "UNICODE LICENSE V3",
                                 "Interactive Data Lab") if word not in words]
    checks.add("licences of what is inside", not missing, missing)


def check_library(checks, root, place, packages):
    done = inside(root, "apt-get", "-q", "install", "-y", "--no-download", "--no-install-recommends", *packages)
    checks.add(f"{' '.join(packages)}: installed", done.returncode == 0, done)
    done = inside(root, f"{place}/bin/rainmaker", "run", f"{place}/Scenarios/minimal.yaml", "-o", "/root/bare", "--trials", "20",
                  "--resume")
    checks.add("with OpenBLAS its tables are added", done.returncode == 0 and "libopenblas" not in done.stderr
               and all((root / f"root/bare/{name}.csv").exists() for name in LATE), done)


def main():
    release, folder, checks = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve(), Checks()
    folder.mkdir(parents=True, exist_ok=True)
    root, packages = folder / "root", recipe_packages()
    for left in (root, folder / "making"):
        shutil.rmtree(left, ignore_errors=True)
    check_archive(checks, release)
    check_bill(checks, release, ROOT / "Package.resolved")
    archive = bare_debian(folder, packages)
    root.mkdir()
    output("tar", "-C", root, "-xf", archive)
    place = "/srv/some where/" + release.name.removesuffix(".tar.gz")
    (root / place[1:]).parent.mkdir(parents=True)
    output("tar", "-C", (root / place[1:]).parent, "-xzf", release)
    check_use(checks, root, place)
    check_library(checks, root, place, packages)
    shutil.rmtree(root)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed or not checks.passed else 0


if __name__ == "__main__":
    sys.exit(main())
