import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { hours } from "@/core/duration";
import { findProofByToken } from "@/core/proofs/find-proof-by-token";
import { guessCode } from "@/core/proofs/guess-code";
import { issueProof } from "@/core/proofs/issue-proof";
import type { ProofPurpose } from "@/core/proofs/proof";
import { hashToken, newCode, newToken } from "@/core/security/token";
import { age, freshEmail, makeAccount } from "@/tests/support/make";
import { takeProofByCode, takeProofByToken } from "@/tests/support/take-proof";
import { makeWorld, type World } from "../support/context";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

async function issue(ctx: Ctx, options: { purpose?: ProofPurpose; browser?: string; accountId?: string; email?: string } = {}) {
  const { purpose = "reset", browser = newToken(), email = freshEmail() } = options;
  const accountId = options.accountId ?? (await makeAccount(ctx)).accountId;
  const browserHash = hashToken(browser);
  const issued = await issueProof(ctx, {
    purpose,
    subject: { accountId },
    email,
    browserHash,
    linkLasts: hours(1),
    hasCode: true,
  });
  return { ...issued, browserHash, accountId, email };
}

describe("a code", () => {
  test("T-C1: after five wrong tries the right code is refused", async () => {
    const ctx = world.ctx();
    const { code, browserHash } = await issue(ctx);
    for (let i = 0; i < 5; i++)
      expect(await takeProofByCode(ctx, "reset", browserHash, other(code))).toMatchObject({ code: "code.wrong" });
    expect(await takeProofByCode(ctx, "reset", browserHash, code)).toMatchObject({ ok: false, code: "code.ended" });
  });

  test("T-C2: of fifty parallel tries at most five are compared", async () => {
    const ctx = world.ctx();
    const { code, browserHash, proofId } = await issue(ctx);
    const answers = await Promise.all(Array.from({ length: 50 }, () => guessCode(ctx, "reset", browserHash, other(code))));
    expect(answers.filter((answer) => !answer.ok && answer.code === "code.wrong")).toHaveLength(5);
    const [row] = await ctx.db.execute(sql`select code_tries from proofs where id = ${proofId}`);
    expect(row).toEqual({ code_tries: 5 });
  });

  test("T-C3: a mailbox's codes can be guessed fifteen times a day, however many codes are asked for", async () => {
    const email = freshEmail();
    const wrongTries = async (to: string) => {
      const ctx = world.ctx();
      const { code, browserHash } = await issue(ctx, { email: to });
      const answers = [];
      for (let i = 0; i < 5; i++) answers.push(await guessCode(ctx, "reset", browserHash, other(code)));
      return answers.filter((answer) => !answer.ok && answer.code === "code.wrong").length;
    };
    expect([await wrongTries(email), await wrongTries(email), await wrongTries(email.replace("@", "+tag@"))]).toEqual([5, 5, 5]);
    expect(await wrongTries(email)).toBe(0);
    const ctx = world.ctx();
    const { code, browserHash } = await issue(ctx, { email });
    expect(await guessCode(ctx, "reset", browserHash, code)).toMatchObject({ ok: false, code: "code.ended" });
  });

  test("T-C3: right codes are no misses: the sixteenth of a day counts, and so does a wrong one between them", async () => {
    const [email, browser] = [freshEmail(), newToken()];
    for (let round = 1; round <= 16; round++) {
      const { code, browserHash } = await issue(world.ctx(), { email, browser });
      if (round === 8) await guessCode(world.ctx(), "reset", browserHash, other(code));
      expect(await guessCode(world.ctx(), "reset", browserHash, code), `code ${round}`).toMatchObject({ ok: true });
    }
  });

  test("T-C4: a code counts for the mailbox it was sent to and no other", async () => {
    const ctx = world.ctx();
    const [mine, theirs] = [await issue(ctx), await issue(ctx)];
    expect(await takeProofByCode(ctx, "reset", theirs.browserHash, mine.code)).toMatchObject({ ok: false });
    expect(await takeProofByCode(ctx, "reset", mine.browserHash, mine.code)).toMatchObject({
      value: { accountId: mine.accountId },
    });
  });

  test("T-C5: a code for one purpose is worthless for another", async () => {
    const ctx = world.ctx();
    const { code, browserHash } = await issue(ctx, { purpose: "reset" });
    expect(await takeProofByCode(ctx, "registration", browserHash, code)).toMatchObject({ ok: false, code: "code.ended" });
    expect(await takeProofByCode(ctx, "email-change", browserHash, code)).toMatchObject({ ok: false, code: "code.ended" });
  });

  test("T-C6: a code counts only in the browser that asked for it", async () => {
    const ctx = world.ctx();
    const { code, browserHash } = await issue(ctx);
    expect(await takeProofByCode(ctx, "reset", hashToken(newToken()), code)).toMatchObject({ ok: false, code: "code.ended" });
    expect((await takeProofByCode(ctx, "reset", browserHash, code)).ok).toBe(true);
  });

  test("T-C7: a code counts once, also when it is sent twenty times at once", async () => {
    const ctx = world.ctx();
    const { code, browserHash, token } = await issue(ctx);
    const tries = await Promise.all(Array.from({ length: 20 }, () => takeProofByCode(ctx, "reset", browserHash, code)));
    expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await takeProofByCode(ctx, "reset", browserHash, code)).ok).toBe(false);
    expect(await findProofByToken(ctx, "reset", token), "its link ended with it").toMatchObject({ code: "proof.invalid" });
  });

  test("T-C8: a code ends after ten minutes, though nobody tidied up; its link lives on", async () => {
    const ctx = world.ctx();
    const { code, browserHash, proofId, token } = await issue(ctx);
    await age(ctx, "proofs", ["code_expires_at", "expires_at"], "10 minutes 1 second", `id = '${proofId}'`);
    expect(await takeProofByCode(ctx, "reset", browserHash, code)).toMatchObject({ ok: false, code: "code.ended" });
    expect((await takeProofByToken(ctx, "reset", token)).ok).toBe(true);
  });

  test("T-C8: a code is still good shortly before its ten minutes are over", async () => {
    const ctx = world.ctx();
    const { code, browserHash, proofId } = await issue(ctx);
    await age(ctx, "proofs", ["code_expires_at"], "9 minutes 50 seconds", `id = '${proofId}'`);
    expect((await takeProofByCode(ctx, "reset", browserHash, code)).ok).toBe(true);
  });

  test("T-C9: a newer code ends the older one of the same browser, and none of another browser", async () => {
    const ctx = world.ctx();
    const browser = newToken();
    const first = await issue(ctx, { browser });
    const stranger = await issue(ctx, { accountId: first.accountId, email: first.email });
    const second = await issue(ctx, { browser, accountId: first.accountId, email: first.email });
    expect(await findProofByToken(ctx, "reset", first.token)).toMatchObject({ ok: false, code: "proof.invalid" });
    if (first.code !== second.code) expect((await takeProofByCode(ctx, "reset", second.browserHash, first.code)).ok).toBe(false);
    expect((await takeProofByCode(ctx, "reset", second.browserHash, second.code)).ok).toBe(true);
    expect((await takeProofByCode(ctx, "reset", stranger.browserHash, stranger.code)).ok).toBe(true);
  });

  test("T-C9: parallel requests of one browser leave one live proof", async () => {
    const ctx = world.ctx();
    const { accountId } = await makeAccount(ctx);
    const browser = newToken();
    const issued = await Promise.all(Array.from({ length: 10 }, () => issue(ctx, { browser, accountId })));
    const looks = await Promise.all(issued.map(({ token }) => findProofByToken(ctx, "reset", token)));
    expect(looks.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("T-C10: codes are uniform, leading zeros included", () => {
    const draws = 100_000;
    const counts = new Array<number>(10).fill(0);
    const firsts = new Array<number>(10).fill(0);
    for (let i = 0; i < draws; i++) {
      const code = newCode();
      expect(code).toMatch(/^\d{6}$/);
      firsts[Number(code[0])] = (firsts[Number(code[0])] ?? 0) + 1;
      for (const digit of code) counts[Number(digit)] = (counts[Number(digit)] ?? 0) + 1;
    }
    // Chi-square with nine degrees of freedom: above 33.7 once in ten thousand runs.
    const chi = (found: number[], expected: number) => found.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    expect(chi(firsts, draws / 10)).toBeLessThan(33.7);
    expect(chi(counts, (draws * 6) / 10)).toBeLessThan(33.7);
  });

  test("T-C11: neither code nor token can be read in the database", async () => {
    const ctx = world.ctx();
    const { code, token, proofId } = await issue(ctx);
    const [row] = await ctx.db.execute<{ dump: string; code_hash: string }>(
      sql`select row_to_json(p)::text as dump, code_hash from proofs p where id = ${proofId}`,
    );
    expect(row?.dump).not.toContain(token);
    expect(row?.code_hash).not.toContain(code);
    expect(row?.code_hash, "a plain hash of a code could be searched").not.toBe(hashToken(code));
    expect(row?.code_hash).not.toBe(hashToken(`${proofId}:${code}`));
  });

  test.each([
    ["with a space", (code: string) => `${code.slice(0, 3)} ${code.slice(3)}`],
    ["with a dash", (code: string) => `${code.slice(0, 3)}\u2013${code.slice(3)}`],
    ["in full-width digits", (code: string) => code.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)))],
    ["in Arabic digits", (code: string) => code.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))],
  ])("T-C13: a code counts as well %s", async (_how, written) => {
    const ctx = world.ctx();
    const { code, browserHash } = await issue(ctx);
    expect((await takeProofByCode(ctx, "reset", browserHash, ` ${written(code)} `)).ok).toBe(true);
  });

  test("T-C13: what can be no code costs no try and breaks nothing", async () => {
    const ctx = world.ctx();
    const { code, browserHash } = await issue(ctx);
    for (const typed of ["", "12345", "1234567", "abcdef", "\u0000", "1e5", "-12345", "½½½½½½"]) {
      expect(await takeProofByCode(ctx, "reset", browserHash, typed)).toMatchObject({ ok: false, code: "code.wrong" });
    }
    expect((await takeProofByCode(ctx, "reset", browserHash, code)).ok).toBe(true);
  });

  test("a code outlives the rotation of AUTH_SECRET", async () => {
    const old = world.ctx({ secret: "the old secret of this installation, long enough" });
    const { code, browserHash } = await issue(old);
    const { makeSecrets } = await import("@/core/security/secrets");
    const secrets = makeSecrets([
      "a new secret of this installation, long enough",
      "the old secret of this installation, long enough",
    ]);
    expect((await takeProofByCode({ ...old, secrets }, "reset", browserHash, code)).ok).toBe(true);
  });
});

