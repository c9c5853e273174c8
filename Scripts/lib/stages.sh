# The stages of Scripts/test that every change has to pass; to be sourced by bash, after setup.sh. Longer ones: long-stages.sh.
#
# A stage is a function stage_NAME and a row in each list below. The order is that in which they start, as lanes become
# free: what others wait for first, then the longest, so that no lane is left alone at the end.

stages=(
  release packages python tests verify claims example knockout unit report-python snakemake structure format large report explore
  null equal-cost points wasm same-bytes bits notebooks hard-use hostile consumers command-line calibrate resume shards slurm replica
  docs guides readme instructions
)
declare -A about=(
  [packages]="Debian's packages are there, or are installed"
  [python]="so are Python's, which read results"
  [report-python]="and those that open a browser"
  [snakemake]="and Snakemake, which the guide to clusters runs"
  [release]="the release product builds, without warnings, and with it what stages need beside it"
  [tests]="tests build, optimised and without warnings"
  [structure]="dependencies between modules and files go down, and no more than three files form a cycle"
  [format]="swift format has no complaints"
  [unit]="swift test"
  [docs]="the library's documentation builds without warnings"
  [bits]="streams, functions and a small study: the same bits on every instruction set, C library and processor"
  [wasm]="the core compiles to WebAssembly, and trials in node have the program's bits"
  [same-bytes]="tables do not depend on threads, outputs, regimes, horizon or trials"
  [command-line]="the program as people use it: help, messages, exit codes, interruptions, full disks"
  [calibrate]="sets of parameters that meet targets, killed and gone on with; an ensemble of them runs; 40 s"
  [resume]="killed, stopped and extended runs end with the same bytes as runs that were never stopped"
  [shards]="studies divided among processes, in any order, twice, killed and stopped, end with the bytes of one run; 75 s"
  [slurm]="the batch script of the guide on a Slurm of four nodes: a node fails, tasks are cancelled, warned and run twice; 35 s"
  [hard-use]="limits, signals, full disks, links and foreign files: nothing lost, nothing left behind, and a message"
  [hostile]="other people's results, edited, forged or made of devices, are refused and never believed"
  [equal-cost]="intervals at equal cost cover the truth as often as they claim: a hundred studies of two sizes"
  [points]="verify at 240 random points: a sound program is called defective no more often than stated"
  [verify]="exact solutions, known answers and certified statistics, as users check them"
  [replica]="a second implementation from the ODD protocol gives the program's metrics"
  [claims]="every claim has a row whose tests exist, and short runs of the gallery agree with it"
  [consumers]="pandas, polars, DuckDB, readr, SciPy, frictionless and check-jsonschema read what it writes"
  [large]="ten million rows are written in little memory, and read by polars, DuckDB, pandas and readr"
  [notebooks]="notebooks run headless, in Python and R, and agree with the tables; some of the gallery's are current"
  [report]="reports and figures in a browser without a network"
  [explore]="the page that runs the model, in a browser without a network: the program's numbers, slow threads, many moves, the guide's steps; 100 s"
  [null]="equal regimes come out equal: coverage of intervals, p values, bytes"
  [readme]="the commands in README.md print what it shows, links work, sources are found"
  [guides]="the commands in the guides print what they show; gnuplot and R draw their recipes"
  [example]="the mechanism of Guides/adding-a-mechanism.md compiles and runs"
  [instructions]="the program executes as many instructions as recorded, within 2 %"
  [knockout]="a knocked-out mechanism costs nothing: as many instructions as without its line in the week, within .1 %"
)
# What has to have passed before.
declare -A needs=(
  [python]="packages" [report-python]="packages" [snakemake]="packages" [tests]="packages" [unit]="tests" [docs]="tests"
  [bits]="release packages"
  [same-bytes]="release" [command-line]="release packages" [resume]="release" [shards]="release" [slurm]="release packages" [verify]="release packages"
  [points]="release packages" [wasm]="release packages" [hard-use]="release packages" [hostile]="release" [calibrate]="release packages" [equal-cost]="release python"
  [replica]="release" [claims]="release python verify" [consumers]="release python" [large]="release python"
  [notebooks]="release python" [report]="release report-python" [explore]="release report-python" [null]="release python" [readme]="release python"
  [guides]="release python snakemake" [example]="packages" [instructions]="release packages" [knockout]="release packages"
)
# What has to have no other stage beside it, since it measures.
declare -A alone=([instructions]=yes)
# Debian packages of a stage, besides those that all take.
declare -A packages=(
  [python]="python3-venv" [report-python]="python3-venv" [snakemake]="python3-venv" [report]="chromium" [explore]="chromium"
  [guides]="gnuplot-nox parallel r-base-core" [slurm]="munge slurm-client slurm-wlm"
  [command-line]="zsh fish" [consumers]="r-base-core r-cran-readr" [large]="r-base-core r-cran-readr"
  [notebooks]="r-base-core r-cran-ggplot2 r-cran-jsonlite r-cran-knitr r-cran-readr" [bits]="qemu-user"
  [wasm]="nodejs" [instructions]="valgrind binutils" [knockout]="valgrind binutils"
)
# The gallery's notebooks that are made anew each time: one regime, regimes that are equal, factors with a knock-out.
some_notebooks=(minimal null-common never-call-that-title)

