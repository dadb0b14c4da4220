import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eraseCustomer } from "@/core/customers/erase-customer";
import { deliverMail } from "@/core/mail/deliver";
import { listMailRoom, readMailFilter } from "@/core/mail/mail-room";
import { mayMail } from "@/core/mail/may-mail";
import { noteBounce } from "@/core/mail/note-bounce";
import { retryMail } from "@/core/mail/retry-mail";
import { isSuppressed, listSuppressedAddresses, suppressAddress, unsuppressAddress } from "@/core/mail/suppressions";
import type { SettingKey } from "@/settings/registry";
import { type MailWorld, makeMailWorld } from "@/tests/support/mail-world";
import { age, freshEmail, freshOperator, makeAccount, makeStaff } from "@/tests/support/make";

let world: MailWorld;
let staffId: string;

beforeAll(async () => {
  world = await makeMailWorld();
  ({ staffId } = await makeStaff(world.ctx(), { role: "agent" }));
});
afterAll(() => world.end());

const deliver = (id: string) => deliverMail(world.deliverCtx(), id);
const sent = async (email: string) => {
  const id = await world.queue({ to: { email } });
  await deliver(id);
  return id;
};
const arrived = (email: string) => world.sink.mails.filter((mail) => mail.recipients.includes(email)).length;
const suppressed = async (search: string) => (await listSuppressedAddresses(world.ctx(), { search })).suppressed;
const logged = async (action: string) => (await world.database.sql`select * from audit_log where action = ${action}`).length;

describe("addresses that nothing is sent to", () => {
  test("T-FX04: a mail that waits, and one about security, are not sent, and stand in the mail room", async () => {
    const email = freshEmail();
    const id = await world.queue({ to: { email } });
    expect(await suppressAddress(world.ctx(), { email: ` ${email.toUpperCase()} `, staffId })).toMatchObject({ ok: true });
    await deliver(id);
    expect(await world.row(id)).toMatchObject({ state: "suppressed", lastError: "suppressed" });
    expect(arrived(email)).toBe(0);
    const { mails } = await listMailRoom(world.ctx(), { state: "suppressed" });
    expect(mails.map((mail) => mail.id)).toContain(id);
  });

  test("T-FX04: whoever asks for a mail there is told nothing by it", async () => {
    const email = freshEmail();
    await suppressAddress(world.ctx(), { email, staffId });
    expect(await mayMail(world.ctx(), email, "reset")).toBe(true);
  });

  test("P-M1: taken back, the next mail leaves, and one that was not sent can be sent again", async () => {
    const email = freshEmail();
    await suppressAddress(world.ctx(), { email, staffId });
    const id = await sent(email);
    expect(await unsuppressAddress(world.ctx(), { email, staffId })).toMatchObject({ ok: true });
    expect(await retryMail(world.ctx(), { mailId: id, staffId })).toMatchObject({ ok: true });
    expect(await world.row(id), "what went wrong before is over").toMatchObject({ state: "queued", lastError: null });
    await deliver(id);
    expect(await world.row(id)).toMatchObject({ state: "sent" });
    expect(arrived(email)).toBe(1);
  });

  test("P-M6: both are in the audit log, without the address; done twice it is said", async () => {
    const email = freshEmail();
    const [before, after] = [await logged("mail.suppressed"), await logged("mail.unsuppressed")];
    await suppressAddress(world.ctx(), { email, staffId });
    expect(await suppressAddress(world.ctx(), { email, staffId })).toMatchObject({ code: "mail.suppressed-already" });
    await unsuppressAddress(world.ctx(), { email, staffId });
    expect(await unsuppressAddress(world.ctx(), { email, staffId })).toMatchObject({ code: "mail.not-suppressed" });
    expect([await logged("mail.suppressed"), await logged("mail.unsuppressed")]).toEqual([before + 1, after + 1]);
    const rows = await world.database.sql`select detail from audit_log where action like 'mail.%suppressed'`;
    expect(JSON.stringify(rows)).not.toContain(email);
  });

  test("T-A5: only who may work the mail room can do it", async () => {
    const { staffId: other } = await makeStaff(world.ctx(), { role: "agent" });
    await world.database.sql`update staff set withheld = '{mail.read}' where id = ${other}`;
    expect(await suppressAddress(world.ctx(), { email: freshEmail(), staffId: other })).toMatchObject({
      code: "staff.not-permitted",
    });
    expect(await unsuppressAddress(world.ctx(), { email: freshEmail(), staffId: other })).toMatchObject({
      code: "staff.not-permitted",
    });
  });

  test("T-A5: mail to a colleague is stopped only by who manages staff, and the colleague sees it", async () => {
    const admin = await makeStaff(world.ctx());
    const { email } = await makeStaff(world.ctx(), { role: "agent" });
    for (const to of [admin.email, email.toUpperCase()])
      expect(await suppressAddress(world.ctx(), { email: to, staffId })).toMatchObject({ code: "mail.staff-address" });
    expect([await isSuppressed(world.ctx(), email), await isSuppressed(world.ctx(), admin.email)]).toEqual([false, false]);
    expect(await suppressAddress(world.ctx(), { email, staffId: admin.staffId })).toMatchObject({ ok: true });
    expect(await isSuppressed(world.ctx(), email)).toBe(true);
  });

  test("P-M1: the list is found by how an address begins, whatever signs are in it", async () => {
    const email = `odd_name%${freshEmail()}`;
    await suppressAddress(world.ctx(), { email, staffId });
    expect((await suppressed("odd_name%")).map((row) => row.emailKey)).toEqual([email]);
    expect(await suppressed("o__")).toEqual([]);
  });

  test("P-V6: with the person the shop forgets that the address took no mail", async () => {
    const admin = await makeStaff(world.ctx());
    const { number, email } = await makeAccount(world.ctx());
    await suppressAddress(world.ctx(), { email, staffId });
    const by = await freshOperator(world.ctx(), admin.staffId, admin.password);
    const erased = await eraseCustomer(world.ctx(), { number, typedNumber: number, by });
    expect(erased).toMatchObject({ ok: true });
    expect(await suppressed(email)).toEqual([]);
  });
});

