import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { forgetGuesses } from "@/core/security/guess-limit";
import { hashCount, hashPassword, TooBusy } from "@/core/security/password-hash";
import { newToken } from "@/core/security/token";
import { findSession } from "@/core/sessions/find-session";
import { startSession } from "@/core/sessions/start-session";
import { signIn, signInInput } from "@/core/sign-in/sign-in";
import { storePasswordHash } from "@/db/queries/sign-in";
import { CHEAP_HASH, freshAddress, makeWorld, type World } from "@/tests/support/context";
import { age, freshEmail, freshPassword, type MadeAccount, makeAccount } from "@/tests/support/make";
import { freshRegistrant, openShop, start } from "@/tests/support/registration";
import { startAndWait } from "@/tests/support/start-and-wait";
import { type Noted, noteStatements } from "@/tests/support/statements";

let world: World;
let noted: Noted;

beforeAll(async () => {
  world = await makeWorld();
  noted = noteStatements(world.url);
});
afterAll(async () => {
  await noted.end();
  await world.end();
});

const attempt = (ctx: Ctx, identifier: string, password: string) => signIn(ctx, { identifier, password });

/** Somebody tries from an address of their own. */
const tried = async (identifier: string, password: string) => {
  const result = await attempt(world.ctx(), identifier, password);
  return result.ok ? "in" : result.code;
};

const lock = async (account: MadeAccount) => {
  for (let n = 0; n < 5; n++) expect(await tried(account.email, "wrong")).toBe("sign-in.refused");
};

async function rowsOf(statement: ReturnType<typeof sql>): Promise<Record<string, unknown>[]> {
  return [...(await world.database.db.execute(statement))];
}

