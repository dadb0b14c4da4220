import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findArrival } from "@/core/identities/find-arrival";
import { leave } from "@/core/identities/leave";
import { resendCode } from "@/core/identities/resend-code";
import type { Settled } from "@/core/identities/settle";
import { listOrders } from "@/core/orders/list-orders";
import { placeOrder } from "@/core/orders/place-order";
import type { Result } from "@/core/result";
import { newToken } from "@/core/security/token";
import { findSession } from "@/core/sessions/find-session";
import { startSession } from "@/core/sessions/start-session";
import { signIn } from "@/core/sign-in/sign-in";
import { makeWorld, type World } from "@/tests/support/context";
import { aConnection, acceptAs, anArrival, arriveUnknown, giveCode, linkIdentity } from "@/tests/support/identities";
import { age, freshEmail, freshPassword, makeAccount } from "@/tests/support/make";
import { checkoutForm, guestWith, makeProduct } from "@/tests/support/make-shop";
import { forgetMailLimits, newestMail, queuedMails } from "@/tests/support/queued-mail";
import { confirmCode, freshRegistrant, openShop, start } from "@/tests/support/registration";

let world: World;
let shop: Awaited<ReturnType<typeof openShop>>;
/** Trusted for no address. */
const plain = aConnection({ id: "oidc-plain" });
/** Trusted for addresses, the authority for none. */
const trusted = aConnection({ id: "oidc-trusted", texts: { trustEmail: "true" } });
/** The authority for a domain. */
const work = aConnection({ id: "oidc-work", texts: { trustEmail: "true", domains: "example.com" } });
const connections = [plain, trusted, work];
const open = (more: Parameters<World["ctx"]>[0] = {}) => shop({ connections, ...more });

beforeAll(async () => {
  world = await makeWorld();
  shop = await openShop(world);
});
beforeEach(() => forgetMailLimits(world.ctx()));
afterAll(() => world.end());

const rows = async (statement: ReturnType<typeof sql>) => [...(await world.database.db.execute(statement))];
const accountsOf = (email: string) =>
  rows(sql`select a.id, c.first_name, p.hash, (select count(*)::int from identities i where i.account_id = a.id) as identities
    from accounts a join customers c on c.id = a.customer_id left join passwords p on p.account_id = a.id where a.email_key = ${email}`);

/** Whose session an acceptance ended in, and how. */
async function endOf(settled: Result<Settled, string>) {
  if (!settled.ok || !("session" in settled.value)) throw new Error(`not signed in: ${JSON.stringify(settled)}`);
  const { kind, session, returnTo } = settled.value;
  return { kind, returnTo, session: await findSession(open(), session.token) };
}
const coded = { ok: true, value: { kind: "needs-code" } } as const;

