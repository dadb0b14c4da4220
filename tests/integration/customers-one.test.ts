import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { createCustomer, createCustomerInput } from "@/core/customers/create-customer";
import { deactivateAccount, reactivateAccount } from "@/core/customers/deactivate-account";
import { editCustomer, editCustomerInput } from "@/core/customers/edit-customer";
import { endCustomerSessions } from "@/core/customers/end-customer-sessions";
import { openCustomer } from "@/core/customers/open-customer";
import { placeOrder } from "@/core/orders/place-order";
import { hashToken } from "@/core/security/token";
import { findSession } from "@/core/sessions/find-session";
import { startSession } from "@/core/sessions/start-session";
import { signIn } from "@/core/sign-in/sign-in";
import { permissions } from "@/core/staff/permissions";
import { setDeactivated } from "@/db/queries/customer-room";
import { insertSuppression } from "@/db/queries/suppressions";
import { invite, makeInvited } from "@/tests/support/activation";
import { makeWorld, type World } from "@/tests/support/context";
import { age, freshEmail, freshOperator, type MadeAccount, makeAccount, makeStaff } from "@/tests/support/make";
import { checkoutForm, guestWith, makeProduct } from "@/tests/support/make-shop";
import { queuedMails } from "@/tests/support/queued-mail";
import { getReset } from "@/tests/support/reset";
import { seenNow } from "@/tests/support/seen";
import { startAndWait } from "@/tests/support/start-and-wait";

const everything = new Set(permissions);

let world: World;
let ctx: Ctx;
let staff: Awaited<ReturnType<typeof makeStaff>>;
let by: Awaited<ReturnType<typeof freshOperator>>;

beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
  staff = await makeStaff(ctx, { role: "agent" });
  by = await freshOperator(ctx, staff.staffId);
});
afterAll(() => world.end());

const staffId = () => staff.staffId;
const form = (changes: Partial<Record<string, string>> = {}) => ({
  firstName: "Ann",
  lastName: "Archer",
  email: "",
  phone: "",
  ...changes,
});
const made = async (changes: Partial<Record<string, string>> = {}) => {
  const created = await createCustomer(ctx, { ...createCustomerInput.parse(form(changes)), staffId: staffId() });
  if (!created.ok) throw new Error(created.code);
  return created.value.number;
};
const edited = async (number: string, changes: Partial<Record<string, string>>, operator = by) =>
  editCustomer(ctx, { ...editCustomerInput.parse({ ...form(changes), ...(await seenNow(ctx, number)) }), by: operator });
const opened = async (number: string) => {
  const found = await openCustomer(ctx, number, everything);
  if (!found) throw new Error(`no customer ${number}`);
  return found;
};
const begin = (account: MadeAccount) => startSession(ctx, { accountId: account.accountId, method: "password" });
const isAlive = async ({ token }: { token: string }) => (await findSession(ctx, token)) !== null;
const trySignIn = ({ email, password }: MadeAccount) => signIn(ctx, { identifier: email, password });
const logOf = async (target: string) =>
  ctx.db.execute<{ action: string; actor_id: string; detail: Record<string, string> }>(
    sql`select action, actor_id, detail from audit_log where target_id = ${target} and actor_kind = 'staff' order by id`,
  );