describe("signing in", () => {
  test("P-A9: e-mail and customer number both open the account, in one box", async () => {
    const { email, number, password, accountId } = await makeAccount(world.ctx());
    for (const name of [email, number, ` ${email.toUpperCase()} `, `00${number}`, number.split("").join(" ")]) {
      const result = await attempt(world.ctx(), name, password);
      expect(result, name).toMatchObject({ ok: true, value: { accountId } });
    }
  });

  test("P-A9: the setting decides which names work, and says no more to a name that does not", async () => {
    const { email, number, password } = await makeAccount(world.ctx());
    const by = async (signInNames: string, name: string) =>
      (await attempt(world.ctx({ settings: { "access.signInNames": signInNames } }), name, password)).ok;
    expect([await by("email", email), await by("email", number)]).toEqual([true, false]);
    expect([await by("number", email), await by("number", number)]).toEqual([false, true]);
    expect([await by("both", email), await by("both", number)]).toEqual([true, true]);
  });

  test("P-V3, T-N3: an account says itself which names work for it; the other is refused like any unknown one", async () => {
    const account = await makeAccount(world.ctx());
    await world.database.db.execute(sql`update accounts set signs_in_with_email = false where id = ${account.accountId}`);
    expect(await tried(account.email, account.password)).toBe("sign-in.refused");
    expect(await tried(account.number, account.password)).toBe("in");
    await world.database.db.execute(
      sql`update accounts set signs_in_with_email = true, signs_in_with_number = false where id = ${account.accountId}`,
    );
    expect(await tried(account.number, account.password)).toBe("sign-in.refused");
    expect(await tried(account.email, account.password)).toBe("in");
  });

  test("P-A5: under SSO only no password is even looked at", async () => {
    const { email, password } = await makeAccount(world.ctx());
    const before = hashCount.value;
    const result = await attempt(world.ctx({ settings: { "access.ssoOnly": "true" } }), email, password);
    expect(result).toMatchObject({ ok: false, code: "access.sso-only" });
    expect(hashCount.value).toBe(before);
  });

  test("P-A1: with customer accounts off nobody signs in", async () => {
    const { email, password } = await makeAccount(world.ctx());
    const before = hashCount.value;
    const result = await attempt(world.ctx({ settings: { "access.customerAccounts": "false" } }), email, password);
    expect(result).toMatchObject({ ok: false, code: "access.accounts-off" });
    expect(hashCount.value).toBe(before);
  });

  test("T-S10: a password counts to its last character, and from its first", async () => {
    const password = ` ${"correct horse battery staple ".repeat(3)}`.slice(0, 72);
    const { email } = await makeAccount(world.ctx(), { password });
    for (const other of [password.slice(0, 71), `${password}x`, password.trimStart(), password.toUpperCase()]) {
      expect(await tried(email, other)).toBe("sign-in.refused");
    }
    expect(await tried(email, password)).toBe("in");
  });

  test("T-S11: an accent typed on another keyboard is the same password", async () => {
    const { email } = await makeAccount(world.ctx(), { password: "crème brûlée at noon".normalize("NFC") });
    expect(await tried(email, "crème brûlée at noon".normalize("NFD"))).toBe("in");
    expect(await tried(email, "creme brulee at noon")).toBe("sign-in.refused");
  });

  test("T-S12: an address is one address however it is written, and one account at most has it", async () => {
    const unique = freshEmail().split("@")[0];
    const { password } = await makeAccount(world.ctx(), { email: `${unique}@xn--exmple-cua.com` });
    for (const typed of [`${unique}@exämple.com`, `${unique?.toUpperCase()}@EXÄMPLE.com`, `${unique}＠exämple。com`]) {
      expect(await tried(typed, password), typed).toBe("in");
    }
    await expect(makeAccount(world.ctx(), { email: `${unique}@xn--exmple-cua.com` })).rejects.toThrow();
  });

  test("T-S15: a form can say nothing about roles, proofs or whose account it is", async () => {
    const parsed = signInInput.parse({
      identifier: " a@b.co ",
      password: " p ",
      role: "admin",
      emailVerified: "2020-01-01",
      customerId: "1",
      userType: "owner",
      replaces: "x",
    });
    expect(parsed).toEqual({ identifier: "a@b.co", password: " p " });
  });

  test("a hash of cheaper days is made anew at the next sign-in, once, and the password stays what it was", async () => {
    const { email, password, accountId } = await makeAccount(world.ctx());
    const dearer = { ...CHEAP_HASH, memoryCost: 64, timeCost: 2 };
    const stored = async () => String((await rowsOf(sql`select hash from passwords where account_id = ${accountId}`))[0]?.hash);
    const before = await stored();
    expect((await attempt(world.ctx(), email, password)).ok).toBe(true);
    expect(await stored()).toBe(before);
    expect((await attempt({ ...world.ctx(), hash: dearer }, email, "wrong")).ok).toBe(false);
    expect(await stored()).toBe(before);
    expect((await attempt({ ...world.ctx(), hash: dearer }, email, password)).ok).toBe(true);
    const after = await stored();
    expect(after).toContain("m=64,t=2,p=1");
    expect((await attempt({ ...world.ctx(), hash: dearer }, email, password)).ok).toBe(true);
    expect(await stored()).toBe(after);
  });
});