describe("a mail that comes back", () => {
  const bounce = (more: Partial<Parameters<typeof noteBounce>[1]> & { messageId: string; recipient: string }) =>
    noteBounce(world.ctx(), { isPermanent: true, detail: "550 5.1.1 no\r\n such user", ...more });

  test("T-FX04: for good: it says so, with what the server said, and nothing more is sent there", async () => {
    const email = freshEmail();
    const id = await sent(email);
    expect(await bounce({ messageId: `<${id}@shop.example>`, recipient: email.toUpperCase() })).toBe(true);
    const row = await world.row(id);
    expect(row).toMatchObject({ state: "sent", lastError: "bounced: 550 5.1.1 no such user" });
    expect(row?.bouncedAt).toBeInstanceOf(Date);
    expect(await suppressed(email)).toMatchObject([{ reason: "bounced", detail: "550 5.1.1 no such user" }]);
    const { mails } = await listMailRoom(world.ctx(), { state: "bounced" });
    expect(mails.map((mail) => mail.id)).toContain(id);
    await deliver(await world.queue({ to: { email } }));
    expect(arrived(email)).toBe(1);
  });

  test("T-FX04: for now only: it says so, and the next one is sent", async () => {
    const email = freshEmail();
    const id = await sent(email);
    expect(await bounce({ messageId: `${id}@shop.example`, recipient: email, isPermanent: false })).toBe(true);
    expect((await world.row(id))?.bouncedAt).toBeInstanceOf(Date);
    expect(await suppressed(email)).toEqual([]);
  });

  test("T-FX04: a report that somebody forged ends nobody else's mail", async () => {
    const [victim, own] = [freshEmail(), freshEmail()];
    const id = await sent(own);
    expect(await bounce({ messageId: `<${id}@shop.example>`, recipient: victim })).toBe(true);
    expect(await suppressed(victim)).toEqual([]);
    expect(await suppressed(own)).toEqual([]);
    const waiting = await world.queue({ to: { email: victim } });
    expect(await bounce({ messageId: `<${waiting}@shop.example>`, recipient: victim })).toBe(false);
    for (const messageId of ["", "<x>", "<00000000-0000-4000-8000-000000000000@shop.example>", "<'; drop table mails@x>"])
      expect(await bounce({ messageId, recipient: victim })).toBe(false);
    expect(await suppressed(victim)).toEqual([]);
  });

  test("T-FX04: reported twice it is noted once", async () => {
    const email = freshEmail();
    const id = await sent(email);
    const before = await logged("mail.bounced");
    expect(await bounce({ messageId: `<${id}@shop.example>`, recipient: email })).toBe(true);
    expect(await bounce({ messageId: `<${id}@shop.example>`, recipient: email })).toBe(false);
    expect(await logged("mail.bounced")).toBe(before + 1);
  });
});

