import { cronJobs } from "convex/server";
import { addHubCrons } from "./hub/crons";

const crons = cronJobs();
addHubCrons(crons);

export default crons;
