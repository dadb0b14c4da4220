import { type Colleague, findColleague, isWithin } from "@/core/companies/permissions";
import type { Ctx } from "@/core/ctx";
import { type CompanyAddress, listCompanyAddresses } from "@/db/queries/company-addresses";
import { type Invitation, listInvitations } from "@/db/queries/company-invitations";
import { listPeople, type Person } from "@/db/queries/company-people";
import { type CompanyRequest, listRequests } from "@/db/queries/company-requests";
import { listUserTypes } from "@/db/queries/user-types";

/** So many requests are shown at once. */
const MOST_REQUESTS = 100;

/** Somebody of the own company. The address is told only to who manages people. */
export type SeenColleague = Pick<Person, "customerId" | "firstName" | "lastName" | "userTypeId" | "userTypeName"> & {
  readonly email: string | null;
  readonly state: "active" | "deactivated" | "shut";
  readonly isYou: boolean;
  /** Whether who looks may change them. */
  readonly isWithinReach: boolean;
};

/** What somebody sees of the own company: everything they may see, and nothing more. */
export type OwnCompany = {
  readonly own: Colleague;
  readonly people: readonly SeenColleague[];
  readonly invitations: readonly (Invitation & { readonly isWithinReach: boolean })[];
  readonly requests: readonly CompanyRequest[];
  readonly addresses: readonly CompanyAddress[];
  /** The user types that they may give. */
  readonly types: readonly { readonly id: string; readonly name: string }[];
};

/** The own company of a customer; null for who has none. Names of colleagues are for everybody in it, the rest for who manages people. */
export async function getOwnCompany(ctx: Pick<Ctx, "db">, customerId: string): Promise<OwnCompany | null> {
  const own = await findColleague(ctx, customerId);
  if (!own) return null;
  const { companyId, may } = own;
  const isManager = may.has("people.manage");
  const [people, invitations, requests, addresses, types] = await Promise.all([
    listPeople(ctx.db, companyId),
    isManager ? listInvitations(ctx.db, companyId) : [],
    isManager ? listRequests(ctx.db, companyId, MOST_REQUESTS) : [],
    listCompanyAddresses(ctx.db, companyId),
    isManager ? listUserTypes(ctx.db) : [],
  ]);
  const isWithinReach = ({ permissions }: { permissions: readonly string[] }) => isManager && isWithin(permissions, may);
  return {
    own,
    people: people.map((person) => ({
      ...shown(person),
      email: isManager ? person.email : null,
      isYou: person.customerId === customerId,
      isWithinReach: person.customerId !== customerId && isWithinReach(person),
    })),
    invitations: invitations.map((invitation) => ({ ...invitation, isWithinReach: isWithinReach(invitation) })),
    requests,
    addresses,
    types: types.filter(isWithinReach).map(({ id, name }) => ({ id, name })),
  };
}

const shown = ({ customerId, firstName, lastName, userTypeId, userTypeName, isDeactivated, isOpen }: Person) => ({
  customerId,
  firstName,
  lastName,
  userTypeId,
  userTypeName,
  state: isDeactivated ? ("deactivated" as const) : isOpen ? ("active" as const) : ("shut" as const),
});