describe("the mail room", () => {
  test("P-M1: mails are found by the beginning of their address in any case, by message, and by state, page by page", async () => {
    const email = freshEmail("Finder");
    const found = async (query: Record<string, string>) =>
      (await listMailRoom(world.ctx(), readMailFilter(query))).mails.map((mail) => mail.id);
    const reset = await sent(email);
    const changed = await world.queue({ to: { email }, message: "password-changed", secrets: {} });
    expect(await found({ to: email.slice(0, 12).toUpperCase() })).toEqual([changed, reset]);
    expect(await found({ to: email, message: "reset-password" })).toEqual([reset]);
    expect(await found({ to: email, state: "queued" })).toEqual([changed]);
    expect(await found({ to: email, before: changed })).toEqual([reset]);
    expect(await found({ to: "%" })).toEqual([]);
    expect(await found({ to: email, message: "no-such-message" })).toEqual([changed, reset]);
  });
});

describe("how many mails", () => {
  const withSettings = (settings: Partial<Record<SettingKey, string>>) => world.ctx({ settings });

  test("T-P14: the shop sets how many one address gets in an hour; one of them stays for a new password", async () => {
    const email = freshEmail();
    const ctx = withSettings({ "mail.perAddressHour": "3", "mail.perAddressDay": "20" });
    const pass = () => age(ctx, "limits", ["slot_at"], "2 minutes", "key like 'mail:recipient:60:%'");
    const asked: boolean[] = [];
    for (const about of ["proof", "proof", "proof", "reset", "reset"] as const) {
      asked.push(await mayMail(ctx, email, about));
      await pass();
    }
    expect(asked).toEqual([true, true, false, true, false]);
  });

  test("T-P14: the whole shop sends so many in an hour; the rest waits, uncounted, and leaves when there is room", async () => {
    const own = await makeMailWorld({ settings: { "mail.perHour": "2" } });
    const ids: string[] = [];
    for (let at = 0; at < 4; at++) ids.push(await own.queue({ to: { email: freshEmail() } }));
    await Promise.all(ids.map((id) => deliverMail(own.deliverCtx(), id)));
    const rows = await Promise.all(ids.map(own.row));
    expect(rows.map((row) => row?.state).sort()).toEqual(["queued", "queued", "sent", "sent"]);
    for (const row of rows.filter((one) => one?.state === "queued"))
      expect(row).toMatchObject({ attempts: 0, lastError: "hourly-limit", leasedUntil: null });
    await age(own.ctx(), "limits", ["slot_at"], "2 hours");
    await age(own.ctx(), "mails", ["next_attempt_at"], "1 hour");
    await Promise.all(ids.map((id) => deliverMail(own.deliverCtx(), id)));
    expect((await Promise.all(ids.map(own.row))).map((row) => row?.state)).toEqual(["sent", "sent", "sent", "sent"]);
    await own.end();
  });
});
