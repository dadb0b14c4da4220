import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deliverMail } from "@/core/mail/deliver";
import { lookUpDkim, makeDkimKey, openDkim, switchDkim } from "@/core/mail/dkim";
import type { ResolveDns } from "@/core/net/resolve-dns";
import { type MailWorld, makeMailWorld } from "@/tests/support/mail-world";
import { freshEmail, freshOperator, makeStaff } from "@/tests/support/make";

let world: MailWorld;
let admin: Awaited<ReturnType<typeof makeStaff>>;

beforeAll(async () => {
  world = await makeMailWorld({ settings: { "mail.sender": "shop@mail.example" } });
  admin = await makeStaff(world.ctx());
});
afterAll(() => world.end());

const ctx = (sender = "shop@mail.example") => world.ctx({ settings: { "mail.sender": sender } });
const by = () => freshOperator(world.ctx(), admin.staffId, admin.password);
const nothing: ResolveDns = async () => {
  throw Object.assign(new Error("none"), { code: "ENOTFOUND" });
};
const away: ResolveDns = async () => {
  throw Object.assign(new Error("away"), { code: "ETIMEOUT" });
};
/** DNS with the record as somebody typed it into a panel: in pieces, as long texts are. */
const dnsWith =
  (change = (text: string) => text): ResolveDns =>
  async (name) => {
    const opened = await openDkim(ctx());
    if (name !== opened?.record.name) throw Object.assign(new Error("none"), { code: "ENODATA" });
    const text = change(opened.record.text);
    return [[text.slice(0, 200), text.slice(200)]];
  };
const made = async () => {
  expect(await makeDkimKey(ctx(), { by: await by() })).toMatchObject({ ok: true });
  const opened = await openDkim(ctx());
  if (!opened) throw new Error("there is no key");
  return opened;
};
const turn = async (isOn: boolean, resolve: ResolveDns) => switchDkim(ctx(), { by: await by(), isOn, resolve });

async function arrived(sender?: string): Promise<string> {
  const email = freshEmail();
  const settings = ctx(sender).settings;
  await deliverMail(world.deliverCtx({ settings }), await world.queue({ to: { email } }));
  return (await world.sink.newestTo(email)).raw;
}

/** What a receiver finds that asks the stand-in for DNS. */
async function verify(raw: string, resolver: ResolveDns) {
  const library: { authenticate(raw: string, options: object): Promise<unknown> } = await import("mailauth");
  const options = { resolver, mta: "test.invalid", disableArc: true, disableDmarc: true, disableBimi: true };
  return library.authenticate(raw, options);
}

describe("signing mails", () => {
  test("P-M1: a new key signs nothing, and its private half is readable nowhere", async () => {
    const opened = await made();
    expect(opened).toMatchObject({ domain: "mail.example", isSigning: false, found: null, isReadable: true, isOfSender: true });
    expect(opened.record.name).toBe(`${opened.selector}._domainkey.mail.example`);
    expect(opened.record.text).toMatch(/^v=DKIM1; k=rsa; p=[A-Za-z0-9+/=]{300,}$/);
    expect(JSON.stringify(opened)).not.toMatch(/PRIVATE/);
    const [row] = await world.database.sql`select * from dkim_keys`;
    expect(JSON.stringify(row)).not.toMatch(/PRIVATE|BEGIN/);
    expect(await arrived()).not.toMatch(/^DKIM-Signature:/im);
  });

  test("P-M1: it cannot be turned on before DNS has the record, and what DNS has is said", async () => {
    await made();
    const found = async () => (await openDkim(ctx()))?.found;
    for (const [resolve, expected] of [
      [nothing, "missing"],
      [away, "unreachable"],
      [dnsWith((text) => text.replace("p=M", "p=N")), "different"],
      [dnsWith((text) => text.replace("k=rsa", "k=ed25519")), "different"],
      [dnsWith(() => "v=spf1 -all"), "missing"],
    ] as const) {
      expect(await lookUpDkim(ctx(), { by: await by(), resolve })).toEqual({ ok: true, value: expected });
      expect(await turn(true, resolve)).toMatchObject({ code: "dkim.not-in-dns" });
      expect(await found()).toBe(expected);
      expect((await openDkim(ctx()))?.isSigning).toBe(false);
    }
    expect(await lookUpDkim(ctx(), { by: await by(), resolve: dnsWith((text) => text.replace("p=", "p= ")) })).toEqual({
      ok: true,
      value: "right",
    });
  });

  test("P-M1: turned on, a receiver finds every mail signed by the sender's domain and unchanged; turned off, none is", async () => {
    await made();
    expect(await turn(true, dnsWith())).toMatchObject({ ok: true });
    const raw = await arrived();
    expect(await verify(raw, dnsWith())).toMatchObject({
      dkim: { results: [{ signingDomain: "mail.example", status: { result: "pass" } }] },
    });
    expect(await verify(raw.replace("Subject: ", "Subject: Re: "), dnsWith())).toMatchObject({
      dkim: { results: [{ status: { result: "fail" } }] },
    });
    expect(await turn(false, nothing)).toMatchObject({ ok: true });
    expect(await arrived()).not.toMatch(/^DKIM-Signature:/im);
  });

  test("P-M1: from another domain than the key's, or with a key that AUTH_SECRET does not open, mails leave unsigned", async () => {
    await made();
    await turn(true, dnsWith());
    expect(await arrived()).toMatch(/^DKIM-Signature:/im);
    expect(await arrived("shop@other.example")).not.toMatch(/^DKIM-Signature:/im);
    expect(await openDkim(ctx("shop@other.example"))).toMatchObject({ isOfSender: false });
    await world.database.sql`update dkim_keys set private_key = 'AAAA'`;
    expect(await arrived()).not.toMatch(/^DKIM-Signature:/im);
    expect(await openDkim(ctx())).toMatchObject({ isReadable: false });
  });

  test("T-A13: a session that somebody left open makes no key and switches nothing; an agent looks up nothing", async () => {
    await made();
    const open = await freshOperator(world.ctx(), admin.staffId);
    await world.database.sql`update staff_sessions set authenticated_at = now() - interval '1 day' where id = ${open.sessionId}`;
    expect(await makeDkimKey(ctx(), { by: open })).toMatchObject({ code: "staff.confirm-needed" });
    expect(await switchDkim(ctx(), { by: open, isOn: true, resolve: dnsWith() })).toMatchObject({ code: "staff.confirm-needed" });
    const agent = await makeStaff(world.ctx(), { role: "agent" });
    const byAgent = await freshOperator(world.ctx(), agent.staffId, agent.password);
    for (const tried of [
      makeDkimKey(ctx(), { by: byAgent }),
      lookUpDkim(ctx(), { by: byAgent, resolve: dnsWith() }),
      switchDkim(ctx(), { by: byAgent, isOn: true, resolve: dnsWith() }),
    ])
      expect(await tried).toMatchObject({ code: "staff.not-permitted" });
  });

  test("P-M1: a shop whose mails come from no domain is told so", async () => {
    expect(await makeDkimKey({ ...ctx(""), origin: "http://localhost:3000" }, { by: await by() })).toMatchObject({
      code: "dkim.no-domain",
    });
  });
});
