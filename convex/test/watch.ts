// Watches a query with Convex's own reactive client, writes through it, and prints what it saw, a line each result.
// Usage: node --import tsx test/watch.ts <deployment's address>
import { ConvexClient } from "convex/browser";
import { makeFunctionReference } from "convex/server";

const list = makeFunctionReference<"query">("tasks:list");
const create = makeFunctionReference<"mutation">("tasks:create");
const unknown = makeFunctionReference<"query">("tasks:nothing");

const client = new ConvexClient(process.argv[2] ?? "");
const failed = new Promise<string>((resolve) => client.onUpdate(unknown, {}, () => {}, (error) => resolve(error.message)));
let seen: (titles: string[]) => void;
let next = new Promise<string[]>((resolve) => (seen = resolve));
client.onUpdate(list, {}, (tasks: { title: string }[]) => seen(tasks.map((task) => task.title)));

console.log(JSON.stringify(await next));
next = new Promise((resolve) => (seen = resolve));
const made = await client.mutation(create, { title: "Grüße", status: "todo" });
console.log(made.title, JSON.stringify(await next));
console.log(/Could not find public function/.test(await failed) ? "unknown function" : await failed);
await client.close();
