import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { MailboxFailure, openInbox } from "@/core/inbound/imap-mailbox";
import type { InboundCtx } from "@/core/inbound/take-mail";
import { encrypt } from "@/core/security/secrets";
import { findMailboxRow } from "@/db/queries/mailboxes";
import { MailboxWatcher } from "@/server/mailbox-watcher";
import { type BareImap, startBareImap } from "@/tests/support/bare-imap";
import { makeWorld, type World } from "@/tests/support/context";
import { inboundCtx, makeMailbox } from "@/tests/support/inbound";
import { type NameServer, startNameServer } from "@/tests/support/name-server";
import { waitFor } from "@/tests/support/wait-for";

let world: World;
let names: NameServer;
let ctx: InboundCtx;
const ends: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  world = await makeWorld();
  names = await startNameServer();
  ctx = inboundCtx(world.ctx(), names);
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
afterAll(async () => {
  await names.stop();
  await world.end();
});

const ok = (tag: string) => `${tag} OK\r\n`;
const line = (uid: number, at = "20-Nov-2026 10:00:00 +0000") =>
  `* ${uid} FETCH (UID ${uid} RFC822.SIZE 10 INTERNALDATE "${at}")\r\n`;
const numbers = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, at) => first + at);

/** A server whose inbox is numbered by 7, and a mailbox there; `answer` says what it tells of each question for mails. */
async function makeListed(answer: (line: string, tag: string) => string) {
  const server: BareImap = await startBareImap("IMAP4rev1", {
    LOGIN: ok,
    LIST: ok,
    NOOP: ok,
    SELECT: (tag) => `* 120 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 121] x\r\n${ok(tag)}`,
    UID: (tag, said) => answer(said, tag),
  });
  ends.push(() => server.stop());
  const secret = encrypt(ctx.secrets, "mailboxes", "its own");
  const { id } = await makeMailbox(ctx, {
    kind: "imap",
    host: "127.0.0.1",
    port: server.port,
    security: "none",
    userName: "support",
    secret,
  });
  return { id, heard: (what: RegExp) => server.heard.filter((one) => what.test(one)) };
}

async function opened(id: string) {
  const row = await findMailboxRow(ctx.db, id);
  if (!row) throw new Error("there is no mailbox");
  const inbox = await openInbox(ctx, row);
  ends.push(async () => inbox.close());
  return inbox;
}

/** The numbers that a question names one by one. */
const named = (said: string) => (/FETCH ([\d,]+) /.exec(said)?.[1] ?? "").split(",").filter(Boolean).map(Number);

test("T-I8: of a long mailbox the numbers are asked for once, and what stands beside them fifty at a time", async () => {
  const gone = new Set(numbers(51, 100));
  const { id, heard } = await makeListed((said, tag) => {
    if (said.includes("SEARCH")) return `* SEARCH ${numbers(1, 120).reverse().join(" ")}\r\n${ok(tag)}`;
    const told = named(said).filter((uid) => !gone.has(uid));
    return `${told.map((uid) => line(uid)).join("")}* 3 FETCH (UID 3 FLAGS (\\Seen))\r\n${ok(tag)}`;
  });
  const inbox = await opened(id);
  const uids = async (after: number) => (await inbox.listAfter(after, 50)).map(({ uid }) => uid);
  expect(await uids(0)).toEqual(numbers(1, 50));
  // Fifty have been taken away meanwhile.
  expect(await uids(50)).toEqual(numbers(101, 120));
  expect(heard(/UID SEARCH/).length).toBe(1);
  expect(heard(/UID FETCH/).map((said) => named(said).length)).toEqual([50, 50, 20]);
  expect(await uids(30)).toEqual(numbers(31, 50));
  expect(await uids(120)).toEqual([]);
});

test("T-I8: a server that lists more than it was asked for is not heard out", async () => {
  const { id } = await makeListed((said, tag) =>
    said.includes("SEARCH") ? `* SEARCH 1\r\n${ok(tag)}` : `${line(1).repeat(1100)}${ok(tag)}`,
  );
  await expect((await opened(id)).listAfter(0, 50)).rejects.toBeInstanceOf(MailboxFailure);
});

test("T-I8: a server that does not say which mails there are is not taken for one that has none", async () => {
  const { id } = await makeListed((_said, tag) => `${tag} NO not now\r\n`);
  await expect((await opened(id)).listAfter(0, 50)).rejects.toBeInstanceOf(MailboxFailure);
});

test("T-I8: what a server announces, or says on one line, beyond what a mail may be ends the connection at once", async () => {
  const mail = `* 1 FETCH (UID 1 BODY[] {10000000}\r\n${"a".repeat(10_000_000)}`;
  for (const said of [
    "* 1 FETCH (UID 1 BODY[] {12000000}\r\n",
    `${mail} BODY[1] {10000000}\r\n`,
    `* OK ${"a".repeat(9 * 1024 * 1024)}`,
  ]) {
    const { id, heard } = await makeListed(() => said);
    await expect((await opened(id)).fetch(1)).rejects.toBeInstanceOf(MailboxFailure);
    // Not more of a mail than decides that it is too large, whatever size was told before.
    expect(heard(/FETCH 1 /).join()).toMatch(/<0\.10485761>/);
  }
});

test("T-I7: a mailbox that was numbered anew is read from what came in the last days, and by that number from then on", async () => {
  const [now, before] = [new Date(), "10-Nov-2026 10:00:00 +0000"];
  const today = `${now.getUTCDate()}-${now.toUTCString().slice(8, 11)}-${now.getUTCFullYear()} 00:00:00 +0000`;
  const { id, heard } = await makeListed((said, tag) => {
    if (said.includes("SINCE")) return `* SEARCH 118 119 120\r\n${ok(tag)}`;
    if (said.includes("SEARCH")) return `* SEARCH 118 119 120\r\n${ok(tag)}`;
    if (said.includes("BODY")) return ok(tag);
    return `${line(118, today)}${line(119, before)}${line(120, today)}${ok(tag)}`;
  });
  await ctx.db.execute(
    sql`update mailboxes set uid_validity = 6, last_uid = 4000, working_uid = 118, working_by = 'x' where id = ${id}`,
  );
  const watcher = new MailboxWatcher(async () => ctx);
  ends.push(() => watcher.stop());
  await watcher.look();
  const row = await waitFor(async () => {
    const found = await findMailboxRow(ctx.db, id);
    return found?.lastUid === 120 ? found : null;
  }, "the mailbox to be read");
  expect(row.uidValidity).toBe(7);
  expect(heard(/SINCE/).length).toBe(1);
  expect(heard(/BODY/).map((said) => Number(/FETCH (\d+) /.exec(said)?.[1]))).toEqual([118, 120]);
  expect(heard(/SEARCH/).filter((said) => !said.includes("SINCE"))[0]).toContain("118:*");
});

test("T-I8: what was worked on by the numbers of then means nothing after a mailbox was numbered anew", async () => {
  const { id } = await makeListed((_said, tag) => `* SEARCH\r\n${ok(tag)}`);
  await ctx.db.execute(
    sql`update mailboxes set uid_validity = 6, last_uid = 4000, working_uid = 121, working_by = 'x' where id = ${id}`,
  );
  const watcher = new MailboxWatcher(async () => ctx);
  ends.push(() => watcher.stop());
  await watcher.look();
  const isRead = async () => {
    const row = await findMailboxRow(ctx.db, id);
    return row?.uidValidity === 7 && row;
  };
  expect(await waitFor(isRead, "the mailbox to be read")).toMatchObject({ lastUid: 120, workingUid: null });
});
