import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { seconds } from "@/core/duration";
import { findLastTrial, type LastTrial, testSending } from "@/core/mail/test-sending";
import type { DiagnosisStep } from "@/core/mail/transports/diagnosis";
import { readSmtpUrl } from "@/core/mail/transports/smtp-options";
import { makeCertificates } from "@/tests/support/certificates";
import { type MailWorld, makeMailWorld } from "@/tests/support/mail-world";
import { freshOperator, makeStaff } from "@/tests/support/make";
import { freePort } from "@/tests/support/product";
import { type Manner, startSmtpServer } from "@/tests/support/smtp-server";
import { makeTemporaryFolder } from "@/tests/support/temporary-folder";

let world: MailWorld;
let admin: Awaited<ReturnType<typeof makeStaff>>;
const ends: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  world = await makeMailWorld();
  admin = await makeStaff(world.ctx());
});
afterAll(() => world.end());
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  await world.database.sql`delete from limits`;
});

/** Tries a server out and answers what is kept of it. */
async function tried(smtpUrl: string): Promise<LastTrial | null> {
  const by = await freshOperator(world.ctx(), admin.staffId);
  const outcome = await testSending(world.ctx(), { smtpUrl, by, patience: seconds(1) });
  expect(outcome.ok).toBe(true);
  return findLastTrial(world.ctx());
}

const mannered = async (manner: Manner): Promise<string> => {
  const server = await startSmtpServer(manner);
  ends.push(server.stop);
  return server.url;
};

/** A server with a certificate that nobody knows, and one user. */
async function strictServer(secure: boolean): Promise<string> {
  const folder = makeTemporaryFolder("foyer-certificates-");
  const { certificate, key } = makeCertificates(folder);
  const server = new SMTPServer({
    secure,
    cert: readFileSync(certificate),
    key: readFileSync(key),
    logger: false,
    onAuth: ({ username, password }, _session, done) =>
      username === "ann" && password === "right" ? done(null, { user: username }) : done(new Error("no")),
  });
  server.on("error", () => undefined);
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, "127.0.0.1", () => {
      const address = listening.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
  ends.push(
    () => new Promise((resolve) => server.close(() => resolve(undefined))),
    () => rm(folder, { recursive: true }),
  );
  return `127.0.0.1:${port}`;
}

const troubles: readonly (readonly [DiagnosisStep, () => Promise<string>, RegExp])[] = [
  ["address", async () => "http://mail.example", /^$/],
  ["name", async () => "smtp://no-such-host.invalid:25", /./],
  ["connection", async () => `smtp://127.0.0.1:${await freePort()}`, /ECONNREFUSED/],
  ["connection", () => mannered({ greeting: "never" }), /./],
  ["connection", () => mannered({ greeting: "dribble" }), /./],
  ["encryption", async () => `smtps://${await strictServer(true)}`, /self-signed|certificate/i],
  ["encryption", async () => `smtp://${await strictServer(false)}`, /self-signed|certificate/i],
  ["sign-in", async () => `smtp://ann:wrong@${await strictServer(false)}?tls=off`, /./],
  ["sender", () => mannered({ mail: ["550 not your address"] }), /550 not your address/],
  ["recipient", () => mannered({ rcpt: ["550 no such user"] }), /550 no such user/],
  ["message", () => mannered({ data: ["554 looks like spam"] }), /554 looks like spam/],
];

describe("trying the mail server out", () => {
  test("P-M1: a server that takes the mail: every step is fine, and the mail is there, for who asked and nobody else", async () => {
    const trial = await tried(world.sink.url);
    expect(trial).toMatchObject({ stoppedAt: null, reason: "", who: "Sam Staff", server: new URL(world.sink.url).host });
    expect(trial?.steps.every(({ outcome }) => outcome === "good")).toBe(true);
    const mail = await world.sink.newestTo(admin.email);
    expect(mail.recipients).toEqual([admin.email]);
    expect(mail.subject).toContain("Foyer");
    const seen = await findLastTrial(world.ctx(), readSmtpUrl(world.sink.url));
    expect(seen?.steps.filter(({ outcome }) => outcome === "not-asked").map(({ step }) => step)).toEqual([
      "encryption",
      "sign-in",
    ]);
  });

  test.each(troubles)(
    "T-FX02: stopped at %s it says so in time, with what was said, and what comes after was not reached",
    async (step, url, said) => {
      const begun = Date.now();
      const trial = await tried(await url());
      expect(trial).toMatchObject({ stoppedAt: step });
      expect(trial?.reason).toMatch(said);
      const at = trial?.steps.findIndex((one) => one.outcome === "bad") ?? -1;
      expect(trial?.steps[at]?.step).toBe(step);
      expect(trial?.steps.slice(at + 1).every(({ outcome }) => outcome === "not-reached")).toBe(true);
      expect(Date.now() - begun).toBeLessThan(15_000);
    },
  );

  test("T-G1: neither what is kept nor the log knows user or password of the server", async () => {
    const url = `smtp://ann:hunter-two@${await strictServer(false)}?tls=off`;
    await tried(url);
    const rows = await world.database.sql`select t::text as kept from mail_trials t union all select a::text from audit_log a`;
    expect(JSON.stringify(rows)).not.toContain("hunter-two");
  });

  test("T-A5: agents cannot, without a server there is nothing to try, and nobody tries without end", async () => {
    const agent = await makeStaff(world.ctx(), { role: "agent" });
    const byAgent = await freshOperator(world.ctx(), agent.staffId);
    const smtpUrl = `smtp://127.0.0.1:${await freePort()}`;
    expect(await testSending(world.ctx(), { smtpUrl, by: byAgent })).toMatchObject({ code: "staff.not-permitted" });
    const by = await freshOperator(world.ctx(), admin.staffId);
    expect(await testSending(world.ctx(), { smtpUrl: null, by })).toMatchObject({ code: "mail.no-server" });
    for (let at = 0; at < 20; at++) expect(await testSending(world.ctx(), { smtpUrl, by })).toMatchObject({ ok: true });
    expect(await testSending(world.ctx(), { smtpUrl, by })).toMatchObject({ code: "limits.too-many" });
  });
});
