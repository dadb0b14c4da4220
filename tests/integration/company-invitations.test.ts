import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deactivateColleague } from "@/core/companies/change-colleague";
import { openCompanyInvitation } from "@/core/companies/find-company-invitation";
import { getOwnCompany } from "@/core/companies/get-own-company";
import {
  inviteColleague,
  inviteColleagueInput,
  resendCompanyInvitation,
  withdrawCompanyInvitation,
} from "@/core/companies/invite-colleague";
import type { Ctx } from "@/core/ctx";
import { findSession } from "@/core/sessions/find-session";
import { lockCompany } from "@/db/queries/companies";
import { insertUserType } from "@/db/queries/user-types";
import { acceptAs, inviteTo, joinBy, placeOf } from "@/tests/support/company";
import { makeWorld, type World } from "@/tests/support/context";
import { age, freshEmail, makeAccount, makeNumberAccount } from "@/tests/support/make";
import { actingIn, type MadePerson, makeCompany, putIntoCompany, typeNamed } from "@/tests/support/make-company";
import { newestMail } from "@/tests/support/queued-mail";
import { startAndWait } from "@/tests/support/start-and-wait";

let world: World;
let ctx: Ctx;
let readerType: string;
beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
  readerType = await typeNamed(ctx, "Reader");
  await insertUserType(ctx.db, { name: "Manager", permissions: ["people.manage", "orders.see"] });
});
afterAll(() => world.end());

/** A company and its administrator. */
async function company() {
  const { companyId, people } = await makeCompany(ctx);
  const [admin] = people;
  if (!admin) throw new Error("no administrator was made");
  return { companyId, admin };
}

const member = async (companyId: string, type: string): Promise<MadePerson> => {
  const made = await makeAccount(ctx);
  await putIntoCompany(ctx, companyId, made.customerId, type);
  return actingIn(made, companyId);
};

const openId = async (by: MadePerson): Promise<string> => (await getOwnCompany(ctx, by.customerId))?.invitations.at(-1)?.id ?? "";

const withdrawAll = async (by: MadePerson) => {
  const open = (await getOwnCompany(ctx, by.customerId))?.invitations ?? [];
  for (const { id } of open) expect(await withdrawCompanyInvitation(ctx, { invitation: id, by })).toMatchObject({ ok: true });
};

const accountOf = async (email: string) =>
  (await world.database.sql`select id, customer_id, email_verified_at from accounts where email_key = ${email}`)[0];

const GONE = { ok: false, code: "proof.invalid" };

