import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askToJoin, getOwnRequests } from "@/core/companies/ask-to-join";
import { removeColleague } from "@/core/companies/change-colleague";
import { decideRequest } from "@/core/companies/decide-request";
import { getOwnCompany } from "@/core/companies/get-own-company";
import { leaveCompany } from "@/core/companies/leave-company";
import { offerCompany } from "@/core/companies/offer-company";
import { addPerson, removePerson } from "@/core/company-office/change-person";
import { createCompany } from "@/core/company-office/create-company";
import { mergeCompanies, previewCompanyMerge } from "@/core/company-office/merge-companies";
import type { Connection } from "@/core/connections/connection";
import { type Ctx, inTransaction } from "@/core/ctx";
import { arrive } from "@/core/identities/arrive";
import { resetPassword } from "@/core/sign-in/reset-password";
import { deleteUserType, insertUserType } from "@/db/queries/user-types";
import type { Profile } from "@/providers/provider";
import { acceptAs, inviteTo, joinBy, placeOf } from "@/tests/support/company";
import { makeWorld, type World } from "@/tests/support/context";
import { changeAddress } from "@/tests/support/email-change";
import { aConnection, acceptAs as acceptArrival, anArrival, giveCode, linkIdentity } from "@/tests/support/identities";
import { age, freshOperator, freshPassword, type MadeAccount, makeAccount, makeStaff } from "@/tests/support/make";
import { actingIn, type MadePerson, makeCompany, putIntoCompany, typeNamed } from "@/tests/support/make-company";
import { merge, undo } from "@/tests/support/merge";
import { makePartner } from "@/tests/support/partners";
import { newestMail, queuedMails } from "@/tests/support/queued-mail";
import { confirmCode, freshRegistrant, openShop, start } from "@/tests/support/registration";
import { getReset } from "@/tests/support/reset";

const work = aConnection({ id: "oidc-work", texts: { trustEmail: "true" } });
const other = aConnection({ id: "oidc-other", texts: { trustEmail: "true" } });
let world: World;
let ctx: Ctx;
let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  world = await makeWorld();
  shop = await openShop(world);
  ctx = world.ctx({ connections: [work, other] });
});
afterAll(() => world.end());

/** A company that takes requests of a domain of its own, with people of these types. */
async function taking(...types: string[]) {
  const { companyId, people } = await makeCompany(ctx, { types: ["Administrator", ...types] });
  const domain = `c${randomBytes(5).toString("hex")}.example`;
  await world.database
    .sql`update companies set domains = ${[domain]}, takes_requests = true, connection_id = ${work.id} where id = ${companyId}`;
  const [boss] = people;
  if (!boss) throw new Error("nobody was made");
  return { companyId, domain, boss, people };
}

const asking = async (domain: string) => makeAccount(ctx, { email: `ann.${randomBytes(4).toString("hex")}@${domain}` });
const listed = async (boss: MadePerson) =>
  ((await getOwnCompany(ctx, boss.customerId))?.requests ?? []).map(({ customerId }) => customerId);
/** Presses the button beside every company that is offered to somebody. */
async function press(asker: MadeAccount, step: "ask" | "end" = "ask", using = ctx) {
  for (const { companyId } of await getOwnRequests(using, asker.customerId))
    await askToJoin(using, { company: companyId, step, by: asker });
}
async function askCompany(using: Ctx, asker: MadeAccount) {
  await offerCompany(using, asker, {});
  await press(asker, "ask", using);
}
const noticesTo = async ({ email }: MadeAccount) => (await queuedMails(ctx, email)).map(({ facts }) => facts.notice);
const decide = async (boss: MadePerson, { customerId }: MadeAccount, decision: "letIn" | "notLetIn") =>
  decideRequest(ctx, { person: customerId, userType: await typeNamed(ctx, "Reader"), decision, by: boss });

async function signIn(account: MadeAccount, connection: Connection, said: Partial<Profile> = {}) {
  const subject = await linkIdentity(ctx, account.accountId, connection);
  const again = () => arrive(ctx, anArrival(connection, { subject, ...said }));
  expect(await again()).toMatchObject({ ok: true, value: { kind: "signed-in" } });
  return again;
}

