import type { ProofRow } from "@/db/queries/proofs";

/** What a proof is good for. One for one purpose is worthless for any other (T-C5). */
export type ProofPurpose =
  | "registration"
  | "first-password"
  | "activation"
  | "reset"
  | "email-change"
  | "email-undo"
  | "email-sign-in"
  | "code-sign-in"
  | "invitation"
  | "connect"
  | "staff-setup"
  | "staff-second-factor"
  | "unlock";

/** A proof as use cases see it: whom it is about and where it was sent, never token or code. */
export type Proof = {
  readonly id: string;
  readonly purpose: ProofPurpose;
  readonly pendingId: string | null;
  readonly accountId: string | null;
  readonly customerId: string | null;
  readonly staffId: string | null;
  readonly invitationId: string | null;
  readonly email: string | null;
  readonly emailKey: string | null;
  /** Hash of the browser that asked for it; null where none did. */
  readonly browserHash: string | null;
  readonly data: Readonly<Record<string, string>>;
};

/** Leaves out of a row what nobody needs to see. */
export function proofFrom(purpose: ProofPurpose, row: ProofRow): Proof {
  const { id, pendingId, accountId, customerId, staffId, invitationId, email, emailKey, browserHash, data } = row;
  return { id, purpose, pendingId, accountId, customerId, staffId, invitationId, email, emailKey, browserHash, data };
}
