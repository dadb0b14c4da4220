import { z } from "zod";

/**
 * What the load process is told to send.
 *
 * `{{n}}`, `{{address}}` and the keys of `variants` are filled in per request in header values and in the body: `n` counts up from
 * `from`, `address` is an IPv4 address of the range kept for benchmarks (198.18.0.0/15), and the variants take turns.
 */
export const loadJob = z.object({
  url: z.string(),
  method: z.enum(["GET", "POST"]),
  headers: z.record(z.string(), z.string()),
  body: z.string().optional(),
  variants: z.array(z.record(z.string(), z.string())),
  from: z.number(),
  connections: z.number(),
  amount: z.number(),
  expect: z.object({ status: z.number(), cookie: z.boolean() }),
});
export type LoadJob = z.infer<typeof loadJob>;

export const loadOutcome = z.object({
  answered: z.number(),
  seconds: z.number(),
  p50: z.number(),
  p99: z.number(),
  lost: z.number(),
  unexpected: z.number(),
  statuses: z.record(z.string(), z.number()),
  overflowWithRetryAfter: z.number(),
});
export type LoadOutcome = z.infer<typeof loadOutcome>;

export const probeJob = z.object({ url: z.string(), headers: z.record(z.string(), z.string()), everyMs: z.number() });
export type ProbeJob = z.infer<typeof probeJob>;

/** One answer of the probe: when it was asked for (epoch milliseconds), how long it took, and the status (0 for none). */
export const probeOutcome = z.array(z.object({ at: z.number(), ms: z.number(), status: z.number() }));
export type ProbeOutcome = z.infer<typeof probeOutcome>;

export const hashOutcome = z.object({ cpuMs: z.number(), perSecond: z.number() });
export type HashOutcome = z.infer<typeof hashOutcome>;
