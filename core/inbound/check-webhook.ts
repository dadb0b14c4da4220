import { createHmac } from "node:crypto";
import { minutes } from "@/core/duration";
import { isSame } from "@/core/security/token";

/** How far the sender's clock may be off, and how long a signature counts (T-I9). */
const TOLERANCE = minutes(5);

/** Why a call was refused, in codes that the back office has sentences for; the caller is never told. */
export const callTroubles = ["call-unsigned", "call-untimely", "call-other-key"] as const;

/** One of them. */
export type CallTrouble = (typeof callTroubles)[number];

/** What a call says about itself in its headers (the scheme of standardwebhooks.com). */
export type WebhookHeaders = { readonly id: string; readonly timestamp: string; readonly signature: string };

/** Reads the headers of a call; null where one is missing or cannot be one. */
export function readWebhookHeaders(headers: Pick<Headers, "get">): WebhookHeaders | null {
  const id = headers.get("webhook-id") ?? "";
  const timestamp = headers.get("webhook-timestamp") ?? "";
  const signature = headers.get("webhook-signature") ?? "";
  return /^[\x21-\x7e]{1,200}$/.test(id) && /^\d{1,12}$/.test(timestamp) && signature !== "" && signature.length <= 2000
    ? { id, timestamp, signature }
    : null;
}

/** Whether a call was signed within the last five minutes, or the next by a clock that is ahead. */
export function isTimely({ timestamp }: WebhookHeaders, now: Date): boolean {
  return Math.abs(now.getTime() - Number(timestamp) * 1000) <= TOLERANCE.ms;
}

/** Whether one of the signatures fits the body under a key, `whsec_` and base64; compared in constant time (T-I9). */
export function isSigned({ id, timestamp, signature }: WebhookHeaders, body: Buffer, key: string): boolean {
  const hmac = createHmac("sha256", Buffer.from(key.replace(/^whsec_/, ""), "base64"));
  const right = hmac.update(`${id}.${timestamp}.`).update(body).digest("base64");
  const given = signature.split(" ").flatMap((one) => (one.startsWith("v1,") ? [one.slice(3)] : []));
  return given.filter((one) => isSame(one, right)).length > 0;
}
