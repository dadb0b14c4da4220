import { afterAll, beforeAll, expect, test } from "vitest";
import { approveRegistration } from "@/core/approvals/approve-registration";
import { listApprovals } from "@/core/approvals/list-approvals";
import { getTranslator } from "@/messages/translator";
import { makeWorld, type World } from "@/tests/support/context";
import { makeStaff } from "@/tests/support/make";
import { makePartner, placeOf } from "@/tests/support/partners";
import { newestMail } from "@/tests/support/queued-mail";
import { confirmCode, freshRegistrant, openShop, start } from "@/tests/support/registration";

let world: World;
let shop: Awaited<ReturnType<typeof openShop>>;
let staffId: string;
beforeAll(async () => {
  world = await makeWorld();
  shop = await openShop(world);
  ({ staffId } = await makeStaff(world.ctx(), { role: "agent" }));
});
afterAll(() => world.end());

const asking = (partnerCodes: boolean) =>
  shop({ settings: { "registration.approval": "true", "registration.partnerCodes": String(partnerCodes) } });

/** Somebody who gave the code of a partner and waits for approval. */
async function wait() {
  const ctx = asking(true);
  const partner = await makePartner(ctx);
  const registrant = freshRegistrant({ posted: { registerAs: "partner", partnerCode: partner.code } });
  await start(ctx, registrant);
  await confirmCode(ctx, registrant.browser, (await newestMail(ctx, registrant.email)).code);
  const pendingId = (await listApprovals(ctx)).requests.find(({ email }) => email === registrant.email)?.id ?? "";
  return { ...partner, email: registrant.email, pendingId, hint: partner.code.slice(-3) };
}

test.each([
  ["withdrawn", "update partner_codes set withdrawn_at = now()", "was withdrawn"],
  ["expired", "update partner_codes set expires_at = now() - interval '1 minute'", "has expired"],
  ["usedUp", "update partner_codes set max_uses = 1, uses = 1", "is used up"],
] as const)(
  "P-R11, T-Q2: approving somebody whose code is %s says so and what to do, and decides nothing",
  async (why, change, said) => {
    const { codeId, pendingId, email, hint } = await wait();
    await world.database.sql.unsafe(`${change} where id = '${codeId}'`);
    const refused = await approveRegistration(asking(true), { pendingId, staffId });
    const vars = { why, partner: "Northern Mills", hint };
    expect(refused).toMatchObject({ ok: false, code: "approval.code-ended", problems: [{ vars }] });
    const sentence = getTranslator("en")("failures.approval.code-ended", vars);
    expect(sentence).toContain(`The code of “Northern Mills” that ends with ${hint} ${said}.`);
    expect(sentence).toContain("make a new code, refuse this request");
    expect((await listApprovals(asking(true))).requests.some((one) => one.email === email)).toBe(true);
  },
);

test("P-R11, T-Q2: where the partner is shut, or codes are off, that is what staff are told to change, and then they can approve", async () => {
  const { companyId, pendingId, email } = await wait();
  const shut = (is: boolean) =>
    world.database.sql`update companies set deactivated_at = ${is ? "2026-01-01" : null} where id = ${companyId}`;
  const why = async (ctx = asking(true)) => {
    const tried = await approveRegistration(ctx, { pendingId, staffId });
    return tried.ok ? "approved" : tried.problems[0]?.vars?.why;
  };
  expect(await why(asking(false))).toBe("off");
  await shut(true);
  expect(await why()).toBe("shut");
  await shut(false);
  expect(await why()).toBe("approved");
  expect(await placeOf(asking(true), email)).toMatchObject({ name: "Northern Mills" });
});
