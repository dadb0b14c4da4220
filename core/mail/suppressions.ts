import { type Ctx, inTransaction } from "@/core/ctx";
import { canonicalEmail } from "@/core/customers/email-address";
import { type Query, queryOf, typedLine } from "@/core/query";
import { fail, ok, type Result } from "@/core/result";
import { type Actor, audit } from "@/core/security/audit";
import { maskEmail } from "@/core/security/mask";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { findActiveStaff } from "@/db/queries/staff";
import { deleteSuppression, findSuppression, insertSuppression, listSuppressions } from "@/db/queries/suppressions";

type Asked = { readonly email: string; readonly staffId: string };

/**
 * Sends nothing more to an address, whatever the mail is about: it is looked up at the last moment before a mail leaves. Who asks for
 * such a mail is never told (T-FX04); staff see it in the mail room. Mails to staff warn them of what others do with their access, so only
 * who manages staff may stop those.
 */
export async function suppressAddress(
  ctx: Pick<Ctx, "db" | "request">,
  { email, staffId }: Asked,
): Promise<Result<undefined, "staff.not-permitted" | "email.invalid" | "mail.staff-address" | "mail.suppressed-already">> {
  const actor = { kind: "staff", staffId } as const;
  const refused = await refuseUnpermitted(ctx, actor, "mail.read");
  if (refused) return refused;
  const emailKey = canonicalEmail(email);
  if (emailKey === null) return fail("email.invalid", { field: "email" });
  if (await isColleague(ctx, emailKey, actor)) return fail("mail.staff-address", { field: "email" });
  return inTransaction(ctx, async (tx) => {
    const isNew = await insertSuppression(tx.db, { emailKey, reason: "staff", detail: "" });
    if (!isNew) return fail("mail.suppressed-already", { field: "email" });
    await note(tx, "mail.suppressed", { email: emailKey, actor });
    return ok();
  });
}

async function isColleague(ctx: Pick<Ctx, "db">, emailKey: string, actor: Actor): Promise<boolean> {
  const isStaff = (await findActiveStaff(ctx.db, emailKey)) !== null;
  return isStaff && (await refuseUnpermitted(ctx, actor, "staff.manage")) !== null;
}

/** Whether nothing is sent to an address, for the person whose it is. */
export const isSuppressed = async (ctx: Pick<Ctx, "db">, email: string): Promise<boolean> =>
  (await findSuppression(ctx.db, canonicalEmail(email) ?? "")) !== null;

/** Sends to an address again. What was not sent meanwhile stays that way until somebody sends it again. */
export async function unsuppressAddress(
  ctx: Pick<Ctx, "db" | "request">,
  { email, staffId }: Asked,
): Promise<Result<undefined, "staff.not-permitted" | "mail.not-suppressed">> {
  const actor = { kind: "staff", staffId } as const;
  const refused = await refuseUnpermitted(ctx, actor, "mail.read");
  if (refused) return refused;
  const emailKey = canonicalEmail(email) ?? "";
  return inTransaction(ctx, async (tx) => {
    if (!(await deleteSuppression(tx.db, emailKey))) return fail("mail.not-suppressed");
    await note(tx, "mail.unsuppressed", { email: emailKey, actor });
    return ok();
  });
}

type Noted = { readonly email: string; readonly actor: Actor };

const note = (tx: Pick<Ctx, "db" | "request">, action: "mail.suppressed" | "mail.unsuppressed", { email, actor }: Noted) =>
  audit(tx, { actor, action, outcome: "ok", detail: { to: maskEmail(email) } });

/** Which suppressed addresses to list: those that begin with a text, older than one of them. */
export type SuppressionFilter = { readonly search?: string | undefined; readonly before?: string | undefined };

/** The most that is read of a search. */
export const LONGEST_ADDRESS = 254;
const PAGE = 50;

/** Reads a filter from an address; what makes no sense counts as absent. */
export const readSuppressionFilter = ({ q, before }: Query): SuppressionFilter => ({
  search: typedLine(q, LONGEST_ADDRESS)?.toLowerCase(),
  before: typedLine(before, LONGEST_ADDRESS),
});

/** The query that asks for a filter again. */
export const suppressionQuery = ({ search, before }: SuppressionFilter): string => queryOf({ q: search, before });

/** A page of suppressed addresses, newest first, and where the next one begins. */
export async function listSuppressedAddresses(ctx: Pick<Ctx, "db">, filter: SuppressionFilter) {
  const found = await listSuppressions(ctx.db, { ...filter, atMost: PAGE + 1 });
  const suppressed = found.slice(0, PAGE);
  const last = suppressed.at(-1);
  return { suppressed, next: found.length > PAGE && last ? { ...filter, before: last.emailKey } : null };
}