describe("one answer to everybody who is not let in", () => {
  /** Everybody whom the door refuses, each with what they would type. */
  async function refusedPeople(): Promise<Record<string, [identifier: string, password: string]>> {
    const known = await makeAccount(world.ctx());
    const locked = await makeAccount(world.ctx());
    await lock(locked);
    // The first lock is a second long, and this machine may be slow.
    await world.database.db.execute(
      sql`update guess_counters set locked_until = now() + interval '1 minute' where key = ${`account:${locked.accountId}`}`,
    );
    const deactivated = await makeAccount(world.ctx());
    await world.database.db.execute(sql`update accounts set deactivated_at = now() where id = ${deactivated.accountId}`);
    const ssoOnly = await makeAccount(world.ctx());
    await world.database.db.execute(sql`delete from passwords where account_id = ${ssoOnly.accountId}`);
    const pending = freshRegistrant();
    expect((await start((await openShop(world))(), pending)).ok).toBe(true);
    const outdated = await makeAccount(world.ctx());
    await storePasswordHash(
      world.database.db,
      outdated.accountId,
      await hashPassword({ ...CHEAP_HASH, memoryCost: 16 }, outdated.password),
    );
    return {
      unknown: [freshEmail(), freshPassword()],
      "known with a wrong password": [known.email, freshPassword()],
      "locked with the right password": [locked.email, locked.password],
      "deactivated with the right password": [deactivated.email, deactivated.password],
      "not proven yet, with the password chosen": [pending.email, pending.password],
      "without a password": [ssoOnly.email, freshPassword()],
      "with an outdated hash": [outdated.email, freshPassword()],
      "unknown by number": ["K999999999", freshPassword()],
      "known by number": [known.number, freshPassword()],
      "neither an address nor a number": ["'; drop table accounts; --", freshPassword()],
    };
  }

  /** What somebody hears and costs who is not let in, without the support code, which is another one every time. */
  async function refusalOf(identifier: string, password: string) {
    noted.statements.length = 0;
    const before = hashCount.value;
    const result = await attempt({ ...world.ctx(), db: noted.db }, identifier, password);
    if (result.ok) throw new Error(`${identifier} was let in`);
    const { supportCode, ...answer } = result;
    expect(supportCode).toMatch(/^\w{4}-\w{4}$/);
    return { answer, comparisons: hashCount.value - before, statements: [...noted.statements] };
  }

  test("T-S1, T-S2: each costs one comparison and the same statements, and hears the same", async () => {
    const seen = new Map<string, unknown>();
    for (const [who, [identifier, password]] of Object.entries(await refusedPeople())) {
      seen.set(who, await refusalOf(identifier, password));
    }
    const known = seen.get("known with a wrong password");
    expect(known).toMatchObject({
      comparisons: 1,
      answer: { ok: false, code: "sign-in.refused", problems: [{ code: "sign-in.refused" }] },
    });
    for (const [who, what] of seen) {
      // By number and by address another column is asked, which an onlooker knows who typed it.
      if (who.includes("number")) expect(what, who).toEqual(seen.get("unknown by number"));
      else expect(what, who).toEqual(known);
    }
  });

  test("T-S2: an unknown name is compared at this installation's own cost", async () => {
    // A cost that cannot be: whoever compares at it fails.
    const impossible = { memoryCost: 1, timeCost: 0, parallelism: 0 };
    await expect(attempt({ ...world.ctx(), hash: impossible }, freshEmail(), "wrong")).rejects.toThrow();
  });

  test("T-S7: the right password while locked hears what the wrong one hears, at the same cost", async () => {
    const account = await makeAccount(world.ctx());
    await lock(account);
    const [right, wrong] = [await refusalOf(account.email, account.password), await refusalOf(account.email, "wrong")];
    expect(right).toEqual(wrong);
  });

  test("T-G4: each try leaves one row that says who, what, from where and how it ended, and never the name in full", async () => {
    const account = await makeAccount(world.ctx());
    const address = freshAddress();
    await attempt(world.ctx({ address }), account.email, "wrong");
    await attempt(world.ctx({ address }), account.email, account.password);
    const unknown = freshEmail("stranger");
    const refused = await attempt(world.ctx({ address }), unknown, "wrong");
    const rows = await rowsOf(
      sql`select actor_kind, actor_id, action, target_kind, target_id, outcome, support_code, detail from audit_log where address = ${address} order by id`,
    );
    expect(rows).toMatchObject([
      {
        actor_kind: "visitor",
        actor_id: null,
        action: "sign-in",
        target_kind: "account",
        target_id: account.accountId,
        outcome: "sign-in.refused",
      },
      {
        actor_kind: "customer",
        actor_id: account.accountId,
        action: "sign-in",
        target_kind: "account",
        target_id: account.accountId,
        outcome: "ok",
      },
      {
        actor_kind: "visitor",
        action: "sign-in",
        target_kind: "name",
        target_id: "s***@example.com",
        outcome: "sign-in.refused",
      },
    ]);
    expect(rows[2]?.support_code).toBe(refused.ok ? "" : refused.supportCode);
    expect(JSON.stringify(rows)).not.toContain(unknown);
  });
});