describe("inviting a colleague", () => {
  test("P-O3: a new person gets an account with that very address, a place, and a session; the colleague is told", async () => {
    const { admin } = await company();
    const email = freshEmail("nora");
    const token = await inviteTo(ctx, admin, email, "Buyer");
    expect(await openCompanyInvitation(ctx, { token, session: null })).toEqual({
      ok: true,
      value: { company: "Acme Ltd", email, userType: "Buyer", permissions: ["orders.see", "orders.place"], way: "new" },
    });
    const joined = await joinBy(ctx, token);
    if (!joined.ok) throw new Error(joined.code);
    const session = await findSession(ctx, joined.value.token);
    expect(session).toMatchObject({ email, name: "Nora New" });
    expect(await placeOf(world, session?.customerId ?? "")).toEqual({ company: "Acme Ltd", type: "Buyer", open: true });
    expect((await accountOf(email))?.email_verified_at).not.toBeNull();
    expect((await newestMail(ctx, admin.email)).facts).toMatchObject({ notice: "joined", name: "Nora New" });
    expect((await newestMail(ctx, email)).message).toBe("account-active");
  });

  test("T-V8: of eight who accept at once one joins, and the link is spent", async () => {
    const { admin, companyId } = await company();
    const token = await inviteTo(ctx, admin, freshEmail());
    const answers = await Promise.all(Array.from({ length: 8 }, () => joinBy(ctx, token)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const [{ count } = {}] = await world.database.sql`
      select count(*)::int as count from company_people where company_id = ${companyId}`;
    expect(count).toBe(2);
    expect(await joinBy(ctx, token)).toMatchObject(GONE);
  });

  test("P-O3: an account of the invited address joins when signed in, and no second account is made", async () => {
    const { admin } = await company();
    const ann = await makeAccount(ctx);
    const token = await inviteTo(ctx, admin, ann.email);
    expect(await openCompanyInvitation(ctx, { token, session: null })).toMatchObject({ value: { way: "sign-in" } });
    expect(await joinBy(ctx, token)).toMatchObject({ ok: false, code: "registration.taken" });
    expect(await openCompanyInvitation(ctx, { token, session: ann })).toMatchObject({ value: { way: "own" } });
    expect(await acceptAs(ctx, token, ann)).toMatchObject({ ok: true });
    expect(await placeOf(world, ann.customerId)).toMatchObject({ type: "Reader", open: true });
    expect(await acceptAs(ctx, token, ann)).toMatchObject(GONE);
  });

  test("T-V7: another account than that of the invited address is refused, and the invitation stays good", async () => {
    const { admin } = await company();
    const [victim, stranger, unproven] = [await makeAccount(ctx), await makeAccount(ctx), await makeAccount(ctx)];
    const token = await inviteTo(ctx, admin, victim.email);
    expect(await openCompanyInvitation(ctx, { token, session: stranger })).toMatchObject({ value: { way: "other" } });
    await world.database
      .sql`update customers set email = ${victim.email}, email_key = ${victim.email} where id = ${stranger.customerId}`;
    expect(await acceptAs(ctx, token, stranger)).toMatchObject({ ok: false, code: "company.other-account" });
    const to = await inviteTo(ctx, admin, unproven.email);
    await world.database.sql`update accounts set email_verified_at = null where id = ${unproven.accountId}`;
    expect(await acceptAs(ctx, to, unproven)).toMatchObject({ ok: false, code: "company.other-account" });
    expect(await joinBy(ctx, to, { isSignedIn: true })).toMatchObject({ ok: false, code: "registration.signed-in" });
    expect([await placeOf(world, stranger.customerId), await placeOf(world, unproven.customerId)]).toEqual([
      undefined,
      undefined,
    ]);
    expect(await acceptAs(ctx, token, victim)).toMatchObject({ ok: true });
  });

  test("T-V7: an account that signs in with its number joins by the address that the shop writes to", async () => {
    const { admin } = await company();
    const nell = await makeNumberAccount(ctx);
    const token = await inviteTo(ctx, admin, nell.email);
    expect(await joinBy(ctx, token)).toMatchObject({ ok: false, code: "registration.taken" });
    expect(await acceptAs(ctx, token, nell)).toMatchObject({ ok: true });
  });

  test("P-O3: whoever has a place in another company, or was deactivated in this one, is refused", async () => {
    const [{ admin, companyId }, other] = [await company(), await company()];
    const elsewhere = await member(other.companyId, "Buyer");
    const token = await inviteTo(ctx, admin, elsewhere.email);
    expect(await acceptAs(ctx, token, elsewhere)).toMatchObject({ ok: false, code: "company.elsewhere" });
    expect(await openCompanyInvitation(ctx, { token, session: elsewhere })).toMatchObject({ ok: true });
    const ann = await makeAccount(ctx);
    const again = await inviteTo(ctx, admin, ann.email);
    await putIntoCompany(ctx, companyId, ann.customerId);
    await deactivateColleague(ctx, { person: ann.customerId, by: admin });
    expect(await acceptAs(ctx, again, ann)).toMatchObject({ ok: false, code: "company.elsewhere" });
    expect(await placeOf(world, ann.customerId)).toMatchObject({ open: false });
  });
});

describe("T-V9: an invitation ends", () => {
  const endings: [string, (of: { inviter: MadePerson; admin: MadePerson; companyId: string }) => Promise<unknown>][] = [
    ["it is withdrawn", ({ admin }) => withdrawAll(admin)],
    [
      "its inviter is deactivated in the company",
      ({ inviter, admin }) => deactivateColleague(ctx, { person: inviter.customerId, by: admin }),
    ],
    [
      "its inviter's account is shut",
      ({ inviter }) => world.database.sql`update accounts set deactivated_at = now() where id = ${inviter.accountId}`,
    ],
    [
      "its inviter leaves",
      ({ inviter }) => world.database.sql`delete from company_people where customer_id = ${inviter.customerId}`,
    ],
    [
      "its inviter may not invite any more",
      ({ inviter }) =>
        world.database.sql`update company_people set user_type_id = ${readerType} where customer_id = ${inviter.customerId}`,
    ],
    [
      "the company is shut",
      ({ companyId }) => world.database.sql`update companies set deactivated_at = now() where id = ${companyId}`,
    ],
    ["seven days pass", () => age(ctx, "proofs", ["expires_at"], "169 hours", "purpose = 'invitation'")],
    ["its row has expired", () => age(ctx, "company_invitations", ["expires_at"], "169 hours")],
  ];

  test.each(endings)("T-V9: when %s", async (_when, end) => {
    const { admin, companyId } = await company();
    const inviter = await member(companyId, "Manager");
    const [email, ann] = [freshEmail(), await makeAccount(ctx)];
    const [token, hers] = [await inviteTo(ctx, inviter, email), await inviteTo(ctx, inviter, ann.email)];
    await end({ inviter, admin, companyId });
    expect(await acceptAs(ctx, hers, ann)).toMatchObject(GONE);
    expect(await joinBy(ctx, token)).toMatchObject(GONE);
    expect(await accountOf(email)).toBeUndefined();
    expect(await placeOf(world, ann.customerId)).toBeUndefined();
  });

  test("T-V9: with the inviter who may no longer give what was promised", async () => {
    const { companyId } = await company();
    const second = await member(companyId, "Administrator");
    const token = await inviteTo(ctx, second, freshEmail(), "Administrator");
    const managerType = await typeNamed(ctx, "Manager");
    await world.database.sql`update company_people set user_type_id = ${managerType} where customer_id = ${second.customerId}`;
    expect(await joinBy(ctx, token)).toMatchObject(GONE);
  });

  test("T-V9: with an inviter who may not invite any more since the moment before", async () => {
    const { companyId } = await company();
    const [inviter, ann] = [await member(companyId, "Manager"), await makeAccount(ctx)];
    const token = await inviteTo(ctx, inviter, ann.email);
    const { running } = await ctx.db.transaction(async (tx) => {
      await lockCompany(tx, companyId);
      await tx.execute(sql`update company_people set user_type_id = ${readerType} where customer_id = ${inviter.customerId}`);
      return startAndWait(world, () => acceptAs(world.ctx(), token, ann));
    });
    expect(await running).toMatchObject(GONE);
    expect(await placeOf(world, ann.customerId)).toBeUndefined();
  });
});

describe("who invites whom", () => {
  const invite = async (by: MadePerson, email: string, type: string) =>
    inviteColleague(ctx, { email, userType: await typeNamed(ctx, type), by });

  test("T-A5: nobody invites with a user type above the own, nor overwrites an invitation to one", async () => {
    const { admin, companyId } = await company();
    const manager = await member(companyId, "Manager");
    for (const type of ["Administrator", "Buyer"])
      expect(await invite(manager, freshEmail(), type)).toMatchObject({ ok: false, code: "company.beyond-own" });
    const email = freshEmail();
    await inviteTo(ctx, admin, email, "Administrator");
    const invitation = await openId(admin);
    await world.database.sql`delete from limits`;
    for (const answer of [
      await invite(manager, email, "Reader"),
      await resendCompanyInvitation(ctx, { invitation, by: manager }),
      await withdrawCompanyInvitation(ctx, { invitation, by: manager }),
    ])
      expect(answer).toMatchObject({ ok: false, code: "company.beyond-own" });
  });

  test("P-O3: inviting, sending again and withdrawing need the permission", async () => {
    const { admin, companyId } = await company();
    const email = freshEmail();
    await inviteTo(ctx, admin, email);
    const invitation = await openId(admin);
    await world.database.sql`delete from limits`;
    for (const by of [await member(companyId, "Buyer"), actingIn(await makeAccount(ctx), companyId)])
      for (const answer of [
        await invite(by, freshEmail(), "Reader"),
        await resendCompanyInvitation(ctx, { invitation, by }),
        await withdrawCompanyInvitation(ctx, { invitation, by }),
      ])
        expect(answer).toMatchObject({ ok: false, code: "company.not-permitted" });
  });

  test("T-A2: an invitation of another company can be neither sent again nor withdrawn", async () => {
    const [{ admin }, other] = [await company(), await company()];
    const token = await inviteTo(ctx, admin, freshEmail());
    const invitation = await openId(admin);
    for (const answer of [
      await resendCompanyInvitation(ctx, { invitation, by: other.admin }),
      await withdrawCompanyInvitation(ctx, { invitation, by: other.admin }),
    ])
      expect(answer).toMatchObject({ ok: false, code: "company.invitation-gone" });
    expect(await joinBy(ctx, token)).toMatchObject({ ok: true });
  });

  test("T-V10: sent again, or invited again, the former link is dead and there is one invitation", async () => {
    const { admin } = await company();
    const email = freshEmail();
    const first = await inviteTo(ctx, admin, email);
    const second = await inviteTo(ctx, admin, email, "Buyer");
    await world.database.sql`delete from limits`;
    expect(await resendCompanyInvitation(ctx, { invitation: await openId(admin), by: admin })).toMatchObject({ ok: true });
    const { token: third } = await newestMail(ctx, email);
    expect((await getOwnCompany(ctx, admin.customerId))?.invitations).toMatchObject([{ email, userTypeName: "Buyer" }]);
    expect([await joinBy(ctx, first), await joinBy(ctx, second)]).toMatchObject([GONE, GONE]);
    expect(await joinBy(ctx, third)).toMatchObject({ ok: true });
  });

  test("P-O3: somebody who is in the company already is not invited, however the address is typed", async () => {
    const { admin, companyId } = await company();
    const { email } = await member(companyId, "Buyer");
    const input = inviteColleagueInput.parse({ email: email.toUpperCase(), userType: readerType });
    expect(await inviteColleague(ctx, { ...input, by: admin })).toMatchObject({ ok: false, code: "company.person-there" });
  });

  test("T-FX21: a company sends so many invitations an hour, whoever of it sends them", async () => {
    const { admin, companyId } = await company();
    const others = [await member(companyId, "Administrator"), await member(companyId, "Administrator")];
    const all = [admin, ...others];
    const answers = [];
    for (let at = 0; at < 24; at++) {
      const by = all[at % all.length] ?? admin;
      answers.push(await inviteColleague(world.ctx(), { email: freshEmail(), userType: readerType, by }));
    }
    expect(answers.filter(({ ok }) => ok)).toHaveLength(20);
    expect(answers.at(-1)).toMatchObject({ code: "company.invitations-many" });
  });
});

describe("what the shop's rules say to an invited person", () => {
  test("P-R13: an invited person needs a seat, and the invitation waits for one", async () => {
    const { admin } = await company();
    const token = await inviteTo(ctx, admin, freshEmail());
    const full = world.ctx({ settings: { "registration.capacity": "1" } });
    expect(await joinBy(full, token)).toMatchObject({ ok: false, code: "registration.full" });
    expect(await joinBy(world.ctx(), token)).toMatchObject({ ok: true });
  });

  test("P-A5: under SSO only nobody joins with a password, and a person who is signed in does", async () => {
    const { admin } = await company();
    const ann = await makeAccount(ctx);
    const [token, hers] = [await inviteTo(ctx, admin, freshEmail()), await inviteTo(ctx, admin, ann.email)];
    const closed = world.ctx({ settings: { "access.ssoOnly": "true" } });
    expect(await joinBy(closed, token)).toMatchObject({ ok: false, code: "access.sso-only" });
    expect(await acceptAs(closed, hers, ann)).toMatchObject({ ok: true });
  });

  test("P-R8, P-R10: an invited person is asked for name and password as at an activation", async () => {
    const { admin } = await company();
    const token = await inviteTo(ctx, admin, freshEmail());
    expect(await joinBy(ctx, token, { posted: {} })).toMatchObject({ ok: false, code: "field.required" });
    expect(await joinBy(ctx, token, { newPassword: "short" })).toMatchObject({ ok: false, code: "password.too-short" });
    expect(await joinBy(ctx, token)).toMatchObject({ ok: true });
  });
});
