import type { LookupAddress } from "node:dns";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seconds } from "@/core/duration";
import { deliverMail } from "@/core/mail/deliver";
import { makeFindHost } from "@/core/mail/transports/find-host";
import { makeSmtpTransport } from "@/core/mail/transports/smtp";
import { type MailWorld, makeMailWorld } from "@/tests/support/mail-world";
import { age, freshEmail } from "@/tests/support/make";

let world: MailWorld;
beforeAll(async () => {
  world = await makeMailWorld();
});
afterAll(() => world.end());

const PATIENCE = { connect: seconds(0.3), greeting: seconds(2), silence: seconds(2), whole: seconds(5) };

/** A resolver of the machine that answers when the test says so; each question takes up a thread until then. */
function slowResolver() {
  const asked: ((error: Error | null, found: LookupAddress[]) => void)[] = [];
  return {
    asked,
    ask: (_host: string, done: (error: Error | null, found: LookupAddress[]) => void) => void asked.push(done),
    answer: (error: Error | null) => {
      for (const done of asked.splice(0)) done(error, [{ address: "127.0.0.1", family: 4 }]);
    },
  };
}

describe("while names cannot be resolved", () => {
  test("T-FX40: mails wait with their reason, one thread at most is taken up, and they leave once names are back", async () => {
    const resolver = slowResolver();
    const transport = makeSmtpTransport(PATIENCE, makeFindHost(PATIENCE.connect, resolver.ask));
    const smtpUrl = world.sink.url.replace("127.0.0.1", "mail.example").concat("?tls=off");
    const ctx = world.deliverCtx({ transport, smtpUrl });
    const ids: string[] = [];
    for (let at = 0; at < 8; at++) ids.push(await world.queue({ to: { email: freshEmail() } }));
    await Promise.all(ids.map((id) => deliverMail(ctx, id)));
    expect(resolver.asked).toHaveLength(1);
    for (const id of ids)
      expect(await world.row(id)).toMatchObject({ state: "queued", attempts: 1, lastError: expect.stringMatching(/^timed-out/) });
    resolver.answer(null);
    await age(ctx, "mails", ["next_attempt_at", "created_at"], "1 day", "state = 'queued'");
    const sending = Promise.all(ids.map((id) => deliverMail(ctx, id)));
    const answering = setInterval(() => resolver.answer(null), 20);
    await sending;
    clearInterval(answering);
    for (const id of ids) expect(await world.row(id)).toMatchObject({ state: "sent", lastError: null });
    transport.close();
  });

  test("T-FX40: a server whose name was found before is still reached", async () => {
    const resolver = slowResolver();
    const find = makeFindHost(seconds(0.2), resolver.ask);
    const first = find("mail.example");
    resolver.answer(null);
    expect(await first).toEqual([{ address: "127.0.0.1", family: 4 }]);
    expect(await find("mail.example")).toEqual([{ address: "127.0.0.1", family: 4 }]);
    await expect(find("other.example")).rejects.toThrow("not found in time");
    resolver.answer(new Error("SERVFAIL"));
  });
});