describe("guessing", () => {
  test("T-S3: 200 wrong passwords from 200 addresses are compared at most a hundred times, however long they wait between", async () => {
    const account = await makeAccount(world.ctx());
    const counted = async () =>
      Number(
        (await rowsOf(sql`select consecutive from guess_counters where key = ${`account:${account.accountId}`}`))[0]?.consecutive,
      );
    for (let n = 0; n < 200; n++) {
      await tried(account.email, "wrong");
      await age(world.ctx(), "guess_counters", ["locked_until"], "20 minutes");
    }
    expect(await counted()).toBe(100);
    expect(await tried(account.email, account.password)).toBe("sign-in.refused");
  });

  test("T-T8: a guess every quarter of an hour for a month is stopped at a hundred", async () => {
    const account = await makeAccount(world.ctx());
    for (let n = 0; n < 120; n++) {
      await tried(account.email, "wrong");
      await age(world.ctx(), "guess_counters", ["locked_until", "last_at"], "15 minutes");
    }
    await age(world.ctx(), "guess_counters", ["locked_until", "last_at"], "30 days");
    expect(await tried(account.email, account.password)).toBe("sign-in.refused");
    await forgetGuesses(world.ctx(), { kind: "account", id: account.accountId });
    expect(await tried(account.email, account.password)).toBe("in");
  });

  test("T-S5: of 200 wrong passwords at once at most ten reach the comparison", async () => {
    const account = await makeAccount(world.ctx());
    // Comparing with a hash that is none throws, so whoever reaches it is seen.
    await storePasswordHash(world.database.db, account.accountId, "not a hash");
    const outcomes = await Promise.allSettled(
      Array.from({ length: 200 }, () => attempt(world.ctx(), account.email, freshPassword())),
    );
    const thrown = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    const compared = thrown.filter((reason) => !(reason instanceof TooBusy));
    expect(compared.length).toBeGreaterThan(0);
    expect(compared.length).toBeLessThanOrEqual(10);
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled" && outcome.value.ok)).toEqual([]);
  });

  test("T-S6: who is locked out by a stranger gets in when the lock ends, or at once after a reset, which lengthens nothing", async () => {
    const account = await makeAccount(world.ctx());
    await lock(account);
    expect(await tried(account.email, account.password)).toBe("sign-in.refused");
    const [before] = await rowsOf(sql`select locked_until from guess_counters where key = ${`account:${account.accountId}`}`);
    for (let n = 0; n < 5; n++) await tried(account.email, "wrong");
    expect((await rowsOf(sql`select locked_until from guess_counters where key = ${`account:${account.accountId}`}`))[0]).toEqual(
      before,
    );
    await age(world.ctx(), "guess_counters", ["locked_until"], "1 minute");
    expect(await tried(account.email, account.password)).toBe("in");
    await lock(account);
    await forgetGuesses(world.ctx(), { kind: "account", id: account.accountId });
    expect(await tried(account.email, account.password)).toBe("in");
  });

  test("T-S3: locks grow from a second to a quarter of an hour, and the steps start anew half a day after the last failure", async () => {
    const account = await makeAccount(world.ctx());
    const key = `account:${account.accountId}`;
    const seconds: number[] = [];
    for (let n = 0; n < 18; n++) {
      await tried(account.email, "wrong");
      const [row] = await rowsOf(
        sql`select extract(epoch from locked_until - now()) as left from guess_counters where key = ${key}`,
      );
      seconds.push(Math.ceil(Number(row?.left ?? 0)));
      await age(world.ctx(), "guess_counters", ["locked_until"], "20 minutes", `key = '${key}'`);
    }
    expect(seconds.slice(0, 4)).toEqual([0, 0, 0, 0]);
    for (const [at, wanted] of [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900].entries()) {
      expect(Math.abs((seconds[at + 4] ?? 0) - wanted), `failure ${at + 5}`).toBeLessThanOrEqual(1);
    }
    await age(world.ctx(), "guess_counters", ["last_at"], "12 hours", `key = '${key}'`);
    await tried(account.email, "wrong");
    expect((await rowsOf(sql`select recent, locked_until from guess_counters where key = ${key}`))[0]).toMatchObject({
      recent: 1,
      locked_until: null,
    });
  });

  test("T-S8, T-N4: number and address of one person count together", async () => {
    const account = await makeAccount(world.ctx());
    for (const name of [account.number, account.email, `00${account.number}`, account.email.toUpperCase(), account.number])
      await tried(name, "wrong");
    expect(await tried(account.email, account.password)).toBe("sign-in.refused");
    expect(await tried(account.number, account.password)).toBe("sign-in.refused");
    expect(await rowsOf(sql`select 1 from guess_counters where key = ${`account:${account.accountId}`}`)).toHaveLength(1);
  });

  test("T-T4: an unknown name is counted under one key however it is written", async () => {
    const before = await rowsOf(sql`select key from guess_counters`);
    const name = freshEmail();
    for (const typed of [name, name.toUpperCase(), ` ${name} `, name.replace("@", "＠")]) await tried(typed, "wrong");
    expect(await rowsOf(sql`select key from guess_counters`)).toHaveLength(before.length + 1);
    expect(JSON.stringify(await rowsOf(sql`select key from guess_counters`))).not.toContain(name);
  });

  test("a success forgets the failures before it", async () => {
    const account = await makeAccount(world.ctx());
    for (let round = 0; round < 4; round++) {
      for (let n = 0; n < 4; n++) expect(await tried(account.email, "wrong")).toBe("sign-in.refused");
      expect(await tried(account.email, account.password)).toBe("in");
    }
  });
});

