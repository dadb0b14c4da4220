import { z } from "zod";
import type { Ctx } from "@/core/ctx";
import { minutes } from "@/core/duration";
import { decrypt, encrypt } from "@/core/security/secrets";

/** How long new recovery codes can be looked at, by the session that made them. */
export const CODES_ARE_SHOWN = minutes(2);

const shape = z.object({ sessionId: z.string(), codes: z.array(z.string()), until: z.number() });

/** Seals new recovery codes for the cookie of the browser that made them: the database keeps only hashes, and no address ever has them. */
export function sealShownCodes(ctx: Pick<Ctx, "secrets" | "now">, sessionId: string, codes: readonly string[]): string {
  const until = ctx.now.getTime() + CODES_ARE_SHOWN.ms;
  return encrypt(ctx.secrets, "second-factor", JSON.stringify({ sessionId, codes, until }));
}

/** The codes to show, if this very session made them just now; else null. */
export function openShownCodes(
  ctx: Pick<Ctx, "secrets" | "now">,
  sessionId: string,
  sealed: string | undefined,
): readonly string[] | null {
  const text = sealed === undefined || sealed.length > 4000 ? null : decrypt(ctx.secrets, "second-factor", sealed);
  if (text === null) return null;
  const read = shape.safeParse(parsed(text));
  return read.success && read.data.sessionId === sessionId && read.data.until > ctx.now.getTime() ? read.data.codes : null;
}

/** Other things are sealed with this key that are no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
