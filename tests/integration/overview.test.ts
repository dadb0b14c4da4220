import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withdrawActivation } from "@/core/activation/withdraw-activation";
import { writeMessage } from "@/core/conversations/write-message";
import type { Ctx } from "@/core/ctx";
import { noteRefusal } from "@/core/identities/note-refusal";
import { getOverview } from "@/core/overview/get-overview";
import { audit } from "@/core/security/audit";
import { invite, makeInvited } from "@/tests/support/activation";
import { insertConnections } from "@/tests/support/connections";
import { makeWorld, type World } from "@/tests/support/context";
import { age, makeAccount, makeStaff } from "@/tests/support/make";

let world: World;
let ctx: Ctx;

beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
});
afterAll(() => world.end());

/** Entries of other days: the log lets nobody age a row, so they are written with their day. */
const onDay = async (daysAgo: number, action: string, outcome: string) => {
  await world.database.sql`insert into audit_log (actor_kind, action, outcome, at)
    values ('visitor', ${action}, ${outcome}, now() - make_interval(days => ${daysAgo}))`;
};

test("the plots of the overview count each of the last 30 days, today last, and days without anything too", async () => {
  await audit(ctx, { actor: { kind: "visitor" }, action: "sign-in", outcome: "sign-in.refused" });
  await onDay(0, "sign-in", "ok");
  await onDay(1, "sign-in", "ok");
  await onDay(29, "registration.completed", "ok");
  await onDay(29, "registration.completed", "registration.closed");
  await onDay(30, "registration.completed", "ok");
  await onDay(2, "activation.sent", "ok");
  await world.database.sql`insert into mails (message, language, to_email, state, created_at) values
    ('confirm-address', 'en', 'a@example.com', 'sent', now()), ('confirm-address', 'en', 'b@example.com', 'failed', now() - interval '3 days')`;

  const { trends } = await getOverview(ctx, null);
  expect(trends).toHaveLength(30);
  expect(trends.at(-1)).toMatchObject({
    day: new Date().toISOString().slice(0, 10),
    signIns: 1,
    refusedSignIns: 1,
    mailsSent: 1,
  });
  expect(trends.at(-2)).toMatchObject({ signIns: 1, refusedSignIns: 0 });
  expect(trends.at(-3)).toMatchObject({ activationsSent: 1, activations: 0 });
  expect(trends.at(-4)).toMatchObject({ mailsFailed: 1, mailsSent: 0 });
  expect(trends[0]).toMatchObject({ registrations: 1 });
  expect(trends.slice(1).every(({ registrations }) => registrations === 0)).toBe(true);
});