describe("a customer whom staff enter", () => {
  test("P-V1, P-V6: gets the next number and no account; the log keeps who did it, and masked values only", async () => {
    const email = freshEmail("grete");
    const number = await made({ firstName: "Grete", lastName: "Gast", email, phone: "+49 30 123456" });
    const { customer, account } = await opened(number);
    expect(customer).toMatchObject({ firstName: "Grete", lastName: "Gast", email, phone: "+49 30 123456", origin: "staff" });
    expect(account).toBeNull();
    const [row] = await logOf(customer.id);
    expect(row).toMatchObject({ action: "customer.created", actor_id: staffId() });
    expect(row?.detail).toMatchObject({ name: "G*** G***", phone: "***56" });
    expect(JSON.stringify(row)).not.toMatch(/Grete|Gast|123456|grete\./);
  });

  test("P-V6: what cannot be right is refused with its field, and at least one name is needed", async () => {
    const refusals = (changes: Partial<Record<string, string>>) =>
      createCustomerInput.safeParse(form(changes)).error?.issues.map(({ path, message }) => [path[0], message]);
    expect(refusals({ email: "ann@" })).toEqual([["email", "email.invalid"]]);
    expect(refusals({ phone: "call me" })).toEqual([["phone", "phone.invalid"]]);
    expect(refusals({ lastName: "\u202Eevil" })).toEqual([["lastName", "field.odd-characters"]]);
    const nameless = { ...createCustomerInput.parse(form({ firstName: " ", lastName: "" })), staffId: staffId() };
    expect(await createCustomer(ctx, nameless)).toMatchObject({ ok: false, code: "customer.name-missing" });
  });

  test("P-V5: staff see who else is written to or signs in at an address", async () => {
    const account = await makeAccount(ctx, { firstName: "Owner", lastName: "Of" });
    const { others } = await opened(await made({ email: account.email }));
    expect(others).toMatchObject([{ number: account.number, hasAccount: true }]);
  });
});

describe("editing a customer", () => {
  test("P-V1, P-M1: whoever opens a customer sees that nothing is sent to the address, and why", async () => {
    const { number, email } = await makeInvited(ctx);
    const suppressed = async () => (await openCustomer(ctx, number, new Set()))?.suppressed;
    expect(await suppressed()).toBeNull();
    await insertSuppression(ctx.db, { emailKey: email, reason: "bounced", detail: "" });
    expect(await suppressed()).toEqual({ email, isBounced: true });
  });

  test("P-V6: changes what the shop knows, with old and new masked in the log; unchanged is no change", async () => {
    const number = await made({ email: freshEmail() });
    const { customer } = await opened(number);
    expect(await edited(number, { firstName: "Anna", email: customer.email ?? "" })).toMatchObject({ ok: true });
    expect(await edited(number, { firstName: "Anna", email: customer.email ?? "" })).toMatchObject({ ok: true });
    expect((await opened(number)).customer.firstName).toBe("Anna");
    const rows = (await logOf(customer.id)).filter(({ action }) => action === "customer.changed");
    expect(rows.map(({ detail }) => detail)).toEqual([{ firstName: "A*** → A***" }]);
  });

  test("T-N5, P-V3: a new contact address never changes what signs in, and asks nothing where links do not go there", async () => {
    const account = await makeAccount(ctx);
    const stale = await makeStale();
    expect(await edited(account.number, { email: freshEmail("new") }, stale)).toMatchObject({ ok: true });
    expect(await trySignIn(account)).toMatchObject({ ok: true });
    expect((await opened(account.number)).account).toMatchObject({ email: account.email });
    expect(await queuedMails(ctx, account.email)).toEqual([]);
  });

  test("T-N5: where links for a new password go there, it asks who it is, tells the old address, and ends links under way", async () => {
    const account = await makeNumberOnly();
    const reset = await getReset(ctx, account.number);
    const next = freshEmail("new");
    const stale = await makeStale();
    expect(await edited(account.number, { email: next }, stale)).toMatchObject({ ok: false, code: "staff.confirm-needed" });
    expect((await opened(account.number)).customer.email).toBe(account.email);
    expect(await edited(account.number, { email: next }, { ...stale, confirmPassword: staff.password })).toMatchObject({
      ok: true,
    });
    const told = (await queuedMails(ctx, account.email)).map(({ message, facts }) => ({ message, facts }));
    expect(told.at(-1)).toEqual({ message: "contact-changed", facts: {} });
    const [proof] = await ctx.db.execute<{ is_over: boolean }>(
      sql`select superseded_at is not null as is_over from proofs where token_hash = ${hashToken(reset.token)}`,
    );
    expect(proof).toEqual({ is_over: true });
  });

  test("T-N5: nor can staff have a buyer's account made at another address without being asked who they are, and the old one is told", async () => {
    const [plain, pending] = [await made({ email: freshEmail() }), await makeInvited(ctx)];
    await invite(ctx, staffId(), pending);
    const buyer = { number: await made({ email: freshEmail("buyer") }), email: "" };
    buyer.email = (await opened(buyer.number)).customer.email ?? "";
    await ctx.db.execute(sql`update customers set last_order_at = now() where number = ${buyer.number}`);
    const stale = await makeStale();
    const next = freshEmail("new");
    for (const { number, email } of [buyer, pending]) {
      expect(await edited(number, { email: next }, stale)).toMatchObject({ ok: false, code: "staff.confirm-needed" });
      expect((await opened(number)).customer.email).toBe(email);
      expect(await edited(number, { email: next })).toMatchObject({ ok: true });
      expect((await queuedMails(ctx, email ?? "")).at(-1)).toMatchObject({ message: "contact-changed" });
    }
    expect(await edited(plain, { email: next }, stale)).toMatchObject({ ok: true });
  });

  test("T-A2: a number that nobody has is answered as nobody's", async () => {
    expect(await edited("99999999", {})).toMatchObject({ ok: false, code: "customer.not-found" });
    expect(await openCustomer(ctx, "99999999", everything)).toBeNull();
    expect(await openCustomer(ctx, "'; --", everything)).toBeNull();
  });

  /** A staff member who gave the password longer ago than dangerous changes allow. */
  async function makeStale() {
    const operator = await freshOperator(ctx, staff.staffId);
    await age(ctx, "staff_sessions", ["authenticated_at"], "16 minutes", `id = '${operator.sessionId}'`);
    return operator;
  }

  async function makeNumberOnly() {
    const account = await makeAccount(ctx);
    await ctx.db.execute(sql`update accounts set signs_in_with_email = false where id = ${account.accountId}`);
    return account;
  }
});

