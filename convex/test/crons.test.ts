import { expect, test } from "vitest";
import crons from "../functions/crons";
import { modules } from "./deployment";

test("runs functions that there are: hints every minute, purges once a day", async () => {
  const scheduled = Object.values(crons.crons);

  expect(scheduled.map((cron) => [cron.name, (cron.args as any)[0], (cron.schedule as any).hours])).toEqual([
    ["hub/push:deliver", {}, undefined],
    ["hub/purge:purge", { table: "hubOps" }, 24],
    ["hub/purge:purge", { table: "hubOutbox" }, 24],
    ["hub/purge:purge", { table: "hubTasks" }, 24],
    ["hub/purge:purge", { table: "hubComments" }, 24],
    ["hub/purge:purge", { table: "hubTimeEntries" }, 24],
    ["hub/purge:purge", { table: "hubProjects" }, 24],
  ]);
  for (const { name } of scheduled) {
    const [module, exported] = name.split(":");
    expect((await modules[`./${module}.ts`]?.())?.[exported ?? ""]?.isInternal).toBe(true);
  }
});
