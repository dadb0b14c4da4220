import { z } from "zod";
import type { Ctx } from "@/core/ctx";
import { hours } from "@/core/duration";
import { decrypt, encrypt } from "@/core/security/secrets";

/** How long somebody may take to sign in, or to register, before they accept an invitation. */
export const AWAITED_LASTS = hours(1);

// The end stands inside: a cookie's own is the browser's to keep, or not.
const awaitedSchema = z.tuple([z.string().regex(/^[\w-]{20,200}$/), z.number()]);

/**
 * Seals the token of an invitation for a cookie of the browser that has opened it, to come back to it after signing in: it never travels in
 * an address of another page (T-U4). It opens no more than the mailed link does, and nobody can read it there.
 */
export const sealAwaited = ({ secrets, now }: Pick<Ctx, "secrets" | "now">, token: string): string =>
  encrypt(secrets, "invitation", JSON.stringify([token, now.getTime() + AWAITED_LASTS.ms]));

/** The token in such a cookie; null if there is none, it is not ours, or its time is over. */
export function openAwaited({ secrets, now }: Pick<Ctx, "secrets" | "now">, sealed: string | undefined): string | null {
  const text = sealed && sealed.length < 4096 ? decrypt(secrets, "invitation", sealed) : null;
  const read = text === null ? null : awaitedSchema.safeParse(JSON.parse(text));
  if (!read?.success) return null;
  const [token, until] = read.data;
  return until > now.getTime() ? token : null;
}
