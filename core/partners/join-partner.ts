import { givePlace } from "@/core/companies/give-place";
import { type Ctx, inTransaction, Rollback } from "@/core/ctx";
import type { PartnerFailure } from "@/core/partners/check-partner-code";
import type { KnownPartner } from "@/core/partners/directories/directory";
import { lookUpPartner } from "@/core/partners/look-up-partner";
import { hashesOfPartnerCode, hintOf } from "@/core/partners/partner-code";
import { openPartnerCode } from "@/core/partners/sealed-code";
import type { Answers } from "@/core/registration/answers";
import type { Answering } from "@/core/registration/keep-answers";
import { sealedCodeIn } from "@/core/registration/register-as";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { maskWords } from "@/core/security/mask";
import { findPlace } from "@/db/queries/company-people";
import { keepDirectoryPartner } from "@/db/queries/directory-partners";
import { insertCodeUse, keepDirectoryCode, lockUsableCode, renewCodeHash, takeUse } from "@/db/queries/partner-code-redemption";
import { getDefaultUserType } from "@/db/queries/user-types";

/** A code that counted when it was looked up a moment ago; null where nobody joins a partner. */
export type Joining = { readonly codeId: string } | null;

/** A code that counts, held in the open transaction: only {@link holdCode} gives it, so that no door joins anybody without having asked. */
export type Held = { readonly heldCodeId: string } | null;

/**
 * Looks up anew the code that a registration was begun with (T-Q2). Right before the transaction that makes the account, and not in it, since
 * it may ask a service. A partner that only the service knows is made here of its word (P-O5).
 */
export async function findJoining(ctx: Ctx, answers: Answers): Promise<Result<Joining, PartnerFailure>> {
  const sealed = sealedCodeIn(answers);
  if (sealed === null) return ok(null);
  const code = openPartnerCode(ctx, sealed);
  if (code === null || !ctx.settings.registration.partnerCodes) return fail("partner.code-refused");
  const found = await lookUpPartner(ctx, code, { isFresh: true });
  if (found.kind === "unavailable") return fail("partner.unavailable");
  const codeId = found.kind === "elsewhere" ? await keepPartner(ctx, code, found.partner) : null;
  if (found.kind === "here") return ok({ codeId: found.codeId });
  return codeId === null ? fail("partner.code-refused") : ok({ codeId });
}

function keepPartner(ctx: Ctx, code: string, partner: KnownPartner): Promise<string | null> {
  return inTransaction(ctx, async (tx) => {
    const { id: directoryId, name, maxUses, expiresAt } = partner;
    const { id: companyId, isNew } = await keepDirectoryPartner(tx.db, { directoryId, name });
    if (isNew) {
      const target = { kind: "company", id: companyId } as const;
      const detail = { name: maskWords(name) };
      await audit(tx, { actor: { kind: "system" }, action: "company.from-directory", target, outcome: "ok", detail });
    }
    const hashes = hashesOfPartnerCode(tx, code);
    await renewCodeHash(tx.db, hashes);
    return keepDirectoryCode(tx.db, { companyId, codeHash: hashes.newest, hint: hintOf(code), maxUses, expiresAt });
  });
}

/**
 * Holds the code for this transaction, if it still counts (T-Q2): of those who come at once one waits for the other. Ask it before a seat is
 * taken or a proof spent: a refusal leaves everything as it was.
 */
export async function holdCode(
  tx: Pick<Ctx, "db">,
  joining: Result<Joining, PartnerFailure>,
): Promise<Result<Held, PartnerFailure>> {
  if (!joining.ok) return joining;
  if (joining.value === null) return ok(null);
  const held = await lockUsableCode(tx.db, joining.value.codeId);
  return held ? ok({ heldCodeId: held.id }) : fail("partner.code-refused");
}

/**
 * Makes somebody a person of the partner whose code they hold, and counts the use (P-O4, T-Q4), in the transaction that makes the account. The
 * code says which partner and which user type it is, and nothing else does (T-Q3, T-R16). Whom staff have put into a company already stays
 * there, and uses nothing up.
 */
export async function joinPartner(tx: Ctx, { accountId, customerId }: Answering, held: Held): Promise<void> {
  if (held === null || (await findPlace(tx.db, customerId)) !== null) return;
  const taken = await takeUse(tx.db, held.heldCodeId);
  if (!taken) throw new Rollback("the code was used up meanwhile");
  const { companyId } = taken;
  const userTypeId = taken.userTypeId ?? (await getDefaultUserType(tx.db, "partners")).id;
  const actor = { kind: "customer", accountId } as const;
  await givePlace(tx, { customerId, companyId, userTypeId, actor, detail: { code: held.heldCodeId } });
  await insertCodeUse(tx.db, held.heldCodeId, customerId);
}
