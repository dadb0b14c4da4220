import { afterAll, beforeAll, expect, test } from "vitest";
import { deleteMailbox } from "@/core/inbound/delete-mailbox";
import { openInbox } from "@/core/inbound/imap-mailbox";
import { listMailboxes, openMailbox } from "@/core/inbound/list-mailboxes";
import { mailboxInput } from "@/core/inbound/mailbox-input";
import { renewWebhookKey } from "@/core/inbound/renew-webhook-key";
import { saveMailbox } from "@/core/inbound/save-mailbox";
import { testMailbox } from "@/core/inbound/test-mailbox";
import { decrypt } from "@/core/security/secrets";
import { findMailboxRow } from "@/db/queries/mailboxes";
import { startBareImap } from "@/tests/support/bare-imap";
import { makeWorld, type World } from "@/tests/support/context";
import { freshEmail, makeStaff } from "@/tests/support/make";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

const SYSTEM = { kind: "system" } as const;
const typed = (changes: Record<string, string> = {}) =>
  mailboxInput.parse({
    name: "Support",
    address: freshEmail("support"),
    kind: "imap",
    host: "imap.example.com",
    userName: "support",
    secret: "the mailbox's own",
    isEnabled: "true",
    requiresAuthentication: "true",
    ...changes,
  });

async function added(changes: Record<string, string> = {}) {
  const input = typed(changes);
  const saved = await saveMailbox(world.ctx(), { id: null, typed: input, by: SYSTEM });
  if (!saved.ok) throw new Error(saved.code);
  return { id: saved.value.id, input };
}

test("P-R16: a mailbox's password is stored encrypted, kept when none is typed, and shown to nobody", async () => {
  const ctx = world.ctx();
  const { id, input } = await added();
  const row = await findMailboxRow(ctx.db, id);
  expect(row?.secret).not.toContain("own");
  expect(decrypt(ctx.secrets, "mailboxes", row?.secret ?? "")).toBe("the mailbox's own");
  expect(JSON.stringify([await listMailboxes(ctx), await openMailbox(ctx, id)])).not.toContain(row?.secret);
  expect(await saveMailbox(ctx, { id, typed: { ...input, name: "Help", secret: "" }, by: SYSTEM })).toMatchObject({ ok: true });
  expect((await findMailboxRow(ctx.db, id))?.secret).toBe(row?.secret);
});

test("T-A3: a stored password goes to no other server, user, or into the open", async () => {
  const { id, input } = await added({ host: "127.0.0.1" });
  for (const change of [{ host: "evil.example" }, { userName: "other" }, { port: 994 }, { security: "none" as const }])
    expect(await saveMailbox(world.ctx(), { id, typed: { ...input, secret: "", ...change }, by: SYSTEM })).toMatchObject({
      code: "mailbox.secret-again",
    });
});

test("P-R16: a mailbox that could not work, or is there already, is not saved", async () => {
  const { input } = await added();
  const save = (changes: object) => saveMailbox(world.ctx(), { id: null, typed: { ...typed(), ...changes }, by: SYSTEM });
  expect(await save({ address: input.address })).toMatchObject({ code: "mailbox.taken" });
  expect(await save({ security: "none" })).toMatchObject({ code: "mailbox.plain" });
  expect(await save({ host: "", userName: "", secret: "" })).toMatchObject({
    problems: [{ field: "host" }, { field: "userName" }, { field: "secret" }],
  });
});

