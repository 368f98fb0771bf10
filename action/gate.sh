#!/usr/bin/env bash
# Synthesizes, judges, and tells the job. Ends as `eksgate check` does: 0 let through, 1 refused, 2 not judged; whatever else goes
# wrong is 2 as well.
set -euo pipefail
trap 'exit 2' EXIT
unset CDPATH

here="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)"
runner_temp="${RUNNER_TEMP:?is set by the runner}"
scratch="$(mktemp -d "$runner_temp/eksgate.XXXXXX")"
reports="$(mktemp -d "$runner_temp/eksgate-reports.XXXXXX")"
name=""
verdict=2
outcome=error
is_told=false
passed="" failed="" undetermined="" waived=""

# told TITLE COMMAND...: runs a program whose output may hold text of the input, which must not become workflow commands.
told() {
  local title="$1" stop status=0
  stop="$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
  shift
  printf '::group::%s\n::stop-commands::%s\n' "$title" "$stop"
  "$@" 2>&1 || status=$?
  printf '\n::%s::\n::endgroup::\n' "$stop"
  return "$status"
}

# output NAME VALUE
output() {
  printf '%s=%s\n' "$1" "$2" >>"${GITHUB_OUTPUT:-/dev/null}"
}

# Tells the job the verdict, whatever came before.
finish() {
  trap - EXIT
  set +e
  if [[ "$verdict" -eq 2 && "$is_told" == false ]]; then tell_not_judged "The action itself has failed; the log tells where."; fi
  output outcome "$outcome"
  output exit-code "$verdict"
  output passed "$passed"
  output failed "$failed"
  output undetermined "$undetermined"
  output waived "$waived"
  if [[ "$verdict" -ne 2 ]]; then
    output json "$reports/eksgate.json"
    output sarif "$reports/eksgate.sarif"
  fi
  if [[ -f "$reports/eksgate.md" ]]; then
    output markdown "$reports/eksgate.md"
    cat -- "$reports/eksgate.md" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
  fi
  rm -rf -- "$scratch"
  exit "$verdict"
}
trap finish EXIT

# The first lines of the comment, by which it is found again.
head_of_comment() {
  printf '<!-- eksgate -->\n'
  if [[ -n "$name" ]]; then printf '<!-- gate %s -->\n\n### %s\n' "$name" "\`$name\`"; fi
  printf '\n'
}

# tell_not_judged MESSAGE [FILE]: the file holds the reason.
tell_not_judged() {
  local text="${1//'%'/%25}"
  text="${text//$'\r'/%0D}"
  printf '::error title=eksgate could not judge::%s\n' "${text//$'\n'/%0A}"
  is_told=true
  passed="" failed="" undetermined="" waived=""
  rm -f -- "$reports"/eksgate.{json,sarif,md}
  {
    head_of_comment
    printf '**eksgate: NOT JUDGED**\n\n'
    # Indented, it is code whatever it holds, as long as it holds no other ends of lines.
    {
      printf '%s\n' "$1"
      if [[ -n "${2:-}" ]]; then head -c 8000 "$2"; fi
    } | tr -d '\000-\010\013-\037\177' | sed 's/^/    /'
  } >"$reports/eksgate.md"
}

# not_judged MESSAGE [FILE]: ends with 2.
not_judged() {
  tell_not_judged "$@"
  exit 2
}

# is_switch NAME VALUE
is_switch() {
  [[ "$2" == true || "$2" == false ]] || not_judged "The input $1 is \"$2\"; it must be true or false."
}

# is_blank TEXT
is_blank() {
  [[ -z "${1//[[:space:]]/}" ]]
}

