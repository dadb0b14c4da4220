import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { openMail } from "@/core/mail/mail-room";
import { type MessageName, queueMail } from "@/core/mail/queue";
import { type Permission, permissionsOf, type StaffRole } from "@/core/staff/permissions";
import { makeWorld, type World } from "@/tests/support/context";
import { freshEmail } from "@/tests/support/make";
import { FACTS } from "@/tests/support/rendered-mail";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

const LINK = "https://shop.example/somewhere/a-very-secret-token";

async function queued(ctx: Ctx, message: MessageName): Promise<string> {
  const email = freshEmail();
  await queueMail(ctx, { message, to: { email }, language: "en", facts: FACTS, secrets: { link: LINK, code: "048215" } });
  const [row] = await world.database.sql`select id from mails where to_email = ${email}`;
  return String(row?.id);
}

type Reader = { role: StaffRole; withheld?: readonly Permission[]; copyLink?: boolean; smtpUrl?: string };

/** What somebody reads of a message: whole, or with dots where the link belongs. */
async function read(message: MessageName, { role, withheld = [], copyLink = false, smtpUrl }: Reader): Promise<string> {
  const ctx = world.ctx({ settings: { "activation.copyLink": String(copyLink) } });
  const viewer = { staffId: randomUUID(), role, permissions: permissionsOf({ role, withheld }) };
  const opened = await openMail(ctx, await queued(ctx, message), { smtpUrl: smtpUrl ?? null, viewer });
  const shown = `${opened?.shown?.html}${opened?.shown?.text}`;
  expect(opened?.isMasked).toBe(!shown.includes("a-very-secret-token"));
  // P-M6: who read a whole message is in the log, and only who did.
  const log = await world.database
    .sql`select outcome from audit_log where action = 'mail.read-whole' and actor_id = ${viewer.staffId}`;
  expect(log).toHaveLength(opened?.isMasked ? 0 : 1);
  return opened?.isMasked ? "dots" : "whole";
}

describe("what was said with a customer", () => {
  test("T-A5: stands in the mail room only for who may answer customers, whoever else may read mails", async () => {
    const ctx = world.ctx();
    const email = freshEmail();
    await queueMail(ctx, {
      message: "new-message",
      to: { email },
      language: "en",
      facts: { name: "Sam", text: "The safe: 4711" },
    });
    const [row] = await world.database.sql`select id from mails where to_email = ${email}`;
    const seenBy = async (withheld: readonly Permission[]) => {
      const viewer = { staffId: randomUUID(), role: "agent", permissions: permissionsOf({ role: "agent", withheld }) } as const;
      return JSON.stringify(await openMail(ctx, String(row?.id), { smtpUrl: "smtp://localhost", viewer }));
    };
    expect(await seenBy([])).toContain("4711");
    expect(await seenBy(["messages.answer"])).not.toContain("4711");
    expect(await seenBy(["messages.answer"])).toContain("Sam");
  });
});

describe("links in the mail room while no mail server is set", () => {
  test("T-V11: of an activation only who may copy such links reads it: an agent by the setting, an admin, and neither where it is withheld", async () => {
    const withheld: Permission[] = ["activation.copy-link"];
    expect(await read("activate-account", { role: "agent" })).toBe("dots");
    expect(await read("activate-account", { role: "agent", copyLink: true })).toBe("whole");
    expect(await read("activate-account", { role: "agent", copyLink: true, withheld })).toBe("dots");
    expect(await read("activate-account", { role: "admin" })).toBe("whole");
    expect(await read("message-received", { role: "agent" })).toBe("dots");
    expect(await read("activate-account", { role: "admin", withheld })).toBe("dots");
  });

  test.each(["staff-invitation", "staff-password-link"] as const)(
    "T-A5: of %s only who manages staff reads it",
    async (message) => {
      expect(await read(message, { role: "agent", copyLink: true })).toBe("dots");
      expect(await read(message, { role: "admin" })).toBe("whole");
    },
  );

  test("P-M1: every other mail is whole for whoever may read mails, and none is once there is a mail server", async () => {
    expect(await read("reset-password", { role: "agent" })).toBe("whole");
    for (const message of ["reset-password", "activate-account", "staff-invitation"] as const)
      expect(await read(message, { role: "admin", copyLink: true, smtpUrl: "smtp://localhost" })).toBe("dots");
  });
});
