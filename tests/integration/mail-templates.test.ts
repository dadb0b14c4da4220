import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deliverMail } from "@/core/mail/deliver";
import { openMail } from "@/core/mail/mail-room";
import { changeLogo, removeLogo } from "@/core/mail-templates/change-logo";
import { type checkTemplate, previewTemplate } from "@/core/mail-templates/check-template";
import { openTemplate } from "@/core/mail-templates/open-template";
import type { TemplateSource } from "@/core/mail-templates/render-template";
import { bringBackTemplate, resetTemplate, saveTemplate } from "@/core/mail-templates/save-template";
import { sendTemplateTest } from "@/core/mail-templates/send-test";
import { permissionsOf } from "@/core/staff/permissions";
import { findNewestTemplate } from "@/db/queries/mail-templates";
import { mailTemplates } from "@/db/schema/mail";
import { auditLog } from "@/db/schema/operation";
import { type MailWorld, makeMailWorld } from "@/tests/support/mail-world";
import { freshEmail, freshOperator, makeStaff } from "@/tests/support/make";
import { ANY_CODE, ANY_LINK } from "@/tests/support/rendered-mail";
import { sourceOf } from "@/tests/support/templates";

let world: MailWorld;
let admin: Awaited<ReturnType<typeof makeStaff>>;
let agent: Awaited<ReturnType<typeof makeStaff>>;

beforeAll(async () => {
  world = await makeMailWorld();
  admin = await makeStaff(world.ctx(), { role: "admin" });
  agent = await makeStaff(world.ctx(), { role: "agent" });
});
afterAll(() => world.end());

const RESET = { message: "reset-password", language: "en" } as const;
const operator = (staffId = admin.staffId) => freshOperator(world.ctx(), staffId);
const baseOf = async (name: { message: string; language: string } = RESET) =>
  String((await findNewestTemplate(world.database.db, name.message, name.language))?.id ?? "");

async function save(changed: Partial<TemplateSource>, name: Parameters<typeof checkTemplate>[1] = RESET) {
  const source = await sourceOf(name.message, changed, name.language);
  return saveTemplate(world.ctx(), { ...name, ...source, base: await baseOf(name), by: await operator() });
}

/** Sends a reset mail as the worker does and reads what arrives. */
async function send(language: "en" | "es" = "en") {
  const email = freshEmail();
  const id = await world.queue({ to: { email }, language, facts: { names: `${email}, 10002` } });
  await deliverMail(world.deliverCtx(), id);
  return { id, mail: await world.sink.newestTo(email) };
}

const failures = async () =>
  (await world.database.db.select().from(auditLog).where(eq(auditLog.action, "mail-template.failed"))).length;

