#!/usr/bin/env bash
# Reads the settings file and the baseline from the branch that a pull request goes to, so that the request cannot loosen the gate that
# judges it: into files of the runner's temporary folder, whose digests are outputs.
# Outputs: base, the branch, empty where no request is judged; settings and baseline, the SHA-256 of the files, of the baseline only where
# the branch has it.
set -euo pipefail
unset CDPATH

# fail MESSAGE: ends with 2, since a gate without the settings that hold is none.
fail() {
  local text="${1//'%'/%25}"
  text="${text//$'\r'/%0D}"
  printf '::error title=eksgate could not judge::%s\n' "${text//$'\n'/%0A}"
  exit 2
}

end() {
  local status=$?
  trap - EXIT
  if [[ "$status" -eq 0 || "$status" -eq 2 ]]; then exit "$status"; fi
  fail "The base branch could not be read; the log tells why."
}
trap end EXIT

base="${EKSGATE_BASE:-${GITHUB_BASE_REF:-}}"
if [[ -z "$base" && "${GITHUB_EVENT_NAME:-}" == merge_group ]]; then
  base="$(node -p 'JSON.parse(require("node:fs").readFileSync(process.env.GITHUB_EVENT_PATH, "utf8")).merge_group.base_ref')"
  base="${base#refs/heads/}"
fi
if [[ -z "$base" ]]; then
  echo "No pull request: settings and baseline are those of the work tree."
  exit 0
fi

cd -- "$EKSGATE_WORKING_DIRECTORY" || fail "There is no folder $EKSGATE_WORKING_DIRECTORY."
# In a container the checkout may belong to another user; nothing of its configuration is run here.
prefix="$(git -c safe.directory='*' rev-parse --show-prefix)" ||
  fail "The settings of the base branch cannot be found: check the repository out first (actions/checkout)."

# A repository of its own: the one of the work tree may be shallow, lack the branch, name another origin, or hold a configuration that
# what ran before has written.
folder="${RUNNER_TEMP:?is set by the runner}/eksgate-base"
rm -rf -- "$folder"
mkdir -p -- "$folder"
repository="$folder/repository"
export GIT_TERMINAL_PROMPT=0
if [[ -n "${EKSGATE_TOKEN:-}" ]]; then
  # The empty one takes back those of the machine's configuration: two would be refused.
  export GIT_CONFIG_COUNT=2
  export GIT_CONFIG_KEY_0="http.$GITHUB_SERVER_URL/.extraheader" GIT_CONFIG_VALUE_0=""
  export GIT_CONFIG_KEY_1="$GIT_CONFIG_KEY_0"
  GIT_CONFIG_VALUE_1="AUTHORIZATION: basic $(printf 'x-access-token:%s' "$EKSGATE_TOKEN" | base64 | tr -d '\n')"
  export GIT_CONFIG_VALUE_1
fi
git init --quiet --bare -- "$repository"
cd -- "$repository"
git remote add origin "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY"
# The prefix keeps the name from being anything but a branch.
git fetch --quiet --depth=1 --filter=blob:none --no-tags origin "+refs/heads/$base:refs/heads/base" ||
  fail "The base branch $base cannot be fetched, so that the settings that hold are not known. The job needs the permission contents: read."

# take OUTPUT FILE PATH: writes what the branch has at a path, from the working directory, to a file of the folder.
take() {
  local path entry file="$folder/$2" regular='^100(644|755) blob ([0-9a-f]+)'
  path="$(node -p 'require("node:path").posix.normalize(process.argv[1] + process.argv[2])' "$prefix" "$3")"
  if [[ "$3" == /* || "$path" == /* || "$path" == .. || "$path" == ../* ]]; then
    fail "The input $1 is $3; it must be a file of the repository."
  fi
  : >"$file"
  entry="$(git --literal-pathspecs ls-tree --full-tree refs/heads/base -- "$path")" || fail "The base branch $base cannot be read."
  if [[ -z "$entry" ]]; then
    printf 'The branch %q has no %q: none counts.\n' "$base" "$path"
    return 1
  fi
  [[ "$entry" =~ $regular ]] || fail "$path of the base branch $base is no file."
  git cat-file blob "${BASH_REMATCH[2]}" >"$file" || fail "$path of the base branch $base cannot be read."
  printf 'The %s: %q of the branch %q.\n' "$1" "$path" "$base"
}

# digest OUTPUT FILE
digest() {
  local sum
  sum="$(node -p 'require("node:crypto").createHash("sha256").update(require("node:fs").readFileSync(process.argv[1])).digest("hex")' "$folder/$2")"
  printf '%s=%s\n' "$1" "$sum" >>"$GITHUB_OUTPUT"
}

take settings eksgate.yaml "$EKSGATE_SETTINGS" || true
digest settings eksgate.yaml
if [[ -n "$EKSGATE_BASELINE" ]] && take baseline baseline.json "$EKSGATE_BASELINE"; then digest baseline baseline.json; fi
printf 'base=%s\n' "$base" >>"$GITHUB_OUTPUT"
