import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { judgeWays } from "@/core/connections/judge-ways";
import type { ListedConnection } from "@/core/connections/list-connections";
import type { Ctx } from "@/core/ctx";
import { decrypt } from "@/core/security/secrets";
import { readSettingsForm } from "@/core/settings/read-settings-form";
import { type Changes, saveSettings } from "@/core/settings/save-settings";
import { listWarnings, type WarningFacts } from "@/core/settings/warnings";
import { readSettings } from "@/core/settings/write-settings";
import { readSettingsVersion, storeSettings } from "@/db/queries/settings";
import { allSettings } from "@/settings/registry";
import { SettingsStore, settingsFrom } from "@/settings/store";
import { makeWorld, type World } from "@/tests/support/context";
import { freshOperator, makeStaff } from "@/tests/support/make";
import { waitFor } from "@/tests/support/wait-for";

let world: World;
let ctx: Ctx;
beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
});
afterAll(() => world.end());
beforeEach(async () => {
  await world.database.sql`delete from settings`;
});

const save = (changes: Changes) => saveSettings(ctx, { changes, by: { kind: "system" } });
const stored = async () =>
  Object.fromEntries((await world.database.sql`select key, value from settings`).map(({ key, value }) => [key, value]));
const problemsOf = async (changes: Changes) => {
  const saved = await save(changes);
  return saved.ok ? [] : saved.problems.map(({ code, field }) => `${field ?? "-"}: ${code}`);
};

describe("saving settings", () => {
  test("P-A7: what was saved raises the version and is in effect when it is read anew", async () => {
    const before = await readSettingsVersion(ctx.db);
    expect(await save({ "access.forceLogin": "on" })).toMatchObject({ ok: true, value: { changed: ["access.forceLogin"] } });
    expect(await readSettingsVersion(ctx.db)).toBe(before + 1);
    expect((await readSettings(ctx)).values.access.forceLogin).toBe(true);
  });

  test("P-A7: a store that reads along sees a change of another process within a second", async () => {
    const other = new SettingsStore(ctx.db, (sealed) => decrypt(ctx.secrets, "settings", sealed));
    expect((await other.current()).values.shop.name).toBe("Foyer");
    await save({ "shop.name": "The Corner Shop" });
    await waitFor(async () => (await other.current()).values.shop.name === "The Corner Shop", "the other store to see it", 1000);
    other.stop();
  });

  test("only what differs from the default is stored, and what did not change is neither stored nor logged", async () => {
    await save({ "shop.name": "  The Corner Shop ", "passwords.minLength": "15", "access.guestCheckout": "true" });
    expect(await stored()).toEqual({ "shop.name": "The Corner Shop" });
    expect(await save({ "shop.name": "The Corner Shop" })).toMatchObject({ value: { changed: [] } });
    await save({ "shop.name": "Foyer" });
    expect(await stored()).toEqual({});
  });

  test("without a value a setting goes back to its default", async () => {
    await save({ "passwords.minLength": "20" });
    await save({ "passwords.minLength": null });
    expect(await stored()).toEqual({});
  });

  test.each([
    ["access.forceLogin", "maybe", "settings.invalid"],
    ["access.signInNames", "toString", "settings.invalid"],
    ["passwords.minLength", "7", "settings.too-small"],
    ["passwords.minLength", "65", "settings.too-large"],
    ["passwords.minLength", "1e1", "settings.number"],
    ["passwords.minLength", "-9", "settings.number"],
    ["passwords.minLength", "", "settings.number"],
    ["shop.color", "red", "settings.colour"],
    ["shop.color", "#12345g", "settings.colour"],
    ["shop.name", "   ", "field.required"],
    ["shop.name", "x".repeat(61), "field.too-long"],
    ["shop.name", "a\u0000b", "field.odd-characters"],
    ["mail.sender", "not an address", "email.invalid"],
    ["mail.sender", "a@example.com, b@example.com", "email.invalid"],
    ["mail.smtpUrl", "https://mail.example.com", "settings.smtp-url"],
    ["mail.smtpUrl", "smtps://", "settings.smtp-url"],
    ["mail.perAddressHour", "20", "settings.hour-above-day"],
    ["mail.footer", "See https://shop.example", "settings.web-address"],
    ["registration.personInCharge", "nobody@example.com", "settings.person-in-charge"],
  ])("P-M7: %s cannot be %j: the problem stands at the field and nothing is saved", async (key, text, code) => {
    expect(await problemsOf({ [key]: text, "access.guestCheckout": "false" })).toEqual([`${key}: ${code}`]);
    expect(await stored()).toEqual({});
  });

  test("every problem is told at once", async () => {
    const problems = await problemsOf({ "passwords.minLength": "x", "shop.color": "red", "access.ssoOnly": "true" });
    expect(problems.sort()).toEqual([
      "access.ssoOnly: settings.sso-only-needs-connection",
      "passwords.minLength: settings.number",
      "shop.color: settings.colour",
    ]);
  });
});

