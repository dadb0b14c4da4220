import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listBatches } from "@/core/activation/list-batches";
import { runBatch } from "@/core/activation/run-batch";
import { countImportedInvitable, sendToImported } from "@/core/activation/send-to-imported";
import { stopMany } from "@/core/activation/stop-many";
import type { Ctx } from "@/core/ctx";
import { openImport } from "@/core/import/open-import";
import { discardImport } from "@/core/import/steer-import";
import { makeInvited } from "@/tests/support/activation";
import { makeWorld, type World } from "@/tests/support/context";
import { importFile, upload } from "@/tests/support/imports";
import { freshOperator, makeAccount, makeStaff } from "@/tests/support/make";
import { queuedMails } from "@/tests/support/queued-mail";

let world: World;
let ctx: Ctx;
let admin: string;
let by: Awaited<ReturnType<typeof freshOperator>>;
beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx({ settings: { "activation.mailsPerMinute": "600" } });
  admin = (await makeStaff(ctx)).staffId;
  by = await freshOperator(ctx, admin);
});
afterAll(() => world.end());
beforeEach(async () => {
  for (const table of ["activation_batches", "activations", "mails", "limits"])
    await world.database.sql`delete from ${world.database.sql(table)}`;
});

let files = 0;
/** A file with as many customers with an address, and others after them; answers the import's id. */
async function brought(many: number, ...others: readonly string[]): Promise<string> {
  const nth = ++files;
  const people = Array.from({ length: many }, (_, at) => `F${nth}P${at},Person,p${at}@f${nth}.example.com`);
  const { id, real } = await importFile(ctx, by, "customers", ["number,last name,email", ...people, ...others].join("\n"));
  expect(real.state).toBe("done");
  return id;
}

const send = (id: string, staffId = admin, on = ctx) => sendToImported(on, { id, staffId });
const offered = async (id: string) => {
  const found = await openImport(ctx, id);
  return found && countImportedInvitable(ctx, found.row);
};
const mailed = async () => (await queuedMails(ctx)).map(({ to }) => to).sort();

async function runAll(): Promise<void> {
  for (const { id } of await listBatches(ctx)) {
    await world.database.sql`update activation_batches set next_at = now()`;
    await runBatch(ctx, id);
  }
}

describe("activations for those whom a file brought", () => {
  test("T-D6: go to the customers of that file who have an address and no account, and to nobody else", async () => {
    await makeInvited(ctx);
    const account = await makeAccount(ctx);
    const elsewhere = await brought(1);
    const pending = await makeInvited(ctx);
    await world.database.sql`insert into activations (customer_id, staff_id, email, expires_at)
      values (${pending.id}, ${admin}, ${pending.email}, now() + interval '1 day')`;
    const rows = [`${account.number},Archer,${account.email}`, `${pending.number},Invited,${pending.email}`, "NOMAIL,Mailless,"];
    const id = await brought(2, ...rows, `TAKEN,Taken,${account.email}`);
    expect(await offered(id)).toBe(2);
    expect(await send(id)).toEqual({ ok: true, value: { total: 2 } });
    await runAll();
    expect(await mailed()).toEqual([`p0@f${files}.example.com`, `p1@f${files}.example.com`]);
    expect(await offered(id)).toBe(0);
    expect(await offered(elsewhere)).toBe(1);
    const [row] = await world.database
      .sql`select actor_id, detail from audit_log where action = 'activation.many-started' order by id desc`;
    expect(row).toMatchObject({ actor_id: admin, detail: { total: "2", import: id } });
  });

  test("T-D4: a customer whose row was refused is none of the file's", async () => {
    const guest = await makeInvited(ctx);
    const other = await makeAccount(ctx);
    const id = await brought(1, `${guest.number},Invited,${other.email}`);
    expect(await offered(id)).toBe(1);
    await send(id);
    await runAll();
    expect(await mailed()).toEqual([`p0@f${files}.example.com`]);
  });

  test("T-D5: pressed twice at once, again, or after the same file came again, nobody is mailed twice; stopped, it can go on", async () => {
    const id = await brought(3);
    const answers = await Promise.all([send(id), send(id)]);
    expect(answers.map((answer) => (answer.ok ? answer.value.total : answer.code)).sort()).toEqual([3, "activation.nobody"]);
    expect(await listBatches(ctx), "what came to nothing leaves nothing").toHaveLength(1);
    const [batch] = await listBatches(ctx);
    expect(await stopMany(ctx, { batch: batch?.id ?? "", staffId: admin })).toMatchObject({ ok: true });
    expect(await send(id)).toMatchObject({ ok: true, value: { total: 3 } });
    await runAll();
    const people = ["number,last name,email", ...[0, 1, 2].map((at) => `F${files}P${at},Other,p${at}@f${files}.example.com`)];
    const again = await importFile(ctx, by, "customers", people.join("\n"));
    expect(await send(again.id)).toMatchObject({ code: "activation.nobody" });
    expect(await mailed()).toHaveLength(3);
  });

  test("T-A1, T-X2: needs both permissions, a finished import of customers, and links that would open something", async () => {
    const id = await brought(1);
    for (const withheld of ["import.run", "activation.send"]) {
      const { staffId } = await makeStaff(ctx);
      await world.database.sql`update staff set withheld = ${[withheld]} where id = ${staffId}`;
      expect(await send(id, staffId)).toMatchObject({ code: "staff.not-permitted" });
    }
    expect(await send(id, (await makeStaff(ctx, { role: "agent" })).staffId)).toMatchObject({ code: "staff.not-permitted" });
    expect(await send(id, admin, world.ctx({ settings: { "access.ssoOnly": "true" } }))).toMatchObject({
      code: "activation.closed",
    });
    expect(await send(await upload(ctx, by, "customers", "number,last name\nU1,Up"))).toMatchObject({ code: "import.not-now" });
    expect(await send("00000000-0000-4000-8000-000000000000")).toMatchObject({ code: "import.not-found" });
    expect(await listBatches(ctx)).toEqual([]);
  });

  test("T-G6: of a finished file the customers' numbers stay until it is deleted, and no address", async () => {
    const hash = "$2b$04$KTMdIYBMJZ4QJVTmVpfCKuMbzX5GVdJL7yGqQO6BDlxZ5rOIkz6K6";
    const { id } = await importFile(ctx, by, "customers", `number,last name,email,x\nH1,Hash,h1@example.com,${hash}`, {
      passwordHash: 3,
    });
    const kept = () => ctx.db.execute(sql`select key from import_keys where import_id = ${id}`);
    expect([...(await kept())]).toEqual([{ key: "number H1" }]);
    await discardImport(ctx, { id, by });
    expect(await kept()).toHaveLength(0);
  });
});
