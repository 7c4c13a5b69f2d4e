#!/bin/sh
# Hands on to the hub what Claude Code tells a hook, and what the hub answers: hook.sh EVENT <hook.json
# Claude Code waits for it, so it is done within 2 s. It ends with 0 whatever happens, for 2 would stop Claude Code.
trap 'exit 0' EXIT
# shellcheck source=spool.sh
. "${0%/*}/spool.sh"

tell_time
read_settings
if ! open_spool "${CLAUDE_PLUGIN_DATA:-$state}"; then
  printf 'TaskHub has nowhere to keep this change: %s\n' "$spool" >&2
  exit
fi

add_header X-Task-List "$CLAUDE_CODE_TASK_LIST_ID"
if [ "$1" = SessionStart ]; then
  find_origin
  add_header X-Repository "$origin"
  add_header X-Branch "$(git symbolic-ref -q --short HEAD 2>/dev/null)"
  # what hooks that were killed have left
  find "$spool" -name '.[0-9]*' -mmin +60 -exec rm -f {} + 2>/dev/null
fi

case $1 in
  # by the time the hub is back, the tool or the command has gone ahead without it
  PreToolUse | UserPromptExpansion) when=ask ;;
  *) when=tell ;;
esac
keep claude $when || exit
send $when
case $answer in
  '{'*) printf '%s' "$answer" ;;
esac
