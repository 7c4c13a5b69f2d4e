import { defineTable } from "convex/server";
import { v } from "convex/values";

/** What every synchronised row has beside its columns. `syncTs` is the commit's time: nanoseconds, in commit order. */
const kept = {
  externalId: v.string(),
  version: v.number(),
  origin: v.string(),
  contentHash: v.string(),
  deletedAt: v.optional(v.number()),
  syncTs: v.commitTs(),
};

const text = v.optional(v.string());
const number = v.optional(v.number());
const texts = v.optional(v.array(v.string()));

/** The kit's tables, to be spread into a schema. Times are milliseconds since 1970; a column without value is absent. */
export const hubTables = {
  hubTasks: defineTable({
    ...kept,
    title: v.string(),
    description: text,
    status: v.union(v.literal("todo"), v.literal("in_progress"), v.literal("review"), v.literal("completed")),
    priority: v.optional(v.union(v.literal("low"), v.literal("medium"), v.literal("high"), v.literal("urgent"))),
    assignedTo: text,
    createdBy: text,
    projectId: text,
    dueDate: number,
    createdAt: number,
    updatedAt: number,
    tags: texts,
    dependencies: texts,
    attachments: texts,
    estimatedHours: number,
    actualHours: number,
    executionNotes: text,
  })
    .index("by_externalId", ["externalId"])
    .index("by_sync", ["syncTs", "externalId"])
    .index("by_project_sync", ["projectId", "syncTs", "externalId"])
    .index("by_deleted", ["deletedAt"]),

  /** The plans that tasks belong to; a task's `projectId` is a project's `externalId`. */
  hubProjects: defineTable({
    ...kept,
    name: v.string(),
    description: text,
    status: v.optional(v.union(v.literal("active"), v.literal("completed"), v.literal("archived"))),
    createdAt: number,
    updatedAt: number,
  })
    .index("by_externalId", ["externalId"])
    .index("by_sync", ["syncTs", "externalId"])
    .index("by_deleted", ["deletedAt"]),

  hubComments: defineTable({
    ...kept,
    taskExternalId: v.string(),
    author: text,
    body: v.string(),
    createdAt: number,
    updatedAt: number,
  })
    .index("by_externalId", ["externalId"])
    .index("by_task", ["taskExternalId"])
    .index("by_sync", ["syncTs", "externalId"])
    .index("by_deleted", ["deletedAt"]),

  hubTimeEntries: defineTable({
    ...kept,
    taskExternalId: v.string(),
    person: text,
    startedAt: v.number(),
    endedAt: number,
    note: text,
    createdAt: number,
    updatedAt: number,
  })
    .index("by_externalId", ["externalId"])
    .index("by_task", ["taskExternalId"])
    .index("by_sync", ["syncTs", "externalId"])
    .index("by_deleted", ["deletedAt"]),

  /** What calls with an `opId` were answered, one document per item: fifty full rows do not fit into one. */
  hubOps: defineTable({ opId: v.string(), item: v.number(), result: v.string() }).index("by_opId", ["opId", "item"]),

  /** Changes that the hub has yet to hear of. */
  hubOutbox: defineTable({
    kind: v.string(),
    externalId: v.string(),
    attempts: v.number(),
    nextAt: v.number(),
    deliveredAt: v.optional(v.number()),
  }).index("by_due", ["deliveredAt", "nextAt"]),
};

/** The tables whose rows are synchronised. */
export const SYNCED = ["hubTasks", "hubComments", "hubTimeEntries", "hubProjects"] as const;
export type Synced = (typeof SYNCED)[number];
