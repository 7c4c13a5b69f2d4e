import { convexToJson, type Value } from "convex/values";
import { refusal } from "./errors";
import type { Synced } from "./tables";

/** What a column takes: in words, and as a test. */
type Check = { expected: string; takes: (value: Value) => boolean };

const isText = (value: Value) => typeof value === "string";
const text: Check = { expected: "a string", takes: isText };
const number: Check = {
  expected: "a finite number",
  takes: (value) => typeof value === "number" && Number.isFinite(value),
};
const texts: Check = {
  expected: "at most 8192 strings",
  takes: (value) => Array.isArray(value) && value.length <= 8192 && value.every(isText),
};
const oneOf = (...choices: string[]): Check => ({
  expected: `one of ${choices.join(", ")}`,
  takes: (value) => choices.includes(value as string),
});

/** The columns of each table that a caller may write, and those that no row lacks. */
const COLUMNS: Record<Synced, { checks: Record<string, Check>; required: string[] }> = {
  hubTasks: {
    checks: {
      title: text,
      description: text,
      status: oneOf("todo", "in_progress", "review", "completed"),
      priority: oneOf("low", "medium", "high", "urgent"),
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
    },
    required: ["title", "status"],
  },
  hubComments: {
    checks: { taskExternalId: text, author: text, body: text, createdAt: number, updatedAt: number },
    required: ["taskExternalId", "body"],
  },
  hubTimeEntries: {
    checks: {
      taskExternalId: text,
      person: text,
      startedAt: number,
      endedAt: number,
      note: text,
      createdAt: number,
      updatedAt: number,
    },
    required: ["taskExternalId", "startedAt"],
  },
  hubProjects: {
    checks: {
      name: text,
      description: text,
      status: oneOf("active", "completed", "archived"),
      createdAt: number,
      updatedAt: number,
    },
    required: ["name"],
  },
};

export type Content = Record<string, Value>;

/** Whether `table` has a column of this name. */
export function hasColumn(table: Synced, column: string): boolean {
  return Object.hasOwn(COLUMNS[table].checks, column);
}

/** Throws VALIDATION when there is no such column, or it does not take `value`, which is not null. */
export function check(table: Synced, externalId: string, column: string, value: Value): void {
  const known = hasColumn(table, column) ? COLUMNS[table].checks[column] : undefined;
  if (known === undefined) {
    throw refusal.validation(`there is no column "${column}"`, externalId);
  }
  if (!known.takes(value)) {
    const given = JSON.stringify(convexToJson(value));
    throw refusal.validation(`${column} takes ${known.expected}, not ${given}`, externalId);
  }
}

/** Throws VALIDATION when `content` lacks a column it must have. */
export function checkComplete(table: Synced, externalId: string, content: Content): void {
  for (const column of COLUMNS[table].required) {
    if (content[column] === undefined || content[column] === "") {
      throw refusal.validation(`${column} must not be empty`, externalId);
    }
  }
}
