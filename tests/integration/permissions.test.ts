import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addConnection } from "@/core/connections/add-connection";
import { checkConnection } from "@/core/connections/check-connection";
import { deleteConnection } from "@/core/connections/delete-connection";
import { moveConnection } from "@/core/connections/move-connection";
import { saveConnection } from "@/core/connections/save-connection";
import { testDirectory } from "@/core/connections/test-directory";
import { answerCustomer } from "@/core/conversations/answer-customer";
import { handOver } from "@/core/conversations/hand-over";
import { startConversation } from "@/core/conversations/start-conversation";
import type { Ctx } from "@/core/ctx";
import { createCustomer } from "@/core/customers/create-customer";
import { deactivateAccount, reactivateAccount } from "@/core/customers/deactivate-account";
import { editCustomer } from "@/core/customers/edit-customer";
import { endCustomerSessions } from "@/core/customers/end-customer-sessions";
import { openCustomer } from "@/core/customers/open-customer";
import { queueMail } from "@/core/mail/queue";
import { retryMail } from "@/core/mail/retry-mail";
import { audit } from "@/core/security/audit";
import { saveSettings } from "@/core/settings/save-settings";
import { actorOf, type StaffOperator } from "@/core/staff/confirm-staff";
import { type Permission, permissions, permissionsOf, refuseUnpermitted, rolePermissions } from "@/core/staff/permissions";
import { chooseDefaultTypes } from "@/core/user-types/choose-default-types";
import { deleteUserType } from "@/core/user-types/delete-user-type";
import { saveUserType } from "@/core/user-types/save-user-type";
import { staff } from "@/db/schema/people";
import { makeWorld, type World } from "@/tests/support/context";
import { freshOperator, makeAccount, makeStaff } from "@/tests/support/make";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

const ADMINS_ONLY: Permission[] = ["import.run", "audit.export", "settings.edit", "connections.edit", "staff.manage"];

/** Each use case of the back office with the permission it asks for, called with what would be wrong next if it did not. */
const uses: [Permission, string, (ctx: Ctx, by: StaffOperator) => Promise<{ ok: boolean; code?: string }>][] = [
  ["customers.edit", "createCustomer", (ctx, { staffId }) => createCustomer(ctx, { ...nobody, staffId })],
  ["customers.edit", "editCustomer", (ctx, by) => editCustomer(ctx, { ...nobody, number: "1", seen: "-", by })],
  ["customers.edit", "deactivateAccount", (ctx, { staffId }) => deactivateAccount(ctx, { number: "1", staffId })],
  ["customers.edit", "reactivateAccount", (ctx, { staffId }) => reactivateAccount(ctx, { number: "1", staffId })],
  [
    "customers.edit",
    "endCustomerSessions",
    (ctx, { staffId }) => endCustomerSessions(ctx, { number: "1", session: "all", staffId }),
  ],
  ["settings.edit", "saveSettings", (ctx, by) => saveSettings(ctx, { changes: { "shop.color": "no colour" }, by })],
  [
    "settings.edit",
    "saveUserType",
    (ctx, { staffId }) => saveUserType(ctx, { userType: randomUUID(), name: "Any", granted: new Set(["orders.see"]), staffId }),
  ],
  ["settings.edit", "deleteUserType", (ctx, { staffId }) => deleteUserType(ctx, { userType: randomUUID(), staffId })],
  [
    "settings.edit",
    "chooseDefaultTypes",
    (ctx, { staffId }) => chooseDefaultTypes(ctx, { customers: randomUUID(), partners: randomUUID(), staffId }),
  ],
  ["connections.edit", "addConnection", (ctx, by) => addConnection(ctx, { provider: "none", changes: { texts: {} }, by })],
  ["connections.edit", "saveConnection", (ctx, by) => saveConnection(ctx, { id: "none", changes: { texts: {} }, by })],
  ["connections.edit", "deleteConnection", (ctx, by) => deleteConnection(ctx, { id: "none", by })],
  ["connections.edit", "moveConnection", (ctx, by) => moveConnection(ctx, { id: "none", direction: "up", actor: actorOf(by) })],
  ["connections.edit", "checkConnection", (ctx, by) => checkConnection(ctx, { id: "none", by })],
  [
    "connections.edit",
    "testDirectory",
    (ctx, by) => testDirectory(ctx, { id: "none", identifier: "ann", password: "whatever", by }),
  ],
  [
    "messages.answer",
    "answerCustomer",
    (ctx, { staffId }) => answerCustomer(ctx, { conversation: randomUUID(), seen: 0, text: "Good day", staffId }),
  ],
  [
    "messages.answer",
    "handOver",
    (ctx, { staffId }) => handOver(ctx, { conversation: randomUUID(), from: "", to: staffId, staffId }),
  ],
  ["messages.answer", "startConversation", (ctx, { staffId }) => startConversation(ctx, { number: "1", staffId })],
  ["mail.read", "retryMail", (ctx, { staffId }) => retryMail(ctx, { mailId: randomUUID(), staffId })],
];
const nobody = { firstName: "", lastName: "", email: null, phone: null };

