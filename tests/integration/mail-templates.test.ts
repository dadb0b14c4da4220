import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deliverMail } from "@/core/mail/deliver";
import { openMail } from "@/core/mail/mail-room";
import { type checkTemplate, previewTemplate } from "@/core/mail-templates/check-template";
import { openTemplate, openVersion } from "@/core/mail-templates/open-template";
import type { TemplateSource } from "@/core/mail-templates/render-template";
import { bringBackTemplate, resetTemplate, saveTemplate, templateNameInput } from "@/core/mail-templates/save-template";
import { sendTemplateTest } from "@/core/mail-templates/send-test";
import { getOverview } from "@/core/overview/get-overview";
import { permissionsOf } from "@/core/staff/permissions";
import { findNewestTemplate, insertTemplate, lockTemplate } from "@/db/queries/mail-templates";
import { mailTemplates } from "@/db/schema/mail";
import { auditLog } from "@/db/schema/operation";
import { type MailWorld, makeMailWorld } from "@/tests/support/mail-world";
import { freshEmail, freshOperator, makeStaff } from "@/tests/support/make";
import { ANY_CODE, ANY_LINK } from "@/tests/support/rendered-mail";
import { startAndWait } from "@/tests/support/start-and-wait";
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

const told = async () => (await getOverview(world.ctx(), null)).failedTemplates;

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

  test("P-M2: each version, and the original, can be looked at first; one of another mail or language cannot", async () => {
    const original = (await openVersion(world.ctx(), RESET, "original")) ?? expect.fail("there is none");
    await save({ subject: "Seen first" });
    await save({ subject: "Seen second" });
    const [second, first] = (await openTemplate(world.ctx(), RESET)).versions.map(({ id }) => id);
    const seen = await openVersion(world.ctx(), RESET, first ?? 0);
    expect(seen).toMatchObject({ id: first, base: String(second), isNow: false, source: { subject: "Seen first" } });
    expect(await openVersion(world.ctx(), RESET, second ?? 0)).toMatchObject({ isNow: true });
    expect(await openVersion(world.ctx(), RESET, "original")).toMatchObject({ id: null, isNow: false, source: original.source });
    for (const other of [
      { ...RESET, language: "es" },
      { ...RESET, message: "sign-in-code" },
    ] as const)
      expect(await openVersion(world.ctx(), other, first ?? 0)).toBeNull();
    await resetTemplate(world.ctx(), { ...RESET, base: await baseOf(), staffId: admin.staffId });
    expect(await openVersion(world.ctx(), RESET, "original")).toMatchObject({ isNow: true });
    expect(await openVersion(world.ctx(), RESET, Number(await baseOf()))).toBeNull();
  });

  test("P-M2: of many versions older ones stand on further pages, and none is left out", async () => {
    for (const subject of ["A", "B", "C", "D", "E"]) await save({ subject });
    const all = (await openTemplate(world.ctx(), RESET, { pageSize: 1000 })).versions.map(({ id }) => id);
    const paged: number[] = [];
    for (let before: number | null | undefined; before !== null; ) {
      const page: Awaited<ReturnType<typeof openTemplate>> = await openTemplate(world.ctx(), RESET, { before, pageSize: 2 });
      paged.push(...page.versions.map(({ id }) => id));
      before = page.older;
    }
    expect(paged).toEqual(all);
  });

  test("P-M2: two who edit at once do not undo each other's work unseen", async () => {
    await save({ subject: "Mine" });
    const base = await baseOf();
    const [source, by] = [await sourceOf("reset-password", { subject: "Mine again" }), await operator()];
    const { running } = await world.database.db.transaction(async (tx) => {
      await lockTemplate(tx, RESET.message, RESET.language);
      const theirs = { subject: "Theirs", preview: "", body: source.body, textBody: null, savedBy: admin.staffId };
      await insertTemplate(tx, { ...RESET, ...theirs });
      return startAndWait(world, () => saveTemplate(world.ctx(), { ...RESET, ...source, base, by }));
    });
    expect(await running).toMatchObject({ ok: false, code: "mail-template.changed" });
    expect((await findNewestTemplate(world.database.db, RESET.message, RESET.language))?.subject).toBe("Theirs");
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

  test("T-M3: an agent can neither save, test, bring back nor reset; nothing is kept of it", async () => {
    const before = await baseOf();
    const source = await sourceOf("reset-password", { subject: "By an agent" });
    const refused = { ok: false, code: "staff.not-permitted" };
    expect(
      await saveTemplate(world.ctx(), { ...RESET, ...source, base: before, by: await operator(agent.staffId) }),
    ).toMatchObject(refused);
    expect(await resetTemplate(world.ctx(), { ...RESET, base: before, staffId: agent.staffId })).toMatchObject(refused);
    expect(await sendTemplateTest(world.ctx(), { ...RESET, ...source, base: "", staffId: agent.staffId })).toMatchObject(refused);
    const id = (await openTemplate(world.ctx(), RESET)).versions.find(({ subject }) => subject !== null)?.id ?? 0;
    expect(await bringBackTemplate(world.ctx(), { id, base: before, by: await operator(agent.staffId) })).toMatchObject(refused);
    expect(id).toBeGreaterThan(0);
    expect(await baseOf()).toBe(before);
  });

  test("T-A13: saving and bringing back ask for the password where it was given long ago", async () => {
    await save({ subject: "Asked for" });
    const [before, source] = [await baseOf(), await sourceOf("reset-password", { subject: "Left open" })];
    const id = Number(before);
    const stale = await operator();
    await world.database
      .sql`update staff_sessions set authenticated_at = now() - interval '16 minutes' where id = ${stale.sessionId}`;
    const asked = { ok: false, code: "staff.confirm-needed" };
    expect(await saveTemplate(world.ctx(), { ...RESET, ...source, base: before, by: stale })).toMatchObject(asked);
    expect(await bringBackTemplate(world.ctx(), { id, base: before, by: stale })).toMatchObject(asked);
    expect(await baseOf()).toBe(before);
  });

  test("P-M2: a version that would not be saved today is not brought back, and the test of others is no mail to write anew", async () => {
    await save({ subject: "Was good" });
    const id = Number(await baseOf());
    await world.database.db.update(mailTemplates).set({ body: "<p>No link</p>" }).where(eq(mailTemplates.id, id));
    await save({ subject: "Newer" });
    const back = { id, base: await baseOf(), by: await operator() };
    expect(await bringBackTemplate(world.ctx(), back)).toMatchObject({ ok: false, code: "mail-template.missing" });
    const named = { message: "template-test", language: "en" };
    expect(templateNameInput.safeParse(named).error?.issues).toMatchObject([{ message: "mail-template.not-found" }]);
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
    expect(await told()).toEqual([RESET]);
  });
});