describe("T-R15: who asks to be let in", () => {
  test("T-R15: an account that gets an address of the domain asks, with the proof and not before", async () => {
    const { domain, boss } = await taking();
    const ann = await makeAccount(ctx);
    await changeAddress(ctx, ann, `ann@${domain}`);
    await press(ann);
    expect(await listed(boss)).toEqual([ann.customerId]);
    expect(await placeOf(world, ann.customerId)).toBeUndefined();
  });

  test("T-R15: an account whose address staff had typed asks once its owner has proven it by a reset", async () => {
    const { domain, boss } = await taking();
    const ann = await asking(domain);
    await world.database.sql`update accounts set email_verified_at = null where id = ${ann.accountId}`;
    await signIn(ann, work);
    await press(ann);
    expect(await listed(boss)).toEqual([]);
    const { token } = await getReset(ctx, ann.email);
    const given = { kind: "link", token } as const;
    expect(await resetPassword(ctx, given, freshPassword())).toMatchObject({ ok: true });
    await press(ann);
    expect(await listed(boss)).toEqual([ann.customerId]);
  });

  test("T-R15, P-S5: an account from before asks when it signs in through the company's connection, and no other", async () => {
    const { domain, boss } = await taking();
    const [ann, bob] = [await asking(domain), await asking(domain)];
    await signIn(ann, work);
    await signIn(bob, other);
    for (const one of [ann, bob]) await press(one);
    expect(await listed(boss)).toEqual([ann.customerId]);
  });

  test("T-R15, T-O14: the company's connection vouches for an address of its domain, which is kept nowhere", async () => {
    const { domain, boss } = await taking();
    const [ann, bob, cay] = [await makeAccount(ctx), await makeAccount(ctx), await makeAccount(ctx)];
    const email = `private.${randomBytes(4).toString("hex")}@${domain}`;
    await signIn(ann, work, { email, isEmailVerified: true });
    await signIn(bob, work, { email, isEmailVerified: false });
    await signIn(cay, other, { email, isEmailVerified: true });
    for (const one of [ann, bob, cay]) await press(one);
    expect(await listed(boss)).toEqual([ann.customerId]);
    const [row] = await world.database.sql`select email from accounts where id = ${ann.accountId}`;
    expect(row).toEqual({ email: ann.email });
  });

  test("T-R15: an account that is connected to the company's connection only now asks, too", async () => {
    const { domain, boss } = await taking();
    const ann = await asking(domain);
    const arrival = anArrival(work, { email: ann.email, isEmailVerified: true });
    await arrive(ctx, arrival);
    expect(await acceptArrival(ctx, arrival)).toMatchObject({ value: { kind: "needs-code" } });
    await press(ann);
    expect(await listed(boss)).toEqual([]);
    const { code } = await newestMail(ctx, ann.email);
    expect(await giveCode(ctx, arrival, code)).toMatchObject({ ok: true });
    await press(ann);
    expect(await listed(boss)).toEqual([ann.customerId]);
  });

  test("T-R15: who was refused does not ask again by themselves, by whichever way; others of the domain do", async () => {
    const { domain, boss } = await taking();
    const [ann, bob] = [await asking(domain), await asking(domain)];
    const again = await signIn(ann, work);
    await press(ann);
    expect(await decide(boss, ann, "notLetIn")).toMatchObject({ ok: true });
    expect((await noticesTo(ann)).at(-1)).toBe("notLetIn");
    await again();
    await press(ann);
    await askCompany(ctx, ann);
    expect(await decide(boss, ann, "letIn")).toMatchObject({ ok: false, code: "company.request-gone" });
    await askCompany(ctx, bob);
    expect(await listed(boss)).toEqual([bob.customerId]);
  });

  test("T-R15: nor does who was let in and taken out again, or has a place already, or came by an invitation meanwhile", async () => {
    const { companyId, domain, boss } = await taking();
    const [ann, bob, cay] = [await asking(domain), await asking(domain), await asking(domain)];
    await askCompany(ctx, ann);
    expect(await decide(boss, ann, "letIn")).toMatchObject({ ok: true });
    await removeColleague(ctx, { person: ann.customerId, by: boss });
    await askCompany(ctx, ann);
    await putIntoCompany(ctx, companyId, bob.customerId);
    await askCompany(ctx, bob);
    await askCompany(ctx, cay);
    expect(await listed(boss)).toEqual([cay.customerId]);
    expect(await acceptAs(ctx, await inviteTo(ctx, boss, cay.email), cay)).toMatchObject({ ok: true });
    await removeColleague(ctx, { person: cay.customerId, by: boss });
    expect(await listed(boss)).toEqual([]);
  });

  test("T-R15: who comes in by an invitation or a code on the way to an account asks nobody, and nobody is told that they do", async () => {
    const [asked, inviter] = [await taking(), await makeCompany(ctx, { name: "Inviter" })];
    const [host] = inviter.people;
    if (!host) throw new Error("nobody was made");
    for (const by of [asked.boss, host]) {
      const token = await inviteTo(ctx, by, `new.${randomBytes(4).toString("hex")}@${asked.domain}`);
      expect(await joinBy(ctx, token)).toMatchObject({ ok: true });
    }
    const withCodes = shop({ settings: { "registration.partnerCodes": "true" } });
    const { code } = await makePartner(ctx);
    const comer = freshRegistrant({ email: `partner@${asked.domain}`, posted: { registerAs: "partner", partnerCode: code } });
    expect(await start(withCodes, comer)).toMatchObject({ ok: true });
    const mailed = await newestMail(ctx, comer.email);
    expect(await confirmCode(withCodes, comer.browser, mailed.code)).toMatchObject({ ok: true, value: { kind: "active" } });
    expect(await noticesTo(asked.boss)).toEqual(["joined"]);
    expect(await world.database.sql`select 1 from company_requests where company_id = ${asked.companyId}`).toHaveLength(0);
  });

  test("T-R15: nor does a request come back when staff have put them elsewhere and taken them out", async () => {
    const { domain, boss } = await taking();
    const { staffId } = await makeStaff(ctx);
    const userType = await typeNamed(ctx, "Reader");
    const [ann, bob] = [await asking(domain), await asking(domain)];
    for (const one of [ann, bob]) await askCompany(ctx, one);
    const { companyId } = await makeCompany(ctx, { name: "Elsewhere" });
    expect(await addPerson(ctx, { companyId, number: ann.number, userType, staffId })).toMatchObject({ ok: true });
    expect(await removePerson(ctx, { companyId, person: ann.customerId, staffId })).toMatchObject({ ok: true });
    const posted = { companyName: "Bob's" };
    const made = await createCompany(ctx, { posted, number: bob.number, staffId });
    expect(await leaveCompany(ctx, { by: actingIn(bob, made.ok ? made.value.id : "") })).toMatchObject({ ok: true });
    expect(await listed(boss)).toEqual([]);
  });

  test("T-R15: a refusal by one company is none by another", async () => {
    const [one, two] = [await taking(), await taking()];
    const ann = await asking(one.domain);
    await askCompany(ctx, ann);
    await decide(one.boss, ann, "notLetIn");
    await changeAddress(ctx, ann, `ann@${two.domain}`);
    await press(ann);
    expect([await listed(one.boss), await listed(two.boss)]).toEqual([[], [ann.customerId]]);
  });

  test("T-R15, P-V6: a refusal follows to who the customer is merged into, and to the company that was kept", async () => {
    const { companyId, domain, boss } = await taking();
    const [ann, kept] = [await asking(domain), await asking(domain)];
    await askCompany(ctx, ann);
    await decide(boss, ann, "notLetIn");
    const by = await freshOperator(ctx, (await makeStaff(ctx)).staffId);
    const pair = { kept: kept.number, merged: ann.number };
    await merge(ctx, by, pair);
    await askCompany(ctx, kept);
    expect(await listed(boss)).toEqual([]);
    await undo(ctx, by, pair);
    await askCompany(ctx, kept);
    await askCompany(ctx, ann);
    expect(await listed(boss)).toEqual([kept.customerId]);
    const merging = await taking();
    await world.database
      .sql`insert into company_requests (customer_id, company_id) values (${ann.customerId}, ${merging.companyId})`;
    const plan = await previewCompanyMerge(ctx, { kept: companyId, merged: merging.companyId });
    const merged = { companyId, merged: merging.companyId, seen: plan?.seen ?? "", by };
    expect(await mergeCompanies(ctx, merged)).toMatchObject({ ok: true });
    expect(await listed(boss)).toEqual([kept.customerId]);
  });
});

