import { randomUUID } from "node:crypto";
import { type Ctx, inTransaction } from "@/core/ctx";
import { canonicalEmail } from "@/core/customers/email-address";
import { type Duration, inSeconds, minutes } from "@/core/duration";
import type { ProofPurpose } from "@/core/proofs/proof";
import { hashCode, hashToken, newCode, newToken } from "@/core/security/token";
import { insertProof, lockAttempt, type ProofSubject, supersedeProofs } from "@/db/queries/proofs";

/** How long a 6-digit code counts (ASVS 6.5.5). */
export const CODE_LASTS = minutes(10);

type Wanted = {
  readonly purpose: ProofPurpose;
  /** Left out where nobody is known yet but the browser. */
  readonly subject?: ProofSubject;
  /** Where it is going to be sent. */
  readonly email?: string;
  /** SHA-256 of the browser's attempt cookie ({@link hashToken}). A code needs it: only in that browser does it count (T-C6). */
  readonly browserHash?: string;
  readonly linkLasts: Duration;
  readonly hasCode: boolean;
  /** Whether earlier ones of the same attempt live on; their caller ends those that shall end. */
  readonly isBesideOthers?: boolean;
  readonly data?: Readonly<Record<string, string>>;
};

/** Token and code as they go into the mail, and nowhere else. `code` is empty when none was wanted. */
export type IssuedProof = { readonly proofId: string; readonly token: string; readonly code: string };

/**
 * Issues a link's token and, if wanted, a 6-digit code. Whatever the same attempt (this browser; without one, this subject) was given
 * for the same purpose ends with it; attempts of other browsers live on (T-C9). Only hashes are stored (T-C11). Runs in the open
 * transaction, so that proof and mail exist together or not at all.
 */
export function issueProof(ctx: Pick<Ctx, "db" | "secrets">, wanted: Wanted): Promise<IssuedProof> {
  const { purpose, subject, email, browserHash, linkLasts, hasCode, isBesideOthers = false, data } = wanted;
  if (hasCode && browserHash === undefined) throw new Error("a code without its browser could be tried by anybody");
  const attempt = browserHash === undefined ? subject : { browserHash };
  if (attempt === undefined) throw new Error("a proof for nobody");
  const issued = { proofId: randomUUID(), token: newToken(), code: hasCode ? newCode() : "" };
  return inTransaction(ctx, async ({ db, secrets }) => {
    await lockAttempt(db, `${purpose}:${Object.values(attempt).join()}`);
    if (!isBesideOthers) await supersedeProofs(db, purpose, attempt);
    await insertProof(db, {
      ...subject,
      id: issued.proofId,
      purpose,
      email: email ?? null,
      emailKey: email === undefined ? null : canonicalEmail(email),
      tokenHash: hashToken(issued.token),
      codeHash: hasCode ? hashCode(secrets.newest("codes"), issued.proofId, issued.code) : null,
      browserHash: browserHash ?? null,
      data: { ...data },
      linkSeconds: inSeconds(linkLasts),
      codeSeconds: hasCode ? inSeconds(CODE_LASTS) : null,
    });
    return issued;
  });
}
