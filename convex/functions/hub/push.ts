import {
  internalActionGeneric,
  internalMutationGeneric,
  makeFunctionReference,
  type GenericMutationCtx,
} from "convex/server";
import { v, type GenericId } from "convex/values";
import { encode, hex } from "./bytes";

const BATCH = 100;
const FIRST_PAUSE = 30_000;
const LONGEST_PAUSE = 3_600_000;

type Hint = { id: GenericId<"hubOutbox">; table: string; externalId: string };

const deliverLater = makeFunctionReference<"action", {}>("hub/push:deliver");
const claimHints = makeFunctionReference<"mutation", {}, Hint[]>("hub/push:claim");
const noteDelivered = makeFunctionReference<"mutation", { ids: GenericId<"hubOutbox">[] }>("hub/push:delivered");

/**
 * Has the hub told, soon after this mutation commits, that a row changed. Without HUB_URL in the deployment's environment
 * it does nothing: the hub finds the change by itself.
 */
export async function tellHub(ctx: GenericMutationCtx<any>, table: string, externalId: string): Promise<void> {
  if (!process.env.HUB_URL) {
    return;
  }
  await ctx.db.insert("hubOutbox", { kind: table, externalId, attempts: 0, nextAt: Date.now() });
  await ctx.scheduler.runAfter(0, deliverLater, {});
}

/**
 * Posts what is due to the hub. A scheduled action runs at most once and a post may fail, so a cron calls this too; the
 * hub takes a hint as a reason to look, and a doubled one does no harm.
 */
export const deliver = internalActionGeneric({
  args: {},
  handler: async (ctx) => {
    const url = process.env.HUB_URL;
    if (!url) {
      return;
    }
    const secret = process.env.HUB_WEBHOOK_SECRET;
    if (!secret) {
      throw new Error("HUB_URL is set, HUB_WEBHOOK_SECRET is not: set it to the hub's CONVEX_WEBHOOK_SECRET");
    }
    for (let hints = await ctx.runMutation(claimHints, {}); hints.length > 0; ) {
      if (!(await post(url, secret, hints))) {
        return;
      }
      await ctx.runMutation(noteDelivered, { ids: hints.map((hint) => hint.id) });
      hints = await ctx.runMutation(claimHints, {});
    }
  },
});

/** Takes what is due. Unless it is delivered, it becomes due again after a pause that doubles with each attempt. */
export const claim = internalMutationGeneric({
  args: {},
  handler: async (ctx): Promise<Hint[]> => {
    const now = Date.now();
    const due = await ctx.db
      .query("hubOutbox")
      .withIndex("by_due", (q: any) => q.eq("deliveredAt", undefined).lte("nextAt", now))
      .take(BATCH);
    for (const row of due) {
      const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** row.attempts);
      await ctx.db.patch(row._id, { attempts: row.attempts + 1, nextAt: now + pause });
    }
    return due.map((row) => ({ id: row._id as GenericId<"hubOutbox">, table: row.kind, externalId: row.externalId }));
  },
});

export const delivered = internalMutationGeneric({
  args: { ids: v.array(v.id("hubOutbox")) },
  handler: async (ctx, { ids }) => {
    for (const id of ids) {
      await ctx.db.patch(id, { deliveredAt: Date.now() });
    }
  },
});

async function post(url: string, secret: string, hints: Hint[]): Promise<boolean> {
  const timestamp = String(Date.now());
  const body = JSON.stringify({
    type: "changed",
    changes: hints.map(({ table, externalId }) => ({ table, externalId })),
  });
  try {
    const answer = await fetch(`${url.replace(/\/+$/, "")}/webhook/convex`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "X-Webhook-Timestamp": timestamp,
        "X-Webhook-Signature": `sha256=${await signature(secret, `${timestamp}.${body}`)}`,
      },
      body,
    });
    if (!answer.ok) {
      console.warn(`the hub answered a hint with ${answer.status}; it is sent again later`);
    }
    return answer.ok;
  } catch (away) {
    console.warn(`the hub cannot be reached, the hint is sent again later: ${away}`);
    return false;
  }
}

async function signature(secret: string, text: string): Promise<string> {
  const key = await crypto.subtle.importKey("raw", encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return hex(await crypto.subtle.sign("HMAC", key, encode(text)));
}
