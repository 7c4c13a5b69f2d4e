import { createHmac } from "node:crypto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { action, mutation, upsert, type Deployment } from "./calls";
import { deployment } from "./deployment";

const NOW = 1_772_359_200_000;
const MINUTE = 60_000;
const DAY = 86_400_000;

let convex: Deployment;
let hub: ReturnType<typeof vi.fn>;

beforeEach(async () => {
  vi.useFakeTimers({ now: NOW });
  vi.stubEnv("HUB_URL", "https://hub.test/");
  vi.stubEnv("HUB_WEBHOOK_SECRET", "secret");
  vi.spyOn(console, "warn").mockImplementation(() => {});
  hub = vi.fn(async () => new Response(null, { status: 202 }));
  vi.stubGlobal("fetch", hub);
  convex = deployment();
  await upsert(convex, { externalId: "a", title: "A" });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Lets the scheduled functions run. */
const settle = () => convex.finishAllScheduledFunctions(vi.runAllTimers);
const edit = async (title: string) => {
  await mutation(convex, "tasks:update", { externalId: "a", title });
  await settle();
};
const outbox = (): Promise<any[]> => convex.run(async (ctx) => await ctx.db.query("hubOutbox").collect());
/** What the cron calls. */
const redrive = () => action(convex, "hub/push:deliver");

test("tells the hub of an edit by the app, signed", async () => {
  await edit("B");

  expect(hub).toHaveBeenCalledTimes(1);
  const [address, request] = hub.mock.calls[0] as [string, any];
  expect(address).toBe("https://hub.test/webhook/convex");
  expect(request.method).toBe("POST");
  expect(JSON.parse(request.body)).toEqual({ type: "changed", changes: [{ table: "hubTasks", externalId: "a" }] });
  const timestamp = request.headers["X-Webhook-Timestamp"];
  const expected = createHmac("sha256", "secret").update(`${timestamp}.${request.body}`).digest("hex");
  expect(Number(timestamp)).toBeGreaterThanOrEqual(NOW);
  expect(request.headers["X-Webhook-Signature"]).toBe(`sha256=${expected}`);
  expect(await outbox()).toMatchObject([{ attempts: 1, deliveredAt: expect.any(Number) }]);
});

test("tells the hub of a deletion by the app", async () => {
  await mutation(convex, "tasks:remove", { externalId: "a" });
  await settle();

  expect(hub).toHaveBeenCalledTimes(1);
});

test("does not tell the hub of its own writes, nor of none", async () => {
  await upsert(convex, { externalId: "a", title: "B" });
  await mutation(convex, "hubSync:deleteTask", { externalId: "a" });
  await mutation(convex, "hubSync:restoreTask", { externalId: "a" });
  await edit("B");

  expect(await outbox()).toEqual([]);
  expect(hub).not.toHaveBeenCalled();
});

test("keeps silent where no hub is named", async () => {
  vi.stubEnv("HUB_URL", "");

  await edit("B");
  await redrive();

  expect(await outbox()).toEqual([]);
  expect(hub).not.toHaveBeenCalled();
});

test("sends nothing unsigned", async () => {
  vi.stubEnv("HUB_WEBHOOK_SECRET", "");

  await expect(redrive()).rejects.toThrow("HUB_WEBHOOK_SECRET");
  expect(hub).not.toHaveBeenCalled();
});

test("tells nothing of a mutation that failed", async () => {
  await expect(mutation(convex, "tasks:update", { externalId: "a", title: "" })).rejects.toThrow();
  await settle();

  expect(await outbox()).toEqual([]);
});

test.each([
  ["refuses", async () => new Response(null, { status: 503 })],
  ["is away", async () => Promise.reject(new TypeError("fetch failed"))],
])("sends a hint again while the hub %s, with pauses that double", async (_, failure) => {
  hub.mockImplementation(failure);
  await edit("B");
  expect(hub).toHaveBeenCalledTimes(1);
  expect(await outbox()).toMatchObject([{ attempts: 1 }]);

  const tries: number[] = [];
  for (let minute = 1; minute <= 16; minute++) {
    vi.setSystemTime(NOW + minute * MINUTE);
    hub.mockClear();
    await redrive();
    tries.push(hub.mock.calls.length);
  }

  // Due after half a minute, then one, two, four and eight minutes later; the cron looks every minute.
  expect(tries).toEqual([1, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
});

test("pauses for an hour at most, and delivers when the hub is back", async () => {
  hub.mockImplementation(async () => new Response(null, { status: 503 }));
  await edit("B");
  for (let attempt = 0; attempt < 20; attempt++) {
    vi.setSystemTime(Date.now() + 60 * MINUTE);
    await redrive();
  }
  expect(await outbox()).toMatchObject([{ attempts: 21 }]);
  hub.mockImplementation(async () => new Response(null, { status: 202 }));

  vi.setSystemTime(Date.now() + 60 * MINUTE);
  await redrive();

  expect(await outbox()).toMatchObject([{ attempts: 22, deliveredAt: Date.now() }]);
});

test("sends a hundred hints to a post until none is due", async () => {
  await convex.run(async (ctx) => {
    for (let n = 0; n < 250; n++) {
      await ctx.db.insert("hubOutbox", { kind: "hubTasks", externalId: `t-${n}`, attempts: 0, nextAt: NOW });
    }
  });

  await redrive();

  const sizes = hub.mock.calls.map(([, request]) => JSON.parse(request.body).changes.length);
  expect(sizes).toEqual([100, 100, 50]);
});

test("removes old answers, hints and tombstones, and keeps the young", async () => {
  await mutation(convex, "hubSync:upsertTasks", { opId: "op", items: [{ externalId: "b", title: "B" }] });
  await mutation(convex, "hubSync:deleteTask", { externalId: "b" });
  await edit("B");
  const left = async (days: number) => {
    vi.setSystemTime(NOW + days * DAY);
    for (const table of ["hubOps", "hubOutbox", "hubTasks", "hubComments", "hubTimeEntries", "hubProjects"]) {
      await mutation(convex, "hub/purge:purge", { table });
    }
    return await convex.run(async (ctx) => ({
      ops: (await ctx.db.query("hubOps").collect()).length,
      hints: (await ctx.db.query("hubOutbox").collect()).length,
      tasks: (await ctx.db.query("hubTasks").collect()).map((task) => task.externalId),
    }));
  };

  expect(await left(6)).toEqual({ ops: 1, hints: 1, tasks: ["a", "b"] });
  expect(await left(8)).toEqual({ ops: 0, hints: 0, tasks: ["a", "b"] });
  expect(await left(29)).toEqual({ ops: 0, hints: 0, tasks: ["a", "b"] });
  expect(await left(31)).toEqual({ ops: 0, hints: 0, tasks: ["a"] });
});

test("removes any number of old rows, a bounded number at a time", async () => {
  await convex.run(async (ctx) => {
    for (let n = 0; n < 450; n++) {
      await ctx.db.insert("hubOutbox", { kind: "hubTasks", externalId: `t-${n}`, attempts: 0, nextAt: NOW });
    }
  });
  vi.setSystemTime(NOW + 8 * DAY);

  await mutation(convex, "hub/purge:purge", { table: "hubOutbox" });
  expect(await outbox()).toHaveLength(250);
  await settle();

  expect(await outbox()).toEqual([]);
});
