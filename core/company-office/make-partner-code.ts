import { z } from "zod";
import { companyId } from "@/core/company-office/company-id";
import { lockUnmergedCompany, type NoCompany } from "@/core/company-office/lock-unmerged-company";
import { type Ctx, inTransaction } from "@/core/ctx";
import { isDay } from "@/core/fields/is-day";
import { line } from "@/core/input";
import {
  canonicalPartnerCode,
  hashesOfPartnerCode,
  hintOf,
  LONGEST_PARTNER_CODE,
  looksGenerated,
  newPartnerCode,
} from "@/core/partners/partner-code";
import { type Failure, fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { isDuplicate } from "@/db";
import { renewCodeHash } from "@/db/queries/partner-code-redemption";
import { insertCode, isDayToCome, type LastDay } from "@/db/queries/partner-code-room";
import { findUserType } from "@/db/queries/user-types";

/** The shortest code that staff may choose. Even so it takes the captcha and the limits to keep it (T-Q1). */
export const SHORTEST_PARTNER_CODE = 6;

/**
 * What the form of a new code holds. All but the partner may be empty: then it is generated, for any number, without end, of the usual
 * type.
 */
export const partnerCodeInput = z.object({
  companyId,
  chosen: line(LONGEST_PARTNER_CODE),
  userType: z.union([z.literal(""), z.uuid()], { error: "user-type.not-found" }),
  maxUses: line(20).refine((typed) => typed === "" || /^[1-9]\d{0,5}$/.test(typed), { error: "number.invalid" }),
  lastDay: line(10).refine((typed) => typed === "" || isDay(typed), { error: "date.invalid" }),
});

type Asked = z.output<typeof partnerCodeInput> & { readonly staffId: string };
type Making = Pick<Ctx, "db" | "secrets" | "request" | "settings">;
type Code =
  | NoCompany
  | "staff.not-permitted"
  | "partner-code.invalid"
  | "partner-code.taken"
  | "partner-code.past"
  | "user-type.not-found";

/**
 * Makes a code by which people join a partner (P-O4): 80 random bits, or one that staff choose. The answer is the one place where it is ever
 * told; stored is its hash, and the log knows its last signs only (T-Q6).
 */
export async function makePartnerCode(ctx: Making, asked: Asked): Promise<Result<{ readonly code: string }, Code>> {
  const { companyId: id, staffId } = asked;
  const actor = { kind: "staff", staffId } as const;
  const refused = await refuseUnpermitted(ctx, actor, "companies.edit");
  if (refused) return refused;
  const code = asked.chosen === "" ? newPartnerCode() : asked.chosen;
  const canonical = canonicalPartnerCode(code);
  if (canonical === null || !isAllowed(asked.chosen, canonical)) return fail("partner-code.invalid", { field: "chosen" });
  try {
    return await inTransaction(ctx, async (tx) => {
      const company = await lockUnmergedCompany(tx, id);
      if (!company.ok) return company;
      if (company.value.kind !== "partner") return fail("company.not-found");
      const unfit = await findTrouble(tx, asked);
      if (unfit) return unfit;
      await store(tx, asked, canonical);
      const detail = { hint: hintOf(canonical), maxUses: asked.maxUses || "–", lastDay: asked.lastDay || "–" };
      await audit(tx, { actor, action: "partner-code.made", target: { kind: "company", id }, outcome: "ok", detail });
      return ok({ code });
    });
  } catch (error) {
    if (isDuplicate(error, "partner_codes_code_hash_unique")) return fail("partner-code.taken", { field: "chosen" });
    throw error;
  }
}

/** A chosen code must be told from a generated one, which needs no captcha, and be no shorter than some signs. */
const isAllowed = (chosen: string, canonical: string): boolean =>
  chosen === "" || (canonical.length >= SHORTEST_PARTNER_CODE && !looksGenerated(canonical));

async function findTrouble(
  tx: Pick<Ctx, "db" | "settings">,
  asked: Asked,
): Promise<Failure<"user-type.not-found" | "partner-code.past"> | null> {
  const { userType } = asked;
  if (userType !== "" && !(await findUserType(tx.db, userType))) return fail("user-type.not-found", { field: "userType" });
  const lastDay = lastDayOf(tx, asked);
  return lastDay === null || (await isDayToCome(tx.db, lastDay)) ? null : fail("partner-code.past", { field: "lastDay" });
}

/** By the shop's clock: it is written on cards. */
const lastDayOf = ({ settings }: Pick<Ctx, "settings">, { lastDay: day }: Asked): LastDay | null =>
  day === "" ? null : { day, timeZone: settings.shop.timeZone };

async function store(tx: Making, asked: Asked, canonical: string): Promise<void> {
  const hashes = hashesOfPartnerCode(tx, canonical);
  await renewCodeHash(tx.db, hashes);
  await insertCode(tx.db, {
    companyId: asked.companyId,
    codeHash: hashes.newest,
    hint: hintOf(canonical),
    isChosen: asked.chosen !== "",
    userTypeId: asked.userType || null,
    maxUses: asked.maxUses === "" ? null : Number(asked.maxUses),
    lastDay: lastDayOf(tx, asked),
    staffId: asked.staffId,
  });
}
