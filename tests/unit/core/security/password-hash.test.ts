import { lookup } from "node:dns/promises";
import { stat } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { hashCount, hashPassword, isOutdated, STANDARD_HASH, TooBusy, verifyPassword } from "@/core/security/password-hash";
import { CHEAP_HASH } from "@/tests/support/context";

describe("what is compared", () => {
  test("T-S10: no end and no beginning of a password is cut off", async () => {
    const password = ` ${"correct horse battery staple ".repeat(3)}`.slice(0, 73);
    const stored = await hashPassword(CHEAP_HASH, password);
    expect(await verifyPassword(CHEAP_HASH, stored, password)).toBe(true);
    const others = [
      password.slice(0, 71),
      password.slice(0, 72),
      `${password.slice(0, 72)}x`,
      password.slice(1),
      `${password} `,
      password.toUpperCase(),
    ];
    for (const other of others) expect(await verifyPassword(CHEAP_HASH, stored, other), other).toBe(false);
  });

  test("T-S11: an accent is one letter, whichever keyboard typed it", async () => {
    const stored = await hashPassword(CHEAP_HASH, "café crème brûlée".normalize("NFC"));
    expect(await verifyPassword(CHEAP_HASH, stored, "café crème brûlée".normalize("NFD"))).toBe(true);
    expect(await verifyPassword(CHEAP_HASH, stored, "cafe creme brulee")).toBe(false);
  });

  test("T-S2: without a stored hash a decoy is compared, and nothing opens it, not even its own password", async () => {
    const before = hashCount.value;
    for (const guess of ["nobody's password", "x", ""]) expect(await verifyPassword(CHEAP_HASH, null, guess)).toBe(false);
    expect(hashCount.value - before).toBe(3);
  });

  test("T-S2: a stored hash carries the cost of today and is told from one of other days", async () => {
    expect(await hashPassword(STANDARD_HASH, "x")).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const cheap = await hashPassword(CHEAP_HASH, "x");
    expect(isOutdated(CHEAP_HASH, cheap)).toBe(false);
    expect(isOutdated(STANDARD_HASH, cheap)).toBe(true);
    expect(isOutdated({ ...CHEAP_HASH, memoryCost: 80 }, cheap)).toBe(true);
    expect(isOutdated(CHEAP_HASH, "$2b$10$abcdefghijklmnopqrstuv")).toBe(true);
  });

  test("the same password is never stored the same way twice", async () => {
    expect(await hashPassword(CHEAP_HASH, "x")).not.toBe(await hashPassword(CHEAP_HASH, "x"));
  });
});

test("T-B2: of 500 comparisons at once a bounded number waits; the others are told to come back, and the next one is served", async () => {
  const stored = await hashPassword(CHEAP_HASH, "x");
  const outcomes = await Promise.allSettled(Array.from({ length: 500 }, () => verifyPassword(CHEAP_HASH, stored, "y")));
  const served = outcomes.filter(({ status }) => status === "fulfilled");
  const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  expect(served.length).toBeGreaterThan(0);
  expect(served.length).toBeLessThanOrEqual(53);
  expect(refused.length).toBe(500 - served.length);
  expect(refused.every((reason) => reason instanceof TooBusy)).toBe(true);
  expect(await verifyPassword(CHEAP_HASH, stored, "x")).toBe(true);
});

test("T-B2: work that failed gives its place back", async () => {
  const broken = Array.from({ length: 40 }, () => verifyPassword(CHEAP_HASH, "not a hash at all", "x").catch(() => "failed"));
  expect(await Promise.all(broken)).toEqual(Array.from({ length: 40 }, () => "failed"));
  const stored = await hashPassword(CHEAP_HASH, "x");
  const outcomes = await Promise.all(Array.from({ length: 40 }, () => verifyPassword(CHEAP_HASH, stored, "x")));
  expect(outcomes.every(Boolean)).toBe(true);
});

test("T-B3: while every place is taken by hashing, names of hosts and files are still looked up", async () => {
  const stored = await hashPassword(STANDARD_HASH, "x");
  let compared = 0;
  const busy = Array.from({ length: 50 }, () => verifyPassword(STANDARD_HASH, stored, "y").then(() => compared++));
  await Promise.all([lookup("localhost"), stat("package.json"), lookup("localhost")]);
  expect(compared).toBeLessThan(25);
  await Promise.all(busy);
});
