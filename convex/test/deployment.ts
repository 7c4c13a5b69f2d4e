import { convexTest } from "convex-test";
import schema from "../functions/schema";

/** The modules of a deployment of the kit, with the example as its app. */
export const modules: Record<string, () => Promise<any>> = {
  "./_generated/none.ts": async () => ({}),
  "./hubSync.ts": () => import("../functions/hubSync"),
  "./hub/push.ts": () => import("../functions/hub/push"),
  "./hub/purge.ts": () => import("../functions/hub/purge"),
  "./tasks.ts": () => import("../example/tasks"),
  "./comments.ts": () => import("../example/comments"),
};

/** A deployment in memory. */
export function deployment() {
  return convexTest(schema, modules);
}
