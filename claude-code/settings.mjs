// Does what settings.jq does, where there is Node.js and no jq: node settings.mjs add|remove FILE BEFORE INDENTATION >changed
// Or node settings.mjs check FILE, which fails unless there is a JSON object in it.
import { readFileSync } from "node:fs";

const [action, file, before, indentation] = process.argv.slice(2);
const TOOLS = ["env", "CLAUDE_CODE_ENABLE_TODO_TOOLS"];
const RULES = ["permissions", "allow"];
const RULE = "mcp__plugin_taskhub_hub";

const settings = JSON.parse(readFileSync(file, "utf8"));
if (!isObject(settings)) {
  throw new Error("no JSON object");
}
const now = JSON.stringify(settings);

function isObject(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function get(from, path) {
  return path.reduce((at, key) => at?.[key], from);
}

function set([key, last], value) {
  settings[key] ??= {};
  if (!isObject(settings[key])) {
    throw new Error(`${key} is no object`);
  }
  settings[key][last] = value;
}

function add() {
  if (get(settings, TOOLS) == null) {
    set(TOOLS, "1");
  }
  const rules = get(settings, RULES) ?? [];
  if (!rules.includes(RULE)) {
    set(RULES, [...rules, RULE]);
  }
}

function remove() {
  const had = JSON.parse(readFileSync(before, "utf8"));
  const without = (path) => {
    if (get(had, path) == null) {
      delete get(settings, path.slice(0, -1))?.[path.at(-1)];
    }
  };
  if (get(settings, TOOLS) === "1") {
    without(TOOLS);
  }
  const rules = get(settings, RULES);
  if (rules && !get(had, RULES)?.includes(RULE)) {
    set(RULES, rules.filter((rule) => rule !== RULE));
  }
  // the last three are what Claude Code itself leaves of a plugin that is gone
  for (const path of [RULES, ["permissions"], ["env"], ["enabledPlugins"], ["extraKnownMarketplaces"], ["pluginConfigs"]]) {
    const value = get(settings, path);
    if (value && typeof value === "object" && Object.keys(value).length === 0) {
      without(path);
    }
  }
}

if (action !== "check") {
  ({ add, remove })[action]();
  if (JSON.stringify(settings) !== now) {
    const indent = indentation === "--tab" ? "\t" : Number(indentation.replace("--indent ", ""));
    process.stdout.write(JSON.stringify(settings, null, indent) + "\n");
  }
}
