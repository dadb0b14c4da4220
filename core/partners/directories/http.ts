import { createHmac } from "node:crypto";
import { z } from "zod";
import { seconds } from "@/core/duration";
import { fetchOutside } from "@/core/net/fetch-outside";
import { OutsideFailure, outsideOf } from "@/core/net/outside";
import type { DirectoryAnswer, DirectoryTrouble, PartnerDirectory } from "@/core/partners/directories/directory";
import { isSame } from "@/core/security/token";

/** More than any answer needs. */
const LONGEST_ANSWER = 16_384;

const ODD = /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u;
const word = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !ODD.test(text));

const [EARLIEST, LATEST] = [Date.UTC(2000, 0), Date.UTC(9999, 11, 31)];

/** The standard reaches from a year that no database knows to times of day that no calendar does. */
function isStorable(instant: string): boolean {
  const at = Date.parse(instant);
  return at >= EARLIEST && at <= LATEST;
}

const answer = z.object({
  /** The code that was asked for: what was meant for another one, or comes out of a cache on the way, counts for nothing. */
  code: z.string().max(100),
  partner: z
    .object({
      id: word(200),
      name: word(120),
      maxUses: z.int().min(1).max(1_000_000).nullish(),
      expiresAt: z.iso.datetime({ offset: true }).refine(isStorable).nullish(),
    })
    .nullable(),
});

/**
 * A service of the shop's own, asked by a signed POST (docs/guides/add-a-partner-directory.md). Whatever is not exactly an answer to this very
 * question is no answer: closed, never open (T-Q5).
 */
export const http: PartnerDirectory = {
  kind: "http",
  find: async (ctx, code) => {
    const { directoryUrl, directorySecret, directorySeconds } = ctx.settings.partners;
    if (directoryUrl === "" || directorySecret === "") return trouble("not-set-up");
    const body = JSON.stringify({ code });
    try {
      const said = await fetchOutside(outsideOf(ctx, seconds(directorySeconds)), directoryUrl, {
        method: "POST",
        headers: { "content-type": "application/json", ...signedHeaders(directorySecret, body) },
        body,
      });
      return said.status === 200 ? read(code, await said.text()) : trouble("status");
    } catch (error) {
      if (error instanceof OutsideFailure) return trouble(error.reason);
      throw error;
    }
  },
};

/** The service sees by them that it is us who ask, and that it is now. */
function signedHeaders(secret: string, body: string): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
  return { "foyer-timestamp": timestamp, "foyer-signature": `v1=${signature}` };
}

function read(code: string, text: string): DirectoryAnswer {
  const parsed = text.length > LONGEST_ANSWER ? null : answer.safeParse(jsonOf(text));
  if (!parsed?.success) return trouble("not-understood");
  const { code: answered, partner } = parsed.data;
  if (!isSame(answered, code)) return trouble("other-code");
  if (partner === null) return { kind: "unknown" };
  const { id, name, maxUses = null, expiresAt: until } = partner;
  const expiresAt = until ? new Date(until).toISOString() : null;
  return { kind: "elsewhere", partner: { id, name, maxUses, expiresAt } };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const trouble = (what: DirectoryTrouble): DirectoryAnswer => ({ kind: "unavailable", trouble: what });