describe("a company that is merged", () => {
  test("T-R15, T-FX22: who is offered it at that moment is offered the kept one, and asks that, once, and the answer counts", async () => {
    const [kept, gone] = [await taking(), await taking()];
    const [ann, ben] = [await asking(gone.domain), await asking(gone.domain)];
    const by = await freshOperator(ctx, (await makeStaff(ctx)).staffId);
    const both = { kept: kept.companyId, merged: gone.companyId };
    const { seen = "" } = (await previewCompanyMerge(ctx, both)) ?? {};
    await inTransaction(ctx, async (tx) => {
      await offerCompany(tx, ann, {});
      await offerCompany(tx, ben, {});
      const merge = mergeCompanies(ctx, { companyId: kept.companyId, merged: gone.companyId, seen, by });
      expect(await merge).toMatchObject({ ok: true });
    });
    for (const one of [ann, ben])
      expect(await getOwnRequests(ctx, one.customerId)).toMatchObject([{ companyId: kept.companyId }]);
    for (const one of [ann, ben]) await askCompany(ctx, one);
    expect((await listed(kept.boss)).toSorted()).toEqual([ann.customerId, ben.customerId].toSorted());
    expect(await decide(kept.boss, ann, "letIn")).toMatchObject({ ok: true });
    expect(await placeOf(world, ann.customerId)).toBeDefined();
    expect(await decide(kept.boss, ben, "notLetIn")).toMatchObject({ ok: true });
    await askCompany(ctx, ben);
    expect(await listed(kept.boss)).toEqual([]);
  });
});

