import { hashSync } from "bcryptjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readForeignHash } from "@/core/security/foreign-hash/registry";
import { hashCount, isOutdated } from "@/core/security/password-hash";
import { chooseDecoy, drawFrom } from "@/core/sign-in/choose-decoy";
import { signIn } from "@/core/sign-in/sign-in";
import { findPasswordHash } from "@/db/queries/passwords";
import { findCandidate, storePasswordHash } from "@/db/queries/sign-in";
import { CHEAP_HASH, makeWorld, type World } from "@/tests/support/context";
import { freshEmail, freshPassword, makeAccount } from "@/tests/support/make";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

const attempt = (identifier: string, password: string) => signIn(world.ctx(), { identifier, password });

/** An account with the password as another shop kept it. */
async function makeImported(cost = 4) {
  const password = freshPassword();
  const account = await makeAccount(world.ctx());
  const read = readForeignHash(hashSync(password, 4).replace("$04$", `$${String(cost).padStart(2, "0")}$`));
  if (typeof read === "string") throw new Error(read);
  await storePasswordHash(world.database.db, account.accountId, read.stored);
  return { ...account, password, stored: read.stored };
}

describe("somebody whose password came from another shop", () => {
  test("T-D3: signs in with it, once at its old cost; from then on it is kept as any other", async () => {
    const { email, password, accountId } = await makeImported();
    expect(await attempt(email, "wrong")).toMatchObject({ ok: false, code: "sign-in.refused" });
    expect(await attempt(email, password)).toMatchObject({ ok: true, value: { kind: "signed-in" } });
    const kept = await findPasswordHash(world.database.db, accountId);
    expect(isOutdated(CHEAP_HASH, kept ?? "")).toBe(false);
    expect(await attempt(email, password)).toMatchObject({ ok: true });
  });

  test("T-S2: counts as one comparison, like a name that nobody has", async () => {
    const { email } = await makeImported();
    for (const name of [email, freshEmail()]) {
      const before = hashCount.value;
      expect(await attempt(name, "wrong")).toMatchObject({ ok: false });
      expect(hashCount.value - before).toBe(1);
    }
  });

  test("T-S2, T-S7: locked, it takes the time of its own hash; a name that nobody has takes somebody's, always the same one's", async () => {
    const ctx = world.ctx();
    const { email, stored } = await makeImported();
    const decoyOf = async (key: string) => {
      const { candidate, drawn } = await findCandidate(ctx.db, { kind: "email", key, drawFrom: drawFrom(ctx, key) });
      return chooseDecoy(candidate?.passwordHash ?? null, drawn);
    };
    expect(await decoyOf(email)).toBe(stored);
    const all = new Set<string | null>();
    for (let n = 0; n < 40; n++) all.add(await decoyOf(`nobody ${n}`));
    expect(all.size).toBeGreaterThan(1);
    expect(await decoyOf("nobody 7")).toBe(await decoyOf("nobody 7"));
    expect(await decoyOf((await makeAccount(ctx)).email)).toBeNull();
  });

  test("T-S2: what is compared in vain opens nothing, not even with the password it was made of", async () => {
    const { email, password } = await makeImported();
    for (let n = 0; n < 6; n++) await attempt(email, "wrong");
    expect(await attempt(email, password)).toMatchObject({ ok: false, code: "sign-in.refused" });
    expect(await attempt(freshEmail(), password)).toMatchObject({ ok: false, code: "sign-in.refused" });
  });
});
