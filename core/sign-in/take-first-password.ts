import { type Ctx, inTransaction } from "@/core/ctx";
import { minutes } from "@/core/duration";
import { TRIES_PER_CODE } from "@/core/proofs/guess-code";
import { issueProof } from "@/core/proofs/issue-proof";
import { type Proof, proofFrom } from "@/core/proofs/proof";
import { spendProof } from "@/core/proofs/spend-proof";
import { exchangeProof } from "@/core/registration/exchange-proof";
import { hashesOfFirstPassword } from "@/core/registration/first-password";
import { audit } from "@/core/security/audit";
import { forgetGuesses } from "@/core/security/guess-limit";
import { canonicalCode, hashCode, isSame } from "@/core/security/token";
import { lockOpenHolder } from "@/db/queries/holders";
import { findPasswordHash } from "@/db/queries/passwords";
import { countFirstPasswordTry, findLiveProofOf } from "@/db/queries/proofs";

/** Where a first password leads: to the page that sets a password, and nowhere else. The token is that page's. */
export type FirstPasswordTaken = { readonly page: "reset-password" | "confirm"; readonly token: string };

type Asked = {
  /** The account that the typed name signs in to, if any and if its counter lets anybody guess. */
  readonly accountId: string | null;
  /** The typed name as an address; null if it is none, or an account's. */
  readonly emailKey: string | null;
  readonly typed: string;
};

/** How long the page waits for the password that replaces the first one. */
const WAITS = minutes(30);

const NOBODY = "00000000-0000-0000-0000-000000000000";

/**
 * Takes a first password, where the shop lets codes or generated passwords be one (P-R4, P-R5, T-C14): once, within a day, and for nothing
 * but a link to set a password. No session begins, so there is nothing else that it could open. What runs depends on the settings and on
 * what was typed, not on whether the name is known (T-S1). Ask it only after an ordinary password did not fit, with the guess counted.
 */
export async function takeFirstPassword(ctx: Ctx, asked: Asked): Promise<FirstPasswordTaken | null> {
  const { firstPassword } = ctx.settings.registration;
  if (firstPassword === "code") return takeCode(ctx, asked);
  return firstPassword === "generated" ? takeGenerated(ctx, asked) : null;
}

/** Five tries in all, beside those of the account: then a code by mail or a reset is the way. */
async function takeCode(ctx: Ctx, { accountId, typed }: Asked): Promise<FirstPasswordTaken | null> {
  const code = canonicalCode(typed);
  if (!/^\d{6}$/.test(code)) return null;
  const proof = await countFirstPasswordTry(ctx.db, accountId ?? NOBODY, TRIES_PER_CODE);
  const codeOf = proof?.data.codeOf ?? "";
  const isRight = ctx.secrets.all.some((keys) => isSame(hashCode(keys("codes"), codeOf, code), proof?.codeHash ?? ""));
  return proof && isRight ? inTransaction(ctx, (tx) => openReset(tx, proofFrom("first-password", proof))) : null;
}

async function openReset(tx: Ctx, proof: Proof): Promise<FirstPasswordTaken | null> {
  const holder = proof.accountId === null ? null : await lockOpenHolder(tx.db, proof.accountId);
  if (!holder?.email || (await findPasswordHash(tx.db, holder.accountId)) !== null) return null;
  if (!(await spendProof(tx, proof))) return null;
  const { accountId, email } = holder;
  const { token } = await issueProof(tx, { purpose: "reset", subject: { accountId }, email, linkLasts: WAITS, hasCode: false });
  await forgetGuesses(tx, { kind: "account", id: accountId });
  const target = { kind: "account", id: accountId } as const;
  await audit(tx, { actor: { kind: "customer", accountId }, action: "first-password.used", target, outcome: "ok" });
  return { page: "reset-password", token };
}

/** Found by address and password together; a dump of the database does not help to find it. */
async function takeGenerated(ctx: Ctx, { emailKey, typed }: Asked): Promise<FirstPasswordTaken | null> {
  const found = await findLiveProofOf(ctx.db, "first-password", hashesOfFirstPassword(ctx, emailKey ?? "", typed));
  if (!found) return null;
  const exchanged = await exchangeProof(ctx, proofFrom("first-password", found));
  if (!exchanged.ok) return null;
  const target = { kind: "registration", id: found.pendingId ?? "" } as const;
  await audit(ctx, { actor: { kind: "visitor" }, action: "first-password.used", target, outcome: "ok" });
  return { page: "confirm", token: exchanged.value.token };
}
