import { defineSchema } from "convex/server";
import { hubTables } from "./hub/tables";

export default defineSchema(hubTables);