describe("accepting", () => {
  test("P-S2: a trusted address makes the account, with the names as typed, and signs in to the wanted page", async () => {
    const email = freshEmail("nia");
    const said = { email: email.toUpperCase(), isEmailVerified: true };
    const arrival = await arriveUnknown(open(), anArrival(trusted, said, { returnTo: "/cart?x=1", idToken: "a.b.c" }));
    expect(await findArrival(open(), arrival.browser)).toMatchObject({ isAddressGiven: true, email, codeSentTo: null });
    const end = await endOf(await acceptAs(open(), arrival, { firstName: "Nina" }));
    expect(end).toMatchObject({ kind: "made", returnTo: "/cart?x=1", session: { email } });
    expect(await accountsOf(email)).toMatchObject([{ first_name: "Nina", hash: null, identities: 1 }]);
    expect(await findArrival(open(), arrival.browser)).toBeNull();
    const welcome = await newestMail(open(), email);
    expect(welcome).toMatchObject({ message: "account-active", facts: { button: trusted.label } });
    const [session] = await rows(sql`select method, id_token from sessions where id = ${end.session?.id ?? null}`);
    expect(session?.method).toBe("oidc-trusted");
    expect(session?.id_token).not.toBeNull();
  });

  test("P-S2: what was vouched for cannot be exchanged for another address on the way", async () => {
    const [email, other] = [freshEmail(), (await makeAccount(open())).email];
    const arrival = await arriveUnknown(open(), anArrival(trusted, { email, isEmailVerified: true }));
    const end = await endOf(await acceptAs(open(), arrival, { email: other }));
    expect(end.session?.email).toBe(email);
  });

  test("P-S2: saying no, or nothing for half an hour, leaves nothing behind", async () => {
    const email = freshEmail();
    const arrival = await arriveUnknown(open(), anArrival(plain, { email }));
    expect(await acceptAs(open(), arrival, { email })).toEqual(coded);
    const { code } = await newestMail(open(), email);
    await leave(open(), arrival.browser);
    expect(await rows(sql`select 1 from pending_identities where email = ${email}`)).toHaveLength(0);
    expect(await acceptAs(open(), arrival, { email })).toMatchObject({ code: "sso.expired" });
    expect(await giveCode(open(), arrival, code)).toMatchObject({ code: "sso.expired" });
    const late = await arriveUnknown(open(), anArrival(trusted, { email, isEmailVerified: true }));
    await age(open(), "pending_identities", ["expires_at"], "31 minutes", `email = '${email}'`);
    expect(await acceptAs(open(), late)).toMatchObject({ code: "sso.expired" });
    expect(await accountsOf(email)).toHaveLength(0);
    expect(await rows(sql`select 1 from customers where email_key = ${email}`)).toHaveLength(0);
  });

  test("T-O12, T-L8: an unverified or untrusted address makes nothing until its mailbox is proven", async () => {
    for (const [connection, isEmailVerified] of [
      [trusted, false],
      [plain, true],
    ] as const) {
      const email = freshEmail();
      const arrival = await arriveUnknown(open(), anArrival(connection, { email, isEmailVerified, isOwnMailbox: true }));
      expect(await acceptAs(open(), arrival)).toMatchObject({ code: "field.required" });
      expect(await acceptAs(open(), arrival, { email })).toEqual(coded);
      expect(await accountsOf(email)).toHaveLength(0);
      const { code, link, message } = await newestMail(open(), email);
      expect({ link, message }).toEqual({ link: "", message: "confirm-identity" });
      expect((await endOf(await giveCode(open(), arrival, code))).kind).toBe("made");
      expect(await accountsOf(email)).toMatchObject([{ identities: 1 }]);
    }
  });

  test("P-A1: while customer accounts are off nobody accepts and no code links an account", async () => {
    const account = await makeAccount(open());
    const off = open({ settings: { "access.customerAccounts": "false" } });
    const arrival = await arriveUnknown(open(), anArrival(plain, { email: account.email }));
    const refused = { ok: false, code: "access.accounts-off" };
    expect(await acceptAs(off, arrival, { email: account.email })).toMatchObject(refused);
    expect(await acceptAs(open(), arrival, { email: account.email })).toEqual(coded);
    const { code } = await newestMail(open(), account.email);
    expect(await giveCode(off, arrival, code)).toMatchObject(refused);
    expect(await accountsOf(account.email)).toMatchObject([{ identities: 0 }]);
    expect((await endOf(await giveCode(open(), arrival, code))).kind).toBe("connected");
  });

  test("T-G4: that a code was mailed for somebody from a provider stands in the log, masked, with the connection", async () => {
    const [email, ctx] = [freshEmail("yara"), open()];
    const arrival = await arriveUnknown(ctx, anArrival(plain, { email }));
    expect(await acceptAs(ctx, arrival, { email })).toEqual(coded);
    const noted = await rows(sql`
      select detail from audit_log where action = 'identity.code-sent' and detail->>'email' = 'y***@example.com'`);
    expect(noted).toEqual([{ detail: { connection: plain.id, email: "y***@example.com", mailed: "yes" } }]);
  });

  test("T-L2: an account that has the address is never linked by a word that is not the last one", async () => {
    const account = await makeAccount(open());
    for (const connection of [plain, trusted]) {
      await forgetMailLimits(open());
      const arrival = await arriveUnknown(open(), anArrival(connection, { email: account.email, isEmailVerified: true }));
      expect(await acceptAs(open(), arrival, { email: account.email })).toEqual(coded);
      expect(await accountsOf(account.email)).toMatchObject([{ id: account.accountId, identities: 0 }]);
      const { code, facts } = await newestMail(open(), account.email);
      expect(facts).toMatchObject({ account: "yes", button: connection.label });
      const end = await endOf(await giveCode(open(), arrival, code));
      expect(end).toMatchObject({ kind: "connected", session: { accountId: account.accountId } });
      expect((await newestMail(open(), account.email)).message).toBe("identity-connected");
      await open().db.execute(sql`delete from identities where account_id = ${account.accountId}`);
    }
  });

  test("T-L2: the authority for an address links its account without more, and the owner is told by mail", async () => {
    const account = await makeAccount(open());
    const arrival = await arriveUnknown(open(), anArrival(work, { email: account.email, isEmailVerified: true }));
    const end = await endOf(await acceptAs(open(), arrival));
    expect(end).toMatchObject({ kind: "connected", session: { accountId: account.accountId } });
    expect((await queuedMails(open(), account.email)).map(({ message }) => message)).toEqual(["identity-connected"]);
    expect((await signIn(shop(), { identifier: account.email, password: account.password })).ok).toBe(true);
  });

  test("T-L1: a password that a stranger planted with an unproven registration is nothing to the account by SSO", async () => {
    const planted = freshRegistrant();
    await start(shop(), planted);
    const { code } = await newestMail(open(), planted.email);
    const arrival = await arriveUnknown(open(), anArrival(trusted, { email: planted.email, isEmailVerified: true }));
    expect((await endOf(await acceptAs(open(), arrival))).kind).toBe("made");
    expect(await accountsOf(planted.email)).toMatchObject([{ first_name: "Nia", hash: null }]);
    expect(await signIn(shop(), { identifier: planted.email, password: planted.password })).toMatchObject({ ok: false });
    expect(await confirmCode(open(), planted.browser, code)).toMatchObject({ ok: true, value: { kind: "taken" } });
    expect(await accountsOf(planted.email)).toMatchObject([{ first_name: "Nia", hash: null }]);
  });

  test("T-L7: a code asked for as one person at the provider is worthless for another, and in another browser", async () => {
    const victim = await makeAccount(open());
    const first = await arriveUnknown(open(), anArrival(plain, {}));
    expect(await acceptAs(open(), first, { email: victim.email })).toEqual(coded);
    const { code } = await newestMail(open(), victim.email);
    const elsewhere = await arriveUnknown(open(), anArrival(plain, { subject: first.profile.subject }));
    expect(await giveCode(open(), elsewhere, code)).toMatchObject({ code: "code.gone" });
    const second = await arriveUnknown(open(), anArrival(plain, {}, { browser: first.browser }));
    expect(await giveCode(open(), second, code)).toMatchObject({ code: "code.gone" });
    expect(await accountsOf(victim.email)).toMatchObject([{ identities: 0 }]);
  });

  test("T-L4, T-R9: while nothing is proven nothing is linked, and closed registration makes nobody by SSO either", async () => {
    const email = freshEmail();
    const closed = open({ settings: { "registration.open": "false" } });
    const arrival = await arriveUnknown(closed, anArrival(trusted, { email, isEmailVerified: true }));
    expect(await acceptAs(closed, arrival)).toMatchObject({ code: "registration.closed" });
    expect(await accountsOf(email)).toHaveLength(0);
    const account = await makeAccount(open());
    const known = await arriveUnknown(closed, anArrival(work, { email: account.email, isEmailVerified: true }));
    expect((await endOf(await acceptAs(closed, known))).kind).toBe("connected");
  });

  test("T-O12: until the code is back nothing tells whether the address has an account", async () => {
    const taken = await makeAccount(open());
    const answers = [];
    for (const email of [taken.email, freshEmail()]) {
      const arrival = await arriveUnknown(open(), anArrival(plain));
      const answer = await acceptAs(open(), arrival, { email });
      const { codeSentTo, ...view } = (await findArrival(open(), arrival.browser)) ?? {};
      answers.push({ answer, view, isSent: codeSentTo === email });
    }
    expect(answers[0]).toEqual(answers[1]);
  });

  test("T-O21: a deactivated account is linked by nobody, in neutral words", async () => {
    const account = await makeAccount(open());
    await open().db.execute(sql`update accounts set deactivated_at = now() where id = ${account.accountId}`);
    const arrival = await arriveUnknown(open(), anArrival(work, { email: account.email, isEmailVerified: true }));
    expect(await acceptAs(open(), arrival)).toMatchObject({ code: "sso.refused" });
    expect(await accountsOf(account.email)).toMatchObject([{ identities: 0 }]);
  });

  test("P-S3: an account whose address nobody has proven is not opened by that address", async () => {
    const account = await makeAccount(open());
    await open().db.execute(sql`update accounts set email_verified_at = null where id = ${account.accountId}`);
    const arrival = await arriveUnknown(open(), anArrival(work, { email: account.email, isEmailVerified: true }));
    expect(await acceptAs(open(), arrival)).toMatchObject({ code: "sso.address-taken" });
    const numbered = await makeAccount(open());
    await open().db.execute(
      sql`update accounts set email = null, email_key = null, signs_in_with_email = false where id = ${numbered.accountId}`,
    );
    const other = await arriveUnknown(open(), anArrival(plain));
    await acceptAs(open(), other, { email: numbered.email });
    const { code } = await newestMail(open(), numbered.email);
    expect(await giveCode(open(), other, code)).toMatchObject({ code: "sso.address-taken" });
    expect(await rows(sql`select 1 from identities where account_id in (${account.accountId}, ${numbered.accountId})`)).toEqual(
      [],
    );
  });

  test("T-L5: somebody else's session in this browser ends, after having been asked, and is linked to nothing", async () => {
    const x = await makeAccount(open());
    const { token } = await startSession(open(), { accountId: x.accountId, method: "password" });
    const email = freshEmail();
    const arrival = await arriveUnknown(open(), anArrival(trusted, { email, isEmailVerified: true }, { replaces: token }));
    expect(await acceptAs(open(), arrival, { isSwitching: false })).toMatchObject({ code: "registration.signed-in" });
    expect((await endOf(await acceptAs(open(), arrival))).session?.email).toBe(email);
    expect(await findSession(open(), token)).toBeNull();
    expect(await rows(sql`select 1 from identities where account_id = ${x.accountId}`)).toEqual([]);
  });

  test("P-R7: guest orders of the proven address come with the account", async () => {
    const email = freshEmail("guest");
    const { slug } = await makeProduct(open());
    const form = checkoutForm({ email });
    const placed = await placeOrder(open(), { ...form, session: null, owner: guestWith({ slug, quantity: 1 }) });
    const arrival = await arriveUnknown(open(), anArrival(trusted, { email, isEmailVerified: true }));
    const { session } = await endOf(await acceptAs(open(), arrival));
    expect(placed.ok && session && (await listOrders(open(), session))).toMatchObject([{ isGuestOrder: true }]);
  });
});