describe("deactivating an account", () => {
  test("T-K5, P-V6: ends every session at once, refuses the sign-in, and comes back without them", async () => {
    const account = await makeAccount(ctx);
    const open = [await begin(account), await begin(account)];
    const other = await begin(await makeAccount(ctx));
    expect(await deactivateAccount(ctx, { number: account.number, staffId: staffId() })).toMatchObject({ ok: true });
    expect(await Promise.all(open.map(isAlive))).toEqual([false, false]);
    expect(await isAlive(other)).toBe(true);
    expect(await trySignIn(account)).toMatchObject({ ok: false, code: "sign-in.refused" });
    const late = await begin(account);
    expect(await reactivateAccount(ctx, { number: account.number, staffId: staffId() })).toMatchObject({ ok: true });
    expect(await Promise.all([...open, late].map(isAlive))).toEqual([false, false, false]);
    expect(await trySignIn(account)).toMatchObject({ ok: true });
  });

  test("T-K5: who was signing in at the moment when it was shut is refused like anybody, and no session is left", async () => {
    const account = await makeAccount(ctx);
    const { running } = await ctx.db.transaction(async (db) => {
      await setDeactivated(db, account.accountId, true);
      return startAndWait(world, () => trySignIn(account));
    });
    expect(await running).toMatchObject({ ok: false, code: "sign-in.refused" });
    expect(await ctx.db.execute(sql`select 1 from sessions where account_id = ${account.accountId}`)).toHaveLength(0);
  });

  test("T-V14: links that were under way open nothing, not even after the account is back", async () => {
    const account = await makeAccount(ctx);
    const { token } = await getReset(ctx, account.email);
    await deactivateAccount(ctx, { number: account.number, staffId: staffId() });
    await reactivateAccount(ctx, { number: account.number, staffId: staffId() });
    const live = await ctx.db.execute(
      sql`select 1 from proofs where token_hash = ${hashToken(token)} and used_at is null and superseded_at is null`,
    );
    expect(live).toHaveLength(0);
  });

  test("P-M6: is in the log once, however often it is pressed", async () => {
    const account = await makeAccount(ctx);
    const asked = { number: account.number, staffId: staffId() };
    await Promise.all([deactivateAccount(ctx, asked), deactivateAccount(ctx, asked), deactivateAccount(ctx, asked)]);
    expect((await logOf(account.accountId)).map(({ action }) => action)).toEqual(["account.deactivated"]);
    await reactivateAccount(ctx, asked);
    expect((await logOf(account.accountId)).map(({ action }) => action)).toEqual(["account.deactivated", "account.reactivated"]);
  });

  test("P-V6: without an account there is nothing to shut", async () => {
    const asked = { number: await made(), staffId: staffId() };
    expect(await deactivateAccount(ctx, asked)).toMatchObject({ ok: false, code: "customer.no-account" });
    expect(await deactivateAccount(ctx, { ...asked, number: "99999999" })).toMatchObject({
      ok: false,
      code: "customer.not-found",
    });
  });
});