stage_packages() {
  local stage all=(libopenblas-dev git python3)
  for stage in "${chosen[@]}"; do all+=(${packages[$stage]:-}); done
  need "${all[@]}"
}

stage_python() { need_python python Tests/Consumers/requirements.txt; }

stage_report-python() { need_python report-python Tests/Report/requirements.txt --no-deps; }

stage_snakemake() { need_python snakemake Tests/CommandLine/requirements.txt --no-binary connection_pool; }

stage_structure() { /usr/bin/python3 Tests/Structure/check_structure.py; }

stage_format() { swift format lint --strict -r Sources Tests Package.swift; }

stage_release() {
  build_release
  without_warnings .build/release.log || { rm -f .build/release.stamp; return 1; }
  open_gallery
  swift_build "$root/.build/release-parts.log" "${release_build[@]}" --product rainmaker-bits
  swift_build "$root/.build/release-parts.log" "${release_build[@]}" --product ResultsSample
  swift_build "$root/.build/release-parts.log" "${release_build[@]}" --product KnockOutTrials
  "$rainmaker" --version
}

# The tests and what they use, which leaves out the command line: the release build has that.
stage_tests() {
  name_commit
  local product
  for product in rainmakerPackageTests JournalAppender; do
    swift_build "$root/.build/tests-$product.log" "${tests_build[@]}" --product "$product" || return 1
    without_warnings ".build/tests-$product.log" || return 1
  done
}

# without_warnings LOG: whether a build had none. One shows only when its file is compiled: files that have one are touched,
# so that it shows next time too.
without_warnings() {
  local found
  found=$(grep -E '(warning|error): ' "$1" | grep -vE '/(checkouts|repositories)/|libFoundation' | sort -u) || return 0
  printf 'warnings:\n%s\n' "$found"
  cut -d: -f1 <<<"$found" | sort -u | while read -r file; do [[ ! -f $file ]] || touch "$file"; done
  return 1
}

stage_unit() {
  name_commit
  swift test "${tests_build[@]}" --skip-build
}

stage_docs() { Scripts/docs; }

stage_bits() {
  build_release
  Scripts/check-bits && /usr/bin/python3 Tests/Determinism/check-same-bytes "$rainmaker" --processors
}

stage_wasm() {
  build_release
  Scripts/make-wasm
  gzip -dc Sources/CAssets/explore/model.wasm.gz | cmp - .build/wasm/model-simd.wasm ||
    fail 1 "the model that pages carry is not that of the sources: Scripts/make-wasm --asset renews it"
  /usr/bin/python3 Tests/WebAssembly/check_trials.py "$rainmaker" .build/wasm/model.wasm .build/wasm/model-simd.wasm
}