describe("P-S6: a provider that was away when customers wanted to sign in", () => {
  const away = async (ctx: Ctx) => (await getOverview(ctx, null)).awayConnections;
  const closed = async (run: (ctx: Ctx, own: World) => Promise<void>) => {
    const own = await makeWorld();
    const texts = { label: "Work account", issuer: "https://id.example", clientId: "shop", clientSecret: "a secret" };
    await insertConnections(own.database.db, [
      { id: "oidc-work", texts },
      { id: "oidc-off", texts, isEnabled: false },
    ]);
    try {
      await run(own.ctx(), own);
    } finally {
      await own.end();
    }
  };
  const signedIn = (detail: Record<string, string>) =>
    ({ actor: { kind: "visitor" }, action: "sign-in", outcome: "ok", detail }) as const;

  test("stands on the overview by its name, with how many failed, until somebody signs in there again", () =>
    closed(async (ctx) => {
      expect(await away(ctx)).toEqual([]);
      await noteRefusal(ctx, "oidc-work", "provider.unreachable");
      await noteRefusal(ctx, "oidc-work", "provider.too-slow");
      await noteRefusal(ctx, "oidc-off", "provider.unreachable");
      const told = [{ id: "oidc-work", label: "Work account", failures: 2 }];
      expect(await away(ctx)).toEqual(told);
      await audit(ctx, signedIn({}));
      await audit(ctx, signedIn({ connection: "oidc-off" }));
      expect(await away(ctx), "by a password, or elsewhere").toEqual(told);
      await audit(ctx, signedIn({ connection: "oidc-work" }));
      expect(await away(ctx)).toEqual([]);
      await noteRefusal(ctx, "oidc-work", "answer.away");
      expect(await away(ctx), "away again").toMatchObject([{ id: "oidc-work" }]);
      const target = { kind: "connection", id: "oidc-work" } as const;
      await audit(ctx, { actor: { kind: "system" }, action: "connection.tested", target, outcome: "ok" });
      expect(await away(ctx), "an admin got through").toEqual([]);
    }));

  test("is told for an hour; who cancelled or was refused is no sign of it", () =>
    closed(async (ctx, own) => {
      await noteRefusal(ctx, "oidc-work", "answer.cancelled");
      await noteRefusal(ctx, "oidc-work", "profile.not-allowed");
      await own.database.sql`insert into audit_log (actor_kind, action, target_kind, target_id, outcome, at)
        values ('visitor', 'sign-in', 'connection', 'oidc-work', 'sso.unavailable', now() - interval '61 minutes')`;
      expect(await away(ctx)).toEqual([]);
      await own.database.sql`insert into audit_log (actor_kind, action, target_kind, target_id, outcome, at)
        values ('visitor', 'sign-in', 'connection', 'oidc-work', 'sso.unavailable', now() - interval '59 minutes')`;
      expect(await away(ctx)).toMatchObject([{ failures: 1 }]);
    }));
});

test("P-V1: activations that nobody has used yet are counted", async () => {
  const { staffId } = await makeStaff(ctx);
  const before = (await getOverview(ctx, null)).figures.pending;
  const customer = await makeInvited(ctx);
  await invite(ctx, staffId, customer);
  expect((await getOverview(ctx, null)).figures.pending).toBe(before + 1);
  await withdrawActivation(ctx, { number: customer.number, staffId });
  expect((await getOverview(ctx, null)).figures.pending).toBe(before);
});

test("P-M3, P-M1: a mailbox that cannot be read, mails that came back and messages unread for an hour stand on the overview", async () => {
  const { sql } = world.database;
  const told = async () => {
    const { bounced, troubledMailboxes, unread } = await getOverview(ctx, null);
    return { bounced, unread, mailboxes: troubledMailboxes.map(({ name }) => name) };
  };
  expect(await told()).toEqual({ bounced: 0, unread: 0, mailboxes: [] });
  await sql`insert into mailboxes (name, address, kind, is_enabled, last_error) values
    ('Help', 'help@shop.example', 'imap', true, 'unreachable'),
    ('Off', 'off@shop.example', 'imap', false, 'unreachable'),
    ('Fine', 'fine@shop.example', 'imap', true, null)`;
  await sql`insert into mails (message, language, to_email, state, bounced_at) values
    ('confirm-address', 'en', 'a@example.com', 'sent', now()), ('confirm-address', 'en', 'b@example.com', 'sent', now() - interval '8 days'),
    ('confirm-address', 'en', 'c@example.com', 'sent', null)`;
  const customers = [await makeAccount(ctx), await makeAccount(ctx), await makeAccount(ctx)];
  for (const session of customers) await writeMessage(ctx, { session, text: "Is anybody there?" });
  const [read, late] = customers;
  await age(
    ctx,
    "conversation_messages",
    ["created_at"],
    "61 minutes",
    `conversation_id in (select id from conversations
    where customer_id in ('${read?.customerId}', '${late?.customerId}'))`,
  );
  await sql`update conversations set read_by_staff = last_by_customer where customer_id = ${read?.customerId ?? ""}`;
  expect(await told()).toEqual({ bounced: 1, unread: 1, mailboxes: ["Help"] });
});