describe("rules between settings", () => {
  test("P-A10: force login cannot be saved without customer accounts", async () => {
    expect(await problemsOf({ "access.customerAccounts": "false", "access.forceLogin": "true" })).toEqual([
      "access.forceLogin: settings.force-login-needs-accounts",
    ]);
    await save({ "access.customerAccounts": "false" });
    expect(await problemsOf({ "access.forceLogin": "true" })).toEqual(["access.forceLogin: settings.force-login-needs-accounts"]);
  });

  test("P-A10: accounts cannot be switched off while force login is on; both together can", async () => {
    await save({ "access.forceLogin": "true" });
    expect(await problemsOf({ "access.customerAccounts": "false" })).toEqual([
      "access.customerAccounts: settings.accounts-needed-by-force-login",
    ]);
    expect(await problemsOf({ "access.customerAccounts": "false", "access.forceLogin": "false" })).toEqual([]);
  });

  test("P-A10: two admins at once cannot save halves that do not fit", async () => {
    for (let round = 0; round < 10; round++) {
      await world.database.sql`delete from settings`;
      const both = await Promise.all([save({ "access.forceLogin": "true" }), save({ "access.customerAccounts": "false" })]);
      expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    }
  });

  test("P-A6: SSO only cannot be saved while there is no connection", async () => {
    expect(await problemsOf({ "access.ssoOnly": "true" })).toEqual(["access.ssoOnly: settings.sso-only-needs-connection"]);
  });

  test("P-R12: only an active staff member can be in charge, however the address is written", async () => {
    const { email, staffId } = await makeStaff(ctx);
    expect(await problemsOf({ "registration.personInCharge": ` ${email.toUpperCase()} ` })).toEqual([]);
    expect(await stored()).toEqual({ "registration.personInCharge": email });
    await save({ "registration.personInCharge": "" });
    await ctx.db.execute(sql`update staff set deactivated_at = now() where id = ${staffId}`);
    expect(await problemsOf({ "registration.personInCharge": email })).toHaveLength(1);
  });

  test("what is stored already never blocks another change", async () => {
    await storeSettings(ctx.db, [
      { key: "access.forceLogin", value: "true" },
      { key: "access.customerAccounts", value: "false" },
    ]);
    expect(await problemsOf({ "access.guestCheckout": "false" })).toEqual([]);
    expect(await problemsOf({ "access.customerAccounts": "true" })).toEqual([]);
  });
});