describe("the overview", () => {
  test("P-M2: tells of a mail whose template failed until it is saved anew or the original counts again", async () => {
    const fails = async () => {
      await save({ subject: "Fails" });
      expect(await told()).toEqual([]);
      await world.database.db
        .update(mailTemplates)
        .set({ body: "<p>{{ gone }}</p>" })
        .where(eq(mailTemplates.id, Number(await baseOf())));
      await send();
      expect(await told()).toEqual([RESET]);
    };
    await fails();
    expect(await save({ subject: "Mended" })).toMatchObject({ ok: true });
    await send();
    expect(await told()).toEqual([]);
    await fails();
    await resetTemplate(world.ctx(), { ...RESET, base: await baseOf(), staffId: admin.staffId });
    expect(await told()).toEqual([]);
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

  test("P-M2: nobody sends themselves more than thirty tests an hour", async () => {
    const { staffId } = await makeStaff(world.ctx(), { role: "admin" });
    const test = { ...RESET, ...(await sourceOf("reset-password")), base: "", staffId };
    for (let sent = 0; sent < 30; sent += 1) expect(await sendTemplateTest(world.ctx(), test)).toMatchObject({ ok: true });
    expect(await sendTemplateTest(world.ctx(), test)).toMatchObject({ ok: false, code: "mail-template.tests" });
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
