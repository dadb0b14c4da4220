import { z } from "zod";
import type { Ctx } from "@/core/ctx";
import { inSeconds, minutes } from "@/core/duration";
import { ALARMING_MISSES } from "@/core/partners/code-guesses";
import type { DirectoryAnswer } from "@/core/partners/directories/directory";
import { local } from "@/core/partners/directories/local";
import { getDirectory } from "@/core/partners/directories/registry";
import { hashesOfPartnerCode, looksGenerated } from "@/core/partners/partner-code";
import { audit } from "@/core/security/audit";
import { countMiss } from "@/db/queries/partner-code-redemption";
import { findAnswer, insertTrouble, storeAnswer } from "@/db/queries/partner-directory";

/** So many of the last troubles are kept for staff. */
const KEPT_TROUBLES = 20;

type Asking = Pick<Ctx, "db" | "secrets" | "settings" | "origin" | "request">;

/**
 * What a code in canonical form means: first by the codes that staff have made here, then by the directory that the shop has chosen. Counts
 * those in vain that can be guessed: others cost no captcha, and whoever sends them must not close the door (T-Q1). Writes down why a directory
 * could not tell. Asks others, so never inside a transaction. `isFresh` wants today's word and not that of a few minutes ago: wherever somebody
 * joins (T-Q2).
 */
export async function lookUpPartner(
  ctx: Asking,
  code: string,
  { isFresh }: { readonly isFresh: boolean },
): Promise<DirectoryAnswer> {
  const answer = await ask(ctx, code, isFresh);
  if (answer.kind === "unknown" && !looksGenerated(code)) await noteMiss(ctx);
  if (answer.kind === "unavailable") await insertTrouble(ctx.db, answer.trouble, KEPT_TROUBLES);
  return answer;
}

async function ask(ctx: Asking, code: string, isFresh: boolean): Promise<DirectoryAnswer> {
  const here = await local.find(ctx, code);
  const directory = getDirectory(ctx);
  if (here.kind !== "unknown" || directory.kind === local.kind) return here;
  const codeHash = hashesOfPartnerCode(ctx, code).newest;
  const lasts = inSeconds(minutes(ctx.settings.partners.cacheMinutes));
  const known = isFresh || lasts === 0 ? null : read(await findAnswer(ctx.db, codeHash));
  if (known) return known;
  const answer = await directory.find(ctx, code);
  if (answer.kind === "elsewhere" && lasts > 0) await storeAnswer(ctx.db, codeHash, answer, lasts);
  return answer;
}

const stored = z.object({
  kind: z.literal("elsewhere"),
  partner: z.object({ id: z.string(), name: z.string(), maxUses: z.number().nullable(), expiresAt: z.string().nullable() }),
});

const read = (found: { readonly answer: unknown } | null): DirectoryAnswer | null => stored.safeParse(found?.answer).data ?? null;

async function noteMiss(ctx: Asking): Promise<void> {
  const misses = await countMiss(ctx.db);
  if (misses !== ALARMING_MISSES) return;
  const detail = { misses: String(misses) };
  await audit(ctx, { actor: { kind: "system" }, action: "partner-codes.guessed", outcome: "ok", detail });
}
