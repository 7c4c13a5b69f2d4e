import { mutationGeneric, type DataModelFromSchemaDefinition, type MutationBuilder } from "convex/server";
import { v } from "convex/values";
import { refusal } from "../functions/hub/errors";
import { find, remove, upsert } from "../functions/hub/rows";
import type schema from "../functions/schema";

// An app's own functions on the kit's table, as the tests use them. A real app asks who calls before it writes.

const APP = "app";

/** What an app imports from its ./_generated/server. */
const mutation = mutationGeneric as MutationBuilder<DataModelFromSchemaDefinition<typeof schema>, "public">;

/** Changes the columns that are given. */
export const update = mutation({
  args: v.any(),
  handler: async (ctx, item) => {
    const row = await find(ctx, "hubTasks", item.externalId);
    if (row === null || row.deletedAt !== undefined) {
      throw refusal.notFound(item.externalId);
    }
    return (await upsert(ctx, "hubTasks", item, APP)).doc;
  },
});

/** Leaves a tombstone, which tells the hub. */
const removeTask = mutation({
  args: { externalId: v.string() },
  handler: async (ctx, { externalId }) => {
    await remove(ctx, "hubTasks", externalId, undefined, APP);
  },
});

export { removeTask as remove };