describe("what is done in the back office", () => {
  test.each(uses)("T-A3, T-A7: without %s nobody gets into %s", async (permission, _name, use) => {
    const ctx = world.ctx();
    const { staffId } = await makeStaff(ctx, { role: "admin" });
    const by = await freshOperator(ctx, staffId);
    const allowed = await use(ctx, by);
    expect(allowed).not.toMatchObject({ code: "staff.not-permitted" });
    await ctx.db
      .update(staff)
      .set({ withheld: [permission] })
      .where(eq(staff.id, staffId));
    expect(await use(ctx, by)).toMatchObject({ ok: false, code: "staff.not-permitted" });
  });

  test("T-A3: mails and timeline of a customer are shown only to who may read mail and log", async () => {
    const ctx = world.ctx();
    const { number, customerId } = await makeAccount(ctx);
    await queueMail(ctx, { message: "password-changed", to: { email: "ann@example.com" }, language: "en", customerId });
    await audit(ctx, {
      actor: { kind: "system" },
      action: "customer.changed",
      target: { kind: "customer", id: customerId },
      outcome: "ok",
    });
    const seen = async (...may: Permission[]) => {
      const found = await openCustomer(ctx, number, new Set(may));
      return [found?.mails.length, found?.timeline.length];
    };
    expect(await seen()).toEqual([0, 0]);
    expect(await seen("mail.read")).toEqual([1, 0]);
    expect(await seen("audit.read")).toEqual([0, 1]);
  });
});

describe("permissions of staff", () => {
  test("T-A3: admins may do everything, agents everything but what runs the shop itself", () => {
    expect(rolePermissions.admin).toEqual(permissions);
    expect(permissions.filter((one) => !rolePermissions.agent.includes(one))).toEqual(ADMINS_ONLY);
  });

  test("T-A3: what is withheld is gone; what the role does not have, or is no name at all, changes nothing", () => {
    const left = permissionsOf({ role: "agent", withheld: ["mail.read", "staff.manage", "everything"] });
    expect([...left]).toEqual(rolePermissions.agent.filter((one) => one !== "mail.read"));
  });

  test("T-A3: who asks is judged by role and withheld permissions as they stand now (T-A7, T-K7)", async () => {
    const ctx = world.ctx();
    const { staffId } = await makeStaff(ctx, { role: "agent" });
    const by = { kind: "staff", staffId } as const;
    const set = (values: Partial<typeof staff.$inferInsert>) => ctx.db.update(staff).set(values).where(eq(staff.id, staffId));
    const refused = { ok: false, code: "staff.not-permitted" };
    expect(await refuseUnpermitted(ctx, by, "mail.read")).toBeNull();
    expect(await refuseUnpermitted(ctx, by, "settings.edit")).toMatchObject(refused);
    await set({ role: "admin", withheld: ["mail.read"] });
    expect(await refuseUnpermitted(ctx, by, "mail.read")).toMatchObject(refused);
    expect(await refuseUnpermitted(ctx, by, "settings.edit")).toBeNull();
    await set({ deactivatedAt: new Date() });
    for (const one of permissions) expect(await refuseUnpermitted(ctx, by, one)).toMatchObject(refused);
  });

  test("T-A3: visitors and customers have no permission, the server's keyboard has all", async () => {
    const ctx = world.ctx();
    const { accountId } = await makeAccount(ctx);
    for (const one of permissions) {
      expect(await refuseUnpermitted(ctx, { kind: "visitor" }, one)).toMatchObject({ code: "staff.not-permitted" });
      expect(await refuseUnpermitted(ctx, { kind: "customer", accountId }, one)).toMatchObject({ code: "staff.not-permitted" });
      expect(await refuseUnpermitted(ctx, { kind: "system" }, one)).toBeNull();
    }
  });
});
