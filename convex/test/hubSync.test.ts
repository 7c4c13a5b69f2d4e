import { beforeEach, describe, expect, test, vi } from "vitest";
import * as hubSync from "../functions/hubSync";
import { mutation, query, refusal, row, upsert, type Deployment } from "./calls";
import { deployment } from "./deployment";

let convex: Deployment;
beforeEach(() => {
  convex = deployment();
});

const tasks = (count: number) => Array.from({ length: count }, (_, n) => ({ externalId: `t-${n}`, title: "A" }));
const ids = (page: any) => page.rows.map((each: any) => each.externalId);

describe("an upsert", () => {
  test("creates a task at version one and shows what it stored", async () => {
    const result = await upsert(convex, { externalId: "a", expectedVersion: 0, title: "Pay", dueDate: 5 });

    expect(result).toMatchObject({ externalId: "a", version: 1, changed: true });
    expect(result.doc).toMatchObject({ _id: result.id, title: "Pay", status: "todo", dueDate: 5, origin: "hub" });
    expect(Object.keys(result.doc)).toEqual(expect.arrayContaining(["_creationTime", "createdAt", "updatedAt"]));
    expect(Object.keys(result.doc)).not.toEqual(expect.arrayContaining(["syncTs"]));
    const { syncTs, ...stored } = await row(convex, "a");
    expect(stored).toEqual(result.doc);
    expect(typeof syncTs).toBe("bigint");
  });

  test("keeps what it does not name and clears null", async () => {
    await upsert(convex, { externalId: "a", title: "Pay", assignedTo: "CE", tags: ["x"] });

    await upsert(convex, { externalId: "a", status: "review", assignedTo: null });

    const stored = await row(convex, "a");
    expect(stored).toMatchObject({ title: "Pay", tags: ["x"], status: "review", version: 2 });
    expect(stored).not.toHaveProperty("assignedTo");
  });

  test("writes nothing when nothing changes", async () => {
    await upsert(convex, { externalId: "a", title: "Pay", tags: ["x", "y"] });
    const before = await row(convex, "a");

    const again = await upsert(convex, { externalId: "a", tags: ["x", "y"], title: "Pay", description: null });

    expect(again).toMatchObject({ changed: false, version: 1 });
    expect(again.doc).not.toHaveProperty("syncTs");
    expect(await row(convex, "a")).toEqual(before);
  });

  test("takes the repeat of a write for done", async () => {
    const create = { externalId: "a", expectedVersion: 0, title: "Pay" };
    const update = { externalId: "a", expectedVersion: 1, title: "Pay now" };
    await upsert(convex, create);

    expect(await upsert(convex, create)).toMatchObject({ changed: false, version: 1 });
    await upsert(convex, update);
    expect(await upsert(convex, update)).toMatchObject({ changed: false, version: 2 });
  });

  test("does not take what somebody else wrote for a repeat", async () => {
    await upsert(convex, { externalId: "a", title: "Pay" });
    await mutation(convex, "tasks:update", { externalId: "a", title: "Pay now", status: "review" });

    const call = upsert(convex, { externalId: "a", expectedVersion: 1, title: "Pay now" });

    expect(await refusal(call)).toEqual({ code: "VERSION_CONFLICT", externalId: "a", current: 2, expected: 1 });
  });

  test.each([0, 1, 3])("refuses another version than expected: %d", async (expected) => {
    await upsert(convex, { externalId: "a", title: "Pay" });
    await upsert(convex, { externalId: "a", title: "Pay now" });

    const call = upsert(convex, { externalId: "a", expectedVersion: expected, title: "X" });

    expect(await refusal(call)).toEqual({ code: "VERSION_CONFLICT", externalId: "a", current: 2, expected });
  });

  test("expects a version only of a row that is there", async () => {
    const call = upsert(convex, { externalId: "a", expectedVersion: 1, title: "X" });

    expect(await refusal(call)).toMatchObject({ code: "VERSION_CONFLICT", current: 0 });
  });

  test("expects the version of a tombstone, or none", async () => {
    await upsert(convex, { externalId: "a", title: "A" });
    await mutation(convex, "hubSync:deleteTask", { externalId: "a" });

    const call = upsert(convex, { externalId: "a", expectedVersion: 1, title: "B" });

    expect(await refusal(call)).toMatchObject({ code: "VERSION_CONFLICT", current: 2, expected: 1 });
    await upsert(convex, { externalId: "a", expectedVersion: 2, title: "B" });
    expect(await row(convex, "a")).toMatchObject({ title: "B", version: 3 });
  });

  test("keeps the time of creation, and notes that of the change unless it is told one", async () => {
    vi.useFakeTimers({ now: 1_000 });
    await upsert(convex, { externalId: "a", title: "A" });
    vi.setSystemTime(2_000);
    await upsert(convex, { externalId: "a", title: "B", createdAt: null, updatedAt: null });
    expect(await row(convex, "a")).toMatchObject({ createdAt: 1_000, updatedAt: 2_000 });

    await upsert(convex, { externalId: "a", title: "C", createdAt: 500, updatedAt: 1_500 });
    vi.useRealTimers();

    expect(await row(convex, "a")).toMatchObject({ createdAt: 500, updatedAt: 1_500 });
  });

  test("gives equal content an equal hash, in whatever order it came", async () => {
    const times = { createdAt: 1, updatedAt: 2 };

    const one = await upsert(convex, { externalId: "a", title: "A", priority: "low", ...times });
    const other = await upsert(convex, { ...times, priority: "low", title: "A", externalId: "b" });

    expect(one.doc.contentHash).toBe(other.doc.contentHash);
  });

  test("keeps nothing of a batch with one bad item", async () => {
    const items = [
      { externalId: "a", title: "A" },
      { externalId: "b", title: "" },
    ];

    const call = mutation(convex, "hubSync:upsertTasks", { items });

    expect(await refusal(call)).toMatchObject({ code: "VALIDATION", externalId: "b" });
    expect(await query(convex, "hubSync:getTasks", { externalIds: ["a", "b"] })).toEqual([]);
  });

  test("sees the earlier items of its batch", async () => {
    const items = [
      { externalId: "a", title: "A" },
      { externalId: "a", expectedVersion: 1, title: "B" },
    ];

    const { results } = await mutation(convex, "hubSync:upsertTasks", { items });

    expect(results.map((each: any) => each.version)).toEqual([1, 2]);
    expect(await row(convex, "a")).toMatchObject({ title: "B", version: 2 });
  });

  test.each([
    [{ externalId: "a", title: "A", status: "blocked" }, "status takes one of todo, in_progress, review, completed"],
    [{ externalId: "a", title: "A", priority: "huge" }, "priority takes one of low, medium, high, urgent"],
    [{ externalId: "a", title: "A", dueDate: "soon" }, 'dueDate takes a finite number, not "soon"'],
    [{ externalId: "a", title: "A", dueDate: Infinity }, "dueDate takes a finite number"],
    [{ externalId: "a", title: "A", dueDate: 5n }, "dueDate takes a finite number"],
    [{ externalId: "a", title: "A", tags: "x" }, "tags takes at most 8192 strings"],
    [{ externalId: "a", title: "A", tags: ["x", 1] }, "tags takes at most 8192 strings"],
    [{ externalId: "a", title: 1 }, "title takes a string"],
    [{ externalId: "a", title: "A", colour: "red" }, 'there is no column "colour"'],
    [{ externalId: "a", title: "A", constructor: "x" }, 'there is no column "constructor"'],
    [{ externalId: "a", title: "A", status: null }, "status must not be empty"],
    [{ externalId: "a" }, "title must not be empty"],
    [{ title: "A" }, "externalId must be a string that is not empty"],
    [{ externalId: " ", title: "A" }, "externalId must be a string that is not empty"],
    [{ externalId: "a", title: "A", expectedVersion: "1" }, "expectedVersion must be a number"],
    ["a", "an item must be an object"],
  ])("says what is wrong with %o", async (item, message) => {
    const data = await refusal(upsert(convex, item));

    expect(data).toMatchObject({ code: "VALIDATION", message: expect.stringContaining(message) });
  });

  test("refuses a row that Convex could not hold", async () => {
    const call = upsert(convex, { externalId: "a", title: "é".repeat(500_000) });

    expect(await refusal(call)).toMatchObject({ code: "VALIDATION", externalId: "a" });
  });

  test("takes fifty items and no more", async () => {
    expect((await mutation(convex, "hubSync:upsertTasks", { items: tasks(50) })).results).toHaveLength(50);
    expect(await refusal(mutation(convex, "hubSync:upsertTasks", { items: tasks(51) }))).toEqual({
      code: "TOO_MANY_ITEMS",
      limit: 50,
    });
  });

  test("answers a repeated operation as the first time", async () => {
    const call = { opId: "op-1", items: tasks(2) };
    const first = await mutation(convex, "hubSync:upsertTasks", call);
    await mutation(convex, "tasks:update", { externalId: "t-0", title: "B" });

    expect(await mutation(convex, "hubSync:upsertTasks", call)).toEqual(first);
    expect(await row(convex, "t-0")).toMatchObject({ title: "B", version: 2 });
    await mutation(convex, "hubSync:upsertTasks", { ...call, opId: "op-0" });
    expect(await row(convex, "t-0")).toMatchObject({ title: "A", version: 3 });
  });

  test("keeps the answers of the largest rows", async () => {
    const item = { externalId: "a", title: '"'.repeat(499_900) };
    const call = { opId: "op-1", items: [item] };

    const first = await mutation(convex, "hubSync:upsertTasks", call);

    expect(await mutation(convex, "hubSync:upsertTasks", call)).toEqual(first);
  });

  test("does a refused operation when it comes again in order", async () => {
    const items = [{ externalId: "a", expectedVersion: 1, title: "A" }];
    await refusal(mutation(convex, "hubSync:upsertTasks", { opId: "op-1", items }));
    await upsert(convex, { externalId: "a", title: "B" });

    await mutation(convex, "hubSync:upsertTasks", { opId: "op-1", items });

    expect(await row(convex, "a")).toMatchObject({ title: "A", version: 2 });
  });

  test("leaves one row when forty come at once", async () => {
    await Promise.all(Array.from({ length: 40 }, (_, n) => upsert(convex, { externalId: "a", title: `A ${n}` })));

    expect(await row(convex, "a")).toMatchObject({ version: 40 });
    expect(ids(await query(convex, "hubSync:changedSince"))).toEqual(["a"]);
  });
});

