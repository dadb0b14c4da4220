import { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { canonicalNumber } from "@/core/customers/customer-number";
import { requiredLine } from "@/core/input";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { findAccountOfCustomer, findCustomerByNumber } from "@/db/queries/customer-room";
import { deleteSessionsById } from "@/db/queries/sessions";

/** What the buttons beside sessions hold: the customer's number, and the session, or "all". */
export const endSessionsInput = z.object({
  number: requiredLine(64),
  session: z.union([z.literal("all"), z.uuid()], { error: "field.invalid" }),
});

type Asked = z.output<typeof endSessionsInput> & { readonly staffId: string };

/** Ends one session of a customer, or all, at once and on every process (T-K5). One that has ended meanwhile is no failure. */
export async function endCustomerSessions(
  ctx: Pick<Ctx, "db" | "request">,
  { number, session, staffId }: Asked,
): Promise<Result<undefined, "staff.not-permitted" | "customer.not-found" | "customer.no-account">> {
  const refused = await refuseUnpermitted(ctx, { kind: "staff", staffId }, "customers.edit");
  if (refused) return refused;
  const key = canonicalNumber(number);
  return inTransaction(ctx, async (tx) => {
    const customer = key === null ? null : await findCustomerByNumber(tx.db, key);
    if (!customer) return fail("customer.not-found");
    const account = await findAccountOfCustomer(tx.db, customer.id);
    if (!account) return fail("customer.no-account");
    const ended = await deleteSessionsById(tx.db, account.id, session === "all" ? null : session);
    if (ended === 0) return ok();
    await audit(tx, {
      actor: { kind: "staff", staffId },
      action: "session.ended",
      target: { kind: "account", id: account.id },
      outcome: "ok",
      detail: { sessions: String(ended) },
    });
    return ok();
  });
}
