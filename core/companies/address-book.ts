import { z } from "zod";
import { type Acting, actorOfMember, lockOwnCompany, type OwnCompanyFailure } from "@/core/companies/lock-own-company";
import { type Ctx, inTransaction } from "@/core/ctx";
import { requiredLine } from "@/core/input";
import { canonicalPostcode } from "@/core/orders/postcode";
import { type Failure, fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { isCountry } from "@/core/shop/countries";
import {
  type AddressEntry,
  deleteCompanyAddress,
  insertCompanyAddress,
  listCompanyAddresses,
  updateCompanyAddress,
} from "@/db/queries/company-addresses";

/** So many addresses a company has at most. */
export const MOST_ADDRESSES = 100;

/** What the form of an address holds; without an id it is a new one. */
export const companyAddressInput = z.object({
  address: z.union([z.literal(""), z.uuid({ error: "field.invalid" })]).optional(),
  label: requiredLine(60),
  name: requiredLine(120),
  street: requiredLine(120),
  postcode: requiredLine(16).refine((typed) => canonicalPostcode(typed) !== "", { error: "postcode.invalid" }),
  city: requiredLine(80),
  country: z.string({ error: "country.invalid" }).refine(isCountry, { error: "country.invalid" }),
});

/** What the button that takes an address out holds. */
export const removeAddressInput = z.object({ address: z.uuid({ error: "field.invalid" }) });

type Entry = z.output<typeof companyAddressInput> & { readonly by: Acting };
type Code = OwnCompanyFailure | "company.address-gone" | "company.addresses-full";

/** Adds an address to the own company's address book, or changes one of it. */
export function saveCompanyAddress(
  ctx: Pick<Ctx, "db" | "request">,
  { address, by, ...entry }: Entry,
): Promise<Result<undefined, Code>> {
  return inTransaction(ctx, async (tx): Promise<Result<undefined, Code>> => {
    const locked = await lockOwnCompany(tx, by, "addresses.edit");
    if (!locked.ok) return locked;
    const { companyId } = locked.value;
    const refused = address ? await change(tx, companyId, { id: address, entry }) : await add(tx, companyId, entry);
    if (refused) return refused;
    await note(tx, by, companyId);
    return ok();
  });
}

async function add(
  tx: Pick<Ctx, "db">,
  companyId: string,
  entry: AddressEntry,
): Promise<Failure<"company.addresses-full"> | null> {
  if ((await listCompanyAddresses(tx.db, companyId)).length >= MOST_ADDRESSES) return fail("company.addresses-full");
  await insertCompanyAddress(tx.db, companyId, entry);
  return null;
}

async function change(
  tx: Pick<Ctx, "db">,
  companyId: string,
  { id, entry }: { readonly id: string; readonly entry: AddressEntry },
): Promise<Failure<"company.address-gone"> | null> {
  return (await updateCompanyAddress(tx.db, companyId, id, entry)) ? null : fail("company.address-gone");
}

/** Takes an address out of it. Orders keep where they were sent to. */
export function removeCompanyAddress(
  ctx: Pick<Ctx, "db" | "request">,
  { address, by }: { readonly address: string; readonly by: Acting },
): Promise<Result<undefined, Code>> {
  return inTransaction(ctx, async (tx): Promise<Result<undefined, Code>> => {
    const locked = await lockOwnCompany(tx, by, "addresses.edit");
    if (!locked.ok) return locked;
    const { companyId } = locked.value;
    if (!(await deleteCompanyAddress(tx.db, companyId, address))) return fail("company.address-gone");
    await note(tx, by, companyId);
    return ok();
  });
}

async function note(tx: Pick<Ctx, "db" | "request">, by: Acting, companyId: string): Promise<void> {
  const target = { kind: "company", id: companyId } as const;
  await audit(tx, { actor: actorOfMember(by), action: "company.addresses-changed", target, outcome: "ok" });
}
