import { makeFunctionReference } from "convex/server";
import { ConvexError } from "convex/values";
import type { deployment } from "./deployment";

export type Deployment = ReturnType<typeof deployment>;

export const query = (convex: Deployment, path: string, args: any = {}): Promise<any> =>
  convex.query(makeFunctionReference<"query">(path) as any, args);

export const mutation = (convex: Deployment, path: string, args: any = {}): Promise<any> =>
  convex.mutation(makeFunctionReference<"mutation">(path) as any, args);

export const action = (convex: Deployment, path: string, args: any = {}): Promise<any> =>
  convex.action(makeFunctionReference<"action">(path) as any, args);

/** Writes one task as the hub does, and gives its result. */
export const upsert = async (convex: Deployment, item: any): Promise<any> =>
  (await mutation(convex, "hubSync:upsertTasks", { items: [item] })).results[0];

/** The stored row of a task. */
export const row = async (convex: Deployment, externalId: string): Promise<any> =>
  (await query(convex, "hubSync:getTasks", { externalIds: [externalId] }))[0];

/** The data of the ConvexError that `call` fails with. */
export async function refusal(call: Promise<unknown>): Promise<any> {
  const error = await call.then(
    () => undefined,
    (thrown) => thrown,
  );
  if (!(error instanceof ConvexError)) {
    throw new Error(`no ConvexError, but ${error}`);
  }
  return error.data;
}
