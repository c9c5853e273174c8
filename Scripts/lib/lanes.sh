# Runs stages side by side, one a lane; to be sourced by bash, after setup.sh.
#
# A stage is a function stage_NAME. It starts in a lane that is free once the stages that needs[NAME] lists have passed, the
# first of the list first; one that alone[NAME] marks runs with no other beside it. What
# needs a stage that failed is not run and counts as failed; nothing else is stopped. Ctrl-C and SIGTERM stop all.
#
# Each stage has its output in $logs/NAME.log; a line there that begins with "figure: " is for the record of long tests.

declare -A seconds=() processor=() verdict=()
declare -A running=()

# run_stages LANES STAGE…: fills seconds, processor (seconds of all its processes together) and verdict.
run_stages() {
  local lanes=$1 ended stage code waiting
  shift
  waiting=("$@")
  mkdir -p "$logs"
  # Who has ended says so here. Not `wait -n`, which may miss a child that ended between two calls.
  rm -f "$logs/ended"
  mkfifo "$logs/ended"
  exec {ended}<>"$logs/ended"
  trap 'stop_stages INT; exit 130' INT
  trap 'stop_stages TERM; exit 143' TERM
  while ((${#waiting[@]} + ${#running[@]})); do
    start_stages
    ((${#running[@]})) || continue
    if read -r -t 10 -u "$ended" stage code; then
      end_stage "$stage" "$code"
    else
      # A shell that was killed says nothing.
      for stage in "${!running[@]}"; do
        kill -0 "${running[$stage]}" 2>/dev/null || { read -r -t 1 -u "$ended" stage code && end_stage "$stage" "$code"; } ||
          end_stage "$stage" 137
      done
    fi
  done
  trap - INT TERM
  exec {ended}>&-
}

# Starts what can be started; uses and changes run_stages' own variables.
start_stages() {
  local stage left=() blocked=
  for stage in "${waiting[@]}"; do
    case $(readiness "$stage") in
      failed)
        verdict[$stage]="not run" seconds[$stage]=0 processor[$stage]=0
        printf 'needs %s, of which one failed\n' "${needs[$stage]}" >"$logs/$stage.log"
        say "$stage: not run, for it needs one that failed (${needs[$stage]})"
        ;;
      ready)
        # Who wants to be alone is not passed over for ever: nothing behind it starts while it waits for the lanes.
        if [[ -n $blocked ]] || ((${#running[@]} >= lanes)) || is_alone_now; then
          left+=("$stage")
        elif [[ -n ${alone[$stage]:-} ]] && ((${#running[@]})); then
          left+=("$stage") blocked=yes
        else
          start_stage "$stage"
        fi
        ;;
      *) left+=("$stage") ;;
    esac
  done
  waiting=("${left[@]}")
}

# Whether a stage may start: ready, waiting, or failed when something that it needs has.
readiness() {
  local need
  for need in ${needs[$1]:-}; do
    case ${verdict[$need]:-} in
      passed) ;;
      "") echo waiting; return ;;
      *) echo failed; return ;;
    esac
  done
  echo ready
}

is_alone_now() {
  local stage
  for stage in "${!running[@]}"; do [[ -z ${alone[$stage]:-} ]] || return 0; done
  return 1
}

# In a process group of its own, which can be stopped with all that it started; in a shell of its own, so that whatever
# ends it ends only the stage. Not under `if` or `||`, where errors would not end it.
start_stage() {
  local stage=$1 log=$logs/$1.log
  rm -f "$logs/$stage.seconds"
  say "$stage: ${about[$stage]}"
  set -m
  {
    set +e
    TIMEFORMAT='%R %U %S'
    time { (set -euo pipefail; "stage_$stage") >"$log" 2>&1 {ended}>&-; }
    printf '%s %d\n' "$stage" $? >&"$ended"
  } 2>"$logs/$stage.seconds" </dev/null &
  running[$stage]=$!
  set +m
}

end_stage() {
  local stage=$1 code=$2 wall= user= system=
  unset "running[$stage]"
  read -r wall user system < <(grep -E '^[0-9.]+ [0-9.]+ [0-9.]+$' "$logs/$stage.seconds" 2>/dev/null) || true
  seconds[$stage]=$(awk -v s="${wall:-0}" 'BEGIN { printf "%.0f", s }')
  processor[$stage]=$(awk -v u="${user:-0}" -v s="${system:-0}" 'BEGIN { printf "%.0f", u + s }')
  if ((code == 0)); then verdict[$stage]=passed; else verdict[$stage]=FAILED; fi
  say "$stage: ${verdict[$stage]} after ${seconds[$stage]} s"
  grep -vE '^\[[0-9]+/[0-9]+\]' "$logs/$stage.log" | tail -n 3 | cut -c 1-160 | sed 's/^/    /' >&2 || true
}

stop_stages() {
  local pid
  trap '' INT TERM
  say "stopping ${!running[*]}"
  for pid in "${running[@]}"; do kill -"$1" -- "-$pid" 2>/dev/null || true; done
  sleep 2
  for pid in "${running[@]}"; do kill -KILL -- "-$pid" 2>/dev/null || true; done
}

# The seconds of the stages named, a row each.
stage_rows() {
  local stage
  for stage in "$@"; do
    printf '  %-15s %6d %11d  %s\n' "$stage" "${seconds[$stage]}" "${processor[$stage]}" "${verdict[$stage]}"
  done
}
