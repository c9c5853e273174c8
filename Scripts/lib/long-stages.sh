# The stages of `Scripts/test --long`; to be sourced by bash, after stages.sh. They come before a release, and from whoever
# changes the model. A new one is a function and a row in each list, as there; what it prints as "figure: …" goes into
# the record.

long_stages=(gallery notebooks-all many-same-bytes random-points choosing optimum package coverage-small coverage-large
  coverage-map fuzz)
about+=(
  [gallery]="the whole gallery, with all its trials, gives the verdicts of the ledger, and so does verify"
  [coverage-small]="intervals, ratios and verdicts at equal cost, over a thousand studies of 8 sellers"
  [coverage-large]="the same over a thousand studies of 64 sellers"
  [coverage-map]="cells of maps that say .9 are right in .85 to .95, over 400 studies of 8 sellers"
  [notebooks-all]="the notebooks of the whole gallery are current, to the byte"
  [many-same-bytes]="as same-bytes, over a hundred random scenarios"
  [random-points]="at 1,200 random points verify calls a sound program defective no more often than stated"
  [choosing]="the best of ten is chosen with the promised probability, over a thousand studies of normal and of skewed values"
  [optimum]="optimize finds no worse settings than random search with twice the trials, over thirty seeds"
  [fuzz]="twenty minutes each of inputs that nobody would write end nothing that reads scenarios, journals and tables"
  [package]="a release, unpacked in a bare Debian 12, runs there without OpenBLAS and with it"
)
needs+=(
  [gallery]="release python" [notebooks-all]="gallery" [many-same-bytes]="release" [random-points]="release"
  [choosing]="tests" [optimum]="release" [coverage-small]="release python" [coverage-large]="release python"
  [coverage-map]="release python" [fuzz]="release" [package]="release packages"
)
packages+=([package]="binutils debootstrap debian-archive-keyring")
# These keep every core busy by themselves.
alone+=([gallery]=yes [notebooks-all]=yes [random-points]=yes [optimum]=yes
  [coverage-small]=yes [coverage-large]=yes [coverage-map]=yes [fuzz]=yes)

stage_gallery() {
  build_release
  open_gallery
  "$python" Tests/Claims/check_claims.py "$rainmaker" --run --firms --results "$gallery/results"
}

stage_notebooks-all() {
  build_release
  open_gallery
  "$python" Tests/Notebooks/check_gallery.py "$rainmaker" "$gallery"
}

stage_coverage-small() {
  build_release
  "$python" Tests/Coverage/check_equal_cost.py "$rainmaker" --cells 8:100 8:400 8:2000 8:20000:20 --seeds 1000 --nulls 1000 \
    --truth 200000
}

stage_coverage-large() {
  build_release
  "$python" Tests/Coverage/check_equal_cost.py "$rainmaker" --cells 64:100 64:400 64:2000 64:20000:20 --seeds 1000 --nulls 1000 \
    --truth 200000
}

stage_coverage-map() {
  build_release
  "$python" Tests/Coverage/check_map.py "$rainmaker" --seeds 400 --truth 10000
}

stage_package() {
  build_release
  local release as_root=()
  release=$(Scripts/package)
  [[ $(id -u) == 0 ]] || as_root=(sudo -n)
  "${as_root[@]}" /usr/bin/python3 -B Tests/Package/check_package.py "$release" "$root/.build/bare-debian"
}

stage_fuzz() {
  build_release
  local subject
  for subject in scenario journal table; do Scripts/fuzz $subject -max_total_time=1200; done
}

stage_random-points() {
  build_release
  /usr/bin/python3 Tests/Verification/check_random_points.py --share 1 1200 "$rainmaker"
}

stage_choosing() {
  name_commit
  RAINMAKER_LONG=1 swift test "${tests_build[@]}" --skip-build --filter ChoosingLongTests
}

stage_optimum() {
  build_release
  /usr/bin/python3 Tests/Coverage/check_optimum.py "$rainmaker"
}

stage_many-same-bytes() {
  build_release
  /usr/bin/python3 Tests/Determinism/check-same-bytes "$rainmaker" --random 100 --seed 20260102
}

# Writes the record of the long stages that have just run; those that have not keep their rows.
record_long() {
  local stage row record=Documentation/long-tests.md
  local -A rows=()
  name_commit
  while read -r row; do
    if [[ $row =~ ^\|\ ([a-z-]+)\ \| ]]; then rows[${BASH_REMATCH[1]}]=$row; fi
  done < <(cat "$record" 2>/dev/null)
  for stage in "${ordered[@]}"; do
    [[ " ${long_stages[*]} " == *" $stage "* ]] || continue
    rows[$stage]=$(printf '| %s | %s | %s, %s, %s | %d, %d | %s | %s |' "$stage" "${about[$stage]}" "$(date -u +%F)" \
      "${RAINMAKER_COMMIT:-unknown}" "$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)" "${seconds[$stage]}" \
      "${processor[$stage]}" "${verdict[$stage]}" "$(figures_of "$stage")")
  done
  {
    printf '# Long tests\n\n'
    printf 'The last run of each long stage, written by `Scripts/test --long`. Run them before a release, and after changing the\n'
    printf 'model; other changes only have to pass `Scripts/test`.\n\n'
    printf '| stage | shows that | when, on what | seconds, of processors | verdict | figures |\n|---|---|---|---|---|---|\n'
    for stage in "${long_stages[@]}"; do printf '%s\n' "${rows[$stage]:-| $stage | ${about[$stage]} | not run yet | | | |}"; done
  } >"$record.new"
  mv "$record.new" "$record"
}

# What a stage printed as figures, and its last line.
figures_of() {
  { sed -n 's/^figure: //p' "$logs/$1.log"; tail -n 1 "$logs/$1.log"; } | tr -s ' ' | cut -c 1-300 | sed 's/|/\\|/g' |
    awk '{ printf "%s%s", separator, $0; separator = "; " }'
}
