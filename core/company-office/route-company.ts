import { z } from "zod";
import { companyId } from "@/core/company-office/company-id";
import { lockUnmergedCompany, type NoCompany } from "@/core/company-office/lock-unmerged-company";
import { type Ctx, inTransaction } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { actorOf, type ConfirmFailure, confirmStaff, type StaffOperator } from "@/core/staff/confirm-staff";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { type CompanyRow, findOwnerOfDomain, updateCompany } from "@/db/queries/companies";
import { listConnectionRows } from "@/db/queries/connections";
import { lockSettings, raiseSettingsVersion } from "@/db/queries/settings";
import { domainList } from "@/settings/fields";

/** What the form of a company's domains holds; `connection` is empty where they lead to none. */
export const routeCompanyInput = z.object({
  companyId,
  domains: domainList({ max: 2000 }),
  connection: z.string({ error: "field.invalid" }).max(64, { error: "field.invalid" }),
  takesRequests: z
    .string()
    .optional()
    .transform((box) => box !== undefined),
});

type Asked = z.output<typeof routeCompanyInput> & { readonly by: StaffOperator };
type Code = NoCompany | ConfirmFailure | "staff.not-permitted" | "connection.not-found" | "company.domain-taken";

/**
 * Says which domains are a company's own: who types an address of theirs is led to its connection (P-S5), and who proves one may ask its
 * administrators to be let in. Neither makes anybody a person of it (T-R15). It decides where passwords of others are typed, so it takes
 * the permission for connections and the own password; it counts on every process within a second. A domain is one company's only.
 */
export async function routeCompany(
  ctx: Pick<Ctx, "db" | "secrets" | "request" | "hash">,
  { companyId: id, domains, connection, takesRequests, by }: Asked,
): Promise<Result<undefined, Code>> {
  const actor = actorOf(by);
  const refused = await refuseUnpermitted(ctx, actor, "connections.edit");
  if (refused) return refused;
  const confirmed = await confirmStaff(ctx, by);
  if (!confirmed.ok) return confirmed;
  return inTransaction(ctx, async (tx) => {
    // One at a time, so that no domain goes to two, and together with the version that tells all processes.
    await lockSettings(tx.db);
    const found = await lockUnmergedCompany(tx, id);
    if (!found.ok) return found;
    const after = { domains, connectionId: connection === "" ? null : connection, takesRequests };
    const unfit = await findTrouble(tx, id, after);
    if (unfit) return unfit;
    const detail = changesOf(found.value, after);
    if (Object.keys(detail).length === 0) return ok();
    await updateCompany(tx.db, id, after);
    await raiseSettingsVersion(tx.db);
    await audit(tx, { actor, action: "company.routed", target: { kind: "company", id }, outcome: "ok", detail });
    return ok();
  });
}

type Routing = Pick<CompanyRow, "domains" | "connectionId" | "takesRequests">;

async function findTrouble(tx: Pick<Ctx, "db">, id: string, { domains, connectionId }: Routing) {
  const owner = await findOwnerOfDomain(tx.db, domains, id);
  if (owner) return fail("company.domain-taken", { field: "domains", vars: { domain: owner.domain, company: owner.name } });
  if (connectionId === null) return null;
  const isThere = (await listConnectionRows(tx.db)).some((one) => one.id === connectionId);
  return isThere ? null : fail("connection.not-found", { field: "connection" });
}

function changesOf(before: Routing, after: Routing): Record<string, string> {
  const shown = ({ domains, connectionId, takesRequests }: Routing) => ({
    domains: domains.join(", ") || "–",
    connection: connectionId ?? "–",
    takesRequests: String(takesRequests),
  });
  const [was, is] = [shown(before), shown(after)];
  const names = (["domains", "connection", "takesRequests"] as const).filter((name) => was[name] !== is[name]);
  return Object.fromEntries(names.map((name) => [name, `${was[name]} → ${is[name]}`]));
}