describe("sessions of a customer", () => {
  test("T-K5, T-A2: one or all can be ended, never one of somebody else through this customer's number", async () => {
    const account = await makeAccount(ctx);
    const [first, second, third] = [await begin(account), await begin(account), await begin(account)];
    const stranger = await makeAccount(ctx);
    const strange = await begin(stranger);
    const { account: shown } = await opened(account.number);
    expect(shown?.sessions).toHaveLength(3);
    expect(JSON.stringify(shown)).not.toContain(hashToken(first.token));
    const idOf = async ({ token }: { token: string }) => (await findSession(ctx, token))?.id ?? "";
    const end = async (session: string) => endCustomerSessions(ctx, { number: account.number, session, staffId: staffId() });
    await end(await idOf(strange));
    expect(await isAlive(strange)).toBe(true);
    await end(await idOf(second));
    expect(await Promise.all([first, second, third].map(isAlive))).toEqual([true, false, true]);
    await end("all");
    expect(await Promise.all([first, third, strange].map(isAlive))).toEqual([false, false, true]);
    expect((await logOf(account.accountId)).map(({ action, detail }) => [action, detail.sessions])).toEqual([
      ["session.ended", "1"],
      ["session.ended", "2"],
    ]);
  });

  test("T-K3: one that has ended by itself is not listed", async () => {
    const account = await makeAccount(ctx);
    const { token } = await begin(account);
    await age(ctx, "sessions", ["last_seen_at"], "8 days", `token_hash = '${hashToken(token)}'`);
    expect((await opened(account.number)).account?.sessions).toEqual([]);
  });
});

describe("a customer's page", () => {
  test("P-V6: shows orders, mails and what happened, with the codes that people were told, and no secret", async () => {
    const account = await makeAccount(ctx);
    const product = await makeProduct(ctx);
    const refused = await signIn(ctx, { identifier: account.email, password: "not the password at all" });
    await trySignIn(account);
    const owner = guestWith({ slug: product.slug, quantity: 2 });
    await placeOrder(ctx, { ...checkoutForm({ email: account.email }), seenTotal: 2500, session: null, owner });
    await getReset(ctx, account.email);
    const page = await opened(account.number);
    expect(page.orders).toMatchObject([{ totalCents: 2500, isGuestOrder: true, reason: "proven-address" }]);
    expect(page.mails.map(({ message }) => message)).toContain("reset-password");
    const happened = page.timeline.map(({ action }) => action);
    expect(happened).toEqual(expect.arrayContaining(["sign-in", "order.placed", "order.attached", "reset.requested"]));
    expect(page.timeline.map(({ supportCode }) => supportCode)).toContain(refused.ok ? "" : refused.supportCode);
    expect(page.account).toMatchObject({ hasPassword: true, names: [{ name: account.email }, { name: account.number }] });
    expect(JSON.stringify(page)).not.toMatch(/argon2|token_?hash|secrets/i);
  });

  test("P-V6: the log of others is not in it", async () => {
    const [ann, ben] = [await makeAccount(ctx), await makeAccount(ctx)];
    await trySignIn(ben);
    expect((await opened(ann.number)).timeline).toEqual([]);
  });
});
