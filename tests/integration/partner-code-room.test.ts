import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makePartnerCode } from "@/core/company-office/make-partner-code";
import { openPartner } from "@/core/company-office/open-partner";
import { withdrawPartnerCode } from "@/core/company-office/withdraw-partner-code";
import type { Ctx } from "@/core/ctx";
import { local } from "@/core/partners/directories/local";
import { canonicalPartnerCode, hashOfGeneratedCode } from "@/core/partners/partner-code";
import { makeSecrets } from "@/core/security/secrets";
import { hashToken } from "@/core/security/token";
import { partnerCodes } from "@/db/schema/companies";
import { auditLog } from "@/db/schema/operation";
import { staff } from "@/db/schema/people";
import { makeWorld, type World } from "@/tests/support/context";
import { makeStaff } from "@/tests/support/make";
import { makeCompany, typeNamed } from "@/tests/support/make-company";

let world: World;
let ctx: Ctx;
let staffId: string;
beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
  staffId = (await makeStaff(ctx, { role: "agent" })).staffId;
});
afterAll(() => world.end());

const makePartner = async () => (await makeCompany(ctx, { kind: "partner", types: [] })).companyId;
const make = (companyId: string, changes: Partial<Parameters<typeof makePartnerCode>[1]> = {}) =>
  makePartnerCode(ctx, { companyId, chosen: "", userType: "", maxUses: "", lastDay: "", staffId, ...changes });
const stored = (companyId: string) => ctx.db.select().from(partnerCodes).where(eq(partnerCodes.companyId, companyId));

test("P-O4, T-Q1, T-Q6: a generated code has 80 random bits, is told once, and only its hash and last signs are kept", async () => {
  const companyId = await makePartner();
  const userType = await typeNamed(ctx, "Reader");
  const made = await make(companyId, { userType, maxUses: "3", lastDay: "2099-12-31" });
  if (!made.ok) throw new Error(made.code);
  const { code } = made.value;
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
  const canonical = canonicalPartnerCode(code) ?? "";
  const [row] = await stored(companyId);
  expect(row).toMatchObject({
    codeHash: hashOfGeneratedCode(canonical),
    userTypeId: userType,
    maxUses: 3,
    isChosen: false,
    uses: 0,
  });
  expect(row?.expiresAt?.toISOString()).toBe("2100-01-01T00:00:00.000Z");
  const opened = await openPartner(ctx, companyId);
  const log = await ctx.db.select().from(auditLog).where(eq(auditLog.targetId, companyId));
  expect(log).toMatchObject([{ action: "partner-code.made", actorId: staffId }]);
  const told = JSON.stringify([row, opened, log]);
  for (const secret of [code, canonical]) expect(told).not.toContain(secret);
  expect(JSON.stringify(opened)).not.toContain(row?.codeHash);
  expect(opened?.codes).toMatchObject([{ userTypeName: "Reader", uses: 0, maxUses: 3, isExpired: false }]);
});

test("T-Q1: a chosen code is long enough, marked as chosen, nobody else's, and looks like no generated one", async () => {
  const companyId = await makePartner();
  for (const chosen of ["short", "with*star", "ABCD-EFGH-JKMN-PQRS"])
    expect([chosen, await make(companyId, { chosen })]).toMatchObject([chosen, { ok: false, code: "partner-code.invalid" }]);
  expect(await make(companyId, { chosen: "Summer 2027" })).toMatchObject({ ok: true, value: { code: "Summer 2027" } });
  expect(await stored(companyId)).toMatchObject([{ isChosen: true }]);
  const same = await make(await makePartner(), { chosen: "summer-2027" });
  expect(same).toMatchObject({ ok: false, code: "partner-code.taken" });
});

test("T-Q6: a chosen code cannot be found out from the database, which keeps no more than its last sign and a hash with a key", async () => {
  const companyId = await makePartner();
  await make(companyId, { chosen: "WINTER-2041" });
  const [row] = await stored(companyId);
  expect(row).toMatchObject({ hint: "1", isChosen: true });
  expect(row?.codeHash).not.toBe(hashToken("WINTER2041"));
  const elsewhere = { ...ctx, secrets: makeSecrets(["another installation's secret, of 32 signs"]) };
  expect([(await local.find(ctx, "WINTER2041")).kind, (await local.find(elsewhere, "WINTER2041")).kind]).toEqual([
    "here",
    "unknown",
  ]);
});

