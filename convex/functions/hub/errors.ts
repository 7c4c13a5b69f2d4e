import { ConvexError } from "convex/values";

/** All the kit throws on purpose: a production deployment shows its callers nothing else of an error. */
export const refusal = {
  validation: (message: string, externalId?: string) =>
    new ConvexError(externalId === undefined ? { code: "VALIDATION", message } : { code: "VALIDATION", message, externalId }),
  notFound: (externalId: string) => new ConvexError({ code: "NOT_FOUND", externalId }),
  versionConflict: (externalId: string, current: number, expected: number) =>
    new ConvexError({ code: "VERSION_CONFLICT", externalId, current, expected }),
  tooManyItems: (limit: number) => new ConvexError({ code: "TOO_MANY_ITEMS", limit }),
};