describe("T-R15: nobody asks without wanting to", () => {
  test("T-R15: who has proven an address of the domain is offered to ask, and the company knows nothing before they press", async () => {
    const { companyId, domain, boss } = await taking();
    const ann = await asking(domain);
    await offerCompany(ctx, ann, {});
    expect(await getOwnRequests(ctx, ann.customerId)).toEqual([{ companyId, name: "Acme Ltd", isAsked: false }]);
    expect([await listed(boss), await noticesTo(boss)]).toEqual([[], []]);
    expect(await decide(boss, ann, "letIn")).toMatchObject({ ok: false, code: "company.request-gone" });
    await press(ann);
    await press(ann);
    expect([await listed(boss), await noticesTo(boss)]).toEqual([[ann.customerId], ["asked"]]);
    expect(await getOwnRequests(ctx, ann.customerId)).toMatchObject([{ isAsked: true }]);
  });

  test("T-R15: an offer that was declined and a request that was withdrawn are gone for both sides, and come back by no way", async () => {
    const { companyId, domain, boss } = await taking();
    const [ann, bob] = [await asking(domain), await asking(domain)];
    await offerCompany(ctx, ann, {});
    await press(ann, "end");
    await askCompany(ctx, bob);
    await press(bob, "end");
    for (const one of [ann, bob]) {
      await askCompany(ctx, one);
      expect(await getOwnRequests(ctx, one.customerId)).toEqual([]);
      expect(await askToJoin(ctx, { company: companyId, step: "ask", by: one })).toMatchObject({ code: "company.offer-gone" });
    }
    expect([await listed(boss), await noticesTo(ann), await noticesTo(bob)]).toEqual([[], [], []]);
  });

  test("T-R15: nobody asks a company that was not offered to them, or takes no requests any more, or is shut", async () => {
    const [one, two, three] = [await taking(), await taking(), await taking()];
    const [ann, bob] = [await asking(one.domain), await asking(two.domain)];
    await offerCompany(ctx, ann, {});
    await offerCompany(ctx, bob, {});
    const asks = (by: MadeAccount, company: string) => askToJoin(ctx, { company, step: "ask", by });
    expect(await asks(ann, three.companyId)).toMatchObject({ code: "company.offer-gone" });
    await world.database.sql`update companies set takes_requests = false where id = ${one.companyId}`;
    await world.database.sql`update companies set deactivated_at = now() where id = ${two.companyId}`;
    expect(await asks(ann, one.companyId)).toMatchObject({ code: "company.offer-gone" });
    expect(await asks(bob, two.companyId)).toMatchObject({ code: "company.offer-gone" });
    expect([await listed(one.boss), await listed(three.boss)]).toEqual([[], []]);
  });
});

