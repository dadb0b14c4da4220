import { afterAll, beforeAll, expect, test } from "vitest";
import { listMailboxes, openMailbox } from "@/core/inbound/list-mailboxes";
import { mailboxInput } from "@/core/inbound/mailbox-input";
import { renewWebhookKey } from "@/core/inbound/renew-webhook-key";
import { saveMailbox } from "@/core/inbound/save-mailbox";
import { decrypt } from "@/core/security/secrets";
import { findMailboxRow } from "@/db/queries/mailboxes";
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

test("T-A6: agents change no mailbox and make no key", async () => {
  const ctx = world.ctx();
  const agent = await makeStaff(ctx, { role: "agent" });
  const by = { kind: "staff", staffId: agent.staffId, sessionId: agent.staffId, confirmPassword: agent.password } as const;
  const { id } = await added({ kind: "webhook" });
  expect(await saveMailbox(ctx, { id, typed: typed(), by })).toMatchObject({ code: "staff.not-permitted" });
  expect(await renewWebhookKey(ctx, { id, by })).toMatchObject({ code: "staff.not-permitted" });
});

test("T-I9: a webhook has no key until one is made, and a new one ends the one before", async () => {
  const ctx = world.ctx();
  const { id } = await added({ kind: "webhook" });
  expect((await findMailboxRow(ctx.db, id))?.secret).toBeNull();
  const keys = [await renewWebhookKey(ctx, { id, by: SYSTEM }), await renewWebhookKey(ctx, { id, by: SYSTEM })];
  const [first, second] = keys.map((key) => (key.ok ? key.value.key : ""));
  expect(first).toMatch(/^whsec_.{44}$/);
  expect(second).not.toBe(first);
  expect(decrypt(ctx.secrets, "mailboxes", (await findMailboxRow(ctx.db, id))?.secret ?? "")).toBe(second);
});
