import { z } from "zod";
import type { CompanyNotice } from "@/core/companies/company-notices";
import { type Acting, actorOfMember, type ColleagueFailure, lockColleague, type Pair } from "@/core/companies/lock-own-company";
import { isWithin } from "@/core/companies/permissions";
import { tellColleague } from "@/core/companies/tell-colleague";
import { type Ctx, inTransaction } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { type AuditAction, audit } from "@/core/security/audit";
import { withdrawInvitationsBy } from "@/db/queries/company-invitations";
import { deletePerson, updatePerson } from "@/db/queries/company-people";
import { holdUserType } from "@/db/queries/user-types";

const person = z.uuid({ error: "company.person-gone" });

/** What a button beside a colleague holds. */
export const colleagueInput = z.object({ person });

/** What the form that gives a colleague another user type holds. */
export const changeUserTypeInput = z.object({ person, userType: z.uuid({ error: "user-type.not-found" }) });

type Asked = { readonly person: string; readonly by: Acting };
type Changing = Pick<Ctx, "db" | "secrets" | "request">;
type Answer = Promise<Result<undefined, ColleagueFailure | "user-type.not-found">>;

/**
 * Gives a colleague another user type (P-O3). Neither the one they had nor the one they get may go beyond the own (T-A5): so a company
 * cannot lose its last administrator here, since only another administrator takes that from somebody.
 */
export function changeUserType(ctx: Changing, { person, userType, by }: Asked & { readonly userType: string }): Answer {
  return inTransaction(ctx, async (tx) => {
    const locked = await lockColleague(tx, by, person);
    if (!locked.ok) return locked;
    const { own, person: colleague } = locked.value;
    const type = await holdUserType(tx.db, userType);
    if (!type) return fail("user-type.not-found", { field: "userType" });
    if (!isWithin(type.permissions, own.may)) return fail("company.beyond-own", { field: "userType" });
    if (type.id === colleague.userTypeId) return ok();
    await updatePerson(tx.db, person, { userTypeId: type.id });
    const detail = { userType: `${colleague.userTypeName} → ${type.name}` };
    await note(tx, { by, ...locked.value, action: "company.type-changed", notice: "typeChanged", type: type.name, detail });
    return ok();
  });
}

/**
 * Takes a colleague's place away for a while: they keep the account and do nothing in the company's name; whom they invited, a colleague
 * invites anew (T-V9). Done twice it is done once.
 */
export const deactivateColleague = (ctx: Changing, asked: Asked): Answer => setOpen(ctx, asked, false);

/** Gives it back, with the user type that it had. */
export const reactivateColleague = (ctx: Changing, asked: Asked): Answer => setOpen(ctx, asked, true);

function setOpen(ctx: Changing, { person, by }: Asked, isOpen: boolean): Answer {
  return inTransaction(ctx, async (tx) => {
    const locked = await lockColleague(tx, by, person);
    if (!locked.ok) return locked;
    if (locked.value.person.isDeactivated !== isOpen) return ok();
    await updatePerson(tx.db, person, { isDeactivated: !isOpen });
    if (!isOpen) await withdrawInvitationsBy(tx.db, person);
    const [action, notice] = isOpen
      ? (["company.person-reactivated", "reactivated"] as const)
      : (["company.person-deactivated", "deactivated"] as const);
    await note(tx, { by, ...locked.value, action, notice });
    return ok();
  });
}

/** Ends a colleague's place. The account and its orders stay theirs, and another company may invite them. */
export function removeColleague(ctx: Changing, { person, by }: Asked): Answer {
  return inTransaction(ctx, async (tx) => {
    const locked = await lockColleague(tx, by, person);
    if (!locked.ok) return locked;
    await deletePerson(tx.db, person);
    await note(tx, { by, ...locked.value, action: "company.person-removed", notice: "removed" });
    return ok();
  });
}

type Noted = Pair & {
  readonly by: Acting;
  readonly action: AuditAction;
  readonly notice: CompanyNotice;
  readonly type?: string;
  readonly detail?: Readonly<Record<string, string>>;
};

async function note(tx: Changing, { by, own, person, action, notice, type, detail }: Noted): Promise<void> {
  const target = { kind: "company", id: own.companyId } as const;
  await audit(tx, { actor: actorOfMember(by), action, target, outcome: "ok", detail: { person: person.customerId, ...detail } });
  const news = { notice, company: own.companyName, ...(type === undefined ? {} : { type }) };
  await tellColleague(tx, own.companyId, person, news);
}
