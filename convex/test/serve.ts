// Serves the kit over HTTP in Convex's wire format, from memory, for tests of clients. Prints its port; ends with its input.
import { makeFunctionReference } from "convex/server";
import { ConvexError, convexToJson, jsonToConvex, type Value } from "convex/values";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { deployment, modules } from "./deployment";

const KEY = "sandbox|key";

/** What goes wrong beside a function has a status of its own. */
class RequestRefused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

let convex = deployment();

const server = createServer(async (request, response) => {
  const { status, body } = await answer(request);
  // No connection is used twice: Node.js would close an idle one, maybe just when the client takes it again.
  response.writeHead(status, { "Content-Type": "application/json", Connection: "close" }).end(body);
});
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
process.stdin.resume().on("end", () => process.exit());

async function answer(request: IncomingMessage): Promise<{ status: number; body: string }> {
  try {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname === "/reset") {
      convex = deployment();
      return { status: 200, body: "null" };
    }
    return { status: 200, body: print(await call(pathname, request)) };
  } catch (refused) {
    if (refused instanceof RequestRefused) {
      return { status: refused.status, body: print({ code: refused.code, message: refused.message }) };
    }
    throw refused;
  }
}

async function call(pathname: string, request: IncomingMessage): Promise<Value> {
  const body = await json(request);
  const admin = isAdmin(request.headers.authorization);
  const [, kind, named] = /^\/api\/(query|mutation|action|run)(?:\/(.+))?$/.exec(pathname) ?? [];
  if (kind === undefined) {
    throw new RequestRefused(404, "NotFound", pathname);
  }
  const path = kind === "run" ? (named ?? "").replace(/\/([^/]*)$/, ":$1") : body.path;
  if (body.format !== undefined && body.format !== "json") {
    throw new RequestRefused(400, "BadFormat", `format param must be one of [\`json\`]. Got ${body.format}`);
  }
  try {
    const args = jsonToConvex(Array.isArray(body.args) ? (body.args[0] ?? {}) : body.args);
    return { status: "success", value: await run(kind, path, args, admin) };
  } catch (error) {
    const errorMessage = `[Request ID: 0000000000000000] Server Error\n${error}\n`;
    return error instanceof ConvexError
      ? { status: "error", errorMessage, errorData: error.data }
      : { status: "error", errorMessage };
  }
}

async function run(kind: string, path: string, args: any, admin: boolean): Promise<Value> {
  const [module, name] = path.split(":");
  const found = (await modules[`./${module}.ts`]?.())?.[name ?? "default"];
  if (found === undefined || (found.isInternal && !admin)) {
    throw new Error(`Could not find public function for '${path}'.`);
  }
  const type = found.isQuery ? "query" : found.isMutation ? "mutation" : "action";
  if (kind !== "run" && kind !== type) {
    throw new Error(`Trying to execute ${path} as ${kind}, but it is defined as ${type}.`);
  }
  return (await (convex as any)[type](makeFunctionReference(path), args)) ?? null;
}

function isAdmin(authorization: string | undefined): boolean {
  if (authorization === undefined) {
    return false;
  }
  if (authorization !== `Convex ${KEY}`) {
    throw new RequestRefused(401, "BadAdminKey", "The provided admin key was invalid for this instance");
  }
  return true;
}

async function json(request: IncomingMessage): Promise<any> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) {
    text += chunk;
  }
  if (!request.headers["content-type"]?.startsWith("application/json")) {
    throw new RequestRefused(400, "BadJsonBody", "Expected request with `Content-Type: application/json`");
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RequestRefused(400, "BadJsonBody", `Failed to parse the request body as JSON: ${error}`);
  }
}

/** A value as Convex prints it with `format: "json"`: keys sorted, Int64 as text, floats with a fraction. */
function print(value: Value): string {
  if (typeof value === "bigint") {
    return `"${value}"`;
  }
  if (typeof value === "number" && Number.isFinite(value)) {
    return Number.isInteger(value) && Math.abs(value) < 1e16 ? `${value}.0` : String(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(print).join(",")}]`;
  }
  if (value !== null && typeof value === "object" && !(value instanceof ArrayBuffer)) {
    const present = Object.entries(value).filter(([, each]) => each !== undefined);
    const sorted = present.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${sorted.map(([key, each]) => `${JSON.stringify(key)}:${print(each as Value)}`).join(",")}}`;
  }
  return JSON.stringify(convexToJson(value));
}