describe("a mail that an admin wrote", () => {
  test("P-M2: is what customers get from now on, in its language only, with link and code in both parts", async () => {
    const body = (await sourceOf("reset-password")).body.replace("<h1>", "<h1>Dear customer! ");
    expect(await save({ subject: "New password at {{ shop | upcase }}", body })).toMatchObject({ ok: true });
    const { mail } = await send();
    expect(mail.subject).toBe("New password at FOYER");
    for (const part of [mail.html, mail.text]) {
      for (const wanted of ["Dear customer!", ANY_LINK, ANY_CODE, "10002"]) expect(part).toContain(wanted);
    }
    expect((await send("es")).mail.text).not.toContain("Dear customer!");
  });

  test("P-M2: goes back to the original, and every version can be brought back", async () => {
    await save({ subject: "First" });
    await save({ subject: "Second" });
    await resetTemplate(world.ctx(), { ...RESET, base: await baseOf(), staffId: admin.staffId });
    expect((await send()).mail.subject).toBe("Set a new password for Foyer");
    const { versions } = await openTemplate(world.ctx(), RESET);
    const first = versions.find(({ subject }) => subject === "First");
    expect(versions.slice(0, 3).map(({ subject }) => subject)).toEqual([null, "Second", "First"]);
    const back = { id: first?.id ?? 0, base: await baseOf(), by: await operator() };
    expect(await bringBackTemplate(world.ctx(), back)).toMatchObject({ ok: true, value: RESET });
    expect((await send()).mail.subject).toBe("First");
  });

  test("P-M2: two who edit at once do not undo each other's work unseen", async () => {
    await save({ subject: "Mine" });
    const base = await baseOf();
    const source = await sourceOf("reset-password", { subject: "Theirs" });
    const saves = await Promise.all(
      [1, 2].map(async () => saveTemplate(world.ctx(), { ...RESET, ...source, base, by: await operator() })),
    );
    expect(saves.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(saves.find(({ ok }) => !ok)).toMatchObject({ code: "mail-template.changed" });
  });

  test.each([
    ["link", "body", { body: "<p>{{ code }} {{ names }} {{ others }}</p>" }],
    [
      "code",
      "body",
      { body: '<p><a href="{{ link }}">x</a> {{ names }} {{ others }} {% if others == "x" %}{{ code }}{% endif %}</p>' },
    ],
    ["names", "textBody", { textBody: "{{ link }} {{ code }} {{ others }}" }],
  ])("T-M4: without %s it is not saved", async (name, field, changed) => {
    const before = await baseOf();
    expect(await save(changed)).toMatchObject({
      ok: false,
      problems: [{ code: "mail-template.missing", field, vars: { name } }],
    });
    expect(await baseOf()).toBe(before);
  });

  test("T-M4: a number that only the case without a code lacks is missed all the same", async () => {
    const body = '{% if code %}<p>{{ code }} {{ names }} {{ others }}</p>{% endif %}<p><a href="{{ link }}">x</a></p>';
    expect(await save({ body })).toMatchObject({ ok: false, problems: [{ vars: { name: "names" } }] });
  });

  test("T-M3: an agent can neither save, test nor change the logo; nothing is kept of it", async () => {
    const before = await baseOf();
    const source = await sourceOf("reset-password", { subject: "By an agent" });
    const refused = { ok: false, code: "staff.not-permitted" };
    expect(
      await saveTemplate(world.ctx(), { ...RESET, ...source, base: before, by: await operator(agent.staffId) }),
    ).toMatchObject(refused);
    expect(await resetTemplate(world.ctx(), { ...RESET, base: before, staffId: agent.staffId })).toMatchObject(refused);
    expect(await sendTemplateTest(world.ctx(), { ...RESET, ...source, base: "", staffId: agent.staffId })).toMatchObject(refused);
    expect(await changeLogo(world.ctx(), { staffId: agent.staffId, content: PNG })).toMatchObject(refused);
    expect(await removeLogo(world.ctx(), { staffId: agent.staffId })).toMatchObject(refused);
    expect(await baseOf()).toBe(before);
  });

  test("T-U3: other hosts that it links to stand in the audit log", async () => {
    const { body } = await sourceOf("reset-password");
    await save({ body: `${body}<p><a href="https://social.example/us">Follow us</a></p>` });
    const rows = await world.database.db.select().from(auditLog).where(eq(auditLog.action, "mail-template.changed"));
    expect(rows.map(({ detail }) => detail)).toContainEqual({
      message: "reset-password",
      language: "en",
      hosts: "https://social.example",
    });
  });
});

describe("a template that was good once", () => {
  /** As if an earlier version of Foyer, with other variables, had taken it. */
  const spoil = async (body: string) => {
    await save({ subject: "Spoiled" });
    await world.database.db
      .update(mailTemplates)
      .set({ body })
      .where(eq(mailTemplates.id, Number(await baseOf())));
  };

  test.each([
    ["prints what there is no more", "<p>{{ gone }}</p>", "mail-template.unknown-variable"],
    ["lost its link", "<p>{{ code }} {{ names }}</p>", "mail-template.missing"],
    ["cannot be read", "<p>{% if", "mail-template.not-closed"],
    ["never ends", "{% for a in (1..9999999) %}x{% endfor %}", "mail-template.too-much"],
  ])("P-M2: and %s is not used: the original is sent at once, and an operator hears of it once", async (_how, body, outcome) => {
    await spoil(body);
    const before = await failures();
    for (const { mail } of [await send(), await send()]) {
      expect(mail.subject).toBe("Set a new password for Foyer");
      expect(mail.text).toContain(ANY_LINK);
    }
    expect(await failures()).toBe(before + 1);
    expect((await openTemplate(world.ctx(), RESET)).failure).toMatchObject({ code: outcome });
  });
});

describe("looking and trying out", () => {
  test("P-M2: a preview shows what is missing and what is wrong, and keeps nothing", async () => {
    const before = await baseOf();
    const good = await previewTemplate(world.ctx(), RESET, await sourceOf("reset-password", { subject: "Look" }));
    expect(good).toMatchObject({ ok: true, value: { subject: "Look", missing: null } });
    const bare = await previewTemplate(world.ctx(), RESET, await sourceOf("reset-password", { body: "<p>Hello</p>" }));
    expect(bare).toMatchObject({ ok: true, value: { missing: { name: "link" } } });
    const wrong = await previewTemplate(world.ctx(), RESET, await sourceOf("reset-password", { body: "\n {{ nope }}" }));
    expect(wrong).toMatchObject({ ok: false, problems: [{ field: "body", vars: { name: "nope", line: 2 } }] });
    expect(await baseOf()).toBe(before);
  });

  test("P-M2: a test goes to the admin's own address by the way of all mails, as it stands in the editor", async () => {
    const source = await sourceOf("order-confirmation", { subject: "Trying out {{ number }}" });
    const sent = await sendTemplateTest(world.ctx(), {
      message: "order-confirmation",
      language: "en",
      ...source,
      base: "",
      staffId: admin.staffId,
    });
    if (!sent.ok) throw new Error(sent.code);
    for (const id of await world.idsTo(sent.value)) await deliverMail(world.deliverCtx(), id);
    const mail = await world.sink.newestTo(sent.value);
    expect(mail.subject).toBe("[Test] Trying out 10482");
    expect(mail.text).toContain("2 × Enamel kettle");
    expect(mail.text).toContain(`${world.ctx().origin}/an-example`);
  });

  test("P-M1: staff who look at such a mail see dots for link and code", async () => {
    await save({ subject: "Dots" });
    const email = freshEmail();
    const id = await world.queue({ to: { email }, facts: { names: email } });
    const viewer = {
      staffId: agent.staffId,
      role: "agent",
      permissions: permissionsOf({ role: "agent", withheld: [] }),
    } as const;
    const opened = await openMail(world.ctx(), id, { smtpUrl: "smtp://127.0.0.1:1", viewer });
    expect(opened?.shown?.subject).toBe("Dots");
    expect(opened?.shown?.text).toContain("••••••");
    expect(JSON.stringify(opened?.shown)).not.toMatch(new RegExp(`${ANY_LINK}|${ANY_CODE}`));
  });
});

/** One black pixel. */
const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=", "base64");

describe("the logo", () => {
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
    ["too many pixels", Buffer.concat([PNG.subarray(0, 16), Buffer.from([0, 1, 0, 0]), PNG.subarray(20)])],
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
