import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { LISTEN_CHANNEL } from "@/core/conversations/channel";
import type { InboundCtx } from "@/core/inbound/take-mail";
import { encrypt } from "@/core/security/secrets";
import { findMailboxRow } from "@/db/queries/mailboxes";
import { MailboxWatcher } from "@/server/mailbox-watcher";
import { makeWorld, type World } from "@/tests/support/context";
import { startCuttingProxy } from "@/tests/support/cutting-proxy";
import { bring, compose, inboundCtx, makeMailbox, makeSigningDomain, type SigningDomain } from "@/tests/support/inbound";
import { type MailServers, startMailServers } from "@/tests/support/mail-servers";
import { freshEmail, makeAccount } from "@/tests/support/make";
import { type NameServer, startNameServer } from "@/tests/support/name-server";
import { queuedMails } from "@/tests/support/queued-mail";
import { count, openShop } from "@/tests/support/registration";
import { waitFor } from "@/tests/support/wait-for";

let world: World;
let names: NameServer;
let servers: MailServers;
let domain: SigningDomain;
let ctx: InboundCtx;
const watchers: MailboxWatcher[] = [];
const people = Array.from({ length: 12 }, (_, at) => `box${at}`);
let nextBox = 0;

beforeAll(async () => {
  world = await makeWorld();
  names = await startNameServer();
  servers = await startMailServers(people);
  domain = makeSigningDomain(names, "example.com");
  ctx = inboundCtx((await openShop(world))(), names);
});
afterEach(async () => {
  await Promise.all(watchers.splice(0).map((watcher) => watcher.stop()));
});
afterAll(async () => {
  await servers.stop();
  await names.stop();
  await world.end();
});

async function makeImapMailbox(options: { password?: string; port?: number } = {}) {
  const userName = people[nextBox++] ?? "";
  const made = await makeMailbox(ctx, {
    kind: "imap",
    address: `${userName}@shop.example`,
    host: "127.0.0.1",
    port: options.port ?? servers.imapPort,
    security: "none",
    userName,
    secret: encrypt(ctx.secrets, "mailboxes", options.password ?? servers.password),
  });
  return { ...made, row: () => findMailboxRow(ctx.db, made.id) };
}

function watch(by = ctx): MailboxWatcher {
  const watcher = new MailboxWatcher(async () => by);
  watchers.push(watcher);
  return watcher;
}

/** Sends a signed mail by SMTP, as somebody's mail server does. */
async function send(from: string, to: string, text: string, signedBy: SigningDomain | undefined = domain): Promise<Buffer> {
  const raw = await compose({ from, to, text }, signedBy);
  await servers.deliver(raw, { from, to });
  return raw;
}

const hasCome = (email: string) => count(ctx, "inbound_mails", `from_email = '${email}'`);
const isReading = (mailbox: { row(): Promise<{ uidValidity: number | null } | null> }) =>
  waitFor(async () => (await mailbox.row())?.uidValidity, "the mailbox to be read");

test("P-R16: a mail that is sent by SMTP is taken in as soon as it lies in the mailbox; what lay there before is left alone", async () => {
  const mailbox = await makeImapMailbox();
  const [before, stranger] = [freshEmail("before"), freshEmail("stranger")];
  await send(before, mailbox.address, "Written years ago");
  await waitFor(() => servers.countMails(mailbox.address) === 1, "the first mail to be delivered");
  await watch().look();
  await isReading(mailbox);
  await send(stranger, mailbox.address, "Written now");
  await waitFor(() => hasCome(stranger), "the mail to be taken in");
  expect((await queuedMails(ctx, stranger)).map(({ message }) => message)).toEqual(["message-received"]);
  expect(await hasCome(before)).toBe(0);
  await waitFor(() => servers.countSeen(mailbox.address) === 1, "the mail to be marked as seen");
  expect(servers.countMails(mailbox.address)).toBe(2);
});

test("T-I7: two processes that watch take in each mail once, and one of them reads", async () => {
  const mailbox = await makeImapMailbox();
  const [one, other] = [watch(), watch()];
  await Promise.all([one.look(), other.look()]);
  await isReading(mailbox);
  const senders = Array.from({ length: 6 }, (_, at) => freshEmail(`twice${at}`));
  for (const sender of senders) await send(sender, mailbox.address, "Once");
  for (const sender of senders) await waitFor(() => hasCome(sender), "every mail");
  const made = await ctx.db.execute<{ n: number }>(
    sql`select count(*)::int as n from inbound_mails where mailbox_id = ${mailbox.id}`,
  );
  expect(made[0]?.n).toBe(6);
  expect((await queuedMails(ctx)).filter(({ to }) => senders.includes(to)).length).toBe(6);
});

