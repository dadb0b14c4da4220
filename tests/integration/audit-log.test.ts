import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exportAudit } from "@/core/audit/export-audit";
import { AUDIT_PAGE, listAudit } from "@/core/audit/list-audit";
import { type AuditFilter, auditQuery, readAuditFilter } from "@/core/audit/read-audit-filter";
import type { Ctx } from "@/core/ctx";
import { type AuditEntry, audit } from "@/core/security/audit";
import { makeWorld, type World } from "@/tests/support/context";
import { age, freshOperator, makeAccount, makeStaff } from "@/tests/support/make";

let world: World;
let ctx: Ctx;
let staffId: string;
let customer: { accountId: string; number: string };
const codes: string[] = [];

const note = async (entry: AuditEntry) => void codes.push(await audit(ctx, entry));

beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx({ address: "192.0.2.7" });
  ({ staffId } = await makeStaff(ctx));
  customer = await makeAccount(ctx);
  const account = { kind: "account", id: customer.accountId } as const;
  await note({ actor: { kind: "visitor" }, action: "sign-in", target: account, outcome: "sign-in.refused" });
  await note({ actor: { kind: "customer", accountId: customer.accountId }, action: "sign-in", target: account, outcome: "ok" });
  await note({
    actor: { kind: "staff", staffId },
    action: "settings.changed",
    target: { kind: "setting", id: "shop.name" },
    outcome: "ok",
    detail: { before: "Foyer", after: "Corner" },
  });
  await note({ actor: { kind: "system" }, action: "mail.failed", target: { kind: "mail", id: "no uuid at all" }, outcome: "ok" });
});
afterAll(() => world.end());

const listed = async (filter: AuditFilter) =>
  (await listAudit(ctx, filter)).lines.map(({ supportCode }) => codes.indexOf(supportCode ?? ""));

describe("reading the audit log", () => {
  test("P-M6: who did what to whom, when, from where and how it ended, newest first", async () => {
    expect(await listed({})).toEqual([3, 2, 1, 0]);
    const [, change, signIn] = (await listAudit(ctx, {})).lines;
    expect(change).toMatchObject({
      actorName: "Sam Staff",
      action: "settings.changed",
      targetId: "shop.name",
      address: "192.0.2.7",
    });
    expect(change?.detail).toEqual({ before: "Foyer", after: "Corner" });
    expect(signIn).toMatchObject({ actorName: customer.number, targetName: customer.number, outcome: "ok" });
    expect(Date.now() - Number(signIn?.at)).toBeLessThan(60_000);
  });

  test("P-M6: it can be searched by action, by who, by outcome, by day and by the code a person was given", async () => {
    const today = new Date().toISOString().slice(0, 10);
    expect(await listed({ action: "sign-in" })).toEqual([1, 0]);
    expect(await listed({ actorKind: "staff" })).toEqual([2]);
    expect(await listed({ outcome: "failed" })).toEqual([0]);
    expect(await listed({ outcome: "ok", action: "sign-in" })).toEqual([1]);
    expect(await listed({ supportCode: codes[0] })).toEqual([0]);
    expect(await listed({ fromDay: today, toDay: today })).toEqual([3, 2, 1, 0]);
    expect(await listed({ toDay: "2020-01-01" })).toEqual([]);
    expect(await listed({ fromDay: "2090-01-01" })).toEqual([]);
  });

  test("P-M6: pages follow each other without gap or repeat, also while new rows arrive", async () => {
    const many = AUDIT_PAGE + 20;
    for (let at = 0; at < many; at++) await audit(ctx, { actor: { kind: "system" }, action: "mail.retried", outcome: "ok" });
    const first = await listAudit(ctx, { action: "mail.retried" });
    expect(first.lines).toHaveLength(AUDIT_PAGE);
    await audit(ctx, { actor: { kind: "system" }, action: "mail.retried", outcome: "ok" });
    const second = await listAudit(ctx, first.next ?? {});
    expect(second.lines).toHaveLength(many - AUDIT_PAGE);
    expect(second.next).toBeNull();
    const ids = [...first.lines, ...second.lines].map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a));
  });

  test("P-M6: it can be searched by who did it and whom it was done to, by name, address and number", async () => {
    const [row] = await world.database.sql`select email, name from staff where id = ${staffId}`;
    const [person] = await world.database.sql`select email from accounts where id = ${customer.accountId}`;
    expect(await listed({ by: row?.email })).toEqual([2]);
    expect(await listed({ by: "sam staff" })).toEqual([2]);
    expect(await listed({ by: "SAM" })).toEqual([2]);
    expect(await listed({ by: customer.number })).toEqual([1]);
    expect(await listed({ by: person?.email })).toEqual([1]);
    expect(await listed({ about: ` ${customer.number} ` })).toEqual([1, 0]);
    expect(await listed({ about: person?.email.toUpperCase() })).toEqual([1, 0]);
    expect(await listed({ about: "shop.name" })).toEqual([2]);
    expect(await listed({ about: customer.number, by: "sam staff" })).toEqual([]);
    expect(await listed({ by: "nobody of this name" })).toEqual([]);
    expect(await listed({ about: "'; drop table audit_log; --" })).toEqual([]);
  });

  test("P-M6, T-D1: it can be downloaded by who may and is confirmed, all pages of what a filter finds, formulas disarmed", async () => {
    const admin = await makeStaff(ctx, { role: "admin" });
    const by = await freshOperator(ctx, admin.staffId);
    const odd = { ...ctx, request: { ...ctx.request, userAgent: "=HYPERLINK(1)" } };
    for (let at = 0; at < AUDIT_PAGE + 2; at++)
      await audit(odd, { actor: { kind: "system" }, action: "staff.created", outcome: "ok" });
    const made = await exportAudit(ctx, { filter: { action: "staff.created" }, by });
    if (!made.ok) throw new Error(made.code);
    let file = "";
    for await (const piece of made.value) file += piece;
    const lines = file.trim().split("\r\n");
    expect(lines).toHaveLength(1 + AUDIT_PAGE + 2);
    expect(lines[0]).toMatch(/^id,at,actor_kind,actor,action,/);
    expect(lines[1]).toContain(",'=HYPERLINK(1),");
    const [noted] = (await listAudit(ctx, { action: "audit.exported" })).lines;
    expect(noted).toMatchObject({ actorId: admin.staffId, detail: { filter: "action=staff.created" } });

    const agent = await freshOperator(ctx, (await makeStaff(ctx, { role: "agent" })).staffId);
    expect(await exportAudit(ctx, { filter: {}, by: agent })).toMatchObject({ ok: false, code: "staff.not-permitted" });
    await age(ctx, "staff_sessions", ["authenticated_at"], "16 minutes");
    expect(await exportAudit(ctx, { filter: {}, by })).toMatchObject({ ok: false, code: "staff.confirm-needed" });
  });

  test("T-A14: a row can be neither changed nor removed, not even by the product's own role", async () => {
    const { sql } = world.database;
    await expect(sql`update audit_log set outcome = 'ok'`).rejects.toThrow("cannot be changed");
    await expect(sql`delete from audit_log`).rejects.toThrow("cannot be changed");
    await expect(sql`truncate audit_log`).rejects.toThrow("cannot be changed");
  });
});

