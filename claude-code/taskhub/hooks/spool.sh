# shellcheck shell=sh
# Keeps what the hub is to be told until the hub has it. Only defines functions: for hook.sh, and for git/ and doctor of the kit.
#
# In a spool, a folder for its owner's eyes only:
#   1764565816123-4242.claude.json   a body for POST /hooks/claude; it came at that time (epoch ms) to that process
#   1764565816123-4242.git.json      a body for POST /hooks/git
#   1764565816123-4242.headers       headers of that body alone, if it has any
#   *.json.1764565816123             a body that somebody has been sending since then; free again after 3 s, for he was killed
#   .1764565816123-4242*             half a body, or one that is of no use later
#   rejected/                        bodies that the hub will never take, each with its answer
# Who sends a body renames it first, and of two only one can: so none is sent twice.

export LC_ALL=C

nl='
'

# Sets $now, in epoch ms; in whole seconds where date knows no better.
tell_time() {
  now=$(date +%s%3N 2>/dev/null)
  case $now in
    '' | *[!0-9]*) now=$(date +%s)000 ;;
  esac
}

# Sets $url and $token (the plugin's, the environment's, or what the installer has left) and $state, the folder of commits.
read_settings() {
  config=${XDG_CONFIG_HOME:-$HOME/.config}/taskhub
  state=${XDG_STATE_HOME:-$HOME/.local/state}/taskhub
  url=${CLAUDE_PLUGIN_OPTION_URL:-$TASKHUB_URL}
  token=${CLAUDE_PLUGIN_OPTION_TOKEN:-$TASKHUB_TOKEN}
  if [ -z "$url" ] && [ -r "$config/url" ]; then
    read -r url <"$config/url"
  fi
  if [ -z "$token" ] && [ -r "$config/token" ]; then
    read -r token <"$config/token"
  fi
  url=${url:-http://127.0.0.1:8080}
  url=${url%/}
  # a hub on this machine is not behind a proxy
  export no_proxy="${no_proxy:-$NO_PROXY},localhost,127.0.0.1,::1"
}

# Sets $origin to where the repository comes from, without user and password.
find_origin() {
  origin=$(git config --get remote.origin.url 2>/dev/null)
  case $origin in
    *://*)
      path=${origin#*://}
      authority=${path%%/*}
      origin=${origin%%://*}://${authority##*@}${path#"$authority"}
      ;;
  esac
}

# Sets $spool to the one in folder $1, and makes it if need be.
open_spool() {
  spool=$1/spool
  umask 077
  [ -d "$spool/rejected" ] || mkdir -p "$spool/rejected"
}

# Keeps the standard input as a body of kind $1 and sets $body to its file, which is in the hands of this process. What is
# of no use later is an "ask" ($2): it is forgotten when this process is killed.
keep() {
  draft=$spool/.$now-$$
  body=$spool/$now-$$.$1.json.$now
  if cat >"$draft" && [ -s "$draft" ]; then
    if [ "$2" = ask ]; then
      body=$draft
      return 0
    fi
    mv "$draft" "$body" && return 0
  fi
  rm -f "$draft" "$spool/$now-$$.headers"
  return 1
}

# Adds header $1 with value $2 to the body that this process is about to keep.
add_header() {
  case $2 in
    '' | *[[:cntrl:]]*) ;;
    *) printf '%s: %s\n' "$1" "$2" >>"$spool/$now-$$.headers" ;;
  esac
}

# Sets $name to that of body $1, and $headers to where its own headers would be.
name_of() {
  name=${1##*/}
  name=${name#.}
  name=${name%%.*}
  headers=${1%/*}/$name.headers
}

# Posts body $1 within $2 seconds, with header $3 if there is one. Sets $answer, $code (000: no answer) and $took (ms).
post() {
  name_of "$1"
  [ -f "$headers" ] || headers=
  case $1 in
    *.git.json.*) door=git ;;
    *) door=claude ;;
  esac
  # the token goes through a pipe, for everybody can read a command line
  answer=$({
    printf 'Content-Type: application/json\nExpect:\nX-Hook-Time: %s\n' "${name%%-*}"
    [ -z "$token" ] || printf 'Authorization: Bearer %s\n' "$token"
    [ -z "$3" ] || printf '%s\n' "$3"
  } | curl -q -s --max-time "$2" -H @- ${headers:+-H "@$headers"} --data-binary "@$1" \
    -w '\n%{http_code} %{time_total}' "$url/hooks/$door" 2>/dev/null)
  took=${answer##*"$nl"}
  answer=${answer%"$nl"*}
  code=${took% *}
  took=${took#* }
  case $took in
    [0-9]*.[0-9][0-9][0-9]*)
      millis=${took#*.}
      millis=${millis%"${millis#???}"}
      took=$((${took%.*} * 1000 + 1$millis - 1000))
      ;;
    *) code=000 took=0 ;; # no curl
  esac
}

# Does with body $1 what follows from $code, and sets $away when the hub takes nothing at present.
settle() {
  case $code in
    2??) remove "$1" ;;
    400 | 413) reject "$1" ;;
    *)
      mv "$1" "${1%.json.*}.json"
      case $code in
        # a 500 may be about this one body, and is not to hold up the others
        000 | 401 | 403 | 502 | 503 | 504) away=$code ;;
      esac
      ;;
  esac
}

remove() {
  name_of "$1"
  rm -f "$headers" "$1"
}

# Puts body $1 aside with the hub's answer, as long as there are few of them.
reject() {
  name_of "$1"
  rejected=${1%/*}/rejected
  printf 'TaskHub refused %s: %s\n' "$rejected/$name.json" "$answer" >&2
  set -- "$1" "$rejected"/*.json
  if [ $# -le 1000 ] && mv "$1" "$rejected/$name.json"; then
    printf '%s %s\n' "$code" "$answer" >"$rejected/$name.answer"
  fi
  rm -f "$headers" "$1"
}

# Sets $commits to the spool of commits, unless that is $spool.
find_commits() {
  commits=$state/spool
  [ "$commits" != "$spool" ] || commits=/dev/null
}

# Sends what waits here and among the commits, the oldest first: at most $1 bodies, and none begun after $2 ms.
# Sets $sent, $spent (ms) and $away.
send_waiting() {
  away='' sent=0 spent=0
  find_commits
  for old in "$spool"/*.json* "$commits"/*.json*; do
    if [ -n "$away" ] || [ "$sent" -ge "$1" ] || [ "$spent" -gt "$2" ]; then
      return 0
    fi
    since=${old##*.json}
    since=${since#.}
    case $since in
      *[!0-9]*) continue ;;
    esac
    claimed=${old%.json*}.json.$now
    if [ $((now - ${since:-0})) -gt 3000 ] && mv "$old" "$claimed" 2>/dev/null; then
      post "$claimed" 0.6 'X-Spooled: true'
      settle "$claimed"
      sent=$((sent + 1)) spent=$((spent + took))
    fi
  done
}

# Whether the spool may keep $body: 10,000 bodies, 100 MB.
has_room() {
  set -- "$spool"/*.json*
  [ $# -le "${TASKHUB_SPOOL_BODIES:-10000}" ] || return 1
  [ $# -lt 100 ] || [ "$(du -sk "$spool" | cut -f1)" -le 102400 ]
}

# Sends what waits, then $body, and sets $answer to what the hub says to that, or to nothing: within 2 s. An "ask" ($1)
# that is not answered is forgotten.
send() {
  send_waiting 20 400
  code=000 answer=
  if [ -z "$away" ]; then
    # 1 s for what waited, 1 s for this
    if [ "$sent" = 0 ]; then post "$body" 1.5; else post "$body" 0.9; fi
  fi
  case $code in
    2?? | 400 | 413) settle "$body" ;;
    *)
      if [ "$1" = ask ]; then
        remove "$body"
      elif has_room; then
        settle "$body"
      else
        remove "$body"
        printf 'TaskHub is away and %s is full: this change is lost\n' "$spool" >&2
      fi
      ;;
  esac
  case $code in
    2??) ;;
    *) answer= ;;
  esac
}

# Sends all that waits in folder $1 and among the commits, as long as the hub takes it. Sets $waiting to how many still do.
send_all() {
  spool=$1/spool
  count_waiting
  while [ "$waiting" -gt 0 ]; do
    were=$waiting
    tell_time # what is claimed is so for 3 s
    send_waiting 20 1000
    count_waiting
    [ "$waiting" -lt "$were" ] || break
  done
}

# Sets $waiting to how many bodies are in $spool and among the commits.
count_waiting() {
  waiting=0
  find_commits
  for body in "$spool"/*.json* "$commits"/*.json*; do
    [ ! -e "$body" ] || waiting=$((waiting + 1))
  done
}
