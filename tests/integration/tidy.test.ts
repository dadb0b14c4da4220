import { afterAll, beforeAll, expect, test } from "vitest";
import { tidy } from "@/core/jobs/tidy";
import { addressSubject, takeLimit } from "@/core/security/limits";
import { findSession } from "@/core/sessions/find-session";
import { startSession } from "@/core/sessions/start-session";
import { freshAddress, makeWorld, type World } from "@/tests/support/context";
import { age, makeAccount } from "@/tests/support/make";
import { makeCompany, typeNamed } from "@/tests/support/make-company";

let world: World;

beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

const rowsOf = async (table: string) =>
  Number((await world.database.sql`select count(*) from ${world.database.sql(table)}`)[0]?.count);

test("T-FX35: a week without tidying changes no answer, and two processes tidying at once change none either", async () => {
  const ctx = world.ctx();
  const { accountId } = await makeAccount(ctx);
  const old = await startSession(ctx, { accountId, method: "password", replaces: undefined });
  await age(ctx, "sessions", ["expires_at", "last_seen_at", "created_at"], "38 days");
  const live = await startSession(ctx, { accountId, method: "password", replaces: undefined });
  const busy = addressSubject(freshAddress());
  const ask = () => takeLimit(ctx, "register:address", busy);
  for (let times = 0; times < 10; times++) await ask();
  expect((await ask()).isAllowed).toBe(false);
  await age(ctx, "limits", ["slot_at", "expires_at"], "8 days");
  const fresh = addressSubject(freshAddress());
  await takeLimit(ctx, "register:address", fresh);

  const answers = async () => ({
    expired: await findSession(ctx, old.token),
    live: (await findSession(ctx, live.token))?.accountId,
    limit: (await ask()).isAllowed,
  });
  const right = { expired: null, live: accountId, limit: true };
  expect(await answers()).toEqual(right);
  await Promise.all([tidy(ctx), tidy(ctx), tidy(ctx)]);
  expect(await answers()).toEqual(right);
  expect([await rowsOf("sessions"), await rowsOf("limits")]).toEqual([1, 2]);
});

test("T-FX35: tidying keeps what is still told to agents, and drops it after a month", async () => {
  const ctx = world.ctx();
  const { accountId } = await makeAccount(ctx);
  await world.database.sql`insert into proofs (purpose, account_id, expires_at) values
    ('reset', ${accountId}, now() - interval '29 days'), ('reset', ${accountId}, now() - interval '31 days')`;
  await world.database.sql`insert into pending_registrations (flow, email, email_key, language, support_code, expires_at) values
    ('form', 'a@example.com', 'a@example.com', 'en', 'A', now() - interval '1 day'),
    ('form', 'b@example.com', 'b@example.com', 'en', 'B', now() - interval '31 days')`;
  await tidy(ctx);
  expect([await rowsOf("proofs"), await rowsOf("pending_registrations")]).toEqual([1, 1]);
});

test("T-FX35: mails are kept for 400 days; one that still waits is kept however old it is", async () => {
  const email = "long-ago@example.com";
  const add = (message: string, state: string) => world.database.sql`
    insert into mails (message, language, to_email, state) values (${message}, 'en', ${email}, ${state})`;
  await add("password-changed", "sent");
  await add("email-changed", "queued");
  await world.database.sql`update mails set created_at = now() - interval '401 days' where to_email = ${email}`;
  await add("account-merged", "sent");
  await tidy(world.ctx());
  const left = await world.database.sql`select message from mails where to_email = ${email} order by message`;
  expect(left.map(({ message }) => message)).toEqual(["account-merged", "email-changed"]);
});

test("T-FX35: an invitation that has ended is kept for 90 days, and one that can be sent again as long", async () => {
  const ctx = world.ctx();
  const { companyId } = await makeCompany(ctx);
  const userType = await typeNamed(ctx, "Reader");
  for (const [nth, [column, days]] of (["accepted_at", "withdrawn_at", "expires_at"] as const)
    .flatMap((column) => [[column, 89] as const, [column, 91] as const])
    .entries()) {
    const email = `invited${nth}@example.com`;
    await world.database.sql`insert into company_invitations (company_id, email, email_key, user_type_id, expires_at)
      values (${companyId}, ${email}, ${email}, ${userType}, now() - interval '200 days')`;
    await world.database.sql`update company_invitations set ${world.database.sql(column)} = now() - make_interval(days => ${days})
      where email = ${email}`;
  }
  await tidy(ctx);
  const left = await world.database.sql<{ email: string }[]>`select email from company_invitations order by email`;
  expect(left.map(({ email }) => email)).toEqual(["invited0@example.com", "invited2@example.com", "invited4@example.com"]);
});

test("P-M6: the audit log keeps what is younger than its setting, and says how much went; without the setting's word nothing goes", async () => {
  const ctx = world.ctx({ settings: { "audit.keepDays": "60" } });
  await world.database.sql`insert into audit_log (actor_kind, action, outcome, at) values
    ('system', 'mail.failed', 'ok', now() - interval '59 days'), ('system', 'mail.failed', 'ok', now() - interval '61 days')`;
  await expect(world.database.sql`delete from audit_log where at < now() - interval '60 days'`).rejects.toThrow(
    "cannot be changed",
  );
  await Promise.all([tidy(ctx), tidy(ctx)]);
  const kept = await world.database
    .sql`select action, detail from audit_log where action in ('mail.failed', 'audit.trimmed') order by id`;
  expect([...kept]).toEqual([
    { action: "mail.failed", detail: {} },
    { action: "audit.trimmed", detail: { count: "1" } },
  ]);
});
