import { z } from "zod";
import { holdCompanies, inTransactionWithPlaces } from "@/core/companies/hold-places";
import { type CompanyPermission, companyPermissions, isAdministrator } from "@/core/companies/permissions";
import type { Ctx } from "@/core/ctx";
import { requiredLine } from "@/core/input";
import { type Failure, fail, ok, type Result } from "@/core/result";
import { type Actor, audit } from "@/core/security/audit";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { isDuplicate } from "@/db";
import {
  findCompanyAdministeredBy,
  insertUserType,
  listCompaniesWithType,
  lockUserTypes,
  type UserTypeRow,
  updateUserType,
} from "@/db/queries/user-types";

/** What the form of a user type holds; beside it a box for each permission under its own name. `userType` is empty for a new one. */
export const userTypeInput = z.object({
  userType: z.union([z.literal(""), z.uuid()], { error: "user-type.not-found" }),
  name: requiredLine(60),
});

type Asked = {
  readonly userType: string;
  readonly name: string;
  /** Names of permissions; what is none counts for nothing. */
  readonly granted: ReadonlySet<string>;
  readonly staffId: string;
};
type Code =
  | "staff.not-permitted"
  | "user-type.not-found"
  | "user-type.name-taken"
  | "user-type.nothing"
  | "user-type.default-needs-administrator"
  | "user-type.last-administrator";

/**
 * Makes a user type, or changes what one is called and allows, for everybody who has it from their next click on. The default for
 * customers keeps *account administrator*, and so does a type without whose people a company would have no administrator (P-O2); the
 * second refusal names one such company.
 */
export async function saveUserType(
  ctx: Pick<Ctx, "db" | "request">,
  { userType, name, granted, staffId }: Asked,
): Promise<Result<{ readonly id: string }, Code>> {
  const actor = { kind: "staff", staffId } as const;
  const refused = await refuseUnpermitted(ctx, actor, "settings.edit");
  if (refused) return refused;
  const permissions = companyPermissions.filter((one) => granted.has(one));
  if (permissions.length === 0) return fail("user-type.nothing", { field: "administrator" });
  const after = { name, permissions };
  try {
    return await inTransactionWithPlaces(ctx, (tx) =>
      userType === "" ? add(tx, actor, after) : change(tx, actor, userType, after),
    );
  } catch (error) {
    if (isDuplicate(error, "user_types_name")) return fail("user-type.name-taken", { field: "name" });
    throw error;
  }
}

type After = { readonly name: string; readonly permissions: CompanyPermission[] };
type Saved = Result<{ readonly id: string }, Code>;

async function add(tx: Pick<Ctx, "db" | "request">, actor: Actor, after: After): Promise<Saved> {
  const id = await insertUserType(tx.db, after);
  const target = { kind: "user-type", id } as const;
  await audit(tx, { actor, action: "user-type.created", target, outcome: "ok", detail: changesOf(null, after) });
  return ok({ id });
}

async function change(tx: Pick<Ctx, "db" | "request">, actor: Actor, id: string, after: After): Promise<Saved> {
  // Held first: nobody leaves one of them, or is given another type there, while this is looked at.
  const areTheyAll = await holdCompanies(tx, () => listAffected(tx, id, after));
  const before = (await lockUserTypes(tx.db)).find((one) => one.id === id);
  if (!before) return fail("user-type.not-found");
  await areTheyAll();
  const unfit = await findTrouble(tx, before, after.permissions);
  if (unfit) return unfit;
  const detail = changesOf(before, after);
  if (Object.keys(detail).length === 0) return ok({ id });
  await updateUserType(tx.db, id, after);
  const target = { kind: "user-type", id } as const;
  await audit(tx, { actor, action: "user-type.changed", target, outcome: "ok", detail });
  return ok({ id });
}

/** Where taking *account administrator* from a type may leave nobody with it. Final once the types are held, since nobody gets one then. */
const listAffected = async (tx: Pick<Ctx, "db">, id: string, { permissions }: After): Promise<readonly string[]> =>
  isAdministrator(permissions) ? [] : listCompaniesWithType(tx.db, id);

/** What speaks against taking *account administrator* from a type; null where it has none, or keeps it. */
async function findTrouble(
  tx: Pick<Ctx, "db">,
  before: UserTypeRow,
  permissions: readonly CompanyPermission[],
): Promise<Failure<"user-type.default-needs-administrator" | "user-type.last-administrator"> | null> {
  if (!isAdministrator(before.permissions) || isAdministrator(permissions)) return null;
  if (before.isForCustomers) return fail("user-type.default-needs-administrator", { field: "administrator" });
  const company = await findCompanyAdministeredBy(tx.db, before.id);
  return company === null ? null : fail("user-type.last-administrator", { field: "administrator", vars: { company } });
}

type Named = Pick<UserTypeRow, "name" | "permissions">;

function changesOf(before: Named | null, after: Named): Record<string, string> {
  const lists = [before?.permissions ?? [], after.permissions].map((names) => (names.length === 0 ? "–" : names.join(", ")));
  const permissions = lists[0] === lists[1] ? {} : { permissions: before ? lists.join(" → ") : (lists[1] ?? "") };
  if (!before) return { name: after.name, ...permissions };
  const name = before.name === after.name ? {} : { name: `${before.name} → ${after.name}` };
  return { ...name, ...permissions };
}
