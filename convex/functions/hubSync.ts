import {
  internalMutationGeneric,
  internalQueryGeneric,
  paginationOptsValidator,
  type GenericMutationCtx,
  type GenericQueryCtx,
} from "convex/server";
import { v, type Value } from "convex/values";
import { refusal } from "./hub/errors";
import { first, MAX_PAGE, pageSize, placeOf, type Place } from "./hub/paging";
import { find, remove, restore, upsert, type Stored } from "./hub/rows";
import { SYNCED, type Synced } from "./hub/tables";

// What TaskHub calls. All of it is internal: only the holder of a deploy key reaches it.

const HUB = "hub";
const MAX_ITEMS = 50;

const text = v.optional(v.union(v.null(), v.string()));
const number = v.optional(v.union(v.null(), v.number()));

/** The handshake. */
export const info = internalQueryGeneric({
  args: {},
  handler: async (ctx) => ({
    kitVersion: "2",
    capabilities: ["tasks", "comments", "timeEntries", "stored", "projects"],
    snapshotTs: ctx.meta.getSnapshotTs(),
  }),
});

/** The commit time of the last change, as text: the cheapest way to see that there is news. */
export const head = internalQueryGeneric({
  args: {},
  handler: async (ctx) => {
    let last = 0n;
    for (const table of SYNCED) {
      const row = await ctx.db.query(table).withIndex("by_sync").order("desc").first();
      last = row !== null && row.syncTs > last ? row.syncTs : last;
    }
    return String(last);
  },
});

/** The tasks of these ids, tombstones too, in the order asked for; those that do not exist are left out. */
export const getTasks = getting("hubTasks");
/** As getTasks. */
export const getComments = getting("hubComments");

/**
 * The rows that changed after `cursor`, tombstones too, in the order of their commits. A page may be shorter than
 * `limit` while `hasMore` is true.
 */
export const changedSince = internalQueryGeneric({
  args: { table: text, cursor: text, limit: number, projectId: text },
  handler: async (ctx, args) => {
    const table = tableNamed(args.table ?? "hubTasks");
    const limit = pageSize(args.limit, "limit");
    const from = placeOf(args.cursor);
    const rows: Record<string, any>[] = [];
    let hasMore = false;
    for (const range of after(ctx, table, args.projectId ?? undefined, from)) {
      const page = await first(range, limit - rows.length);
      rows.push(...page.rows);
      hasMore = page.more;
      if (hasMore) {
        break;
      }
    }
    const last = rows.at(-1) ?? from;
    return { rows, cursor: `${last.syncTs}:${last.externalId}`, hasMore, snapshotTs: ctx.meta.getSnapshotTs() };
  },
});

/** Which tasks there are, at which version: for comparing everything now and then. */
export const listKeys = internalQueryGeneric({
  args: { paginationOpts: paginationOptsValidator },
  handler: async (ctx, { paginationOpts }) => {
    pageSize(paginationOpts.numItems, "numItems");
    const all = await ctx.db.query("hubTasks").withIndex("by_externalId").paginate(paginationOpts);
    return {
      page: all.page.map(({ externalId, version, contentHash, deletedAt }) => ({
        externalId,
        version,
        contentHash,
        ...(deletedAt === undefined ? {} : { deletedAt }),
      })),
      isDone: all.isDone,
      continueCursor: all.continueCursor,
    };
  },
});

/** Writes up to 50 tasks, all or none. See hub/rows.ts for the rules. */
export const upsertTasks = upserting("hubTasks");
export const upsertComments = upserting("hubComments");
export const upsertTimeEntries = upserting("hubTimeEntries");
export const upsertProjects = upserting("hubProjects");

/** Makes a task a tombstone. */
export const deleteTask = marking("hubTasks", remove);
/** Brings a tombstone back. */
export const restoreTask = marking("hubTasks", restore);
/** Makes a comment a tombstone; an upsert brings it back. */
export const deleteComment = marking("hubComments", remove);