describe("a deletion", () => {
  test("leaves a tombstone that an upsert revives", async () => {
    await upsert(convex, { externalId: "a", title: "A" });

    const deletion = { externalId: "a", expectedVersion: 1 };
    expect(await mutation(convex, "hubSync:deleteTask", deletion)).toMatchObject({ version: 2, changed: true });
    expect(await row(convex, "a")).toMatchObject({ title: "A", deletedAt: expect.any(Number) });
    expect(await mutation(convex, "hubSync:deleteTask", deletion)).toMatchObject({ version: 2, changed: false });

    await upsert(convex, { externalId: "a", expectedVersion: 0, title: "A" });
    expect(await row(convex, "a")).toMatchObject({ version: 3 });
    expect(await row(convex, "a")).not.toHaveProperty("deletedAt");
  });

  test("is taken back as the task was", async () => {
    await upsert(convex, { externalId: "a", title: "A", assignedTo: "CE" });
    await mutation(convex, "hubSync:deleteTask", { externalId: "a" });

    const result = await mutation(convex, "hubSync:restoreTask", { externalId: "a", expectedVersion: 2 });

    expect(result).toMatchObject({ version: 3, changed: true, doc: { assignedTo: "CE" } });
    expect(await row(convex, "a")).not.toHaveProperty("deletedAt");
    expect(await mutation(convex, "hubSync:restoreTask", { externalId: "a" })).toMatchObject({ changed: false });
  });

  test.each(["hubSync:deleteTask", "hubSync:restoreTask"])("%s does not find what never was", async (path) => {
    expect(await refusal(mutation(convex, path, { externalId: "a" }))).toEqual({ code: "NOT_FOUND", externalId: "a" });
  });

  test("is refused when somebody changed the task meanwhile", async () => {
    await upsert(convex, { externalId: "a", title: "A" });
    await mutation(convex, "tasks:update", { externalId: "a", title: "B" });

    const call = mutation(convex, "hubSync:deleteTask", { externalId: "a", expectedVersion: 1 });

    expect(await refusal(call)).toEqual({ code: "VERSION_CONFLICT", externalId: "a", current: 2, expected: 1 });
  });
});

