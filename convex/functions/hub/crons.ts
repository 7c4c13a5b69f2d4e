import { makeFunctionReference, type Crons } from "convex/server";
import { PURGED } from "./purge";

/** Adds what the kit does by itself: hints that did not arrive go out again, old rows are removed. */
export function addHubCrons(crons: Crons): void {
  crons.interval("hub deliver hints", { minutes: 1 }, makeFunctionReference<"action", {}>("hub/push:deliver"), {});
  for (const table of PURGED) {
    const purge = makeFunctionReference<"mutation", { table: string }>("hub/purge:purge");
    crons.interval(`hub purge ${table}`, { hours: 24 }, purge, { table });
  }
}
