import { acceptInvitation, joinByInvitation } from "@/core/companies/accept-invitation";
import { inviteColleague } from "@/core/companies/invite-colleague";
import type { Acting, Member } from "@/core/companies/lock-own-company";
import type { Ctx } from "@/core/ctx";
import { freshPassword } from "./make";
import { typeNamed } from "./make-company";
import { forgetMailLimits, newestMail } from "./queued-mail";

/** Invites an address with the user type of a name, whatever the mailbox has had before, and answers the token of the mailed link. */
export async function inviteTo(ctx: Ctx, by: Acting, email: string, type = "Reader"): Promise<string> {
  await forgetMailLimits(ctx);
  const sent = await inviteColleague(ctx, { email, userType: await typeNamed(ctx, type), by });
  if (!sent.ok) throw new Error(`the invitation was not sent: ${sent.code}`);
  return (await newestMail(ctx, email)).token;
}

type Typed = Partial<Omit<Parameters<typeof joinByInvitation>[1], "token">>;

/** Sends the form of somebody without an account, in a browser that nobody is signed in to unless told. */
export const joinBy = (ctx: Ctx, token: string, typed: Typed = {}) =>
  joinByInvitation(ctx, {
    token,
    newPassword: freshPassword(),
    isSignedIn: false,
    posted: { firstName: "Nora", lastName: "New" },
    ...typed,
  });

/** Presses the button as somebody who is signed in. */
export const acceptAs = (ctx: Ctx, token: string, { accountId, customerId }: Member) =>
  acceptInvitation(ctx, { token, member: { accountId, customerId } });

/** What somebody is in which company; undefined for who has no place. */
export async function placeOf(world: { database: { sql: Sql } }, customerId: string) {
  const [row] = await world.database.sql`
    select c.name as company, u.name as type, p.deactivated_at is null as open from company_people p
    join companies c on c.id = p.company_id join user_types u on u.id = p.user_type_id where p.customer_id = ${customerId}`;
  return row;
}

type Sql = Awaited<ReturnType<typeof import("./context").makeWorld>>["database"]["sql"];
