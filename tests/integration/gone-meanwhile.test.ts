import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getProfile } from "@/core/customers/change-profile";
import { eraseOwnCustomer } from "@/core/customers/erase-customer";
import { listSignInNames } from "@/core/customers/list-sign-in-names";
import { askEmailChange } from "@/core/email-change/ask-email-change";
import { askEmailSignIn } from "@/core/email-sign-in/ask-email-sign-in";
import { isEmailSignInOffered } from "@/core/email-sign-in/find-email-sign-in";
import { turnOnEmailSignIn } from "@/core/email-sign-in/turn-on-email-sign-in";
import { claimOrder } from "@/core/orders/claim-order";
import { placeOrder } from "@/core/orders/place-order";
import { changePassword } from "@/core/passwords/change-password";
import { newToken } from "@/core/security/token";
import type { Session } from "@/core/sessions/find-session";
import { addToCart } from "@/core/shop/add-to-cart";
import { insertCustomer, storeAnswers } from "@/db/queries/customers";
import { makeWorld, type World } from "@/tests/support/context";
import { sessionFor } from "@/tests/support/email-change";
import { freshEmail, freshPassword, type MadeAccount, makeAccount } from "@/tests/support/make";
import { checkoutForm, guestWith, makeOrder, makeProduct, storedOrder } from "@/tests/support/make-shop";
import { queuedMails } from "@/tests/support/queued-mail";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

const GONE = { ok: false, code: "access.sign-in-first" };

/** A guest's order that nobody has claimed yet. */
async function guestOrder() {
  const email = freshEmail("guest");
  const name = { firstName: "Gustav", lastName: "Gast" };
  const guest = await insertCustomer(world.ctx().db, { ...name, email, emailKey: email, origin: "guest" });
  const { number } = await makeOrder(world.ctx(), { customerId: guest.id, email });
  return { number, customerId: guest.id };
}

async function someone() {
  const account = await makeAccount(world.ctx());
  return { account, session: await sessionFor(world.ctx(), account) };
}

const erase = (account: MadeAccount, session: Session) =>
  eraseOwnCustomer(world.ctx(), { session, typedNumber: account.number, password: account.password });

const shut = ({ accountId }: MadeAccount) =>
  world.database.sql`update accounts set deactivated_at = now() where id = ${accountId}`;

// What happens after the request was let in, and before its use case holds the account.
describe.each([
  ["erased", async (account: MadeAccount, session: Session) => expect(await erase(account, session)).toMatchObject({ ok: true })],
  ["shut", async (account: MadeAccount) => void (await shut(account))],
])("T-K5: somebody who is %s while a request of theirs is worked", (_how, leave) => {
  async function gone() {
    const { account, session } = await someone();
    await leave(account, session);
    return { account, session };
  }

  test("claims no order, which would be nobody's to have any more (P-R7)", async () => {
    const [{ session }, { number, customerId }] = [await gone(), await guestOrder()];
    expect(await claimOrder(world.ctx(), { session, orderNumber: number, postcode: "10969" })).toMatchObject(GONE);
    expect(await storedOrder(world.ctx(), number)).toMatchObject({ customerId, attachments: [] });
  });

  test("places no order", async () => {
    const { account, session } = await gone();
    const { slug } = await makeProduct(world.ctx());
    const owner = guestWith({ slug, quantity: 1 });
    const placed = await placeOrder(world.ctx(), { ...checkoutForm({ orderingAs: account.number }), session, owner });
    expect(placed).toMatchObject(GONE);
    expect(await world.database.sql`select 1 from orders where customer_id = ${account.customerId}`).toEqual([]);
  });

  test("changes no password", async () => {
    const { account } = await gone();
    const { accountId, password } = account;
    expect(await changePassword(world.ctx(), { accountId, password, newPassword: freshPassword() })).toMatchObject(GONE);
  });

  test("gets no mail for another address", async () => {
    const { account, session } = await gone();
    const [email, browser] = [freshEmail("new"), newToken()];
    expect(await askEmailChange(world.ctx(), { session, email, password: account.password, browser })).toMatchObject(GONE);
    expect(await queuedMails(world.ctx(), email)).toEqual([]);
  });

  test("is offered no sign-in by e-mail, and gets no code for it (P-V4)", async () => {
    const { account, session } = await gone();
    const [email, browser, { password }] = [freshEmail("new"), newToken(), account];
    expect(await isEmailSignInOffered(world.ctx(), account.accountId)).toBe(false);
    expect(await askEmailSignIn(world.ctx(), { session, email, password, browser })).toMatchObject(GONE);
    const turnOn = { session, browser, code: "123456", newPassword: freshPassword() };
    expect(await turnOnEmailSignIn(world.ctx(), turnOn)).toMatchObject(GONE);
  });

  test("puts nothing into a cart", async () => {
    const { account } = await gone();
    const { slug } = await makeProduct(world.ctx());
    const owner = { kind: "account", accountId: account.accountId } as const;
    expect(await addToCart(world.ctx(), { product: slug, quantity: 1, owner })).toMatchObject(GONE);
  });
});

