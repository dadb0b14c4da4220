import type { CustomerRow } from "@/core/import/customer-kind";
import type { RowOutcome } from "@/core/import/import-kind";
import type { RowProblem } from "@/core/import/row-problem";
import type { CustomerFacts, CustomerWrite } from "@/db/queries/import-customers";

/** What becomes of a row, and what is to be written. */
export type DecidedCustomer = { readonly outcome: RowOutcome; readonly write: CustomerWrite | null };

/**
 * What becomes of a row, by what the shop knows of its number and its address. An address that opens another customer's account is
 * reported and nothing merged (T-D4), and where links for a new password go is no file's to change (T-N5).
 */
export function decideCustomer(row: CustomerRow, facts: CustomerFacts): DecidedCustomer {
  const after = merge(row, facts);
  const makesAccount = row.passwordHash !== null && !facts.hasAccount;
  const problem = refuseCustomer(after, facts) ?? refuseAddress(after, facts, makesAccount);
  if (problem) return { outcome: { kind: "refused", ...problem }, write: null };
  if (facts.id !== null && !makesAccount && isSame(after, facts)) return { outcome: { kind: "unchanged" }, write: null };
  const { number, numberKey, since, language } = row;
  const passwordHash = makesAccount ? row.passwordHash : null;
  return {
    outcome: { kind: facts.id === null ? "created" : "updated" },
    write: { id: facts.id, number, numberKey, ...after, since, language, passwordHash },
  };
}

type Data = Pick<CustomerWrite, "firstName" | "lastName" | "email" | "phone">;

/** What no column says stays as it is. */
function merge(row: CustomerRow, facts: CustomerFacts): Data {
  return {
    firstName: row.firstName ?? facts.firstName,
    lastName: row.lastName ?? facts.lastName,
    email: row.email === undefined ? facts.email : row.email,
    phone: row.phone === undefined ? facts.phone : row.phone,
  };
}

function refuseCustomer(after: Data, facts: CustomerFacts): RowProblem | null {
  if (facts.isErased) return { field: "number", code: "customer-erased" };
  if (facts.isMerged) return { field: "number", code: "customer-merged" };
  return after.firstName === "" && after.lastName === "" ? { field: "lastName", code: "nameless" } : null;
}

function refuseAddress(after: Data, facts: CustomerFacts, makesAccount: boolean): RowProblem | null {
  if (facts.isAddressTaken) return { field: "email", code: "email-of-other" };
  if (facts.isReachedHere && facts.email !== after.email) return { field: "email", code: "email-opens-account" };
  return makesAccount && after.email === null ? { field: "email", code: "hash-without-email" } : null;
}

const isSame = (after: Data, before: Data): boolean =>
  after.firstName === before.firstName &&
  after.lastName === before.lastName &&
  after.email === before.email &&
  after.phone === before.phone;
