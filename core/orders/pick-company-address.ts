import { z } from "zod";
import { asColleague } from "@/core/companies/permissions";
import type { Ctx } from "@/core/ctx";
import { isRowId } from "@/core/query";
import { fail, ok, type Result } from "@/core/result";
import type { Session } from "@/core/sessions/find-session";
import { listCompanyAddresses } from "@/db/queries/company-addresses";

/** What the button beside a company's address book holds at the checkout. */
export const pickCompanyAddressInput = z.object({ address: z.string().refine(isRowId, { error: "company.address-gone" }) });

type Input = z.output<typeof pickCompanyAddressInput> & { readonly session: Session | null };

/** An address of the book as the checkout's fields hold it, and the company that the order is then for. */
export type PickedAddress = {
  readonly label: string;
  readonly fields: Readonly<Record<"recipient" | "street" | "postcode" | "city" | "country" | "orderFor", string>>;
};

/** An address of the own company's book, for who may order in its name. Another company's address is none (T-A2). */
export async function pickCompanyAddress(
  ctx: Pick<Ctx, "db">,
  { address, session }: Input,
): Promise<Result<PickedAddress, "company.not-permitted" | "company.address-gone">> {
  if (session === null) return fail("company.not-permitted", { field: "orderFor" });
  const asked = await asColleague(ctx, session.customerId, "orders.place");
  if (!asked.ok) return fail("company.not-permitted", { field: "orderFor" });
  const { companyId: orderFor } = asked.value;
  const found = (await listCompanyAddresses(ctx.db, orderFor)).find(({ id }) => id === address);
  if (!found) return fail("company.address-gone", { field: "address" });
  const { label, name: recipient, street, postcode, city, country } = found;
  return ok({ label, fields: { recipient, street, postcode, city, country, orderFor } });
}