describe("a link", () => {
  test("T-V1: looking at a link changes nothing, using it spends it", async () => {
    const ctx = world.ctx();
    const { token, accountId } = await issue(ctx);
    for (let i = 0; i < 3; i++) expect(await findProofByToken(ctx, "reset", token)).toMatchObject({ value: { accountId } });
    expect(await takeProofByToken(ctx, "reset", token)).toMatchObject({ value: { accountId } });
    expect(await findProofByToken(ctx, "reset", token)).toMatchObject({ ok: false, code: "proof.invalid" });
  });

  test("T-V4: of twenty parallel uses exactly one succeeds", async () => {
    const ctx = world.ctx();
    const { token } = await issue(ctx);
    const uses = await Promise.all(Array.from({ length: 20 }, () => takeProofByToken(ctx, "reset", token)));
    expect(uses.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("T-V5: expired, cut off, changed and unknown links are told apart by nobody", async () => {
    const ctx = world.ctx();
    const { token, proofId } = await issue(ctx);
    await age(ctx, "proofs", ["expires_at"], "1 hour 1 second", `id = '${proofId}'`);
    const { token: good } = await issue(ctx);
    const changed = good.slice(0, -1) + (good.endsWith("A") ? "B" : "A");
    for (const bad of [token, good.slice(0, 20), changed, newToken(), ""]) {
      expect(await findProofByToken(ctx, "reset", bad)).toEqual(await findProofByToken(ctx, "reset", newToken()));
      expect(await takeProofByToken(ctx, "reset", bad)).toEqual(await takeProofByToken(ctx, "reset", newToken()));
    }
    expect((await takeProofByToken(ctx, "registration", good)).ok, "of another purpose").toBe(false);
    expect((await takeProofByToken(ctx, "reset", good)).ok).toBe(true);
  });

  test("T-P13: guessing links ends in 429 for that address, while right links still work there", async () => {
    const ctx = world.ctx();
    const answers: string[] = [];
    for (let i = 0; i < 70; i++) {
      const answer = await findProofByToken(ctx, "reset", newToken());
      answers.push(answer.ok ? "ok" : answer.code);
    }
    expect(answers.filter((code) => code === "proof.invalid")).toHaveLength(60);
    expect(answers.at(-1)).toBe("limits.too-many");
    const { token } = await issue(ctx);
    expect((await takeProofByToken(ctx, "reset", token)).ok).toBe(true);
  });

  test("a link spent in a transaction that fails is still good", async () => {
    const ctx = world.ctx();
    const { token } = await issue(ctx);
    const failing = ctx.db.transaction(async (db) => {
      expect((await takeProofByToken({ ...ctx, db }, "reset", token)).ok).toBe(true);
      throw new Error("on purpose");
    });
    await expect(failing).rejects.toThrow("on purpose");
    expect((await takeProofByToken(ctx, "reset", token)).ok).toBe(true);
  });
});