test("T-I7: another process goes on where one stopped, and the same mail by the other door counts no second time", async () => {
  const mailbox = await makeImapMailbox();
  const first = watch();
  await first.look();
  await isReading(mailbox);
  await first.stop();
  const sender = freshEmail("between");
  const raw = await send(sender, mailbox.address, "While nobody read");
  await waitFor(() => servers.countMails(mailbox.address) === 1, "the mail to be delivered");
  await watch().look();
  await waitFor(() => hasCome(sender), "the mail to be taken in");
  expect(await bring(ctx, mailbox.id, raw)).toBe("repeated");
  expect((await queuedMails(ctx, sender)).length).toBe(1);
});

test("T-FX33: connections that are cut in the middle of a mail lose none, and none counts twice", async () => {
  const proxy = await startCuttingProxy(servers.imapPort, [20_000, 90_000, 130_000]);
  const mailbox = await makeImapMailbox({ port: proxy.port });
  const watcher = watch();
  await watcher.look();
  await isReading(mailbox);
  const senders = Array.from({ length: 6 }, (_, at) => freshEmail(`cut${at}`));
  for (const sender of senders) await send(sender, mailbox.address, "a word ".repeat(7000));
  await waitFor(
    async () => {
      await ctx.db.execute(sql`update mailboxes set last_error_at = null where id = ${mailbox.id}`);
      await watcher.look();
      return (await count(ctx, "inbound_mails", `mailbox_id = '${mailbox.id}'`)) === senders.length;
    },
    "all mails to be taken in",
    40_000,
  );
  expect(proxy.cuts()).toBeGreaterThan(2);
  expect((await queuedMails(ctx)).filter(({ to }) => senders.includes(to)).length).toBe(senders.length);
  await proxy.stop();
});

test("T-FX33: a mail whose author nobody could be asked about waits, and the ones after it do not", async () => {
  const mailbox = await makeImapMailbox();
  await watch().look();
  await isReading(mailbox);
  names.texts.delete("_dmarc.example.com");
  names.failing.add("_dmarc.slow.example");
  const slow = makeSigningDomain(names, "slow.example", { policy: "" });
  const [waiting, quick] = ["anna@slow.example", freshEmail("quick")];
  await send(waiting, mailbox.address, "Later", slow);
  await send(quick, mailbox.address, "Now");
  await waitFor(() => hasCome(quick), "the second mail");
  expect(await hasCome(waiting)).toBe(0);
  const { lastUid } = (await mailbox.row()) ?? {};
  expect(lastUid).toBe(0);
  names.failing.clear();
  await Promise.all(watchers.splice(0).map((watcher) => watcher.stop()));
  await watch().look();
  await waitFor(() => hasCome(waiting), "the first mail, by whoever reads on");
  names.texts.set("_dmarc.example.com", "v=DMARC1; p=reject");
});

test("T-I8: a mail of more than 10 MB is not even fetched: staff see that there was one, and the next one is read", async () => {
  const mailbox = await makeImapMailbox();
  await watch().look();
  await isReading(mailbox);
  const [large, small] = [freshEmail("large"), freshEmail("small")];
  await send(large, mailbox.address, "a word ".repeat(1_600_000));
  await waitFor(() => servers.countMails(mailbox.address) === 1, "the large mail to be delivered");
  await send(small, mailbox.address, "Small");
  await waitFor(() => hasCome(small), "the small mail to be taken in");
  expect(await count(ctx, "inbound_mails", `mailbox_id = '${mailbox.id}' and detail = 'too-large'`)).toBe(1);
  await waitFor(() => servers.countSeen(mailbox.address) > 0, "a mail to be marked as seen");
  // What was fetched is marked.
  expect(servers.countSeen(mailbox.address)).toBe(1);
});

/** A mailbox that was read and is read by nobody now. */
async function makeReadMailbox() {
  const mailbox = await makeImapMailbox();
  await watch().look();
  await isReading(mailbox);
  await Promise.all(watchers.splice(0).map((watcher) => watcher.stop()));
  return mailbox;
}

