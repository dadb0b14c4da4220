import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { changePassword } from "@/core/passwords/change-password";
import { newToken } from "@/core/security/token";
import { resetPassword } from "@/core/sign-in/reset-password";
import { findPasswordHash } from "@/db/queries/passwords";
import { makeWorld, type World } from "@/tests/support/context";
import { freshPassword, type MadeAccount, makeAccount } from "@/tests/support/make";
import type { QueuedMail } from "@/tests/support/queued-mail";
import { askForReset, canSignIn } from "@/tests/support/reset";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

// Two people with a mailbox and a browser each. What happens, in any order, mixing whose is whose as an attacker would.
const who = fc.constantFrom(0, 1);
const step = fc.oneof(
  fc.record({ kind: fc.constant("ask" as const), name: who, browser: who }),
  fc.record({ kind: fc.constant("link" as const), mail: fc.nat(7) }),
  fc.record({ kind: fc.constant("code" as const), mail: fc.nat(7), browser: who }),
  fc.record({ kind: fc.constant("sign-in" as const), name: who, password: fc.constantFrom("right", "wrong") }),
  fc.record({ kind: fc.constant("change" as const), name: who, password: fc.constantFrom("right", "wrong") }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

type Mailed = QueuedMail & { owner: number; browser: number; isLive: boolean };

/** What must hold, kept beside the product: which mails are still good for what. */
class Model {
  readonly mails: Mailed[] = [];
  readonly browsers = [newToken(), newToken()];
  constructor(
    readonly ctx: Ctx,
    readonly people: (MadeAccount & { password: string })[],
  ) {}

  person(index: number) {
    const person = this.people[index];
    if (!person) throw new Error("no such person");
    return person;
  }

  browser(index: number): string {
    return this.browsers[index] ?? "";
  }

  endMailsOf(owner: number) {
    for (const mail of this.mails) if (mail.owner === owner) mail.isLive = false;
  }

  /** Does a step and answers whose password may be another one after it. */
  async do(step: Step): Promise<number | null> {
    await this.ctx.db.execute(sql`delete from limits`);
    await this.ctx.db.execute(sql`delete from guess_counters`);
    if (step.kind === "ask") return this.ask(step);
    if (step.kind === "sign-in") return this.signIn(step);
    if (step.kind === "change") return this.change(step);
    const mail = this.mails[step.mail];
    if (!mail) return null;
    const isRightBrowser = step.kind === "link" || step.browser === mail.browser;
    const given =
      step.kind === "link"
        ? ({ kind: "link", token: mail.token } as const)
        : ({ kind: "code", code: mail.code, browser: this.browser(step.browser) } as const);
    const password = freshPassword();
    const { ok } = await resetPassword(this.ctx, given, password);
    expect(ok).toBe(mail.isLive && isRightBrowser);
    if (!ok) return null;
    this.person(mail.owner).password = password;
    this.endMailsOf(mail.owner);
    return mail.owner;
  }

  private async ask({ name, browser }: { name: number; browser: number }) {
    const { mails } = await askForReset(this.ctx, this.person(name).email, { browser: this.browser(browser) });
    // One attempt of a browser has one live mail, whoever it is about.
    for (const mail of this.mails) if (mail.browser === browser) mail.isLive = false;
    for (const mail of mails) {
      expect(mail.to).toBe(this.person(name).email);
      this.mails.push({ ...mail, owner: name, browser, isLive: true });
    }
    return null;
  }

  private async signIn({ name, password }: { name: number; password: string }) {
    const { email, password: right } = this.person(name);
    const isIn = await canSignIn(this.ctx, email, password === "right" ? right : "a wrong guess of somebody");
    expect(isIn).toBe(password === "right");
    if (isIn) this.endMailsOf(name);
    return null;
  }

  private async change({ name, password }: { name: number; password: string }) {
    const { accountId, password: right } = this.person(name);
    const newPassword = freshPassword();
    const typed = password === "right" ? right : "a wrong guess of somebody";
    const { ok } = await changePassword(this.ctx, { accountId, password: typed, newPassword });
    expect(ok).toBe(password === "right");
    if (!ok) return null;
    this.person(name).password = newPassword;
    this.endMailsOf(name);
    return name;
  }
}

test("T-P4: in whatever order two people's requests come, a password changes only by a live proof mailed to its own owner", async () => {
  const ctx = world.ctx();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
      const model = new Model(ctx, [await makeAccount(ctx), await makeAccount(ctx)]);
      const hashes = () => Promise.all(model.people.map(({ accountId }) => findPasswordHash(ctx.db, accountId)));
      for (const one of steps) {
        const before = await hashes();
        const owner = await model.do(one);
        const after = await hashes();
        expect(after.map((hash, index) => hash !== before[index])).toEqual([owner === 0, owner === 1]);
      }
    }),
    { numRuns: 200 },
  );
}, 180_000);
