# Puts into a settings.json of Claude Code what the kit needs, or takes it out again; nothing comes out when nothing is to
# change. Where there is no jq, settings.mjs does the same.
#   --arg action add       leaves what is there already
#   --arg action remove    leaves what the file of --slurpfile before had, the settings before the kit
def tools: ["env", "CLAUDE_CODE_ENABLE_TODO_TOOLS"];
def rules: ["permissions", "allow"];
def rule: "mcp__plugin_taskhub_hub";
def had(path): $before[0] | getpath(path) != null;
def without(path): if had(path) then . else delpaths([path]) end;
def without_empty(path): if getpath(path) | . == {} or . == [] then without(path) else . end;

. as $now
| if $action == "add" then
    (if getpath(tools) == null then setpath(tools; "1") else . end)
    | if (getpath(rules) // []) | index(rule) then . else setpath(rules; (getpath(rules) // []) + [rule]) end
  else
    (if getpath(tools) == "1" then without(tools) else . end)
    | (if getpath(rules) == null or ($before[0] | (getpath(rules) // []) | index(rule)) then . else setpath(rules; getpath(rules) - [rule]) end)
    | without_empty(rules)
    | without_empty(["permissions"])
    | without_empty(["env"])
    # what Claude Code itself leaves of a plugin that is gone
    | without_empty(["enabledPlugins"])
    | without_empty(["extraKnownMarketplaces"])
    | without_empty(["pluginConfigs"])
  end
| if . == $now then empty else . end