describe("the session that begins", () => {
  test("T-S14: the token is new, and what lay in the browser before is no session any more", async () => {
    const [attacker, victim] = [await makeAccount(world.ctx()), await makeAccount(world.ctx())];
    const planted = (await startSession(world.ctx(), { accountId: attacker.accountId, method: "password" })).token;
    const result = await signIn(world.ctx(), { identifier: victim.email, password: victim.password, replaces: planted });
    if (!result.ok || result.value.kind !== "signed-in") throw new Error("not signed in");
    expect(result.value.token).not.toBe(planted);
    expect(await findSession(world.ctx(), planted)).toBeNull();
    expect(await findSession(world.ctx(), result.value.token)).toMatchObject({ accountId: victim.accountId });
  });

  test("T-S14: a token that an attacker made up never becomes a session", async () => {
    const { email, password } = await makeAccount(world.ctx());
    const planted = newToken();
    expect((await signIn(world.ctx(), { identifier: email, password, replaces: planted })).ok).toBe(true);
    expect(await findSession(world.ctx(), planted)).toBeNull();
  });

  test("T-K5: a sign-in during which the account is erased opens nothing and hears the one answer", async () => {
    const ctx = world.ctx();
    const { accountId, email, password } = await makeAccount(ctx);
    const { running } = await ctx.db.transaction(async (tx) => {
      await tx.execute(sql`delete from accounts where id = ${accountId}`);
      return startAndWait(world, () => signIn(world.ctx(), { identifier: email, password }));
    });
    expect(await running).toMatchObject({ ok: false, code: "sign-in.refused" });
    expect(await ctx.db.execute(sql`select 1 from sessions where account_id = ${accountId}`)).toEqual([]);
  });

  test("a refused try ends nothing: who is signed in stays so", async () => {
    const account = await makeAccount(world.ctx());
    const { token } = await startSession(world.ctx(), { accountId: account.accountId, method: "password" });
    await signIn(world.ctx(), { identifier: account.email, password: "wrong", replaces: token });
    expect(await findSession(world.ctx(), token)).not.toBeNull();
  });
});

describe("when the limits cannot be asked", () => {
  test.each(["limits", "guess_counters", "audit_log"])("T-T7: without the table %s nobody is let in", async (table) => {
    const account = await makeAccount(world.ctx());
    await world.database.db.execute(sql.raw(`alter table ${table} rename to away`));
    try {
      await expect(attempt(world.ctx(), account.email, account.password)).rejects.toThrow();
      expect(await rowsOf(sql`select 1 from sessions where account_id = ${account.accountId}`)).toEqual([]);
    } finally {
      await world.database.db.execute(sql.raw(`alter table away rename to ${table}`));
    }
    expect(await tried(account.email, account.password)).toBe("in");
  });
});
