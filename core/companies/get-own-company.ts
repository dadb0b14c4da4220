import { type Colleague, findColleague, givenBy, isWithin } from "@/core/companies/permissions";
import { knownOfCompany, stateOfCompany } from "@/core/companies/read-company";
import type { Ctx } from "@/core/ctx";
import { type AskedFields, askedFields } from "@/core/fields/field-views";
import { type CompanyRow, findCompany } from "@/db/queries/companies";
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
  /** What the shop asks of companies in the profile, with what is known. */
  readonly about: AskedFields;
  /** What the form about it is drawn from. */
  readonly seen: string;
  readonly people: readonly SeenColleague[];
  readonly invitations: readonly (Invitation & { readonly isWithinReach: boolean })[];
  readonly requests: readonly CompanyRequest[];
  readonly addresses: readonly CompanyAddress[];
  /** The user types that they may give. */
  readonly types: readonly { readonly id: string; readonly name: string; readonly permissions: readonly string[] }[];
  /** That of them which people get unless whoever gives it thinks of another; null where none can be given. */
  readonly suggestedType: string | null;
};

/** The own company of a customer; null for who has none. Names of colleagues are for everybody in it, the rest for who manages people. */
export async function getOwnCompany(ctx: Pick<Ctx, "db" | "form" | "request">, customerId: string): Promise<OwnCompany | null> {
  const own = await findColleague(ctx, customerId);
  if (!own) return null;
  const { companyId, may } = own;
  const isManager = may.has("people.manage");
  const [company, people, invitations, requests, addresses, types] = await Promise.all([
    findCompany(ctx.db, companyId),
    listPeople(ctx.db, companyId),
    isManager ? listInvitations(ctx.db, companyId) : [],
    isManager ? listRequests(ctx.db, companyId, MOST_REQUESTS) : [],
    listCompanyAddresses(ctx.db, companyId),
    isManager ? listUserTypes(ctx.db) : [],
  ]);
  const isWithinReach = ({ permissions }: { permissions: readonly string[] }) => isManager && isWithin(permissions, may);
  const given = types.filter(isWithinReach);
  return {
    own,
    about: askedFields(ctx, "profile", company ? knownOfCompany(company) : {}, "company"),
    seen: company ? stateOfCompany(ctx, "profile", company) : "",
    people: people.map((person) => ({
      ...shown(person),
      email: isManager ? person.email : null,
      isYou: person.customerId === customerId,
      isWithinReach: person.customerId !== customerId && isWithinReach(person),
    })),
    invitations: invitations.map((invitation) => ({ ...invitation, isWithinReach: isWithinReach(invitation) })),
    requests,
    addresses,
    types: given.map(({ id, name, permissions }) => ({ id, name, permissions })),
    suggestedType: suggest(given, company?.kind)?.id ?? null,
  };
}

type UserType = Awaited<ReturnType<typeof listUserTypes>>[number];

/** What the shop gives whoever joins a partner, else what allows least. */
function suggest(types: readonly UserType[], kind: CompanyRow["kind"] | undefined): UserType | undefined {
  const usual = kind === "partner" ? types.find(({ isForPartners }) => isForPartners) : undefined;
  const breadth = ({ permissions }: UserType) => givenBy(permissions).size;
  return usual ?? types.toSorted((one, other) => breadth(one) - breadth(other))[0];
}

const shown = ({ customerId, firstName, lastName, userTypeId, userTypeName, isDeactivated, isOpen }: Person) => ({
  customerId,
  firstName,
  lastName,
  userTypeId,
  userTypeName,
  state: isDeactivated ? ("deactivated" as const) : isOpen ? ("active" as const) : ("shut" as const),
});