# add_lines TEXT [FOLDER]: the lines of a text that are not blank, as arguments; paths that are not absolute lie in the folder.
add_lines() {
  local line
  while IFS= read -r line || [[ -n "$line" ]]; do
    line="${line%$'\r'}"
    if is_blank "$line"; then continue; fi
    if [[ $# -gt 1 && "$line" != /* ]]; then line="$2$line"; fi
    arguments+=("$line")
  done <<<"$1"
}

# install VERSION: the package from npm, without its peers, where no file of the project is read and nothing of it is run.
install() {
  mkdir -- "$scratch/package"
  printf '{}\n' >"$scratch/package/package.json"
  (cd -- "$scratch/package" && npm install --silent --no-save --ignore-scripts --no-audit --no-fund --legacy-peer-deps "eksgate@$1")
}

# from_base FILE DIGEST: sees to it that nothing has changed what was read from the base branch.
from_base() {
  local sum
  sum="$(node -p 'require("node:crypto").createHash("sha256").update(require("node:fs").readFileSync(process.argv[1])).digest("hex")' "$base/$1")" ||
    not_judged "$1 of the base branch cannot be read any more."
  if [[ "$sum" != "$2" ]]; then not_judged "$1 of the base branch was changed after it was read."; fi
}

# from_root PATH: a path from the working directory, from where the gate runs.
from_root() {
  if [[ "$1" == /* ]]; then printf '%s' "$1"; else printf '%s%s' "$prefix" "$1"; fi
}

cd -- "$EKSGATE_WORKING_DIRECTORY" || not_judged "There is no folder $EKSGATE_WORKING_DIRECTORY."
if [[ -n "$EKSGATE_REPORTS" ]]; then
  mkdir -p -- "$EKSGATE_REPORTS" || not_judged "The folder $EKSGATE_REPORTS of the input reports cannot be made."
  given="$(cd -- "$EKSGATE_REPORTS" && pwd)" || not_judged "The folder $EKSGATE_REPORTS of the input reports cannot be read."
  # A path with a line of its own would be outputs of its own.
  if [[ "$given" == *[$'\n\r']* ]]; then not_judged "The path of the input reports must be one line."; fi
  reports="$given"
fi
rm -f -- "$reports"/eksgate.{json,sarif,md}
if [[ -n "$EKSGATE_NAME" ]]; then
  if [[ ! "$EKSGATE_NAME" =~ ^[A-Za-z0-9][A-Za-z0-9\ ._/-]{0,63}$ || "$EKSGATE_NAME" == *--* ]]; then
    not_judged "The input name is \"$EKSGATE_NAME\"; it must be up to 64 letters, digits, spaces or ._/-, without -- in it."
  fi
  name="$EKSGATE_NAME"
fi
is_switch annotations "$EKSGATE_ANNOTATIONS"
is_switch comment "$EKSGATE_COMMENT"
if [[ -n "$EKSGATE_SYNTH" && "${GITHUB_EVENT_NAME:-}" == pull_request_target ]]; then
  not_judged "In pull_request_target the synth command would run code of the request with rights of this repository. Use pull_request."
fi
if is_blank "$EKSGATE_PATHS" && { is_blank "$EKSGATE_PLAN" || ! is_blank "$EKSGATE_SYNTH"; }; then EKSGATE_PATHS=cdktf.out; fi

# What judges is chosen before anything of the project is run.
if [[ -z "$EKSGATE_VERSION" && -f "$here/../dist/gate/cli/main.js" ]]; then
  eksgate="$here/../dist/gate/cli/main.js"
else
  version="${EKSGATE_VERSION:-$(node -p 'require(process.argv[1]).version' "$here/../package.json")}"
  if [[ ! "$version" =~ ^[0-9A-Za-z.^~+-]+$ ]]; then not_judged "The input version is \"$version\"; it must be a version of eksgate."; fi
  told "Install eksgate $version" install "$version" || not_judged "eksgate $version could not be installed from npm."
  eksgate="$scratch/package/node_modules/eksgate/dist/gate/cli/main.js"
fi

if ! is_blank "$EKSGATE_SYNTH"; then
  # Without the files by which a step tells the job something.
  told "Synthesize" env -u GITHUB_ENV -u GITHUB_PATH -u GITHUB_OUTPUT -u GITHUB_STATE -u GITHUB_STEP_SUMMARY EKSGATE_ACTION=true \
    bash -eo pipefail -c "$EKSGATE_SYNTH" </dev/null ||
    not_judged "The synth command failed, so that there is nothing to judge. The log of the job tells why; where PolicyGate is attached to the program, it has what that found."
  rm -f -- "$reports"/eksgate.{json,sarif,md}
fi

# The gate runs in the root of the repository: what a finding stands in is shown by its path from there.
if prefix="$(git -c safe.directory='*' rev-parse --show-prefix 2>/dev/null)"; then
  root="$(git -c safe.directory='*' rev-parse --show-toplevel)"
else
  prefix=""
  root="$PWD"
fi

arguments=(check --no-color)
if [[ -n "$EKSGATE_BASE" ]]; then
  base="$runner_temp/eksgate-base"
  from_base eksgate.yaml "$EKSGATE_BASE_SETTINGS"
  arguments+=(--settings "$base/eksgate.yaml")
  if [[ -n "$EKSGATE_BASE_BASELINE" ]]; then
    from_base baseline.json "$EKSGATE_BASE_BASELINE"
    arguments+=(--baseline "$base/baseline.json")
  fi
else
  if [[ -f "$EKSGATE_SETTINGS" || "$EKSGATE_SETTINGS" != eksgate.yaml ]]; then
    arguments+=(--settings "$(from_root "$EKSGATE_SETTINGS")")
  else
    # Without the option a file in the root would be read.
    : >"$scratch/none.yaml"
    arguments+=(--settings "$scratch/none.yaml")
  fi
  if [[ -n "$EKSGATE_BASELINE" ]]; then arguments+=(--baseline "$(from_root "$EKSGATE_BASELINE")"); fi
fi
if [[ -n "$EKSGATE_FAIL_ON" ]]; then arguments+=(--fail-on "$EKSGATE_FAIL_ON"); fi
if [[ -n "$EKSGATE_UNDETERMINED" ]]; then arguments+=(--undetermined "$EKSGATE_UNDETERMINED"); fi
# The text goes to the log, where every other report has a file.
for report in json=eksgate.json sarif=eksgate.sarif markdown=eksgate.md; do
  arguments+=(--format "${report%%=*}=$reports/${report#*=}")
done
arguments+=(--format "github=$scratch/annotations")
add_lines "$EKSGATE_ARGS"
arguments+=(--)
add_lines "$EKSGATE_PATHS" "$prefix"
add_lines "$EKSGATE_PLAN" "$prefix"

judge() {
  local status=0
  (cd -- "$root" && exec node "$eksgate" "${arguments[@]}") </dev/null 2>"$scratch/reason" || status=$?
  cat -- "$scratch/reason"
  return "$status"
}
status=0
told "Judge" judge || status=$?
if [[ "$status" -ne 0 && "$status" -ne 1 ]]; then not_judged "eksgate ended with $status." "$scratch/reason"; fi

# A program that breaks may end with 1 as well: only a report is a verdict.
summary="$(node -e '
  const { outcome, pass, fail, undetermined, waived } = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8")).summary;
  const counts = [pass, fail, undetermined, waived];
  const ends = { pass: ["0"], fail: ["1"], undetermined: ["0", "1"] };
  if (!ends[outcome].includes(process.argv[2]) || !counts.every(Number.isInteger)) process.exit(1);
  console.log(outcome, ...counts);
' "$reports/eksgate.json" "$status" 2>/dev/null)" || not_judged "eksgate ended with $status, but left no report that fits." "$scratch/reason"
for file in "$reports/eksgate.sarif" "$reports/eksgate.md" "$scratch/annotations"; do
  if [[ ! -s "$file" ]]; then not_judged "eksgate ended with $status, but left no ${file##*/}." "$scratch/reason"; fi
done
if [[ -n "$name" ]]; then
  { head_of_comment && tail -n +3 -- "$reports/eksgate.md"; } >"$scratch/named.md"
  mv -- "$scratch/named.md" "$reports/eksgate.md"
fi
if [[ "$EKSGATE_ANNOTATIONS" == true ]]; then
  grep -E '^::(error|warning|notice) ' -- "$scratch/annotations" || true
fi
read -r judged passed failed undetermined waived <<<"$summary"
outcome="$judged"
verdict="$status"