test("T-I8: the mail over which a process came to its end is not tried by the next one: staff see that there was one, it stays unseen, and those after it are read", async () => {
  const mailbox = await makeReadMailbox();
  const [deadly, next, last] = [freshEmail("deadly"), freshEmail("next"), freshEmail("last")];
  for (const [at, from] of [deadly, next, last].entries()) {
    await send(from, mailbox.address, "Hello");
    await waitFor(() => servers.countMails(mailbox.address) === at + 1, "the mail to be delivered");
  }
  await ctx.db.execute(sql`update mailboxes set working_uid = 1, working_by = 'a process that is gone' where id = ${mailbox.id}`);
  await watch().look();
  await waitFor(() => hasCome(last), "the last mail to be taken in");
  await waitFor(() => servers.countSeen(mailbox.address) === 2, "the others to be marked as seen");
  expect([await hasCome(deadly), await hasCome(next)]).toEqual([0, 1]);
  expect(await count(ctx, "inbound_mails", `mailbox_id = '${mailbox.id}' and outcome = 'broken' and detail = 'left'`)).toBe(1);
  await waitFor(async () => (await mailbox.row())?.lastUid === 3, "the reading to be noted");
  await Promise.all(watchers.splice(0).map((watcher) => watcher.stop()));
  const [after, { workingUid } = {}] = [freshEmail("after"), (await mailbox.row()) ?? {}];
  expect(workingUid).toBeNull();
  await send(after, mailbox.address, "Hello");
  await watch().look();
  await waitFor(() => hasCome(after), "the next reader to go on behind it");
  expect(await count(ctx, "inbound_mails", `mailbox_id = '${mailbox.id}'`)).toBe(4);
});

test("T-I8: which mail is worked on stands in the database while it is, by the numbers of now, also in a mailbox that was numbered anew", async () => {
  const mailbox = await makeReadMailbox();
  const sender = freshEmail("worked");
  await send(sender, mailbox.address, "Hello");
  await waitFor(() => servers.countMails(mailbox.address) === 1, "the mail to be delivered");
  const { uidValidity } = (await mailbox.row()) ?? {};
  await ctx.db.execute(sql`
    update mailboxes set uid_validity = 1, last_uid = 70, working_uid = 1, working_by = 'a process of then' where id = ${mailbox.id}`);
  let answer: () => void = () => undefined;
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const resolve: InboundCtx["resolve"] = (...asked) => answered.then(() => ctx.resolve(...asked));
  await watch({ ...ctx, resolve }).look();
  const isWorkedOn = async () => {
    const row = await mailbox.row();
    return row && row.workingUid === 1 && row.workingBy === row.leasedBy ? row : null;
  };
  expect(await waitFor(isWorkedOn, "the mail to be worked on")).toMatchObject({ uidValidity, lastUid: 0 });
  answer();
  await waitFor(() => hasCome(sender), "the mail to be taken in");
  await waitFor(async () => (await mailbox.row())?.workingUid === null, "the end of the work to be noted");
});

test("P-R16: why a mailbox cannot be read stands beside it, without its password", async () => {
  const mailbox = await makeImapMailbox({ password: "not the password" });
  await watch().look();
  const error = await waitFor(async () => (await mailbox.row())?.lastError, "the error");
  expect(error).toMatch(/^sign-in-refused/);
  expect(error).not.toContain("not the password");
});

test("P-M3: an answer that is sent by SMTP is told to every process as soon as it was taken in, and stands in the conversation", async () => {
  const mailbox = await makeImapMailbox();
  const customer = await makeAccount(ctx);
  const other = postgres(world.url, { max: 1 });
  const told: string[] = [];
  await other.listen(LISTEN_CHANNEL, (payload) => told.push(payload));
  await watch().look();
  await isReading(mailbox);
  await send(customer.email, mailbox.address, "It has arrived, thank you.");
  await waitFor(() => told.includes(customer.customerId), "the other process to be told");
  const [said] = await ctx.db.execute<{ text: string }>(sql`
    select m.text from conversation_messages m join conversations c on c.id = m.conversation_id where c.customer_id = ${customer.customerId}`);
  expect(said?.text).toBe("It has arrived, thank you.");
  await other.end();
});
