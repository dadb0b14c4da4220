import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getOwnCompany } from "@/core/companies/get-own-company";
import { inviteColleague, resendCompanyInvitation } from "@/core/companies/invite-colleague";
import type { Ctx } from "@/core/ctx";
import { inviteTo, joinBy } from "@/tests/support/company";
import { makeWorld, type World } from "@/tests/support/context";
import { freshEmail, type MadeAccount, makeAccount } from "@/tests/support/make";
import { type MadePerson, makeCompany, typeNamed } from "@/tests/support/make-company";
import { forgetMailLimits, newestMail, queuedMails } from "@/tests/support/queued-mail";
import { askForReset } from "@/tests/support/reset";

let world: World;
let ctx: Ctx;
let readerType: string;
beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
  readerType = await typeNamed(ctx, "Reader");
});
afterAll(() => world.end());

async function administrator(...types: string[]): Promise<[MadePerson, ...MadePerson[]]> {
  const { people } = await makeCompany(ctx, { types: ["Administrator", ...types] });
  const [first, ...others] = people;
  if (!first) throw new Error("nobody was made");
  return [first, ...others];
}

const invite = (by: MadePerson, email: string, userType = readerType) => inviteColleague(ctx, { email, userType, by });
const openOf = async ({ customerId }: MadeAccount) => (await getOwnCompany(ctx, customerId))?.invitations ?? [];
const resend = async (by: MadePerson) => resendCompanyInvitation(ctx, { invitation: (await openOf(by)).at(-1)?.id ?? "", by });

describe("what limits of mail do to invitations", () => {
  test("T-C12: a mailbox is not flooded with invitations, whichever company sends them; each can be sent again later", async () => {
    const email = freshEmail();
    const [[one], [two]] = [await administrator(), await administrator()];
    expect([await invite(one, email), await invite(two, email)]).toMatchObject([{ ok: true }, { ok: true }]);
    expect(await queuedMails(ctx, email)).toHaveLength(1);
    expect(await openOf(two)).toMatchObject([{ email }]);
    await forgetMailLimits(ctx);
    expect(await resend(two)).toMatchObject({ ok: true });
    expect(await joinBy(ctx, (await newestMail(ctx, email)).token)).toMatchObject({ ok: true });
  });

  test("T-P1: an invitation does not tell to which address a number's mail went: that limit is silent, and the company's own is not", async () => {
    const [boss] = await administrator();
    const owner = await makeAccount(ctx);
    await askForReset(ctx, owner.number);
    for (let round = 0; round < 4; round++) {
      const answers = [await invite(boss, owner.email), await invite(boss, `stranger.${owner.email}`)];
      expect(answers).toMatchObject([{ ok: true }, { ok: true }]);
    }
    expect(await invite(boss, owner.email)).toMatchObject({ ok: false, code: "company.mailbox-many" });
    expect(await invite(boss, `stranger.${owner.email}`)).toMatchObject({ ok: false, code: "company.mailbox-many" });
    expect((await queuedMails(ctx, owner.email)).map(({ message }) => message)).toEqual(["reset-password"]);
  });

  test("T-V10: sent again while the mailbox takes no mail, the link that was mailed before goes on working", async () => {
    const [boss] = await administrator();
    const email = freshEmail();
    const token = await inviteTo(ctx, boss, email);
    expect(await resend(boss)).toMatchObject({ ok: true });
    expect(await queuedMails(ctx, email)).toHaveLength(1);
    expect(await joinBy(ctx, token)).toMatchObject({ ok: true });
  });

  test("T-C12, T-S6: an invitation that is refused takes nothing from the mailbox's share", async () => {
    const [boss, colleague] = await administrator("Buyer");
    if (!colleague) throw new Error("nobody was made");
    expect(await invite(boss, colleague.email)).toMatchObject({ ok: false, code: "company.person-there" });
    const { mails } = await askForReset(ctx, colleague.email, { keepLimits: true });
    expect(mails.map(({ message }) => message)).toEqual(["reset-password"]);
  });
});
