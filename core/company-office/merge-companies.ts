import { z } from "zod";
import { isAdministrator } from "@/core/companies/permissions";
import { tellAdministrators } from "@/core/companies/tell-administrators";
import { companyId } from "@/core/company-office/company-id";
import { type Ctx, inTransaction } from "@/core/ctx";
import { requiredLine } from "@/core/input";
import { isRowId } from "@/core/query";
import { fail, ok, type Result } from "@/core/result";
import { type Actor, audit } from "@/core/security/audit";
import { maskWords } from "@/core/security/mask";
import { hashToken } from "@/core/security/token";
import { actorOf, type ConfirmFailure, confirmStaff, type StaffOperator } from "@/core/staff/confirm-staff";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { type CompanyRow, findCompany, lockCompanies } from "@/db/queries/companies";
import { countBelongings, moveCompany } from "@/db/queries/company-merge";
import { listPeople } from "@/db/queries/company-people";
import { lockSettings, raiseSettingsVersion } from "@/db/queries/settings";

/** What the form under the preview holds: both companies, and what the preview showed. */
export const mergeCompaniesInput = z.object({ companyId, merged: companyId, seen: requiredLine(64) });

type Asked = z.output<typeof mergeCompaniesInput> & { readonly by: StaffOperator };
type Code =
  | ConfirmFailure
  | "staff.not-permitted"
  | "company.not-found"
  | "company.merge-same"
  | "company.merge-kinds"
  | "company.merge-directory"
  | "company.merge-shut"
  | "company.merge-domains"
  | "merge.changed";

/** What a merge would do: whom and what it brings, and who would administer the kept company from then on. */
export type CompanyMergePlan = NonNullable<Awaited<ReturnType<typeof previewCompanyMerge>>>;

/** Looks at a merge without doing it; null where there are no two companies of one kind. `refusal` says why it cannot be done all the same. */
export async function previewCompanyMerge(
  ctx: Pick<Ctx, "db">,
  { kept, merged }: { readonly kept: string; readonly merged: string },
) {
  if (!isRowId(kept) || !isRowId(merged)) return null;
  const [one, other] = await Promise.all([findCompany(ctx.db, kept), findCompany(ctx.db, merged)]);
  return one && other && findTrouble(one, other) === null ? planOf(ctx, one, other) : null;
}

/**
 * Makes two companies of one kind one, for good: people with their user types, invitations, requests, addresses, codes, orders and
 * domains go to the kept one. Two partners whom the directory knows stay two: each of its codes leads to its own; and so do an open and a
 * shut one, since neither must come to life or end by the way. The administrators of both are told, those of the kept one where people
 * come. Where domains would lead elsewhere, it takes the permission for connections, too (routeCompany). One transaction; what changed
 * since the preview is shown first. Asks for the own password: administrators of the one administer the other.
 */
export async function mergeCompanies(
  ctx: Merging & Pick<Ctx, "hash">,
  { companyId: kept, merged, seen, by }: Asked,
): Promise<Result<undefined, Code>> {
  const actor = actorOf(by);
  const refused = await refuseUnpermitted(ctx, actor, "companies.edit");
  if (refused) return refused;
  const confirmed = await confirmStaff(ctx, by);
  if (!confirmed.ok) return confirmed;
  return inTransaction(ctx, async (tx) => {
    await lockSettings(tx.db);
    const found = await lockCompanies(tx.db, [kept, merged]);
    const [one, other] = [kept, merged].map((id) => found.find((company) => company.id === id));
    // The second press.
    if (one && other?.mergedInto === one.id) return ok();
    if (!one || !other) return fail("company.not-found");
    const trouble = findTrouble(one, other) ?? (await findObstacle(tx, { one, other, seen, actor }));
    if (trouble) return fail(trouble);
    await tellBoth(tx, one, other);
    await moveCompany(tx.db, { from: merged, to: kept });
    await raiseSettingsVersion(tx.db);
    const detail = { merged, name: maskWords(other.name) };
    await audit(tx, { actor, action: "company.merged", target: { kind: "company", id: kept }, outcome: "ok", detail });
    return ok();
  });
}

type Merging = Pick<Ctx, "db" | "secrets" | "request" | "settings">;

/** Before anybody is moved: whoever is among the people of the one is told as that, and nobody twice. */
async function tellBoth(tx: Merging, kept: CompanyRow, merged: CompanyRow): Promise<void> {
  const coming = await listPeople(tx.db, merged.id);
  const facts = { company: kept.name, name: merged.name };
  await tellAdministrators(tx, coming, { notice: "companyMerged", ...facts });
  if (coming.length > 0) await tellAdministrators(tx, await listPeople(tx.db, kept.id), { notice: "companyGrew", ...facts });
}

function findTrouble(kept: CompanyRow, merged: CompanyRow) {
  if (kept.id === merged.id) return "company.merge-same";
  if (kept.mergedInto !== null || merged.mergedInto !== null) return "company.not-found";
  return kept.kind === merged.kind ? null : "company.merge-kinds";
}

type Looked = { readonly one: CompanyRow; readonly other: CompanyRow; readonly seen: string; readonly actor: Actor };

/** Why two companies that go together stay two all the same. */
async function findObstacle(ctx: Pick<Ctx, "db">, { one, other, seen, actor }: Looked): Promise<Code | null> {
  const plan = await planOf(ctx, one, other);
  if (plan.refusal !== null) return plan.refusal;
  if (plan.seen !== seen) return "merge.changed";
  if (plan.rerouted.length === 0) return null;
  return (await refuseUnpermitted(ctx, actor, "connections.edit")) && "company.merge-domains";
}

/** Why two companies stay two, whoever asks. */
function findRefusal(kept: CompanyRow, merged: CompanyRow): "company.merge-directory" | "company.merge-shut" | null {
  if (kept.directoryId !== null && merged.directoryId !== null) return "company.merge-directory";
  return isShut(kept) === isShut(merged) ? null : "company.merge-shut";
}

const isShut = ({ deactivatedAt }: CompanyRow): boolean => deactivatedAt !== null;

/** The domains of both that lead elsewhere afterwards, or whose people may then ask to be let in and could not, or the other way round. */
function findRerouted(kept: CompanyRow, merged: CompanyRow): string[] {
  const connectionId = kept.connectionId ?? merged.connectionId;
  const isOther = (one: CompanyRow) => one.connectionId !== connectionId || one.takesRequests !== kept.takesRequests;
  return [kept, merged].flatMap((one) => (isOther(one) ? one.domains : []));
}

const stateOf = (one: CompanyRow) => [one.id, one.name, one.domains, one.connectionId, one.takesRequests, isShut(one)];

async function planOf(ctx: Pick<Ctx, "db">, kept: CompanyRow, merged: CompanyRow) {
  const people = await listPeople(ctx.db, merged.id);
  const administrators = people.filter(({ permissions }) => isAdministrator(permissions));
  const state = [...stateOf(kept), ...stateOf(merged), ...people.map(({ customerId, userTypeId }) => customerId + userTypeId)];
  return {
    refusal: findRefusal(kept, merged),
    merged: { id: merged.id, name: merged.name },
    people: people.length,
    administrators: administrators.map(({ firstName, lastName, number }) => ({ firstName, lastName, number })),
    ...(await countBelongings(ctx.db, merged.id)),
    domains: merged.domains,
    rerouted: findRerouted(kept, merged),
    /** Fits as long as the same people and domains would come, with the same user types and connections. */
    seen: hashToken(JSON.stringify(state)),
  };
}
