# The stages of `Scripts/test --long`; to be sourced by bash, after stages.sh. They come before a release, and from whoever
# changes the model. A new one is a function and a row in each list, as there; what it prints as "figure: …" goes into
# the record.

long_stages=(gallery notebooks-all many-same-bytes random-points coverage)
about+=(
  [gallery]="the whole gallery, with all its trials, gives the verdicts of the ledger, and so does verify"
  [coverage]="intervals, ratios and verdicts at equal cost, over a thousand studies of 8 and of 64 sellers"
  [notebooks-all]="the notebooks of the whole gallery are current, to the byte"
  [many-same-bytes]="as same-bytes, over a hundred random scenarios"
  [random-points]="at 1,200 random points verify calls a sound program defective no more often than stated"
)
needs+=(
  [gallery]="release python" [notebooks-all]="gallery" [many-same-bytes]="release" [random-points]="release"
  [coverage]="release python"
)
# These keep every core busy by themselves.
alone+=([gallery]=yes [notebooks-all]=yes [random-points]=yes [coverage]=yes)

stage_gallery() {
  build_release
  open_gallery
  "$python" Tests/Claims/check_claims.py "$rainmaker" --run --results "$gallery/results"
}

stage_notebooks-all() {
  build_release
  open_gallery
  "$python" Tests/Notebooks/check_gallery.py "$rainmaker" "$gallery"
}

stage_coverage() {
  build_release
  "$python" Tests/Coverage/check_equal_cost.py "$rainmaker" --cells 8:100:1000 8:400:1000 8:2000:1000 8:20000:20 \
    64:100:1000 64:400:1000 64:2000:1000 64:20000:20 --nulls 1000 --truth 200000
}

stage_random-points() {
  build_release
  /usr/bin/python3 Tests/Verification/check_random_points.py --share 1 1200 "$rainmaker"
}

stage_many-same-bytes() {
  build_release
  /usr/bin/python3 Tests/Determinism/check-same-bytes "$rainmaker" --random 100 --seed 20260102
}

# Writes the record of a long run that is over.
record_long() {
  local stage
  name_commit
  {
    printf '# Long tests\n\n'
    printf 'The last run of `Scripts/test --long`, written by it. It comes before a release, and whoever changes the model\n'
    printf 'runs it too; a change lands on `Scripts/test` alone.\n\n'
    printf '%s, commit %s, %s, %d processors (%s), %s.\n\n' "$(date -u +%F)" "${RAINMAKER_COMMIT:-unknown}" \
      "$("$root/.build/release/rainmaker" --version 2>/dev/null | head -n 1)" "$(nproc)" \
      "$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)" \
      "$(swift --version 2>/dev/null | sed -n 's/.*\(Swift version [0-9.]*\).*/\1/p' | head -n 1)"
    printf '| stage | shows that | seconds | processor seconds | verdict | figures |\n|---|---|---|---|---|---|\n'
    for stage in "${long_stages[@]}"; do
      printf '| %s | %s | %d | %d | %s | %s |\n' "$stage" "${about[$stage]}" "${seconds[$stage]}" "${processor[$stage]}" \
        "${verdict[$stage]}" "$(figures_of "$stage")"
    done
  } >Documentation/long-tests.md
}

# What a stage printed as figures, and its last line.
figures_of() {
  { sed -n 's/^figure: //p' "$logs/$1.log"; tail -n 1 "$logs/$1.log"; } | cut -c 1-300 | sed 's/|/\\|/g' |
    awk '{ printf "%s%s", separator, $0; separator = "; " }'
}
