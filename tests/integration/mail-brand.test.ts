import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deliverMail } from "@/core/mail/deliver";
import { changeLogo, removeLogo } from "@/core/mail-templates/change-logo";
import { findShownLogo } from "@/core/mail-templates/find-shown-logo";
import { type MailWorld, makeMailWorld } from "@/tests/support/mail-world";
import { freshEmail, makeStaff } from "@/tests/support/make";
import { PNG } from "@/tests/support/templates";

let world: MailWorld;
let admin: Awaited<ReturnType<typeof makeStaff>>;
let agent: Awaited<ReturnType<typeof makeStaff>>;

beforeAll(async () => {
  world = await makeMailWorld();
  admin = await makeStaff(world.ctx(), { role: "admin" });
  agent = await makeStaff(world.ctx(), { role: "agent" });
});
afterAll(() => world.end());

/** Sends a reset mail as the worker does and reads what arrives. */
async function send(language: "en" | "es" = "en") {
  const email = freshEmail();
  await deliverMail(world.deliverCtx(), await world.queue({ to: { email }, language, facts: { names: email } }));
  return { mail: await world.sink.newestTo(email) };
}

/** What a PNG would be with other bytes at a place of its head. */
const withSize = (at: number, ...bytes: number[]) =>
  Buffer.concat([PNG.subarray(0, at), Buffer.from(bytes), PNG.subarray(at + 4)]);

/** The segments of a JPEG that say what it is and how large, without its picture. */
const jpeg = (width: number, height: number, end = [0xff, 0xd9]) => {
  const size = [height >> 8, height & 255, width >> 8, width & 255];
  const application = [0xff, 0xe0, 0, 16, ...Buffer.from("JFIF\0"), 1, 1, 0, 0, 1, 0, 1, 0, 0];
  return Buffer.from([0xff, 0xd8, ...application, 0xff, 0xc0, 0, 11, 8, ...size, 1, 1, 0x11, 0, ...end]);
};

describe("the logo", () => {
  test("T-M3: an agent can neither change nor remove it", async () => {
    const refused = { ok: false, code: "staff.not-permitted" };
    await changeLogo(world.ctx(), { staffId: admin.staffId, content: PNG });
    const before = await findShownLogo(world.ctx());
    expect(await changeLogo(world.ctx(), { staffId: agent.staffId, content: jpeg(10, 10) })).toMatchObject(refused);
    expect(await removeLogo(world.ctx(), { staffId: agent.staffId })).toMatchObject(refused);
    expect(before).toMatch(/^data:image\/png;base64,/);
    expect(await findShownLogo(world.ctx())).toBe(before);
  });

  test("P-M2: may be a JPEG, and what it is its bytes say", async () => {
    expect(await changeLogo(world.ctx(), { staffId: admin.staffId, content: jpeg(2000, 40) })).toMatchObject({ ok: true });
    expect(await findShownLogo(world.ctx())).toMatch(/^data:image\/jpeg;base64,/);
  });

  test("P-M2: travels in every mail, edited or not, and is loaded from nowhere", async () => {
    expect(await changeLogo(world.ctx(), { staffId: admin.staffId, content: PNG })).toMatchObject({ ok: true });
    for (const language of ["en", "es"] as const) {
      const { mail } = await send(language);
      expect(mail.raw).toMatch(/Content-Type: image\/png/i);
      expect(mail.raw).toMatch(/Content-Id: <shop-logo>/i);
      expect(mail.raw).toContain(PNG.toString("base64").slice(0, 60));
      expect(mail.html).not.toMatch(/src="https?:/);
    }
    await removeLogo(world.ctx(), { staffId: admin.staffId });
    expect((await send()).mail.raw).not.toMatch(/image\/png/i);
  });

  test.each([
    [
      "markup that calls itself a picture",
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    ],
    ["a page", Buffer.from("<!doctype html><script>alert(1)</script>".padEnd(100))],
    ["a GIF", Buffer.from(`GIF89a${"x".repeat(100)}`)],
    [
      "the first bytes of a PNG before a page",
      Buffer.concat([PNG.subarray(0, 33), Buffer.from("<script>alert(1)</script>".padEnd(60))]),
    ],
    ["too many bytes", Buffer.concat([PNG.subarray(0, 41), Buffer.alloc(100_000), PNG.subarray(41)])],
    ["a PNG that is too wide", withSize(16, 0, 0, 7, 209)],
    ["a PNG that is too high", withSize(20, 0, 0, 7, 209)],
    ["a PNG without a width", withSize(16, 0, 0, 0, 0)],
    ["a PNG that was cut off", PNG.subarray(0, 57)],
    ["a JPEG that is too high", jpeg(40, 2001)],
    ["a JPEG without a height", jpeg(40, 0)],
    ["a JPEG that was cut off", jpeg(40, 40, [0, 0])],
    ["a JPEG without a frame", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, ...Buffer.alloc(14), 0xff, 0xd9])],
    ["too many bytes of a JPEG", Buffer.concat([jpeg(40, 40, []), Buffer.alloc(100_000), Buffer.from([0xff, 0xd9])])],
    ["nothing", Buffer.alloc(0)],
  ])("P-M2: %s is no logo", async (_what, content) => {
    expect(await changeLogo(world.ctx(), { staffId: admin.staffId, content })).toMatchObject({ ok: false, code: "logo.invalid" });
  });
});

describe("what all mails share", () => {
  test("P-M2: sender's name, address for answers and lines at the end stand in mails, edited or not", async () => {
    const settings = {
      "mail.senderName": "Quiet Goods",
      "mail.replyTo": "help@example.com",
      "mail.footer": "Quiet Goods Ltd\nHigh Street 1",
    };
    const branded = world.ctx({ settings });
    for (const language of ["en", "es"] as const) {
      const email = freshEmail();
      const id = await world.queue({ to: { email }, language, facts: { names: email } });
      await deliverMail(world.deliverCtx({ settings: branded.settings }), id);
      const mail = await world.sink.newestTo(email);
      expect(mail.raw).toMatch(/^From: "?Quiet Goods"? </m);
      expect(mail.raw).toMatch(/^Reply-To: .*<help@example\.com>/m);
      for (const part of [mail.html, mail.text]) expect(part).toMatch(/Quiet Goods Ltd[\s\S]*High Street 1/);
      expect(mail.text).not.toMatch(/not read|No se leen/);
    }
  });
});