function getting(table: Synced) {
  return internalQueryGeneric({
    args: { externalIds: v.array(v.string()) },
    handler: async (ctx, { externalIds }) => {
      if (externalIds.length > MAX_PAGE) {
        throw refusal.tooManyItems(MAX_PAGE);
      }
      const rows = [];
      for (const externalId of externalIds) {
        rows.push(await find(ctx, table, externalId));
      }
      return rows.filter((row) => row !== null);
    },
  });
}

/** Makes up to 50 projects tombstones; those that do not exist are passed over. Their tasks stay. */
export const deleteProjects = internalMutationGeneric({
  args: { externalIds: v.array(v.string()) },
  handler: async (ctx, { externalIds }) => {
    if (externalIds.length > MAX_ITEMS) {
      throw refusal.tooManyItems(MAX_ITEMS);
    }
    const results = [];
    for (const externalId of externalIds) {
      if ((await find(ctx, "hubProjects", externalId)) !== null) {
        results.push(await remove(ctx, "hubProjects", externalId, undefined, HUB));
      }
    }
    return { results };
  },
});

function upserting(table: Synced) {
  return internalMutationGeneric({
    args: { opId: text, items: v.array(v.any()) },
    handler: async (ctx, { opId, items }) => {
      if (items.length > MAX_ITEMS) {
        throw refusal.tooManyItems(MAX_ITEMS);
      }
      return { results: await once(ctx, opId ?? undefined, () => upsertAll(ctx, table, items)) };
    },
  });
}

async function upsertAll(ctx: GenericMutationCtx<any>, table: Synced, items: Value[]): Promise<Stored[]> {
  const results = [];
  for (const item of items) {
    if (typeof item !== "object" || item === null || Array.isArray(item) || item instanceof ArrayBuffer) {
      throw refusal.validation("an item must be an object");
    }
    results.push(await upsert(ctx, table, item as Record<string, Value>, HUB));
  }
  return results;
}

function marking(table: Synced, mark: typeof remove) {
  return internalMutationGeneric({
    args: { externalId: v.string(), expectedVersion: number },
    handler: async (ctx, { externalId, expectedVersion }) =>
      await mark(ctx, table, externalId, expectedVersion ?? undefined, HUB),
  });
}

/** Does the work, unless a call with the same `opId` did it within the last week: then its answer comes again. */
async function once(
  ctx: GenericMutationCtx<any>,
  opId: string | undefined,
  work: () => Promise<Stored[]>,
): Promise<Stored[]> {
  if (opId === undefined) {
    return await work();
  }
  const done = await ctx.db
    .query("hubOps")
    .withIndex("by_opId", (q) => q.eq("opId", opId))
    .collect();
  if (done.length > 0) {
    return done.map((op) => JSON.parse(op.result));
  }
  const results = await work();
  for (const [item, result] of results.entries()) {
    await ctx.db.insert("hubOps", { opId, item, result: JSON.stringify(result) });
  }
  return results;
}

/**
 * The rows behind a place: first those of the same commit, then those of later ones. (A table that is chosen while the
 * function runs has no types for its indexes, hence `any`.)
 */
function after(ctx: GenericQueryCtx<any>, table: Synced, projectId: string | undefined, from: Place) {
  const rows = ctx.db.query(table);
  const again = ctx.db.query(table);
  if (projectId === undefined) {
    return [
      rows.withIndex("by_sync", (q: any) => q.eq("syncTs", from.syncTs).gt("externalId", from.externalId)),
      again.withIndex("by_sync", (q: any) => q.gt("syncTs", from.syncTs)),
    ];
  }
  if (table !== "hubTasks") {
    throw refusal.validation(`projectId picks rows of hubTasks, ${table} has no such column`);
  }
  return [
    rows.withIndex("by_project_sync", (q: any) =>
      q.eq("projectId", projectId).eq("syncTs", from.syncTs).gt("externalId", from.externalId),
    ),
    again.withIndex("by_project_sync", (q: any) => q.eq("projectId", projectId).gt("syncTs", from.syncTs)),
  ];
}

function tableNamed(name: string): Synced {
  const table = SYNCED.find((each) => each === name);
  if (table === undefined) {
    throw refusal.validation(`table "${name}" is not one of [${SYNCED.join(", ")}]`);
  }
  return table;
}
