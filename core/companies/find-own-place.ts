import type { Ctx } from "@/core/ctx";
import { findPlace, hasOtherPeople } from "@/db/queries/company-people";

/** The place that somebody has in a company, whether they can act for it or not. */
export type OwnPlace = {
  readonly companyId: string;
  readonly companyName: string;
  /** Whether the company is closed with them, once they leave it. */
  readonly isLastToLeave: boolean;
};

/** The own place of a customer in whatever company, also where they were deactivated or the company is shut; null for who has none. */
export async function findOwnPlace({ db }: Pick<Ctx, "db">, customerId: string): Promise<OwnPlace | null> {
  const place = await findPlace(db, customerId);
  if (!place) return null;
  const { companyId, companyName, companyKind } = place;
  const isLastToLeave = companyKind === "customer" && !(await hasOtherPeople(db, companyId, customerId));
  return { companyId, companyName, isLastToLeave };
}
