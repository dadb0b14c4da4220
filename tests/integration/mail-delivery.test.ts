import { desc, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { seconds } from "@/core/duration";
import { type DeliverCtx, deliverMail } from "@/core/mail/deliver";
import { retryMail } from "@/core/mail/retry-mail";
import { sweepMails } from "@/core/mail/sweep";
import { makeSmtpTransport } from "@/core/mail/transports/smtp";
import type { MailTransport } from "@/core/mail/transports/transport";
import { makeSecrets } from "@/core/security/secrets";
import { auditLog } from "@/db/schema/operation";
import { type MailWorld, makeMailWorld } from "@/tests/support/mail-world";
import { age, freshEmail, makeStaff } from "@/tests/support/make";
import { freePort } from "@/tests/support/product";
import { ANY_CODE, ANY_LINK } from "@/tests/support/rendered-mail";
import { type SmtpServer, startSmtpServer } from "@/tests/support/smtp-server";

/** As patient as the product, but in tenths of a second. */
const IMPATIENT = { connect: seconds(1), greeting: seconds(1), silence: seconds(1), whole: seconds(1.5) };

let world: MailWorld;
let server: SmtpServer;
let transport: MailTransport;

beforeAll(async () => {
  world = await makeMailWorld();
});
afterAll(() => world.end());
beforeEach(async () => {
  server = await startSmtpServer();
  transport = makeSmtpTransport(IMPATIENT);
});
afterEach(async () => {
  transport.close();
  await server.stop();
});

const toServer = (changed: Partial<DeliverCtx> = {}) => world.deliverCtx({ smtpUrl: server.url, transport, ...changed });
const queue = () => world.queue({ to: { email: freshEmail() } });
/** As if the time until the next try, or a lease, had passed. */
const wait = (id: string) => age(toServer(), "mails", ["next_attempt_at", "leased_until", "created_at"], "1 day", `id = '${id}'`);

/** A database whose connection is lost at its nth question. */
function failingAt(nth: number): DeliverCtx["db"] {
  let asked = 0;
  return new Proxy(world.database.db, {
    get: (db, name) => {
      if (name === "select" && ++asked === nth) throw Object.assign(new Error("the connection is gone"), { code: "57P01" });
      return Reflect.get(db, name);
    },
  });
}

describe("a mail in the queue", () => {
  test("P-M1: leaves with HTML, text, link and code, and its secrets are erased", async () => {
    const email = freshEmail();
    const id = await world.queue({ to: { email } });
    await deliverMail(world.deliverCtx(), id);
    const mail = await world.sink.newestTo(email);
    for (const part of [mail.text, mail.html]) {
      expect(part).toContain(ANY_LINK);
      expect(part).toContain(ANY_CODE);
    }
    expect(mail.raw).not.toMatch(/^(X-Mailer|Disposition-Notification-To|Return-Receipt-To):/im);
    expect(await world.row(id)).toMatchObject({ state: "sent", attempts: 1, secrets: null, lastError: null });
  });

  test("P-M1: rolled back with its fact it never was, and no job asks for it", async () => {
    const email = freshEmail();
    await world.forgetJobs();
    const queued = world.database.db.transaction(async (db) => {
      await world.queue({ to: { email } }, db);
      throw new Error("the fact failed");
    });
    await expect(queued).rejects.toThrow("the fact failed");
    expect(await world.idsTo(email)).toEqual([]);
    expect(await world.waitingJobs()).toEqual([]);
  });

  test("P-M1: waits uncounted while there is no SMTP server, and is found when there is one", async () => {
    const id = await queue();
    await deliverMail(world.deliverCtx({ smtpUrl: null }), id);
    expect(await world.row(id)).toMatchObject({ state: "queued", attempts: 0 });
    await wait(id);
    await world.forgetJobs();
    expect(await sweepMails(toServer())).toBeGreaterThan(0);
    expect((await world.waitingJobs()).map(({ mailId }) => mailId)).toContain(id);
    await deliverMail(toServer(), id);
    expect(await world.row(id)).toMatchObject({ state: "sent" });
  });

  test("P-M1: swept twice at once, or while a job waits for it, it gets no second job", async () => {
    const id = await queue();
    await wait(id);
    await sweepMails(toServer());
    expect((await world.waitingJobs()).filter(({ mailId }) => mailId === id)).toHaveLength(1);
  });

  test.each([
    "Ann\r\nBcc: victim@evil.example",
    "Ann%0d%0aBcc: victim@evil.example",
    '"<victim@evil.example>, Ann',
    "Ann\nContent-Type: text/html\n\n<script>",
    "victim@evil.example,",
  ])("T-M1: a name like %j adds no recipient and no header", async (name) => {
    const email = freshEmail();
    await deliverMail(world.deliverCtx(), await world.queue({ to: { email, name } }));
    const { recipients, raw } = await world.sink.newestTo(email);
    const headers = raw.slice(0, raw.indexOf("\r\n\r\n"));
    expect(recipients).toEqual([email]);
    expect(headers).not.toMatch(/^(bcc|cc):/im);
    expect(headers.match(/^(to|from|subject|content-type|message-id):/gim)).toHaveLength(5);
    expect(headers).not.toContain("@evil.example");
  });

  test("T-M1: the shop's name cannot do so either", async () => {
    const hostile = await makeMailWorld({ settings: { "shop.name": 'Goods", <x@evil.example> Bcc: y' } });
    const email = freshEmail();
    await deliverMail(hostile.deliverCtx(), await hostile.queue({ to: { email } }));
    const { recipients, raw } = await hostile.sink.newestTo(email);
    await hostile.end();
    expect(recipients).toEqual([email]);
    expect(raw.match(/^From: .*$/m)?.[0]).toMatch(/<no-reply@shop\.example>$/);
    expect(raw).not.toMatch(/^bcc:/im);
  });
});

describe("a mail server in trouble", () => {
  test("T-FX01: refused connections leave the mail waiting with its reason, and it leaves once the server is back", async () => {
    const id = await queue();
    const gone = `smtp://127.0.0.1:${await freePort()}`;
    await deliverMail(toServer({ smtpUrl: gone }), id);
    expect(await world.row(id)).toMatchObject({ state: "queued", attempts: 1, leasedUntil: null });
    expect((await world.row(id))?.lastError).toMatch(/^unreachable/);
    await wait(id);
    await deliverMail(toServer(), id);
    expect(await world.row(id)).toMatchObject({ state: "sent", attempts: 2, lastError: null });
    expect(server.received).toHaveLength(1);
  });

  test.each(["never", "dribble"] as const)("T-FX02: a server that greets %s is given up in time", async (greeting) => {
    server.manner = { greeting };
    const id = await queue();
    const begun = Date.now();
    await deliverMail(toServer(), id);
    expect(Date.now() - begun).toBeLessThan(10_000);
    expect((await world.row(id))?.lastError).toMatch(/^timed-out/);
    expect(await world.row(id)).toMatchObject({ state: "queued", attempts: 1 });
  });

  test("T-FX02: one that draws its answer out byte by byte, so that it is never silent, is given up all the same", async () => {
    server.manner = { data: ["dribble"] };
    const id = await queue();
    const begun = Date.now();
    await deliverMail(toServer(), id);
    expect(Date.now() - begun).toBeLessThan(10_000);
    expect(await world.row(id)).toMatchObject({ state: "queued", attempts: 1, lastError: expect.stringMatching(/^timed-out/) });
  });

  test("T-FX02: one that hangs after taking the mail is given up as a whole, and others go on beside it", async () => {
    let letGo = () => {};
    const hanging = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const [stuck, ...others] = [await queue(), await queue(), await queue()];
    server.manner = { onStage: (stage, messageId) => (stage === "data-in" && messageId.includes(stuck) ? hanging : undefined) };
    await Promise.all([stuck, ...others].map((id) => deliverMail(toServer(), id)));
    letGo();
    expect(await world.row(stuck)).toMatchObject({ state: "queued" });
    for (const id of others) expect(await world.row(id)).toMatchObject({ state: "sent" });
  });

  test("T-FX03: 4xx, then fine: tried again after a wait that grows, with one job for each try", async () => {
    server.manner = { rcpt: ["451 4.7.1 greylisted", "450 mailbox busy"], data: ["421 going down"] };
    const id = await queue();
    for (const [attempts, least, most] of [
      [1, 8, 12],
      [2, 48, 72],
      [3, 240, 360],
    ] as const) {
      await world.forgetJobs();
      await deliverMail(toServer(), id);
      expect(await world.row(id)).toMatchObject({ state: "queued", attempts });
      expect((await world.row(id))?.lastError).toMatch(/^try-later: 4\d\d/);
      const waiting = await world.waitingJobs();
      expect(waiting.map(({ mailId }) => mailId)).toEqual([id]);
      expect(waiting[0]?.seconds).toBeGreaterThan(least - 2);
      expect(waiting[0]?.seconds).toBeLessThanOrEqual(most);
      await deliverMail(toServer(), id);
      expect(await world.row(id)).toMatchObject({ attempts });
      await wait(id);
    }
    await deliverMail(toServer(), id);
    expect(await world.row(id)).toMatchObject({ state: "sent", attempts: 4 });
  });

  test("T-FX03: a code that has ended meanwhile is left out, the link stays", async () => {
    const email = freshEmail();
    const id = await world.queue({ to: { email }, codeExpiresInSeconds: 600 });
    await age(toServer(), "mails", ["code_expires_at"], "11 minutes", `id = '${id}'`);
    await deliverMail(world.deliverCtx(), id);
    const { text, html } = await world.sink.newestTo(email);
    expect(text).toContain(ANY_LINK);
    expect(text + html).not.toContain(ANY_CODE);
  });

  test.each(["rcpt", "data"] as const)("T-FX04: 550 at %s ends it at once, visibly and in the audit log", async (step) => {
    server.manner = { [step]: ["550 5.1.1 no such user"] };
    const id = await queue();
    await deliverMail(toServer(), id);
    expect(await world.row(id)).toMatchObject({ state: "failed", attempts: 1, lastError: "refused: 550 5.1.1 no such user" });
    const [row] = await world.database.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.action, "mail.failed"))
      .orderBy(desc(auditLog.id))
      .limit(1);
    expect(row).toMatchObject({ targetId: id, actorKind: "system", outcome: "refused" });
    expect(row?.detail.to).toMatch(/^a\*\*\*@example\.com$/);
    await wait(id);
    await deliverMail(toServer(), id);
    expect(await world.row(id)).toMatchObject({ state: "failed", attempts: 1 });
  });

  test("T-FX04: what is wrong with us (sender, password) is not the mail's end", async () => {
    server.manner = { mail: ["550 sender not allowed"] };
    const id = await queue();
    await deliverMail(toServer(), id);
    expect(await world.row(id)).toMatchObject({ state: "queued", lastError: "sender-refused: 550 sender not allowed" });
  });

  test("T-FX05: cut before the answer to the contents, it is sent again with the same Message-ID and the same link", async () => {
    server.manner = { data: ["cut"] };
    const id = await queue();
    const { secrets } = (await world.row(id)) ?? {};
    await deliverMail(toServer(), id);
    expect(await world.row(id)).toMatchObject({ state: "queued", secrets });
    await wait(id);
    await deliverMail(toServer(), id);
    expect(server.received).toEqual([`<${id}@shop.example>`, `<${id}@shop.example>`]);
    expect(await world.row(id)).toMatchObject({ state: "sent" });
  });

  test("T-FX07: dead between sending and noting, it is sent once more after the lease, with the same Message-ID", async () => {
    const id = await queue();
    const dies: MailTransport = {
      close: () => {},
      send: async (url, letter) => {
        await transport.send(url, letter);
        throw new Error("killed");
      },
    };
    await expect(deliverMail(toServer({ transport: dies }), id)).rejects.toThrow("killed");
    const row = await world.row(id);
    expect(row?.state).toBe("sending");
    expect((row?.leasedUntil?.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(120_000);
    await deliverMail(toServer(), id);
    expect(server.received).toHaveLength(1);
    await wait(id);
    await deliverMail(toServer(), id);
    expect(new Set(server.received)).toEqual(new Set([`<${id}@shop.example>`]));
    expect(await world.row(id)).toMatchObject({ state: "sent", attempts: 2 });
  });

  test("T-FX07: whoever lost the lease changes nothing any more", async () => {
    const id = await queue();
    const slow: MailTransport = {
      close: () => {},
      send: async () => {
        await wait(id);
        await deliverMail(toServer(), id);
        return { kind: "refused", reason: "refused: 550 too late" };
      },
    };
    await deliverMail(toServer({ transport: slow }), id);
    expect(await world.row(id)).toMatchObject({ state: "sent", lastError: null });
  });

  test("T-FX08: ten at once for one mail send it once", async () => {
    const id = await queue();
    await Promise.all(Array.from({ length: 10 }, () => deliverMail(toServer(), id)));
    expect(server.received).toEqual([`<${id}@shop.example>`]);
  });

  test("T-FX09: a mail that cannot be drawn is set aside after three tries; others go on", async () => {
    const poison = await world.queue({
      to: { email: freshEmail() },
      message: "order-confirmation",
      facts: { lines: "no list" },
    });
    const fine = await queue();
    for (const state of ["queued", "queued", "failed"]) {
      await Promise.all([deliverMail(toServer(), poison), deliverMail(toServer(), fine)]);
      expect(await world.row(poison)).toMatchObject({ state, lastError: "not-rendered" });
      await wait(poison);
    }
    expect(await world.row(fine)).toMatchObject({ state: "sent", attempts: 1 });
    expect(server.received).toHaveLength(1);
  });

  test("T-FX10, P-M1: a database that is away while a mail is drawn is not the mail's fault, however often it was put off before", async () => {
    const outcomes: string[] = [];
    // Whatever is asked for on the way fails once.
    for (const nth of [1, 2, 3, 4, 5]) {
      const id = await queue();
      await world.database.sql`update mails set attempts = 5 where id = ${id}`;
      const outcome = await deliverMail(toServer({ db: failingAt(nth) }), id).then(
        () => "sent",
        () => "sending",
      );
      expect(await world.row(id)).toMatchObject({ state: outcome, lastError: null });
      outcomes.push(outcome);
    }
    expect(outcomes.filter((state) => state === "sending").length).toBeGreaterThan(1);
  });

  test("T-FX09: so is one whose secrets no key opens any more", async () => {
    const id = await queue();
    await deliverMail(toServer({ secrets: makeSecrets(["another secret, made when the old one was lost"]) }), id);
    expect(await world.row(id)).toMatchObject({ state: "failed", lastError: "secrets-lost" });
  });

  test("T-FX01: an address that is none is said, and waits for a better one", async () => {
    const id = await queue();
    await deliverMail(toServer({ smtpUrl: "smtp://%zz@x" }), id);
    expect(await world.row(id)).toMatchObject({ state: "queued", lastError: "bad-smtp-url" });
  });
});

describe("sending again", () => {
  let staffId: string;
  beforeAll(async () => {
    ({ staffId } = await makeStaff(world.ctx()));
  });

  test("P-M1: a failed mail goes back into the queue with all its tries, and leaves", async () => {
    server.manner = { rcpt: ["550 no"] };
    const id = await queue();
    await deliverMail(toServer(), id);
    await world.forgetJobs();
    expect(await retryMail(toServer(), { mailId: id, staffId })).toMatchObject({ ok: true });
    expect(await world.row(id)).toMatchObject({ state: "queued", attempts: 0 });
    expect(await world.waitingJobs()).toHaveLength(1);
    await deliverMail(toServer(), id);
    expect(await world.row(id)).toMatchObject({ state: "sent", attempts: 1 });
  });

  test("P-M1: one that has left is not sent twice, one in somebody's hands is left alone, one that is none is said", async () => {
    const sent = await queue();
    await deliverMail(toServer(), sent);
    expect(await retryMail(toServer(), { mailId: sent, staffId })).toMatchObject({ ok: false, code: "mail.sent-already" });

    const held = await queue();
    await world.database.sql`update mails set state = 'sending', leased_until = now() + interval '1 minute', attempts = 1
      where id = ${held}`;
    expect(await retryMail(toServer(), { mailId: held, staffId })).toMatchObject({ ok: true });
    expect(await world.row(held)).toMatchObject({ state: "sending", attempts: 1 });

    const erased = await queue();
    await world.database.sql`update mails set state = 'failed', secrets = null where id = ${erased}`;
    expect(await retryMail(toServer(), { mailId: erased, staffId })).toMatchObject({ ok: false, code: "mail.sent-already" });

    const none = "00000000-0000-4000-8000-000000000000";
    expect(await retryMail(toServer(), { mailId: none, staffId })).toMatchObject({ ok: false, code: "mail.not-found" });
  });
});
