import type { Ctx } from "@/core/ctx";
import { deactivateAccount, reactivateAccount } from "@/core/customers/deactivate-account";
import type { StaffOperator } from "@/core/staff/confirm-staff";
import { insertUserType } from "@/db/queries/user-types";
import type { World } from "@/tests/support/context";
import type { MadeAccount } from "@/tests/support/make";
import { type MadePerson, makeCompany } from "@/tests/support/make-company";
import { makeStaffedWorld } from "@/tests/support/staffed-world";

/** How often a race is run. */
export const ROUNDS = 12;

/** A company of an administrator and a reader. */
export type RacedCompany = { readonly companyId: string; readonly boss: MadePerson; readonly reader: MadePerson };

/** A world of its own, with staff, and with what tests do that race for the places of companies. */
export class CompanyRaces {
  #nth = 0;

  private constructor(
    readonly world: World,
    readonly ctx: Ctx,
    readonly by: StaffOperator,
    readonly staffId: string,
  ) {}

  static async begin(): Promise<CompanyRaces> {
    const { world, ctx, by, staffId } = await makeStaffedWorld();
    return new CompanyRaces(world, ctx, by, staffId);
  }

  /** A user type with these permissions; answers its id. */
  freshType(...permissions: string[]): Promise<string> {
    return insertUserType(this.ctx.db, { name: `Raced ${++this.#nth}`, permissions });
  }

  /** What staff send who take everything from a user type but the right to manage people. */
  keeping(userType: string) {
    const { staffId } = this;
    return { userType, name: `Kept ${++this.#nth}`, granted: new Set(["people.manage"]), staffId };
  }

  async pair(): Promise<RacedCompany> {
    const { companyId, people } = await makeCompany(this.ctx, { types: ["Administrator", "Reader"] });
    const [boss, reader] = people;
    if (!boss || !reader) throw new Error("nobody was made");
    return { companyId, boss, reader };
  }

  /** Companies with somebody who can act for them and nobody who can administer them. There must never be one. */
  headless() {
    return this.world.database.sql`
      select c.id from companies c where c.kind = 'customer' and exists (
        select from company_people p join accounts a on a.customer_id = p.customer_id and a.deactivated_at is null
        where p.company_id = c.id and p.deactivated_at is null)
      and not exists (
        select from company_people p join accounts a on a.customer_id = p.customer_id and a.deactivated_at is null
        join user_types u on u.id = p.user_type_id and 'administrator' = any(u.permissions)
        where p.company_id = c.id and p.deactivated_at is null)`;
  }

  shut({ number }: MadeAccount) {
    return deactivateAccount(this.ctx, { number, staffId: this.staffId });
  }

  open({ number }: MadeAccount) {
    return reactivateAccount(this.ctx, { number, staffId: this.staffId });
  }
}