describe("T-A2, T-A5: who decides about a request", () => {
  test("T-A2, T-A5: nobody of another company, and nobody gives more than they have", async () => {
    const [{ companyId, domain, boss }, elsewhere] = [await taking(), await taking()];
    await insertUserType(ctx.db, { name: "Manager", permissions: ["people.manage", "orders.see"] });
    const [ann, manager] = [await asking(domain), actingIn(await makeAccount(ctx), companyId)];
    await putIntoCompany(ctx, companyId, manager.customerId, "Manager");
    await askCompany(ctx, ann);
    for (const decision of ["letIn", "notLetIn"] as const)
      expect(await decide(elsewhere.boss, ann, decision)).toMatchObject({ ok: false, code: "company.request-gone" });
    const asked = { person: ann.customerId, decision: "letIn", by: manager } as const;
    const above = await decideRequest(ctx, { ...asked, userType: await typeNamed(ctx, "Administrator") });
    expect(above).toMatchObject({ ok: false, code: "company.beyond-own" });
    expect([await listed(boss), await placeOf(world, ann.customerId)]).toEqual([[ann.customerId], undefined]);
  });
});

test("P-O3: a user type that went while the page was open is said, with what to do, and who asks goes on asking", async () => {
  const { domain, boss } = await taking();
  const ann = await asking(domain);
  await askCompany(ctx, ann);
  const userType = await insertUserType(ctx.db, { name: "Short-lived", permissions: ["orders.see"] });
  await deleteUserType(ctx.db, userType);
  for (const chosen of [userType, ""]) {
    const asked = { person: ann.customerId, decision: "letIn", userType: chosen, by: boss } as const;
    const refused = await decideRequest(ctx, asked);
    expect(refused).toMatchObject({ problems: [{ code: "user-type.not-found", field: "userType" }] });
  }
  expect(await listed(boss)).toEqual([ann.customerId]);
  expect(await decide(boss, ann, "letIn")).toMatchObject({ ok: true });
});

describe("T-R15: who is told of a request", () => {
  test("T-R15: everybody who decides, with a proven address, in their language; and nobody else", async () => {
    const { domain, boss, people } = await taking("Administrator", "Administrator", "Administrator", "Buyer");
    const [, second, unproven, shut, buyer] = people;
    if (!second || !unproven || !shut || !buyer) throw new Error("nobody was made");
    await world.database.sql`update accounts set language = 'es' where id = ${second.accountId}`;
    await world.database.sql`update accounts set email_verified_at = null where id = ${unproven.accountId}`;
    await world.database.sql`update accounts set deactivated_at = now() where id = ${shut.accountId}`;
    await askCompany(ctx, await asking(domain));
    expect(await newestMail(ctx, boss.email)).toMatchObject({
      message: "company-notice",
      language: "en",
      facts: { notice: "asked", company: "Acme Ltd", name: "Ann Archer" },
    });
    expect(await newestMail(ctx, second.email)).toMatchObject({ language: "es", facts: { notice: "asked" } });
    expect([await noticesTo(unproven), await noticesTo(shut), await noticesTo(buyer)]).toEqual([[], [], []]);
  });

  test("T-R15, T-C12: at most once a day for each, however many ask at once; the next day again", async () => {
    const { domain, boss, people } = await taking("Administrator");
    const crowd = await Promise.all(Array.from({ length: 6 }, () => asking(domain)));
    await Promise.all(crowd.map((one) => ctx.db.transaction((db) => askCompany({ ...ctx, db }, one))));
    expect(await listed(boss)).toHaveLength(6);
    for (const person of people) expect(await noticesTo(person)).toEqual(["asked"]);
    await age(ctx, "limits", ["slot_at", "expires_at"], "27 hours");
    await askCompany(ctx, await asking(domain));
    expect(await noticesTo(boss)).toEqual(["asked", "asked"]);
  });

  test("T-R15: pressed twice in one moment, it was asked once", async () => {
    const { domain } = await taking();
    const ann = await asking(domain);
    await offerCompany(ctx, ann, {});
    await Promise.all([press(ann), press(ann)]);
    const { sql } = world.database;
    expect(await sql`select 1 from audit_log where action = 'company.asked' and actor_id = ${ann.accountId}`).toHaveLength(1);
  });

  test("P-M1: the mail is queued with the request, or neither is there", async () => {
    const { domain, boss } = await taking();
    const ann = await asking(domain);
    const undone = ctx.db.transaction(async (db) => {
      await askCompany({ ...ctx, db }, ann);
      throw new Error("something else went wrong");
    });
    await expect(undone).rejects.toThrow("something else");
    expect([await listed(boss), await noticesTo(boss)]).toEqual([[], []]);
  });
});
