import { z } from "zod";

/**
 * What somebody is sent to a provider for. Travels in a sealed cookie of that browser and nowhere else; whoever comes back without one, or
 * with one for another connection, is nobody (T-L6). `by` is the id of the session that asked, which must be the same on the way back.
 */
export const errandSchema = z.discriminatedUnion("kind", [
  /** To sign in and go on to the wanted page. */
  z.object({ kind: z.literal("sign-in"), connection: z.string(), returnTo: z.string() }),
  /** A signed-in customer adds this way of signing in, having confirmed who they are. */
  z.object({ kind: z.literal("connect"), connection: z.string(), by: z.string(), accountId: z.string() }),
  /** An admin tries a connection out: nothing is made, what comes back is shown (P-A6). */
  z.object({ kind: z.literal("test"), connection: z.string(), by: z.string() }),
]);

/** One errand. */
export type Errand = z.output<typeof errandSchema>;