describe("secrets among settings", () => {
  const url = "smtps://shop:canary-pass@mail.example.com:465";

  test("T-G1: a secret lies encrypted, an empty box keeps it, and the log never has it", async () => {
    await save({ "mail.smtpUrl": url });
    const sealed = (await stored())["mail.smtpUrl"];
    expect(sealed).not.toContain("canary");
    expect(decrypt(ctx.secrets, "settings", String(sealed))).toBe(url);
    expect(await save({ "mail.smtpUrl": "  " })).toMatchObject({ value: { changed: [] } });
    expect((await readSettings(ctx)).values.mail.smtpUrl).toBe(url);
    await save({ "mail.smtpUrl": null });
    expect(await stored()).toEqual({});
    const log = await world.database.sql`select detail from audit_log where target_id = 'mail.smtpUrl' order by id`;
    expect(log.map(({ detail }) => detail)).toEqual([
      { before: "", after: "***" },
      { before: "***", after: "" },
    ]);
    expect(JSON.stringify(await world.database.sql`select * from audit_log`)).not.toContain("canary");
  });

  test("a secret that no key opens any more counts as not stored, and a new one can be saved", async () => {
    await saveSettings(world.ctx({ secret: "an older secret that was lost, also long enough" }), {
      changes: { "mail.smtpUrl": url },
      by: { kind: "system" },
    });
    expect((await readSettings(ctx)).values.mail.smtpUrl).toBe("");
    expect(await problemsOf({ "mail.smtpUrl": url })).toEqual([]);
    expect((await readSettings(ctx)).values.mail.smtpUrl).toBe(url);
  });
});

describe("the log of settings", () => {
  test("P-M6: each change is one row with who, what, before and after; addresses are masked", async () => {
    const { staffId, email } = await makeStaff(ctx);
    await saveSettings(ctx, {
      changes: { "passwords.minLength": "20", "registration.personInCharge": email },
      by: await freshOperator(ctx, staffId),
    });
    const rows = await world.database.sql`
      select action, actor_kind, target_kind, target_id, outcome, detail from audit_log where actor_id = ${staffId} order by target_id`;
    const common = { action: "settings.changed", actor_kind: "staff", target_kind: "setting", outcome: "ok" };
    expect([...rows]).toEqual([
      { ...common, target_id: "passwords.minLength", detail: { before: "15", after: "20" } },
      { ...common, target_id: "registration.personInCharge", detail: { before: "", after: "s***@example.com" } },
    ]);
  });

  test("a refused change leaves no row", async () => {
    const count = async () => (await world.database.sql`select 1 from audit_log`).length;
    const before = await count();
    await save({ "access.ssoOnly": "true", "shop.name": "Elsewhere" });
    expect(await count()).toBe(before);
  });
});

describe("what a form may post", () => {
  const access = { group: "access", drawn: "access.customerAccounts,access.forceLogin,access.signInNames" };

  test("an unticked box is off only if the form showed it", () => {
    expect(readSettingsForm({ ...access, "access.customerAccounts": "true", "access.signInNames": "email" })).toMatchObject({
      value: {
        group: "access",
        changes: { "access.customerAccounts": "true", "access.forceLogin": "false", "access.signInNames": "email" },
      },
    });
    expect(readSettingsForm({ group: "access" })).toEqual({ ok: true, value: { group: "access", changes: {} } });
  });

  test.each([
    ["a setting of another group", { ...access, "mail.smtpUrl": "smtp://x" }],
    ["an unknown setting", { ...access, "access.admin": "true" }],
    ["a name from the prototype", { ...access, constructor: "x" }],
    ["a field of a person", { ...access, role: "admin" }],
    ["no group", { "access.forceLogin": "true" }],
    ["a group from the prototype", { group: "toString" }],
  ])("T-S15: %s is refused as a whole", (_what, fields) => {
    expect(readSettingsForm(fields)).toMatchObject({ ok: false, code: "settings.unknown" });
  });

  test("T-S15: the use case itself knows no other names either", async () => {
    for (const key of ["access.nonsense", "__proto__", "constructor.name", "access.toString", "access", "access.forceLogin.x"]) {
      expect(await save(JSON.parse(`{"${key}":"true"}`))).toMatchObject({ ok: false, code: "settings.unknown" });
    }
    expect(await stored()).toEqual({});
  });

  test("a ticked box takes a secret away, unless a new one was typed", () => {
    const mail = { group: "mail", drawn: "mail.sender,mail.smtpUrl", "remove.mail.smtpUrl": "true" };
    expect(readSettingsForm({ ...mail, "mail.smtpUrl": "" })).toMatchObject({ value: { changes: { "mail.smtpUrl": null } } });
    expect(readSettingsForm({ ...mail, "mail.smtpUrl": "smtp://new" })).toMatchObject({
      value: { changes: { "mail.smtpUrl": "smtp://new" } },
    });
  });
});