test("T-M12: a server that offers no STARTTLS, or says so in the open, is told no password", async () => {
  for (const capabilities of ["IMAP4rev1 AUTH=PLAIN", "IMAP4rev1 STARTTLS AUTH=PLAIN"]) {
    const { port, heard, stop } = await startBareImap(capabilities);
    const { id } = await added({ host: "127.0.0.1", port: String(port), security: "starttls" });
    expect(await testMailbox(world.ctx(), { id, by: SYSTEM })).toMatchObject({ ok: true, value: { isGood: false } });
    expect((await findMailboxRow(world.ctx().db, id))?.lastError).toMatch(/^no-starttls/);
    expect(heard.filter((line) => /LOGIN|AUTHENTICATE|mailbox's own/i.test(line))).toEqual([]);
    await stop();
  }
});

test("P-R16: a mail that is told of before anybody waits for it is not waited for", async () => {
  const ok = (tag: string) => `${tag} OK\r\n`;
  const told = `* 1 FETCH (UID 1 RFC822.SIZE 10 INTERNALDATE "20-Nov-2026 10:00:00 +0000")\r\n`;
  const { port, stop } = await startBareImap("IMAP4rev1", {
    LOGIN: ok,
    LIST: ok,
    NOOP: ok,
    SELECT: (tag) => `* 1 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 2] x\r\n${ok(tag)}`,
    UID: (tag) => `* SEARCH 1\r\n${told}* 2 EXISTS\r\n${ok(tag)}`,
  });
  const { id } = await added({ host: "127.0.0.1", port: String(port), security: "none" });
  const row = await findMailboxRow(world.ctx().db, id);
  if (!row) throw new Error("there is no mailbox");
  const inbox = await openInbox(world.ctx(), row);
  expect(await inbox.listAfter(0, 10)).toMatchObject([{ uid: 1 }]);
  // Longer than this test may take.
  await inbox.waitForNews(600_000);
  inbox.close();
  await stop();
});

test("T-M12: a password goes in the open to this machine only", async () => {
  const { input } = await added();
  const save = (host: string) =>
    saveMailbox(world.ctx(), { id: null, typed: { ...typed(), host, security: "none" }, by: SYSTEM });
  for (const host of ["localhost", "127.0.0.1", "127.8.9.10", "::1"]) expect(await save(host)).toMatchObject({ ok: true });
  for (const host of ["10.0.0.1", "localhost.example", "127.0.0.1.example", "mail.localhost.example", "0.0.0.0", input.host])
    expect([host, await save(host)]).toMatchObject([host, { code: "mailbox.plain" }]);
});

test("T-A6: agents change no mailbox, try none, delete none and make no key", async () => {
  const ctx = world.ctx();
  const agent = await makeStaff(ctx, { role: "agent" });
  const by = { kind: "staff", staffId: agent.staffId, sessionId: agent.staffId, confirmPassword: agent.password } as const;
  const { id } = await added({ kind: "webhook" });
  expect(await saveMailbox(ctx, { id, typed: typed(), by })).toMatchObject({ code: "staff.not-permitted" });
  expect(await renewWebhookKey(ctx, { id, by })).toMatchObject({ code: "staff.not-permitted" });
  expect(await testMailbox(ctx, { id, by })).toMatchObject({ code: "staff.not-permitted" });
  expect(await deleteMailbox(ctx, { id, by })).toMatchObject({ code: "staff.not-permitted" });
  expect(await findMailboxRow(ctx.db, id)).not.toBeNull();
});

test("T-I9: a webhook has no key until one is made, and a new one ends the one before", async () => {
  const ctx = world.ctx();
  const { id } = await added({ kind: "webhook" });
  expect((await findMailboxRow(ctx.db, id))?.secret).toBeNull();
  const keys = [await renewWebhookKey(ctx, { id, by: SYSTEM }), await renewWebhookKey(ctx, { id, by: SYSTEM, mayReplace: true })];
  const [first, second] = keys.map((key) => (key.ok ? key.value.key : ""));
  expect(first).toMatch(/^whsec_.{44}$/);
  expect(second).not.toBe(first);
  expect(decrypt(ctx.secrets, "mailboxes", (await findMailboxRow(ctx.db, id))?.secret ?? "")).toBe(second);
});

test("P-R16: a key that is in use is replaced only by who says so; the first is made without a question", async () => {
  const ctx = world.ctx();
  const { id } = await added({ kind: "webhook" });
  expect(await renewWebhookKey(ctx, { id, by: SYSTEM })).toMatchObject({ ok: true });
  const stored = (await findMailboxRow(ctx.db, id))?.secret;
  expect(await renewWebhookKey(ctx, { id, by: SYSTEM })).toMatchObject({ code: "mailbox.key-in-use" });
  expect((await findMailboxRow(ctx.db, id))?.secret).toBe(stored);
});

test("P-R16: what is no name of a server is refused at once, with its reason", () => {
  const codeOf = (host: string) =>
    mailboxInput.safeParse({ name: "S", address: "s@example.com", kind: "imap", host }).error?.issues[0]?.message;
  for (const host of [
    "https://imap.example.com/foo",
    "imap.example.com/foo",
    "imap.example.com:993",
    "user@imap.example.com",
    "imap example",
  ])
    expect([host, codeOf(host)]).toEqual([host, "mailbox.host"]);
  for (const host of ["imap.example.com", "localhost", "127.0.0.1", "::1", "[::1]", "bücher.example", "mail_1.internal", ""])
    expect([host, codeOf(host)]).toEqual([host, undefined]);
});

test("P-R16: a port that was left empty follows the encryption, and one that was typed stays", async () => {
  const portOf = async (changes: Record<string, string>) =>
    (await findMailboxRow(world.ctx().db, (await added(changes)).id))?.port;
  expect(await portOf({ port: "", security: "tls" })).toBe(993);
  expect(await portOf({ port: "", security: "starttls" })).toBe(143);
  expect(await portOf({ port: "1143", security: "starttls" })).toBe(1143);
});

test("P-R16: a name that DNS does not know is told as one, and nothing is put into the server's mouth", async () => {
  const { id } = await added({ host: "imap.invalid" });
  await testMailbox(world.ctx(), { id, by: SYSTEM });
  expect((await findMailboxRow(world.ctx().db, id))?.lastError).toBe("name-unknown");
});