describe("what an address bar may ask for", () => {
  test("a filter survives being written into an address and read again", () => {
    const filter = {
      action: "staff.sign-in",
      actorKind: "visitor",
      outcome: "failed",
      by: "Sam & Söhne",
      about: "50001",
      fromDay: "2026-02-28",
      toDay: "2026-03-01",
    } as const;
    const query = auditQuery({ ...filter, supportCode: "ABCD-2345", before: 17 });
    expect(readAuditFilter(Object.fromEntries(new URLSearchParams(query)))).toEqual({
      ...filter,
      supportCode: "ABCD-2345",
      before: 17,
    });
  });

  test("a support code is understood as people read it out", () => {
    expect(readAuditFilter({ code: " abcd 2345 " }).supportCode).toBe("ABCD-2345");
  });

  test("T-A11: a code with letters missing or too many is asked for and finds nothing; nothing but letters and digits is of one", async () => {
    for (const code of ["abc", "ABCD-234", "ABCD-23456", "' or 1=1 --", "x".repeat(5000)]) {
      const filter = readAuditFilter({ code });
      expect(filter.supportCode).toMatch(/^[0-9A-Z]{1,4}(-[0-9A-Z]{1,16})?$/);
      expect((await listAudit(ctx, filter)).lines).toEqual([]);
    }
    for (const code of ["", "%", ["a", "b"], undefined]) expect(readAuditFilter({ code }).supportCode).toBeUndefined();
  });

  const evil = [
    "(select 1)",
    "1;drop table audit_log",
    "' or 1=1 --",
    "%00",
    "\u0000",
    "-1",
    "1e9",
    "99999999999999999999",
    "__proto__",
    "x".repeat(5000),
  ];
  test("T-A11: a name is one printable line of an address' length", () => {
    expect(readAuditFilter({ by: " a\u0000b\n", about: "x".repeat(255) })).toMatchObject({ by: "a b", about: "x".repeat(254) });
    expect(readAuditFilter({ by: ["a", "b"], about: " " })).toMatchObject({ by: undefined, about: undefined });
  });

  test.each(["action", "actor", "outcome", "from", "to", "before"])(
    "T-A11: %s is one of the values offered or not asked for",
    async (name) => {
      for (const value of [...evil, ["sign-in", "sign-in"], "", undefined]) {
        const filter = readAuditFilter({ [name]: value });
        expect(Object.values(filter).filter((one) => one !== undefined)).toEqual([]);
      }
      for (const day of ["2026-02-30", "2026-13-01", "2026-1-1", "1999-01-01", "2026-01-01T00:00"]) {
        expect(readAuditFilter({ from: day, to: day })).toMatchObject({ fromDay: undefined, toDay: undefined });
      }
      expect((await listAudit(ctx, readAuditFilter({ before: "999999999999999" }))).lines.length).toBeLessThanOrEqual(AUDIT_PAGE);
    },
  );
});
