import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { findCustomers } from "@/core/customers/find-customers";
import { openCustomer } from "@/core/customers/open-customer";
import { getOverview } from "@/core/overview/get-overview";
import { hashCount } from "@/core/security/password-hash";
import { signIn } from "@/core/sign-in/sign-in";
import { makeWorld, type World } from "@/tests/support/context";
import { makeAccount, makeNumberAccount } from "@/tests/support/make";
import { askForReset } from "@/tests/support/reset";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterEach(() => world.database.sql`delete from limits`);
afterAll(() => world.end());

/** What somebody hears who tries a number, from an address of their own unless told. */
async function heard(identifier: string, password: string, address?: string) {
  const result = await signIn(world.ctx(address === undefined ? {} : { address }), { identifier, password });
  if (result.ok) return "in";
  const { supportCode: _, ...answer } = result;
  return answer;
}
const refused = { ok: false, code: "sign-in.refused", problems: [{ code: "sign-in.refused" }] };
const failures = async (): Promise<number> => {
  const [row] = await world.database
    .sql`select coalesce(sum(count), 0)::int as count from limits where key like 'sign-in:numbers:%'`;
  return row?.count;
};

describe("T-N1: numbers tried one after another", () => {
  test("T-N1: from one address twenty a minute are answered, all alike, and the rest not at all", async () => {
    const known = await makeAccount(world.ctx());
    const answers: Awaited<ReturnType<typeof heard>>[] = [];
    for (let at = 0; at < 24; at++) {
      const number = at % 5 === 0 ? known.number : String(7_000_000 + at);
      answers.push(await heard(number, "Summer2026! and rain", "203.0.113.9"));
    }
    expect(answers.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => refused));
    for (const answer of answers.slice(20)) expect(answer).toMatchObject({ code: "limits.too-many" });
    expect(answers.slice(21)).toEqual(Array.from({ length: 3 }, () => answers[20]));
  });

  test("T-N1: from an address for each one limit for the whole shop ends it, for known and unknown numbers alike", async () => {
    const known = await makeNumberAccount(world.ctx());
    const other = await makeAccount(world.ctx());
    for (const number of [known.number, "7000001", "7000002"])
      expect(await heard(number, "Summer2026! and rain")).toEqual(refused);
    expect(await failures(), "each failure counts once, whoever has the number").toBe(3);
    expect(await heard(known.number, known.password)).toBe("in");
    expect(await heard(other.email, "Summer2026! and rain")).toEqual(refused);
    expect(await failures(), "neither successes nor addresses count").toBe(3);
    expect((await getOverview(world.ctx(), null)).areNumbersRefused).toBe(false);
    await world.database.sql`update limits set count = 999 where key like 'sign-in:numbers:%'`;
    expect(await heard("7000003", "Summer2026! and rain")).toEqual(refused);
    const before = hashCount.value;
    const full = await heard("7000004", "Summer2026! and rain");
    expect(full).toMatchObject({ code: "limits.too-many", retryAfterSeconds: 60 });
    expect(await heard(known.number, "Summer2026! and rain")).toEqual(full);
    expect(await heard(known.number, known.password)).toEqual(full);
    expect(hashCount.value).toBe(before);
    expect((await getOverview(world.ctx(), null)).areNumbersRefused, "and the back office says so").toBe(true);
    expect(await heard(other.email, other.password), "by e-mail the door stays open").toBe("in");
    await world.database.sql`update limits set slot_at = slot_at - interval '11 minutes' where key like 'sign-in:numbers:%'`;
    expect(await heard(known.number, known.password)).toBe("in");
  });
});

describe("T-N2: one canonical form at every door", () => {
  test.each([
    ["as printed", (number: string) => number],
    ["with spaces around and in it", (number: string) => ` ${number.slice(0, 2)} ${number.slice(2)}\u00A0`],
    ["with leading zeros", (number: string) => `000${number}`],
    ["in full-width digits", (number: string) => number.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))],
    ["in lower case, with a dash", (number: string) => number.toLowerCase().replace("X", "x-")],
  ])("T-N2: a number %s signs in, gets a reset and is found by staff, and is nobody else's", async (_how, written) => {
    const [account, neighbour] = [await makeAccount(world.ctx()), await makeAccount(world.ctx())];
    for (const { customerId, number } of [account, neighbour])
      await world.database
        .sql`update customers set number = ${`X${number}`}, number_key = ${`X${number}`} where id = ${customerId}`;
    // Zeros lead only where nothing is before them.
    const number = _how === "with leading zeros" ? account.number : `X${account.number}`;
    if (number === account.number)
      await world.database.sql`update customers set number = ${number}, number_key = ${number} where id = ${account.customerId}`;
    const typed = written(number);
    expect(await heard(typed, account.password)).toBe("in");
    expect(await heard(typed, neighbour.password)).toEqual(refused);
    expect((await askForReset(world.ctx(), typed)).mails).toMatchObject([{ message: "reset-password", to: account.email }]);
    expect(await openCustomer(world.ctx(), typed, new Set())).toMatchObject({ customer: { number } });
    const found = await findCustomers(world.ctx(), { search: typed.trim() });
    expect(found.customers.map((one) => one.number)).toEqual([number]);
  });
});

test("P-V3, T-N3: where only the number works, the e-mail hears what an unknown one hears, at the same cost", async () => {
  const account = await makeNumberAccount(world.ctx());
  await world.database
    .sql`update accounts set email = ${account.email}, email_key = ${account.email} where id = ${account.accountId}`;
  const cost = async (identifier: string) => {
    const before = hashCount.value;
    return { answer: await heard(identifier, account.password), hashes: hashCount.value - before };
  };
  expect(await cost(account.email)).toEqual({ answer: refused, hashes: 1 });
  expect(await cost("nobody.at.all@example.com")).toEqual({ answer: refused, hashes: 1 });
  expect(await heard(account.number, account.password)).toBe("in");
});
