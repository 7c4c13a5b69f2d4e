import { convexToJson, type Value } from "convex/values";
import { refusal } from "./errors";

/** As many rows as one call gives. */
export const MAX_PAGE = 200;

/** A transaction reads at most 16 MiB, and characters take up to three bytes. */
const MAX_CHARACTERS = 4_000_000;
const LAST_TS = 2n ** 63n - 1n;

/** A place in a table's feed of changes: all rows of one mutation share its commit time, so the id tells them apart. */
export type Place = { syncTs: bigint; externalId: string };

/** The place a cursor stands for. Throws VALIDATION for one that changedSince did not return. */
export function placeOf(cursor: string | null | undefined): Place {
  const parts = /^(\d{1,19}):(.*)$/s.exec(cursor ?? "0:");
  const syncTs = BigInt(parts?.[1] ?? -1);
  if (syncTs < 0n || syncTs > LAST_TS) {
    throw refusal.validation(`cursor "${cursor}" is not one that changedSince returned`);
  }
  return { syncTs, externalId: parts?.[2] ?? "" };
}

/** A page's size as asked for, the largest when nothing is said. Throws VALIDATION for one that is none. */
export function pageSize(given: number | null | undefined, name: string): number {
  const size = given ?? MAX_PAGE;
  if (!Number.isInteger(size) || size < 1 || size > MAX_PAGE) {
    throw refusal.validation(`${name} must be a whole number from 1 to ${MAX_PAGE}`);
  }
  return size;
}

/** The first of `all`: at most `limit`, no more than one transaction can read, but always one; and whether more follow. */
export async function first<T>(all: AsyncIterable<T>, limit: number): Promise<{ rows: T[]; more: boolean }> {
  const rows: T[] = [];
  let characters = 0;
  for await (const row of all) {
    if (rows.length === limit || characters > MAX_CHARACTERS) {
      return { rows, more: true };
    }
    rows.push(row);
    characters += JSON.stringify(convexToJson(row as Value)).length;
  }
  return { rows, more: false };
}