describe("the code", () => {
  test("T-C1, T-C9: five tries, and only the newest code counts", async () => {
    const email = freshEmail();
    const arrival = await arriveUnknown(open(), anArrival(plain));
    await acceptAs(open(), arrival, { email });
    const { code: old } = await newestMail(open(), email);
    await forgetMailLimits(open());
    expect(await resendCode(open(), arrival.browser)).toEqual({ ok: true, value: { email } });
    const { code } = await newestMail(open(), email);
    const wrong = code === "000000" ? "111111" : "000000";
    if (old !== code) expect(await giveCode(open(), arrival, old)).toMatchObject({ code: "code.wrong" });
    for (let n = old === code ? 0 : 1; n < 5; n++)
      expect(await giveCode(open(), arrival, wrong)).toMatchObject({ code: "code.wrong" });
    expect(await giveCode(open(), arrival, code)).toMatchObject({ code: "code.gone" });
    expect(await accountsOf(email)).toHaveLength(0);
  });

  test("T-C12: a mailbox that had its mail for now gets no second one, and the answer is the same", async () => {
    const email = freshEmail();
    const arrival = await arriveUnknown(open(), anArrival(plain));
    expect(await acceptAs(open(), arrival, { email })).toEqual(coded);
    expect(await acceptAs(open(), arrival, { email })).toEqual(coded);
    expect(await resendCode(open(), arrival.browser)).toMatchObject({ ok: true });
    expect(await queuedMails(open(), email)).toHaveLength(1);
  });

  test("T-C12, P-S2: in another browser, too soon for a mail, the page waits for a code, and a new one comes when asked for", async () => {
    const email = freshEmail();
    await acceptAs(open(), await arriveUnknown(open(), anArrival(plain)), { email });
    const arrival = await arriveUnknown(open(), anArrival(plain));
    expect(await acceptAs(open(), arrival, { email })).toEqual(coded);
    expect(await findArrival(open(), arrival.browser)).toMatchObject({ codeSentTo: email });
    expect(await queuedMails(open(), email)).toHaveLength(1);
    await forgetMailLimits(open());
    expect(await resendCode(open(), arrival.browser)).toMatchObject({ ok: true });
    const { code } = await newestMail(open(), email);
    expect((await giveCode(open(), arrival, code)).ok).toBe(true);
  });

  test("P-S2: a browser that came back as nobody is offered nothing", async () => {
    expect(await findArrival(open(), undefined)).toBeNull();
    expect(await findArrival(open(), newToken())).toBeNull();
    expect(await resendCode(open(), newToken())).toMatchObject({ code: "sso.expired" });
  });
});

