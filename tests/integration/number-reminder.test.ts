import { afterAll, beforeAll, expect, test } from "vitest";
import { resetPassword } from "@/core/sign-in/reset-password";
import { makeWorld, type World } from "@/tests/support/context";
import { freshEmail, freshPassword, makeAccount, makeNumberAccount } from "@/tests/support/make";
import { askForReset, canSignIn } from "@/tests/support/reset";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

const shut = (accountId: string) => world.database.sql`update accounts set deactivated_at = now() where id = ${accountId}`;

test("P-M4: who forgot the number gives the e-mail, and the mail names the number beside link and code", async () => {
  const account = await makeNumberAccount(world.ctx());
  const { mails } = await askForReset(world.ctx(), account.email);
  expect(mails).toMatchObject([{ message: "reset-password", to: account.email, facts: { names: account.number } }]);
  expect(mails[0]?.facts.others).toBeUndefined();
  const newPassword = freshPassword();
  expect(await resetPassword(world.ctx(), { kind: "link", token: mails[0]?.token ?? "" }, newPassword)).toMatchObject({
    ok: true,
  });
  expect(await canSignIn(world.ctx(), account.number, newPassword)).toBe(true);
});

test("P-M4: an address of several number-only accounts gets all their numbers and a link of none of them", async () => {
  const contact = freshEmail("family");
  const [one, two, gone] = [
    await makeNumberAccount(world.ctx(), { contact }),
    await makeNumberAccount(world.ctx(), { contact }),
    await makeNumberAccount(world.ctx(), { contact }),
  ];
  await shut(gone.accountId);
  const { mails } = await askForReset(world.ctx(), contact);
  expect(mails).toMatchObject([{ message: "customer-numbers", to: contact, link: "", code: "" }]);
  expect(mails[0]?.facts.numbers?.split(", ").sort()).toEqual([one.number, two.number].sort());
  const live = await world.database.sql`select 1 from proofs where account_id = any(${[one.accountId, two.accountId]})`;
  expect(live).toHaveLength(0);
  // With its number each of them gets its own link.
  const own = await askForReset(world.ctx(), two.number);
  expect(own.mails).toMatchObject([{ message: "reset-password", to: contact, facts: { names: two.number } }]);
  const newPassword = freshPassword();
  await resetPassword(world.ctx(), { kind: "link", token: own.mails[0]?.token ?? "" }, newPassword);
  expect(await canSignIn(world.ctx(), two.number, newPassword)).toBe(true);
  expect(await canSignIn(world.ctx(), one.number, one.password)).toBe(true);
});

test("P-M4: an account that signs in with the address gets its link, and the numbers of the others are named beside it", async () => {
  const own = await makeAccount(world.ctx());
  const other = await makeNumberAccount(world.ctx(), { contact: own.email });
  const { mails } = await askForReset(world.ctx(), own.email);
  expect(mails).toMatchObject([
    { message: "reset-password", to: own.email, facts: { names: `${own.email}, ${own.number}`, others: other.number } },
  ]);
  const newPassword = freshPassword();
  await resetPassword(world.ctx(), { kind: "link", token: mails[0]?.token ?? "" }, newPassword);
  expect(await canSignIn(world.ctx(), own.number, newPassword)).toBe(true);
  expect(await canSignIn(world.ctx(), other.number, other.password)).toBe(true);
});

test("P-M4: an account that has the address but does not sign in with it is one of several, too", async () => {
  const activated = await makeAccount(world.ctx());
  await world.database.sql`update accounts set signs_in_with_email = false where id = ${activated.accountId}`;
  expect((await askForReset(world.ctx(), activated.email)).mails).toMatchObject([
    { message: "reset-password", facts: { names: activated.number } },
  ]);
  const other = await makeNumberAccount(world.ctx(), { contact: activated.email });
  expect((await askForReset(world.ctx(), activated.email)).mails).toMatchObject([
    { message: "customer-numbers", facts: { numbers: `${activated.number}, ${other.number}` } },
  ]);
});

test("P-M4: a deactivated account does not stand in the way of another one at its address", async () => {
  const own = await makeAccount(world.ctx());
  const other = await makeNumberAccount(world.ctx(), { contact: own.email });
  await shut(own.accountId);
  expect((await askForReset(world.ctx(), own.email)).mails).toMatchObject([
    { message: "reset-password", to: own.email, facts: { names: other.number } },
  ]);
  await shut(other.accountId);
  expect((await askForReset(world.ctx(), own.email)).mails).toMatchObject([{ message: "reset-without-account" }]);
});