describe("the feed of changes", () => {
  test("gives the rows of one commit page by page, then those of later commits", async () => {
    await mutation(convex, "hubSync:upsertTasks", { items: tasks(5) });
    await upsert(convex, { externalId: "t-0", title: "changed last" });
    const seen: string[][] = [];
    let cursor: string | null = null;
    let hasMore = true;
    while (hasMore) {
      const page: any = await query(convex, "hubSync:changedSince", { table: "hubTasks", cursor, limit: 2 });
      seen.push(ids(page));
      cursor = page.cursor;
      hasMore = page.hasMore;
    }

    expect(seen).toEqual([["t-1", "t-2"], ["t-3", "t-4"], ["t-0"]]);
    expect(cursor).toBe(`${await query(convex, "hubSync:head")}:t-0`);
  });

  test("says that there is more when the page ends with a commit", async () => {
    await mutation(convex, "hubSync:upsertTasks", { items: tasks(2) });
    await upsert(convex, { externalId: "z", title: "Z" });

    const first = await query(convex, "hubSync:changedSince", { limit: 2 });
    const { hasMore } = await query(convex, "hubSync:changedSince", { limit: 2, cursor: first.cursor });

    expect([first.hasMore, hasMore]).toEqual([true, false]);
  });

  test("keeps the cursor when there is nothing new", async () => {
    expect(await query(convex, "hubSync:changedSince", { cursor: null })).toMatchObject({ cursor: "0:", rows: [] });
    expect(await query(convex, "hubSync:changedSince", { cursor: "7:a" })).toMatchObject({ cursor: "7:a" });
  });

  test("carries tombstones, and ids with colons and line ends", async () => {
    await upsert(convex, { externalId: "a:b\nc", title: "A" });
    const { cursor } = await query(convex, "hubSync:changedSince");
    expect((await query(convex, "hubSync:changedSince", { cursor })).rows).toEqual([]);

    await mutation(convex, "hubSync:deleteTask", { externalId: "a:b\nc" });

    const { rows } = await query(convex, "hubSync:changedSince", { cursor });
    expect(rows).toMatchObject([{ externalId: "a:b\nc", deletedAt: expect.any(Number) }]);
  });

  test("ends a page before it is too large for one transaction", async () => {
    const large = (n: number) => ({ externalId: `t-${n}`, title: "A", description: "x".repeat(900_000) });
    await mutation(convex, "hubSync:upsertTasks", { items: [0, 1, 2, 3, 4, 5, 6, 7].map(large) });

    const page = await query(convex, "hubSync:changedSince");
    const rest = await query(convex, "hubSync:changedSince", { cursor: page.cursor });

    expect(page.hasMore).toBe(true);
    expect([...ids(page), ...ids(rest)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((n) => `t-${n}`));
  });

  test("can be that of one project", async () => {
    await mutation(convex, "hubSync:upsertTasks", {
      items: tasks(4).map((task, n) => ({ ...task, projectId: n % 2 === 0 ? "even" : "odd" })),
    });

    const first = await query(convex, "hubSync:changedSince", { projectId: "odd", limit: 1 });
    const second = await query(convex, "hubSync:changedSince", { projectId: "odd", limit: 1, cursor: first.cursor });

    expect([ids(first), ids(second), first.hasMore, second.hasMore]).toEqual([["t-1"], ["t-3"], true, false]);
  });

  test.each([
    { cursor: "abc" },
    { cursor: "99999999999999999999:a" },
    { cursor: "9999999999999999999:a" },
    { limit: 201 },
    { limit: 0 },
    { limit: 1.5 },
    { table: "users" },
    { table: "hubComments", projectId: "p" },
  ])("refuses %j", async (args) => {
    expect(await refusal(query(convex, "hubSync:changedSince", args))).toMatchObject({ code: "VALIDATION" });
  });

  test("loses nothing when rows change while they are read", async () => {
    const seen = new Map<string, number>();
    let cursor: string | null = null;
    const read = async () => {
      const page: any = await query(convex, "hubSync:changedSince", { cursor, limit: 3 });
      page.rows.forEach((each: any) => seen.set(each.externalId, each.version));
      cursor = page.cursor;
      return page.hasMore;
    };
    for (let round = 0; round < 20; round++) {
      const items = [0, 1, 2, 3].map((n) => ({ externalId: `t-${(round * n + n) % 7}`, title: `A ${round}` }));
      await mutation(convex, "hubSync:upsertTasks", { items });
      await read();
    }
    while (await read());

    const { rows } = await query(convex, "hubSync:changedSince");
    expect(Object.fromEntries(seen)).toEqual(
      Object.fromEntries(rows.map((each: any) => [each.externalId, each.version])),
    );
  });
});

describe("a comment", () => {
  const comment = { externalId: "c", expectedVersion: 0, taskExternalId: "a", author: "mira", body: "Fine" };
  const write = async (item: any) =>
    (await mutation(convex, "hubSync:upsertComments", { items: [item] })).results[0];
  const stored = (...externalIds: string[]) => query(convex, "hubSync:getComments", { externalIds });

  test("is written once however often it is sent", async () => {
    expect(await write(comment)).toMatchObject({ version: 1, changed: true });
    expect(await write(comment)).toMatchObject({ version: 1, changed: false });

    expect(await stored("x", "c")).toMatchObject([{ externalId: "c", author: "mira", body: "Fine", origin: "hub" }]);
  });

  test("is not written over an edit of somebody else", async () => {
    await write(comment);
    await mutation(convex, "comments:update", { externalId: "c", body: "Fine by me" });

    const call = write({ externalId: "c", expectedVersion: 1, body: "Good" });

    expect(await refusal(call)).toEqual({ code: "VERSION_CONFLICT", externalId: "c", current: 2, expected: 1 });
  });

  test("leaves a tombstone that an upsert revives", async () => {
    await write(comment);

    const gone = await mutation(convex, "hubSync:deleteComment", { externalId: "c", expectedVersion: 1 });
    expect(gone).toMatchObject({ version: 2, changed: true });
    expect((await stored("c"))[0]).toHaveProperty("deletedAt");

    expect(await write(comment)).toMatchObject({ version: 3 });
    expect((await stored("c"))[0]).not.toHaveProperty("deletedAt");
  });

  test("is not deleted over an edit of somebody else", async () => {
    await write(comment);
    await mutation(convex, "comments:update", { externalId: "c", body: "Fine by me" });

    const call = mutation(convex, "hubSync:deleteComment", { externalId: "c", expectedVersion: 1 });

    expect(await refusal(call)).toMatchObject({ code: "VERSION_CONFLICT", current: 2 });
    await mutation(convex, "comments:remove", { externalId: "c" });
    expect((await stored("c"))[0]).toMatchObject({ version: 3, origin: "app" });
  });
});

describe("the deployment", () => {
  test("shakes hands", async () => {
    await upsert(convex, { externalId: "a", title: "A" });

    expect(await query(convex, "hubSync:info")).toMatchObject({
      kitVersion: "2",
      capabilities: ["tasks", "comments", "timeEntries", "stored", "projects"],
      snapshotTs: expect.any(BigInt),
    });
  });

  test("has a head that moves with every change and with nothing else", async () => {
    expect(await query(convex, "hubSync:head")).toBe("0");
    await upsert(convex, { externalId: "a", title: "A" });
    const head = await query(convex, "hubSync:head");
    await upsert(convex, { externalId: "a", title: "A" });
    expect(await query(convex, "hubSync:head")).toBe(head);

    await mutation(convex, "hubSync:upsertComments", {
      items: [{ externalId: "c", taskExternalId: "a", body: "Fine" }],
    });

    expect(BigInt(await query(convex, "hubSync:head"))).toBeGreaterThan(BigInt(head));
  });

  test("lists all keys", async () => {
    await mutation(convex, "hubSync:upsertTasks", { items: tasks(5) });
    await mutation(convex, "hubSync:deleteTask", { externalId: "t-3" });
    const listed: any[] = [];
    let page: any = { isDone: false, continueCursor: null };
    while (!page.isDone) {
      const paginationOpts = { numItems: 2, cursor: page.continueCursor };
      page = await query(convex, "hubSync:listKeys", { paginationOpts });
      listed.push(...page.page);
    }

    expect(listed.map((key) => key.externalId)).toEqual(["t-0", "t-1", "t-2", "t-3", "t-4"]);
    expect(listed.map((key) => "deletedAt" in key)).toEqual([false, false, false, true, false]);
    expect(listed[3]).toMatchObject({ version: 2, contentHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  test("lists no more keys at once than it can read", async () => {
    const call = query(convex, "hubSync:listKeys", { paginationOpts: { numItems: 201, cursor: null } });

    expect(await refusal(call)).toMatchObject({ code: "VALIDATION" });
  });

  test("gives tasks in the order asked for, up to two hundred", async () => {
    await mutation(convex, "hubSync:upsertTasks", { items: tasks(3) });

    const found = await query(convex, "hubSync:getTasks", { externalIds: ["t-2", "x", "t-0"] });

    expect(found.map((each: any) => each.externalId)).toEqual(["t-2", "t-0"]);
    const tooMany = query(convex, "hubSync:getTasks", { externalIds: Array(201).fill("t-0") });
    expect(await refusal(tooMany)).toEqual({ code: "TOO_MANY_ITEMS", limit: 200 });
  });

  test("keeps comments and time entries in tables of their own", async () => {
    await mutation(convex, "hubSync:upsertComments", {
      items: [{ externalId: "c", taskExternalId: "a", author: "mira", body: "Fine" }],
    });
    await mutation(convex, "hubSync:upsertTimeEntries", {
      items: [{ externalId: "e", taskExternalId: "a", startedAt: 1 }],
    });

    expect(ids(await query(convex, "hubSync:changedSince", { table: "hubComments" }))).toEqual(["c"]);
    expect(ids(await query(convex, "hubSync:changedSince", { table: "hubTimeEntries" }))).toEqual(["e"]);
    expect(ids(await query(convex, "hubSync:changedSince"))).toEqual([]);
  });

  test("keeps projects in a table of their own, without the status that tasks begin with", async () => {
    await mutation(convex, "hubSync:upsertProjects", { items: [{ externalId: "p", name: "Shop", createdAt: 5 }] });

    const page = await query(convex, "hubSync:changedSince", { table: "hubProjects" });
    expect(page.rows).toMatchObject([{ externalId: "p", name: "Shop", createdAt: 5, version: 1, origin: "hub" }]);
    expect(page.rows[0]).not.toHaveProperty("status");
    expect(ids(await query(convex, "hubSync:changedSince"))).toEqual([]);
  });

  test("deletes projects, up to fifty, and passes over those that there are not", async () => {
    await mutation(convex, "hubSync:upsertProjects", { items: [{ externalId: "p", name: "Shop" }] });

    const externalIds = ["never", "p", "p"];
    const { results } = await mutation(convex, "hubSync:deleteProjects", { externalIds });

    expect(results.map((each: any) => [each.externalId, each.changed])).toEqual([
      ["p", true],
      ["p", false],
    ]);
    const tooMany = mutation(convex, "hubSync:deleteProjects", { externalIds: Array(51).fill("p") });
    expect(await refusal(tooMany)).toEqual({ code: "TOO_MANY_ITEMS", limit: 50 });
  });

  test("opens its functions to the holder of a deploy key only", () => {
    const functions = Object.entries(hubSync) as [string, any][];

    expect(functions.map(([name]) => name)).toHaveLength(14);
    expect(functions.filter(([, each]) => !each.isInternal || each.isPublic)).toEqual([]);
  });

  test("gives an edit its commit's time, whatever its function's start", async () => {
    vi.useFakeTimers({ now: 1_772_359_200_000 });
    await upsert(convex, { externalId: "a", title: "A" });
    vi.setSystemTime(1_772_359_100_000);
    await upsert(convex, { externalId: "b", title: "B" });
    vi.useRealTimers();

    expect(ids(await query(convex, "hubSync:changedSince"))).toEqual(["a", "b"]);
  });
});