test("P-V6: the pages of somebody who was erased while they are drawn have nothing to show", async () => {
  const { account, session } = await someone();
  expect(await listSignInNames(world.ctx(), account.accountId)).not.toEqual([]);
  expect(await getProfile(world.ctx(), session)).toMatchObject({ known: {} });
  await erase(account, session);
  expect(await listSignInNames(world.ctx(), account.accountId)).toEqual([]);
  expect(await getProfile(world.ctx(), session)).toBeNull();
});

test("P-V6, T-G6: answers that arrive when their person has just been erased are not kept", async () => {
  const { account, session } = await someone();
  await erase(account, session);
  await storeAnswers(world.ctx().db, account.customerId, { firstName: "Ann", fields: { size: "44" } });
  const [row] = await world.database.sql`select first_name, fields from customers where id = ${account.customerId}`;
  expect(row).toEqual({ first_name: "", fields: {} });
});

type Door = (account: MadeAccount, session: Session) => Promise<{ readonly ok: boolean; readonly code?: string }>;

const doors: readonly (readonly [string, Door])[] = [
  [
    "claiming orders",
    async (_account, session) => {
      const { number } = await guestOrder();
      return claimOrder(world.ctx(), { session, orderNumber: number, postcode: "10969" });
    },
  ],
  [
    "asking for another address",
    ({ password }, session) => askEmailChange(world.ctx(), { session, email: freshEmail("new"), password, browser: newToken() }),
  ],
  [
    "asking to sign in by e-mail",
    async ({ accountId, password }, session) => {
      await world.database.sql`update accounts set signs_in_with_email = false where id = ${accountId}`;
      return askEmailSignIn(world.ctx(), { session, email: freshEmail("new"), password, browser: newToken() });
    },
  ],
];

// Each of them held rows that the erasure wants, in the other order, or made more for it to find.
test.each(doors)(
  "P-V6: %s without end does not keep a person from being erased, and leaves nothing of them",
  async (_name, door) => {
    for (let round = 0; round < 4; round++) {
      const { account, session } = await someone();
      let isOver = false;
      const erasing = erase(account, session).finally(() => {
        isOver = true;
      });
      const codes = new Set<string>();
      const goOn = async () => {
        while (!isOver) {
          await world.database.sql`delete from limits`;
          const done = await door(account, session);
          codes.add(done.code ?? "ok");
        }
      };
      const [erased] = await Promise.all([erasing, goOn(), goOn(), goOn()]);
      expect(erased).toMatchObject({ ok: true });
      expect(["ok", "access.sign-in-first", "password.wrong-current", "sso.confirm-first"]).toEqual(
        expect.arrayContaining([...codes]),
      );
      const left = await world.database.sql`
      select o.id from orders o where o.customer_id = ${account.customerId} and o.email <> ''
      union all select p.id from proofs p where p.account_id = ${account.accountId}`;
      expect(left).toEqual([]);
    }
  },
  60_000,
);