describe("warnings", () => {
  const warned = (texts: Record<string, string>, facts: Partial<WarningFacts> = {}) => {
    const known = new Map(allSettings.flatMap(({ key }) => (texts[key] === undefined ? [] : [[key, texts[key]] as const])));
    const fine = { isRegistrationOpen: true, hasMailServer: true, ways: "good" } as const;
    return listWarnings(settingsFrom(known), { ...fine, ...facts }).map(({ warning }) => warning);
  };

  test("a shop as it comes deserves none but for the person in charge", () => {
    expect(warned({ "registration.personInCharge": "a@example.com" })).toEqual([]);
    expect(warned({})).toEqual(["no-person-in-charge"]);
  });

  test("combinations that shut people out are named", () => {
    const closed = { isRegistrationOpen: false, hasMailServer: false };
    const texts = { "registration.personInCharge": "a@example.com" };
    expect(warned({ ...texts, "access.forceLogin": "true" }, closed)).toEqual([
      "force-login-registration-closed",
      "no-mail-server",
    ]);
    expect(warned({ ...texts, "access.guestCheckout": "false" }, closed)).toEqual(["guests-need-accounts", "no-mail-server"]);
    expect(warned({ ...texts, "sessions.idleDays": "40" })).toEqual(["idle-beyond-absolute"]);
  });

  test("P-R4: registering by code while nobody can sign in with one is named at both switches", () => {
    const texts = { "registration.personInCharge": "a@example.com", "registration.flow": "code" };
    expect(warned(texts)).toEqual(["code-without-way-back", "needed-by-code-flow"]);
    expect(warned({ ...texts, "access.codeSignIn": "true" })).toEqual([]);
  });

  test("P-A8: SSO only without a connection that works, or with registration closed, is named where it was switched on", () => {
    const texts = { "registration.personInCharge": "a@example.com", "access.ssoOnly": "true" };
    const forced = { ...texts, "access.forceLogin": "true" };
    expect(warned(texts)).toEqual(["sso-only"]);
    expect(warned(texts, { ways: "failing" })).toEqual(["sso-only", "sso-only-failing"]);
    expect(warned(texts, { ways: "none" })).toEqual(["sso-only", "sso-only-failing"]);
    expect(warned(texts, { ways: "untested" })).toEqual(["sso-only", "sso-only-untested"]);
    expect(warned(texts, { ways: "doubtful" })).toEqual(["sso-only", "sso-only-doubtful"]);
    expect(warned(texts, { isRegistrationOpen: false })).toEqual(["sso-only", "sso-only-registration-closed"]);
    expect(warned(forced, { ways: "failing" })).toEqual(["force-login-failing", "sso-only", "sso-only-failing"]);
    expect(warned({ "registration.personInCharge": "a@example.com" }, { ways: "failing" })).toEqual([]);
  });

  test("P-A8: enabled connections together are judged by what is known of each", () => {
    const one = (state: ListedConnection["state"], isEnabled = true): ListedConnection => {
      return { id: state, provider: "oidc", label: "", isEnabled, isDefault: false, testedAt: null, state, isDoubtful: false };
    };
    const judged = (...all: ListedConnection[]) => judgeWays(all, () => false);
    expect(judged(one("tested", false))).toBe("none");
    expect(judged(one("broken"), one("failing"), one("incomplete"), one("tested", false))).toBe("failing");
    expect(judged(one("broken"), one("untested"))).toBe("untested");
    expect(judged(one("failing"), one("tested"))).toBe("good");
    const doubtful = { ...one("tested"), isDoubtful: true };
    expect(judged(doubtful, one("untested"))).toBe("doubtful");
    expect(judged(doubtful, one("tested"))).toBe("good");
    expect(judgeWays([one("tested"), one("untested")], (id) => id === "tested")).toBe("untested");
  });
});