stage_same-bytes() {
  build_release
  /usr/bin/python3 Tests/Determinism/check-same-bytes "$rainmaker" --random 12
}

stage_command-line() {
  build_release
  /usr/bin/python3 Tests/CommandLine/check_command_line.py "$rainmaker" && Scripts/make-manual --check
}

stage_calibrate() {
  build_release
  /usr/bin/python3 Tests/CommandLine/check_calibrate.py "$rainmaker"
}

stage_resume() {
  build_release
  /usr/bin/python3 Tests/CommandLine/check_resume.py "$rainmaker"
}

stage_shards() {
  build_release
  /usr/bin/python3 Tests/CommandLine/check_shards.py "$rainmaker"
}

stage_slurm() {
  build_release
  /usr/bin/python3 Tests/CommandLine/check_slurm_submissions.py "$rainmaker"
  /usr/bin/python3 Tests/CommandLine/check_slurm.py "$rainmaker"
}

stage_hard-use() {
  build_release
  /usr/bin/python3 Tests/CommandLine/check_hard_use.py "$rainmaker"
}

stage_hostile() {
  build_release
  /usr/bin/python3 Tests/CommandLine/check_hostile_results.py "$rainmaker"
}

stage_equal-cost() {
  build_release
  "$python" Tests/Coverage/check_equal_cost.py "$rainmaker" --cells 8:100 8:400 --seeds 100 --nulls 100 --truth 20000 --jobs 1
}

stage_points() {
  build_release
  /usr/bin/python3 Tests/Verification/check_random_points.py "$rainmaker"
}

stage_verify() {
  build_release
  "$rainmaker" verify --quiet --json >"$root/.build/verify.json" || { cat "$root/.build/verify.json"; return 1; }
}

stage_claims() {
  build_release
  "$python" Tests/Claims/check_claims.py "$rainmaker" --run --short --jobs 1 --verified "$root/.build/verify.json"
}

stage_consumers() {
  build_release
  "$python" Tests/Consumers/check_consumers.py "$rainmaker"
}

stage_large() { "$python" Tests/Consumers/check_large.py .build/release/ResultsSample; }

stage_notebooks() {
  build_release
  open_gallery
  "$python" Tests/Notebooks/check_notebooks.py "$rainmaker"
  "$python" Tests/Notebooks/check_gallery.py --jobs 1 "$rainmaker" "$gallery" "${some_notebooks[@]}"
}

stage_replica() {
  build_release
  local folder=$root/.build/replica
  rm -rf "$folder"
  /usr/bin/python3 -B Tests/Replica/check_replica.py "$rainmaker" "$folder"
  rm -rf "$folder"
}

stage_report() {
  build_release
  "$root/.build/report-python/bin/python" Tests/Report/check_report.py "$rainmaker"
}

stage_explore() {
  build_release
  "$root/.build/report-python/bin/python" Tests/Explore/check_explore.py "$rainmaker"
}

stage_null() {
  build_release
  local folder=$root/.build/null
  rm -rf "$folder"
  mkdir -p "$folder"
  "$python" Tests/Consumers/check_null.py "$rainmaker" Scenarios "$folder"
  rm -rf "$folder"
}

stage_readme() {
  build_release
  /usr/bin/python3 Tests/CommandLine/check_documents.py "$rainmaker"
}

stage_example() {
  build_release
  /usr/bin/python3 Tests/CommandLine/check_documents.py "$rainmaker" Guides/adding-a-mechanism.md
}

stage_guides() {
  build_release
  local guide guides=()
  for guide in Guides/*.md; do
    if [[ $guide != Guides/adding-a-mechanism.md ]]; then guides+=("$guide"); fi
  done
  /usr/bin/python3 Tests/CommandLine/check_documents.py "$rainmaker" "${guides[@]}"
}

stage_instructions() {
  build_release
  Scripts/bench instructions --program
}

stage_knockout() {
  build_release
  Scripts/bench knockout
}
