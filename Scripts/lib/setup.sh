# Set-up that run and test share; to be sourced by bash, after `root` names the checkout.
# Whatever is said goes to standard error; standard output belongs to results.

say() { printf '%s: %s\n' "$program" "$*" >&2; }

# fail CODE MESSAGE…: one line each, the first one with the program's name.
fail() {
  local code=$1
  shift
  say "$1"
  shift
  (($# == 0)) || printf '  %s\n' "$@" >&2
  exit "$code"
}

has_package() { [[ $(dpkg-query -W -f='${Status}' "$1" 2>/dev/null) == "install ok installed" ]]; }

# need PACKAGE…: installs the Debian packages that are missing, and asks nothing.
need() {
  local missing=() name as_root=() log=$root/.build/apt.log
  for name in "$@"; do has_package "$name" || missing+=("$name"); done
  ((${#missing[@]})) || return 0
  command -v apt-get >/dev/null ||
    fail 69 "these packages are missing, and this machine has no apt-get: ${missing[*]}" \
      "Rainmaker is set up on Debian 12 and Ubuntu; elsewhere install their like by hand."
  if [[ $(id -u) != 0 ]]; then
    sudo -n true 2>/dev/null ||
      fail 77 "these packages are missing, and installing them needs root: ${missing[*]}" \
        "Run this once:  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}" \
        "then start again."
    as_root=(sudo -n)
  fi
  mkdir -p "$root/.build"
  say "installing ${missing[*]}"
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300)
  # Lists that are there may be too old to install from; without any, or then, they are fetched first.
  if "${apt[@]}" install -y --no-install-recommends "${missing[@]}" >"$log" 2>&1 </dev/null; then return 0; fi
  say "updating the package lists"
  if "${apt[@]}" update >"$log" 2>&1 </dev/null &&
    "${apt[@]}" install -y --no-install-recommends "${missing[@]}" >>"$log" 2>&1 </dev/null; then return 0; fi
  tail -n 8 "$log" >&2
  fail 69 "could not install ${missing[*]} (the last lines of .build/apt.log are above)" \
    "Is this machine offline? The first set-up needs the network; later ones do not."
}

# need_python NAME REQUIREMENTS [OPTIONS OF PIP]: a Python of its own in .build/NAME, made anew when the requirements or
# Debian's Python change.
need_python() {
  local folder=$root/.build/$1 requirements=$root/$2 stamp log=$root/.build/logs/pip-$1.log
  shift 2
  stamp=$(/usr/bin/python3 --version && cat "$requirements")
  if [[ -x $folder/bin/python && -f $folder/stamp && $(<"$folder/stamp") == "$stamp" ]]; then return 0; fi
  say "installing Python packages into ${folder#"$root"/}"
  rm -rf "$folder"
  mkdir -p "$root/.build/logs"
  if ! { /usr/bin/python3 -m venv "$folder" &&
    "$folder/bin/python" -m pip install --disable-pip-version-check --only-binary :all: "$@" -r "$requirements"; } >"$log" 2>&1; then
    tail -n 8 "$log" >&2
    fail 69 "the Python packages could not be installed (the last lines of ${log#"$root"/} are above)" \
      "Is this machine offline? The first set-up needs the network; later ones do not."
  fi
  printf '%s' "$stamp" >"$folder/stamp"
}

# A toolchain that can build the package.
need_swift() {
  command -v swift >/dev/null ||
    fail 69 "swift is missing: install the Swift toolchain, 6.2 or later, and put its usr/bin into PATH" \
      "It is had from swift.org/install; nothing else needs to be installed by hand."
  local version
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\)\.\([0-9]*\).*/\1 \2/p' | head -n 1)
  local major=${version% *} minor=${version#* }
  [[ -n $version ]] || fail 69 "'swift --version' does not answer as expected; is the toolchain whole?"
  ((major > 6 || (major == 6 && minor >= 2))) ||
    fail 69 "Swift $major.$minor is too old: Rainmaker needs 6.2 or later"
}

# The commit of the sources, with a + behind when they were changed since; nothing without git or outside a clone.
name_commit() {
  local commit
  commit=$(git -C "$root" rev-parse --short=12 HEAD 2>/dev/null) || commit=
  [[ -z $commit ]] || git -C "$root" diff-index --quiet HEAD -- Sources Package.swift 2>/dev/null || commit+=+
  export RAINMAKER_COMMIT=$commit
}

# swift_build LOG ARGUMENTS…: builds, shows what swift says, and explains a failure.
swift_build() {
  local log=$1
  shift
  mkdir -p "$root/.build"
  (cd "$root" && swift build "$@") 2>&1 </dev/null | tee "$log" >&2 && return 0
  if grep -qiE "failed to clone|git command .* failed|could ?n.t fetch|could not resolve host|unable to access|failed to fetch" "$log"; then
    fail 69 "the packages that Rainmaker is built from could not be fetched; the lines above say why" \
      "Is this machine offline? The first build needs the network; later ones do not."
  fi
  say "the build failed; the lines above say why"
  return 1
}

# What results depend on, as one number: sources, manifest and compiler.
source_stamp() {
  (
    cd "$root" && export LC_ALL=C
    command -v swift
    stat -L -c '%Y %s' "$(command -v swift)"
    find Package.swift Sources -type f -print0 | sort -z | xargs -0 sha256sum
  ) | sha256sum | cut -c 1-64
}

# What the release product is made from, as one number: the same and the commit, which it tells.
release_stamp() { printf '%s\n' "$RAINMAKER_COMMIT" "$(source_stamp)" | sha256sum | cut -c 1-64; }

# Where runs of the gallery leave their results, for all that look at them. Sets `gallery`; results of other sources go.
open_gallery() {
  local stamp
  gallery=$root/.build/gallery
  stamp=$(source_stamp)
  if [[ -f $gallery/stamp && $(<"$gallery/stamp") == "$stamp" ]]; then return 0; fi
  rm -rf "$gallery"
  mkdir -p "$gallery"
  printf '%s\n' "$stamp" >"$gallery/stamp"
}

# How the product is built; whatever else is built so shares its modules.
release_build=(-c release --static-swift-stdlib)
# How tests are built, and what the documentation is read from. Optimised: tests of random models take minutes otherwise.
# Testing takes symbols that the product does not keep, and a library that cannot be linked statically: a build of its own.
tests_build=(-c release -Xswiftc -enable-testing --scratch-path "$root/.build/tests")

# Builds the release product unless the one that is there was made from these very sources. Sets `rainmaker`.
#
# A build with nothing to do takes swift most of a second; the stamp takes some hundredths.
build_release() {
  local stamp_file=$root/.build/release.stamp stamp
  command -v swift >/dev/null || need_swift
  name_commit
  stamp=$(release_stamp)
  rainmaker=$root/.build/release/rainmaker
  if [[ -x $rainmaker && -f $stamp_file && $(<"$stamp_file") == "$stamp" ]]; then return 0; fi
  need_swift
  [[ -x $rainmaker ]] && say "rebuilding the release product: something changed" ||
    say "building the release product; the first time takes a few minutes"
  rm -f "$stamp_file"
  swift_build "$root/.build/release.log" "${release_build[@]}" --product rainmaker || exit 1
  printf '%s\n' "$stamp" >"$stamp_file"
}
