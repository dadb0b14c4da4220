import type { Ctx } from "@/core/ctx";
import { findCustomers } from "@/core/customers/find-customers";
import type { CustomerFilter } from "@/core/customers/read-customer-filter";
import { csvLine } from "@/core/import/csv-cell";
import { decimal, writeItems } from "@/core/import/order-items";
import { ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { maskName } from "@/core/security/mask";
import { actorOf, type ConfirmFailure, confirmStaff, type StaffOperator } from "@/core/staff/confirm-staff";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { listCustomersForExport, listOrdersForExport } from "@/db/queries/exports";

/** Customers that are read at once: what a file costs in memory, however long it is. */
const PAGE = 500;

type Exporting = { readonly kind: "customers" | "orders"; readonly filter: CustomerFilter; readonly by: StaffOperator };
type ExportCtx = Pick<Ctx, "db" | "secrets" | "request" | "hash">;

/**
 * Makes a CSV file of customers, or of their orders: all of them, or those that a filter of the list finds. Asks who it is (T-A13) and
 * leaves a row in the audit log, then reads page by page as the file is taken. Formulas are disarmed (T-D1), and Import reads it again.
 * Nothing that signs in is in it.
 */
export async function exportMany(
  ctx: ExportCtx,
  { kind, filter, by }: Exporting,
): Promise<Result<AsyncGenerator<string>, "staff.not-permitted" | ConfirmFailure>> {
  const refused = await refuseUnpermitted(ctx, actorOf(by), "customers.export");
  if (refused) return refused;
  const confirmed = await confirmStaff(ctx, by);
  if (!confirmed.ok) return confirmed;
  const { search, standing } = filter;
  const detail = { kind, ...(search ? { search: maskName(search) } : {}), ...(standing ? { standing } : {}) };
  await audit(ctx, { actor: actorOf(by), action: "export.made", outcome: "ok", detail });
  return ok(kind === "customers" ? writeCustomers(ctx, { search, standing }) : writeOrders(ctx, { search, standing }));
}

/** The ids of all customers that a filter finds, page by page. */
async function* readIds(ctx: Pick<Ctx, "db">, filter: CustomerFilter): AsyncGenerator<string[]> {
  for (let next: CustomerFilter | null = filter; next; ) {
    const page: Awaited<ReturnType<typeof findCustomers>> = await findCustomers(ctx, next, PAGE);
    if (page.customers.length > 0) yield page.customers.map(({ id }) => id);
    next = page.next;
  }
}

const CUSTOMER_COLUMNS = ["customer_number", "first_name", "last_name", "email", "phone", "known_since", "account", "last_order"];

async function* writeCustomers(ctx: Pick<Ctx, "db">, filter: CustomerFilter): AsyncGenerator<string> {
  yield csvLine(CUSTOMER_COLUMNS);
  for await (const ids of readIds(ctx, filter)) {
    const rows = await listCustomersForExport(ctx.db, ids);
    const lines = rows.map(({ number, firstName, lastName, email, phone, createdAt, standing, lastOrderAt }) =>
      csvLine([number, firstName, lastName, email ?? "", phone ?? "", instant(createdAt), standing, instant(lastOrderAt)]),
    );
    yield lines.join("");
  }
}

const ORDER_COLUMNS = [
  "order_number",
  "customer_number",
  "placed_at",
  "total",
  "currency",
  "name",
  "company",
  "deliver_to",
  "email",
  "street",
  "postcode",
  "city",
  "country",
  "language",
  "items",
];

async function* writeOrders(ctx: Pick<Ctx, "db">, filter: CustomerFilter): AsyncGenerator<string> {
  yield csvLine(ORDER_COLUMNS);
  for await (const ids of readIds(ctx, filter)) {
    const rows = await listOrdersForExport(ctx.db, ids);
    const lines = rows.map((order) => {
      const { number, customerNumber, placedAt, totalCents, currency } = order;
      const money = [decimal(totalCents), currency];
      const { name, company, recipient, email, street, postcode, city, country } = order;
      const where = [name, company ?? "", recipient ?? "", email, street, postcode, city, country];
      return csvLine([number, customerNumber, instant(placedAt), ...money, ...where, order.language, writeItems(order.items)]);
    });
    yield lines.join("");
  }
}

const instant = (at: Date | null): string => at?.toISOString() ?? "";