describe("at once", () => {
  test("T-L11, T-FX22: twenty first sign-ins of one person make one account with one identity, and nobody is an orphan", async () => {
    const email = freshEmail("race");
    const subject = `racer ${email}`;
    const arrivals = Array.from({ length: 20 }, () => anArrival(trusted, { subject, email, isEmailVerified: true }));
    for (const arrival of arrivals) await arriveUnknown(open(), arrival);
    const ends = await Promise.all(arrivals.map((arrival) => acceptAs(open(), arrival)));
    expect(ends.filter(({ ok }) => ok)).toHaveLength(20);
    expect(await accountsOf(email)).toMatchObject([{ identities: 1 }]);
    expect(await rows(sql`select 1 from customers where email_key = ${email}`)).toHaveLength(1);
  });

  test("T-L11: one person with two addresses at once gets one account", async () => {
    const subject = `two addresses ${freshPassword()}`;
    const arrivals = Array.from({ length: 6 }, (_, n) =>
      anArrival(trusted, { subject, email: freshEmail(`n${n}`), isEmailVerified: true }),
    );
    for (const arrival of arrivals) await arriveUnknown(open(), arrival);
    const ends = await Promise.all(arrivals.map(async (arrival) => endOf(await acceptAs(open(), arrival))));
    expect(new Set(ends.map(({ session }) => session?.accountId)).size).toBe(1);
    expect(await rows(sql`select 1 from identities where subject = ${subject}`)).toHaveLength(1);
    const emails = sql.join(
      arrivals.map(({ profile }) => sql`${profile.email}`),
      sql`, `,
    );
    expect(await rows(sql`select 1 from customers where email_key in (${emails})`)).toHaveLength(1);
  });

  test("P-S3: somebody linked meanwhile in another browser signs in, as nobody new", async () => {
    const account = await makeAccount(open());
    const arrival = await arriveUnknown(open(), anArrival(trusted, { email: freshEmail(), isEmailVerified: true }));
    const subject = await linkIdentity(open(), account.accountId, trusted);
    await open().db.execute(sql`update pending_identities set subject = ${subject} where subject = ${arrival.profile.subject}`);
    expect((await endOf(await acceptAs(open(), arrival))).session?.accountId).toBe(account.accountId);
  });

  test("T-O21: somebody linked meanwhile to an account that was deactivated is refused", async () => {
    const account = await makeAccount(open());
    const arrival = await arriveUnknown(open(), anArrival(trusted, { email: freshEmail(), isEmailVerified: true }));
    const subject = await linkIdentity(open(), account.accountId, trusted);
    await open().db.execute(sql`update pending_identities set subject = ${subject} where subject = ${arrival.profile.subject}`);
    await open().db.execute(sql`update accounts set deactivated_at = now() where id = ${account.accountId}`);
    expect(await acceptAs(open(), arrival)).toMatchObject({ code: "sso.refused" });
  });
});
