import type { GenericMutationCtx, GenericQueryCtx } from "convex/server";
import type { Value } from "convex/values";
import { encode, hex } from "./bytes";
import { check, checkComplete, hasColumn, type Content } from "./columns";
import { refusal } from "./errors";
import { tellHub } from "./push";
import type { Synced } from "./tables";

/** Convex takes documents of up to 1 MiB; the rest is left for what the kit adds. */
const MAX_BYTES = 1_000_000;
const META = ["externalId", "expectedVersion", "contentHash"];

/** Any deployment's context: the kit touches only its own tables in it. */
type Ctx = GenericMutationCtx<any>;
type Row = { _id: any; externalId: string; version: number; origin: string; deletedAt?: number } & Record<string, any>;

/** What became of one item; `doc` is the row as it is stored, but for its commit time, which only the commit knows. */
export type Stored = { externalId: string; id: string; version: number; changed: boolean; doc: Record<string, Value> };

/**
 * Writes one item.
 *
 * - It is a patch: a column that is not given stays, null clears it, a cleared column is absent.
 * - `expectedVersion`, if given, must be the row's; 0 means that there is no row, or only a tombstone.
 * - When nothing would change, nothing is written. That holds also for a row that is one version further by the same
 *   origin's hand: then this is the repeat of a write whose answer was lost. Had anybody else written since, it is a
 *   conflict, because the row may hold more than the caller knows.
 * - Afterwards the row is there: a tombstone comes back to life.
 *
 * Throws VALIDATION or VERSION_CONFLICT, naming the item. `origin` is "hub" for the hub's own writes; it hears of all
 * others. Call it for one item after another: reads that run side by side see each other's rows too late.
 */
export async function upsert(ctx: Ctx, table: Synced, item: Record<string, Value>, origin: string): Promise<Stored> {
  const externalId = item.externalId;
  if (typeof externalId !== "string" || externalId.trim() === "") {
    throw refusal.validation("externalId must be a string that is not empty");
  }
  const expected = item.expectedVersion ?? undefined;
  if (expected !== undefined && typeof expected !== "number") {
    throw refusal.validation("expectedVersion must be a number", externalId);
  }
  const row = await find(ctx, table, externalId);
  const before = contentOf(table, row);
  const content = patched(table, externalId, before, item);
  const live = row !== null && row.deletedAt === undefined;
  if (live && canonical(content) === canonical(before) && (expected === undefined || isRepeat(row, expected, origin))) {
    return stored(row, false);
  }
  const nothingThere = row === null || (!live && expected === 0);
  checkVersion(externalId, nothingThere ? 0 : row.version, expected);
  content.createdAt ??= Date.now();
  if (item.updatedAt === undefined || item.updatedAt === null) {
    content.updatedAt = Date.now();
  }
  return await put(ctx, table, row, externalId, content, origin);
}

/** Makes the row a tombstone; a tombstone stays as it is. Throws NOT_FOUND or VERSION_CONFLICT. */
export async function remove(
  ctx: Ctx,
  table: Synced,
  externalId: string,
  expected: number | undefined,
  origin: string,
): Promise<Stored> {
  return await mark(ctx, table, externalId, expected, origin, Date.now());
}

/** Brings a tombstone back as it was; a live row stays as it is. Throws NOT_FOUND or VERSION_CONFLICT. */
export async function restore(
  ctx: Ctx,
  table: Synced,
  externalId: string,
  expected: number | undefined,
  origin: string,
): Promise<Stored> {
  return await mark(ctx, table, externalId, expected, origin, undefined);
}

/** The row of this external id, a tombstone too, or null. */
export async function find(ctx: GenericQueryCtx<any> | Ctx, table: Synced, externalId: string): Promise<Row | null> {
  return (await ctx.db
    .query(table)
    .withIndex("by_externalId", (q) => q.eq("externalId", externalId))
    .first()) as Row | null;
}

async function mark(
  ctx: Ctx,
  table: Synced,
  externalId: string,
  expected: number | undefined,
  origin: string,
  deletedAt: number | undefined,
): Promise<Stored> {
  const row = await find(ctx, table, externalId);
  if (row === null) {
    throw refusal.notFound(externalId);
  }
  if ((row.deletedAt === undefined) === (deletedAt === undefined)) {
    return stored(row, false);
  }
  checkVersion(externalId, row.version, expected);
  await ctx.db.patch(row._id, { deletedAt, version: row.version + 1, origin, syncTs: ctx.db.vars.commitTs });
  return await written(ctx, table, row._id, origin);
}

async function put(
  ctx: Ctx,
  table: Synced,
  row: Row | null,
  externalId: string,
  content: Content,
  origin: string,
): Promise<Stored> {
  const text = encode(canonical(content));
  if (text.length > MAX_BYTES) {
    throw refusal.validation(`the row is ${text.length} bytes, more than ${MAX_BYTES}`, externalId);
  }
  const document = {
    ...content,
    externalId,
    version: row === null ? 1 : row.version + 1,
    origin,
    contentHash: hex(await crypto.subtle.digest("SHA-256", text)),
    syncTs: ctx.db.vars.commitTs,
  };
  if (row !== null) {
    await ctx.db.replace(row._id, document);
  }
  const id = row === null ? await ctx.db.insert(table, document) : row._id;
  return await written(ctx, table, id, origin);
}

async function written(ctx: Ctx, table: Synced, id: any, origin: string): Promise<Stored> {
  const row = (await ctx.db.get(id)) as unknown as Row;
  if (origin !== "hub") {
    await tellHub(ctx, table, row.externalId);
  }
  return stored(row, true);
}

function patched(table: Synced, externalId: string, before: Content, item: Record<string, Value>): Content {
  const content = { ...before };
  if (Object.keys(before).length === 0 && table === "hubTasks") {
    content.status = "todo";
  }
  for (const [column, value] of Object.entries(item)) {
    const keptTime = value === null && (column === "createdAt" || column === "updatedAt");
    if (META.includes(column) || keptTime) {
      continue;
    }
    if (value === null) {
      delete content[column];
    } else {
      check(table, externalId, column, value);
      content[column] = value;
    }
  }
  checkComplete(table, externalId, content);
  return content;
}

/** Whether the row stands as expected, or one write of the same origin further: the one being repeated. */
function isRepeat(row: Row, expected: number, origin: string): boolean {
  return row.version === expected || (row.version === expected + 1 && row.origin === origin);
}

function checkVersion(externalId: string, current: number, expected: number | undefined): void {
  if (expected !== undefined && expected !== current) {
    throw refusal.versionConflict(externalId, current, expected);
  }
}

function contentOf(table: Synced, row: Row | null): Content {
  return Object.fromEntries(Object.entries(row ?? {}).filter(([column]) => hasColumn(table, column)));
}

function stored(row: Row, changed: boolean): Stored {
  const { syncTs, ...doc } = row;
  return { externalId: row.externalId, id: row._id, version: row.version, changed, doc };
}

function canonical(content: Content): string {
  return JSON.stringify(Object.fromEntries(Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1))));
}
