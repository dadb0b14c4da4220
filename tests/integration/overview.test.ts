import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { getOverview } from "@/core/overview/get-overview";
import { audit } from "@/core/security/audit";
import { makeWorld, type World } from "@/tests/support/context";

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
