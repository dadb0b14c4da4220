import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Permission, permissions, permissionsOf, refuseUnpermitted, rolePermissions } from "@/core/staff/permissions";
import { staff } from "@/db/schema/people";
import { makeWorld, type World } from "@/tests/support/context";
import { makeAccount, makeStaff } from "@/tests/support/make";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

const ADMINS_ONLY: Permission[] = ["import.run", "audit.export", "settings.edit", "connections.edit", "staff.manage"];

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
