import { createHmac } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { WebhookHeaders } from "@/core/inbound/check-webhook";
import { openMailbox } from "@/core/inbound/list-mailboxes";
import { receiveWebhook } from "@/core/inbound/receive-webhook";
import type { InboundCtx } from "@/core/inbound/take-mail";
import { encrypt } from "@/core/security/secrets";
import { makeWorld, type World } from "@/tests/support/context";
import { compose, inboundCtx, makeMailbox, makeSigningDomain, type SigningDomain } from "@/tests/support/inbound";
import { freshEmail } from "@/tests/support/make";
import { type NameServer, startNameServer } from "@/tests/support/name-server";
import { queuedMails } from "@/tests/support/queued-mail";
import { count, openShop } from "@/tests/support/registration";

const KEY = `whsec_${Buffer.from("the key of a test, 32 bytes long").toString("base64")}`;

let world: World;
let names: NameServer;
let domain: SigningDomain;
let shop: Awaited<ReturnType<typeof openShop>>;
let mailbox: { id: string; address: string };

beforeAll(async () => {
  world = await makeWorld();
  names = await startNameServer();
  domain = makeSigningDomain(names, "example.com");
  shop = await openShop(world);
  mailbox = await makeMailbox(shop(), { secret: encrypt(shop().secrets, "mailboxes", KEY) });
});
afterEach(() => {
  names.manner = "answers";
});
afterAll(async () => {
  await world.end();
  await names.stop();
});

/** A caller with an address of its own. */
const caller = (): InboundCtx => inboundCtx(shop(), names);

let nextId = 1;
function sign(body: Buffer, { at = Date.now(), key = KEY, id = `msg_${nextId++}` } = {}): WebhookHeaders {
  const timestamp = String(Math.floor(at / 1000));
  const hmac = createHmac("sha256", Buffer.from(key.slice(6), "base64"))
    .update(`${id}.${timestamp}.`)
    .update(body);
  return { id, timestamp, signature: `v1,${hmac.digest("base64")}` };
}

const call = (ctx: InboundCtx, body: Buffer, headers: WebhookHeaders | null, mailboxId = mailbox.id) =>
  receiveWebhook(ctx, { mailboxId, headers, read: async () => body });

const write = (from: string) => compose({ from, to: mailbox.address }, domain);

const REFUSED = { ok: false, code: "webhook.refused" };

test("T-I9: a call that is signed with the mailbox's key brings its mail, by the same rules as any other door", async () => {
  const email = freshEmail("hook");
  const body = await write(email);
  expect(await call(caller(), body, sign(body))).toMatchObject({ ok: true });
  expect((await queuedMails(caller(), email)).length).toBe(1);
  const forged = freshEmail("forged");
  const unsigned = await compose({ from: forged, to: mailbox.address });
  expect(await call(caller(), unsigned, sign(unsigned))).toMatchObject({ ok: true });
  expect(await count(caller(), "inbound_mails", `from_email = '${forged}' and outcome = 'unauthenticated'`)).toBe(1);
});

test("T-I9: without a signature, with a wrong one, another key, another body, or for another mailbox, nothing is taken in and the answer is the same", async () => {
  const email = freshEmail("nobody");
  const body = await write(email);
  const good = sign(body);
  const other = await makeMailbox(shop(), {
    secret: encrypt(shop().secrets, "mailboxes", `whsec_${Buffer.alloc(32, 7).toString("base64")}`),
  });
  const keyless = await makeMailbox(shop());
  const tries = [
    call(caller(), body, null),
    call(caller(), body, { ...good, signature: "v1," }),
    call(caller(), body, { ...good, signature: good.signature.replace("v1,", "v2,") }),
    call(caller(), body, sign(body, { key: `whsec_${Buffer.alloc(32).toString("base64")}` })),
    call(caller(), Buffer.concat([body, Buffer.from("x")]), good),
    call(caller(), body, good, other.id),
    call(caller(), body, good, keyless.id),
    call(caller(), body, good, "not-a-mailbox"),
  ];
  for (const answer of await Promise.all(tries)) expect(answer).toMatchObject(REFUSED);
  expect(await count(caller(), "inbound_mails", `from_email = '${email}'`)).toBe(0);
});

test("T-I9: what was signed more than five minutes ago, or ahead, is refused before the body is read", async () => {
  const body = await write(freshEmail("late"));
  for (const minutes of [-6, 6]) {
    const headers = sign(body, { at: Date.now() + minutes * 60_000 });
    const read = () => Promise.reject(new Error("the body was read"));
    expect(await receiveWebhook(caller(), { mailboxId: mailbox.id, headers, read })).toMatchObject(REFUSED);
  }
  expect(await call(caller(), body, sign(body, { at: Date.now() - 4 * 60_000 }))).toMatchObject({ ok: true });
});

test("P-R16: a refused call is noted with when and why, without anything of the call, until one is good", async () => {
  const box = await makeMailbox(shop(), { secret: encrypt(shop().secrets, "mailboxes", KEY) });
  const noted = async () => (await openMailbox(caller(), box.id))?.lastError;
  const body = await compose({ from: freshEmail("refused"), to: box.address }, domain);
  const late = sign(body, { at: Date.now() - 6 * 60_000 });
  const tries = [
    [null, "call-unsigned"],
    [late, "call-untimely"],
    [sign(body, { key: `whsec_${Buffer.alloc(32).toString("base64")}` }), "call-other-key"],
  ] as const;
  for (const [headers, why] of tries) {
    expect(await call(caller(), body, headers, box.id)).toMatchObject(REFUSED);
    expect(await noted()).toBe(why);
  }
  expect((await openMailbox(caller(), box.id))?.lastErrorAt).not.toBeNull();
  expect(await call(caller(), body, sign(body), box.id)).toMatchObject({ ok: true });
  expect(await noted()).toBeNull();
});

test("T-I9, T-I7: a call is good once; the same mail in a new call, as a service tries again, is well and changes nothing", async () => {
  const email = freshEmail("again");
  const body = await write(email);
  const headers = sign(body);
  expect(await call(caller(), body, headers)).toMatchObject({ ok: true });
  expect(await call(caller(), body, headers)).toMatchObject(REFUSED);
  expect(await call(caller(), body, sign(body, { id: headers.id, at: Date.now() + 1000 }))).toMatchObject({ ok: true });
  expect((await queuedMails(caller(), email)).length).toBe(1);
});

test("T-FX33: a call about which nothing can be said yet may be made again as it is", async () => {
  const email = freshEmail("unsure");
  const body = await write(email);
  const headers = sign(body);
  names.manner = "fails";
  expect(await call(caller(), body, headers)).toMatchObject({ ok: false, code: "webhook.unavailable" });
  names.manner = "answers";
  expect(await call(caller(), body, headers)).toMatchObject({ ok: true });
  expect((await queuedMails(caller(), email)).length).toBe(1);
});

test("T-I9: whoever tries signatures is sent away after sixty a minute, right ones included", async () => {
  const ctx = caller();
  const body = await write(freshEmail("guess"));
  for (let at = 0; at < 60; at++) await call(ctx, body, null);
  expect(await call(ctx, body, sign(body))).toMatchObject({ ok: false, code: "limits.too-many" });
  expect(await call(caller(), body, sign(body))).toMatchObject({ ok: true });
  await ctx.db.execute(sql`delete from limits`);
});
