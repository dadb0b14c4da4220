import { afterAll, beforeAll, expect, test } from "vitest";
import { trimAuditLog } from "@/core/audit/trim-audit-log";
import { audit } from "@/core/security/audit";
import { makeWorld, type World } from "@/tests/support/context";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

test("P-M6: what is older than the setting leaves the log, all of it, and the log says how much; nothing old leaves no row", async () => {
  const ctx = world.ctx({ settings: { "audit.keepDays": "90" } });
  await world.database.sql`insert into audit_log (actor_kind, action, outcome, at)
    select 'visitor', 'sign-in', 'ok', now() - interval '91 days' from generate_series(1, 10003)`;
  await world.database
    .sql`insert into audit_log (actor_kind, action, outcome, at) values ('visitor', 'sign-in', 'ok', now() - interval '89 days')`;
  await trimAuditLog(ctx);
  const [{ left } = { left: 0 }] = await world.database.sql`select count(*)::int as left from audit_log where action = 'sign-in'`;
  expect(left).toBe(1);
  const trimmed = () => world.database.sql`select detail from audit_log where action = 'audit.trimmed' order by id`;
  expect((await trimmed()).map(({ detail }) => detail.count)).toEqual(["10000", "3"]);
  await trimAuditLog(ctx);
  expect(await trimmed()).toHaveLength(2);
});

test("T-G3, T-A14: no value of a row can forge a line of the log, nor fill it", async () => {
  const ctx = {
    ...world.ctx(),
    request: { address: "10.0.0.1\nforged", userAgent: `evil\r\n${"x".repeat(500)}`, language: "en" } as const,
  };
  await audit(ctx, {
    actor: { kind: "visitor" },
    action: "sign-out",
    outcome: "ok",
    detail: { name: `Ann\n2026 admin deleted\u202E${"y".repeat(500)}` },
  });
  const [row] = await world.database.sql`select address, user_agent, detail from audit_log where action = 'sign-out'`;
  const texts = [String(row?.address), String(row?.user_agent), String(row?.detail.name)];
  for (const text of texts) expect(text).not.toMatch(/\p{C}/u);
  expect(texts.map((text) => text.length <= 300)).toEqual([true, true, true]);
  expect(texts[2]).toMatch(/^Ann 2026 admin deleted /);
});
