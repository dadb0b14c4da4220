import type { Connection } from "@/core/connections/connection";
import type { HashParameters } from "@/core/security/password-hash";
import type { Secrets } from "@/core/security/secrets";
import type { Db } from "@/db";
import type { LegalEdition } from "@/db/queries/legal-texts";
import type { FormDefinition } from "@/settings/form-definition";
import type { Settings } from "@/settings/registry";

/** A language that every sentence exists in. */
export type Language = "en" | "es";

/** What is known of the request: for limits, the audit log and the language of mails. */
export type RequestFacts = {
  /** The client's address as the trusted hops tell it; "unknown" when there is none. */
  readonly address: string;
  readonly userAgent: string;
  readonly language: Language;
};

/** Everything that varies between two runs of a use case. Each use case names the slice it needs. */
export type Ctx = {
  /** The database, or the open transaction. */
  readonly db: Db;
  readonly settings: Settings;
  /** What customers are asked, and where. */
  readonly form: FormDefinition;
  /** Which editions of terms and privacy count now; nothing of a kind that none is published of. */
  readonly legal: readonly LegalEdition[];
  /** The SSO providers that customers can use now, in the back office's order. */
  readonly connections: readonly Connection[];
  readonly secrets: Secrets;
  /** Origin of every link, from PUBLIC_URL. */
  readonly origin: string;
  readonly request: RequestFacts;
  /** For sentences, and for what only a cookie keeps: expiry of all that is stored is decided by the database's now(). */
  readonly now: Date;
  readonly hash: HashParameters;
};

/** Runs in one transaction: everything written by `run` holds, or nothing. Nothing outside the database may be called in it. */
export function inTransaction<C extends { readonly db: Db }, T>(ctx: C, run: (ctx: C) => Promise<T>): Promise<T> {
  return ctx.db.transaction((tx) => run({ ...ctx, db: tx }));
}

/** Thrown inside a transaction to undo it, and caught around it by who then answers with an expected failure. */
export class Rollback extends Error {
  override name = "Rollback";
}
