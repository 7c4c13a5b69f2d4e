import { mutationGeneric, type DataModelFromSchemaDefinition, type MutationBuilder } from "convex/server";
import { v } from "convex/values";
import { refusal } from "../functions/hub/errors";
import { find, remove, upsert } from "../functions/hub/rows";
import type schema from "../functions/schema";

// What people write about tasks, as the tests use it. A real app asks who calls before it writes.

const APP = "app";

const mutation = mutationGeneric as MutationBuilder<DataModelFromSchemaDefinition<typeof schema>, "public">;

/** Changes what a comment says. */
export const update = mutation({
  args: { externalId: v.string(), body: v.string() },
  handler: async (ctx, item) => {
    const row = await find(ctx, "hubComments", item.externalId);
    if (row === null || row.deletedAt !== undefined) {
      throw refusal.notFound(item.externalId);
    }
    return (await upsert(ctx, "hubComments", item, APP)).doc;
  },
});

/** Leaves a tombstone, which tells the hub. */
const removeComment = mutation({
  args: { externalId: v.string() },
  handler: async (ctx, { externalId }) => {
    await remove(ctx, "hubComments", externalId, undefined, APP);
  },
});

export { removeComment as remove };
