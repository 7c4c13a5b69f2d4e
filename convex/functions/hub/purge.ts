import { internalMutationGeneric, makeFunctionReference } from "convex/server";
import { v } from "convex/values";
import { first } from "./paging";
import { SYNCED } from "./tables";

const DAY = 86_400_000;
const OLD = 7 * DAY;
/** A hub that was away for longer has to compare all keys. */
const TOMBSTONES_KEPT = 30 * DAY;
const BATCH = 200;

export const PURGED = ["hubOps", "hubOutbox", ...SYNCED] as const;

const purgeMore = makeFunctionReference<"mutation", { table: (typeof PURGED)[number] }>("hub/purge:purge");

/** Removes what nobody needs any more from one table, a bounded number of rows at a time. */
export const purge = internalMutationGeneric({
  args: { table: v.union(...PURGED.map((table) => v.literal(table))) },
  handler: async (ctx, { table }) => {
    const now = Date.now();
    const rows = ctx.db.query(table);
    const old =
      table === "hubOps" || table === "hubOutbox"
        ? rows.withIndex("by_creation_time", (q) => q.lt("_creationTime", now - OLD))
        : rows.withIndex("by_deleted", (q) => q.gt("deletedAt", 0).lt("deletedAt", now - TOMBSTONES_KEPT));
    const page = await first(old, BATCH);
    for (const row of page.rows) {
      await ctx.db.delete(row._id);
    }
    if (page.more) {
      await ctx.scheduler.runAfter(0, purgeMore, { table });
    }
  },
});