test("T-Q6: a chosen code counts on while AUTH_SECRET is changed, and is taken for others", async () => {
  const [old, next] = ["the older secret of this installation", "the newer secret of this installation"] as const;
  const before = { ...ctx, secrets: makeSecrets([old]) };
  const between = { ...ctx, secrets: makeSecrets([next, old]) };
  const companyId = await makePartner();
  const asked = { companyId, chosen: "HARVEST41", userType: "", maxUses: "", lastDay: "", staffId };
  expect(await makePartnerCode(before, asked)).toMatchObject({ ok: true });
  expect((await local.find(between, "HARVEST41")).kind).toBe("here");
  expect(await makePartnerCode(between, asked)).toMatchObject({ ok: false, code: "partner-code.taken" });
});

test("P-O4: the last day of a code ends by the shop's clock, and is over by it", async () => {
  const of = async (timeZone: string, lastDay: string) => {
    const companyId = await makePartner();
    const asked = { companyId, chosen: "", userType: "", maxUses: "", lastDay, staffId };
    const made = await makePartnerCode(world.ctx({ settings: { "shop.timeZone": timeZone } }), asked);
    return made.ok ? (await stored(companyId))[0]?.expiresAt?.toISOString() : made.code;
  };
  expect(await of("America/New_York", "2099-12-31")).toBe("2100-01-01T05:00:00.000Z");
  expect(await of("Asia/Tokyo", "2099-12-31")).toBe("2099-12-31T15:00:00.000Z");
  // 25 hours apart: whatever time it is, a day that is over in the one has not ended in the other.
  const dayIn = (zone: string) => new Date().toLocaleDateString("sv-SE", { timeZone: zone });
  const [east, west] = ["Pacific/Kiritimati", "Pacific/Pago_Pago"];
  expect(await of(west, dayIn(east))).not.toBe("partner-code.past");
  expect(await of(east, dayIn(west))).toBe("partner-code.past");
});

test("P-O4: a code is a partner's only, and ends on no day that is over", async () => {
  const { companyId } = await makeCompany(ctx);
  expect(await make(companyId)).toMatchObject({ ok: false, code: "company.not-found" });
  expect(await make(await makePartner(), { lastDay: "2020-01-01" })).toMatchObject({ ok: false, code: "partner-code.past" });
});

test("P-O4, T-A2: a withdrawn code counts no more; another partner's is not withdrawn from here", async () => {
  const [companyId, other] = [await makePartner(), await makePartner()];
  const made = await make(companyId);
  const canonical = canonicalPartnerCode(made.ok ? made.value.code : "") ?? "";
  const looksUp = async () => (await local.find(ctx, canonical)).kind;
  const [row] = await stored(companyId);
  const withdraw = (id: string) => withdrawPartnerCode(ctx, { companyId: id, code: row?.id ?? "", staffId });
  expect(await withdraw(other)).toMatchObject({ ok: false, code: "partner-code.gone" });
  expect(await looksUp()).toBe("here");
  expect(await withdraw(companyId)).toMatchObject({ ok: true });
  expect(await looksUp()).toBe("unknown");
  expect(await withdraw(companyId)).toMatchObject({ ok: false, code: "partner-code.gone" });
});

test("T-A7: codes are made and withdrawn with the permission only", async () => {
  const companyId = await makePartner();
  await make(companyId);
  const [row] = await stored(companyId);
  const shutOut = (await makeStaff(ctx, { role: "agent" })).staffId;
  await ctx.db
    .update(staff)
    .set({ withheld: ["companies.edit"] })
    .where(eq(staff.id, shutOut));
  expect(await make(companyId, { staffId: shutOut })).toMatchObject({ ok: false, code: "staff.not-permitted" });
  const withdrawn = await withdrawPartnerCode(ctx, { companyId, code: row?.id ?? "", staffId: shutOut });
  expect(withdrawn).toMatchObject({ ok: false, code: "staff.not-permitted" });
  expect(await stored(companyId)).toMatchObject([{ withdrawnAt: null }]);
});

test("P-O4, P-O5: staff see of each code whether it was generated, chosen, or told by the directory", async () => {
  const companyId = await makePartner();
  await make(companyId);
  await make(companyId, { chosen: "SPRING-2031" });
  const told = { companyId, codeHash: hashOfGeneratedCode("TOLDBYTHEDIRECTO"), hint: "CTO", isFromDirectory: true };
  await ctx.db.insert(partnerCodes).values(told);
  const codes = (await openPartner(ctx, companyId))?.codes.map(({ isChosen, isFromDirectory }) => ({
    isChosen,
    isFromDirectory,
  }));
  expect(codes).toHaveLength(3);
  expect(codes).toEqual(
    expect.arrayContaining([
      { isChosen: false, isFromDirectory: false },
      { isChosen: true, isFromDirectory: false },
      { isChosen: false, isFromDirectory: true },
    ]),
  );
});
