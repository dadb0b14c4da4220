import { hashSync } from "bcryptjs";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { findCustomers } from "@/core/customers/find-customers";
import { openCustomer } from "@/core/customers/open-customer";
import { seconds } from "@/core/duration";
import { customerKind } from "@/core/import/customer-kind";
import { guessMapping } from "@/core/import/field";
import { checkImport, discardImport, resumeImport, runImport, stopImport } from "@/core/import/steer-import";
import { workImport } from "@/core/import/work-import";
import { signIn } from "@/core/sign-in/sign-in";
import { getImportPiece } from "@/db/queries/imports";
import { makeWorld, type World } from "@/tests/support/context";
import { importFile, mappingForm, outcomeOf, shopAsItIs, upload, work } from "@/tests/support/imports";
import { age, freshEmail, freshOperator, makeAccount, makeStaff } from "@/tests/support/make";

let world: World;
let ctx: Ctx;
let by: Awaited<ReturnType<typeof freshOperator>>;
let staff: Awaited<ReturnType<typeof makeStaff>>;
let next = 1;

beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
  staff = await makeStaff(ctx);
});
beforeEach(async () => {
  by = await freshOperator(ctx, staff.staffId);
});
afterAll(() => world.end());

const HEAD = "Customer number,First name,Last name,E-mail,Telephone";
const newNumber = () => `K${String(next++).padStart(5, "0")}`;
const file = (...lines: readonly string[]) => [HEAD, ...lines, ""].join("\r\n");
const opened = async (number: string) => {
  const found = await openCustomer(ctx, number, new Set());
  if (!found) throw new Error(`no customer ${number}`);
  return found;
};
const found = async (search: string) => (await findCustomers(ctx, { search })).customers.map(({ number }) => number);

describe("a file of customers", () => {
  test("T-D5: is brought in once: new customers are made and found, and the same file again changes nothing", async () => {
    const [one, two] = [newNumber(), newNumber()];
    const content = file(`${one},Zoë,Quillfeather,zoe.${one}@example.com,+34 600 100 200`, `${two},,Quillsmith,,`);
    const first = await importFile(ctx, by, "customers", content);
    const all = { created: 2, updated: 0, unchanged: 0, refused: 0, errors: [] };
    expect(first.dry).toEqual({ state: "checked", ...all });
    expect(first.real).toEqual({ state: "done", ...all });
    expect((await opened(one)).customer).toMatchObject({
      firstName: "Zoë",
      email: `zoe.${one.toLowerCase()}@example.com`,
      phone: "+34 600 100 200",
      origin: "import",
      standing: "guest",
    });
    expect((await found("zoe quillf"))[0]).toBe(one);
    expect((await found("quill")).sort()).toEqual([one, two].sort());

    const before = await shopAsItIs(ctx);
    const again = await importFile(ctx, by, "customers", content);
    expect(again.real).toMatchObject({ created: 0, updated: 0, unchanged: 2, refused: 0 });
    expect(await shopAsItIs(ctx)).toBe(before);
  });

  test("T-D5: a dry run writes nothing at all", async () => {
    const before = await shopAsItIs(ctx);
    const id = await upload(ctx, by, "customers", file(`${newNumber()},A,B,,`));
    await checkImport(ctx, { id, by, form: await mappingForm(ctx, id) });
    await work(ctx, id);
    expect(await outcomeOf(ctx, id)).toMatchObject({ state: "checked", created: 1 });
    expect(await shopAsItIs(ctx)).toBe(before);
  });

  test("T-D5: a row that says something else changes the customer, and only what the file has columns for", async () => {
    const number = newNumber();
    await importFile(ctx, by, "customers", file(`${number},Ann,Oldname,,+34 600 000 001`));
    const right = await importFile(ctx, by, "customers", `customer_number;last_name\n 00${number.toLowerCase()} ;Newname\n`);
    expect(right.real).toMatchObject({ updated: 1 });
    expect((await opened(number)).customer).toMatchObject({ firstName: "Ann", lastName: "Newname", phone: "+34 600 000 001" });
    expect(await found("newname")).toContain(number);
    expect(await found("oldname")).not.toContain(number);
  });

  test("T-D2: each row that cannot be is named by its line, and stops nobody else's", async () => {
    const [good, other] = [newNumber(), newNumber()];
    const content = file(
      ",No,Number,,",
      `${good},Fine,Person,,`,
      "K 1 / ü,Bad,Number,,",
      `"${other}","Line\r\nbreak",Person,,`,
      `${good},Twice,Person,,`,
      `${newNumber()},Bad,Mail,nobody@,`,
      `${newNumber()},Bad,Phone,,call me`,
      `${newNumber()},,,,`,
      `${newNumber()},Too,Many,,,,x`,
      `${newNumber()},${"x".repeat(65)},Long,,`,
    );
    const { dry, real } = await importFile(ctx, by, "customers", content);
    expect(real.errors).toEqual([
      "2 number missing",
      "4 number number-invalid",
      "5 firstName odd-characters",
      "7 number number-twice",
      "8 email email-invalid",
      "9 phone phone-invalid",
      "10 lastName nameless",
      "11 null too-many-cells",
      "12 firstName too-long",
    ]);
    expect(real).toMatchObject({ created: 1, refused: 9 });
    expect({ ...dry, state: "done" }).toEqual(real);
  });

  test("T-D4: the address of another customer's account is reported and nothing merged; a shared address without one is fine", async () => {
    const account = await makeAccount(ctx);
    const shared = freshEmail();
    const [one, two, three] = [newNumber(), newNumber(), newNumber()];
    const content = file(`${one},A,B,${account.email},`, `${two},C,D,${shared},`, `${three},E,F,${shared},`);
    const { real } = await importFile(ctx, by, "customers", content);
    expect(real).toMatchObject({ created: 2, refused: 1, errors: ["2 email email-of-other"] });
    expect(await openCustomer(ctx, one, new Set())).toBeNull();
    expect((await opened(account.number)).account).toMatchObject({ email: account.email });
  });

  test("T-D4, T-N5: where links for a new password of a number-only account go is no file's to change", async () => {
    const account = await makeAccount(ctx);
    await ctx.db.execute(
      sql`update accounts set email = null, email_key = null, signs_in_with_email = false where id = ${account.accountId}`,
    );
    const { real } = await importFile(ctx, by, "customers", file(`${account.number},Ann,Archer,${freshEmail()},`));
    expect(real.errors).toEqual(["2 email email-opens-account"]);
    expect((await opened(account.number)).customer.email).toBe(account.email);
  });

  test("T-D4: who was merged or deleted stays so", async () => {
    const [kept, gone, erased] = [newNumber(), newNumber(), newNumber()];
    await importFile(ctx, by, "customers", file(`${kept},A,A,,`, `${gone},B,B,,`, `${erased},C,C,,`));
    await ctx.db.execute(
      sql`update customers set merged_into = (select id from customers where number = ${kept}) where number = ${gone}`,
    );
    await ctx.db.execute(sql`update customers set erased_at = now() where number = ${erased}`);
    const { real } = await importFile(ctx, by, "customers", file(`${gone},X,X,,`, `${erased},Y,Y,,`));
    expect(real.errors).toEqual(["2 number customer-merged", "3 number customer-erased"]);
  });
});

describe("what gives power", () => {
  const password = "quiet lighthouse seven";
  const hash = hashSync(password, 4);

  test("T-D3: columns of rights are not there, and one of passwords counts only where an admin chose it", async () => {
    const columns = [
      "customer_number",
      "last_name",
      "email",
      "role",
      "passwordHash",
      "password",
      "emailVerified",
      "tenant",
      "standing",
    ];
    expect(guessMapping(customerKind.fields, columns)).toEqual({ number: 0, lastName: 1, email: 2 });
    const number = newNumber();
    const row = [number, "Power", freshEmail(), "admin", hash, password, "true", "1", "active"].join(",");
    await importFile(ctx, by, "customers", `${columns.join(",")}\n${row}\n`);
    const { account, customer } = await opened(number);
    expect(account).toBeNull();
    expect(customer.standing).toBe("guest");
  });

  test("T-D3: with it who has no account gets one that opens with the old password, and whose address is not proven", async () => {
    const number = newNumber();
    const email = freshEmail();
    const content = `number,last_name,email,secret\n${number},Importa,${email},${hash}\n`;
    const { real } = await importFile(ctx, by, "customers", content, { passwordHash: 3 });
    expect(real).toMatchObject({ created: 1, errors: [] });
    expect((await opened(number)).account).toMatchObject({ email, emailVerifiedAt: null, hasPassword: true });
    expect((await opened(number)).customer.standing).toBe("active");
    expect((await findCustomers(ctx, { search: email, standing: "active" })).customers).toHaveLength(1);
    for (const name of [email, number])
      expect(await signIn(world.ctx(), { identifier: name, password })).toMatchObject({ ok: true });
    // The second time: the password has been made anew meanwhile, and stays.
    const before = await shopAsItIs(ctx);
    const again = await importFile(ctx, by, "customers", content, { passwordHash: 3 });
    expect(again.real).toMatchObject({ unchanged: 1 });
    expect(await shopAsItIs(ctx)).toBe(before);
  });

  test("T-D3: no file replaces a password, and formats that nobody knows or could wait for are refused with the line", async () => {
    const account = await makeAccount(ctx);
    const head = "number,last_name,email,secret";
    const rows = [
      `${account.number},Archer,${account.email},${hash}`,
      `${newNumber()},A,${freshEmail()},letmein`,
      `${newNumber()},B,${freshEmail()},${hash.replace("$04$", "$31$")}`,
      `${newNumber()},C,,${hash}`,
    ];
    const { real } = await importFile(ctx, by, "customers", [head, ...rows].join("\n"), { passwordHash: 3 });
    expect(real.errors).toEqual(["3 passwordHash hash-unknown", "4 passwordHash hash-too-costly", "5 email hash-without-email"]);
    expect(await signIn(world.ctx(), { identifier: account.email, password: account.password })).toMatchObject({ ok: true });
    expect(await signIn(world.ctx(), { identifier: account.email, password })).toMatchObject({ ok: false });
  });

  test("T-D4: a file of passwords without addresses makes no second account for one address, and stops at none", async () => {
    const account = await makeAccount(ctx);
    const [one, two, three, shared] = [newNumber(), newNumber(), newNumber(), freshEmail()];
    const known = [`${one},A,${shared}`, `${two},B,${shared}`, `${three},C,`];
    await importFile(ctx, by, "customers", ["number,last_name,email", ...known].join("\n"));
    await ctx.db.execute(
      sql`update customers set email = ${account.email}, email_key = ${account.email} where number = ${three}`,
    );
    const rows = [one, two, three].map((number) => `${number},${hash}`);
    const { dry, real } = await importFile(ctx, by, "customers", ["number,secret", ...rows].join("\n"), { passwordHash: 1 });
    expect(real).toMatchObject({ state: "done", updated: 1, errors: ["3 email email-twice", "4 email email-of-other"] });
    expect({ ...dry, state: "done" }).toEqual(real);
    expect((await opened(one)).account).toMatchObject({ email: shared });
  });

  test("T-D4: of two rows with one address the first gets the account", async () => {
    const email = freshEmail();
    const rows = [`${newNumber()},A,${email},${hash}`, `${newNumber()},B,${email.toUpperCase()},${hash}`];
    const { real } = await importFile(ctx, by, "customers", ["number,last_name,email,secret", ...rows].join("\n"), {
      passwordHash: 3,
    });
    expect(real).toMatchObject({ created: 1, errors: ["3 email email-twice"] });
  });

  test("T-A3, T-A13: an agent can do none of it, and an admin is asked again before anything is written", async () => {
    const agent = await makeStaff(ctx, { role: "agent" });
    const other = await freshOperator(ctx, agent.staffId);
    await expect(upload(ctx, other, "customers", file(`${newNumber()},A,B,,`))).rejects.toThrow("staff.not-permitted");
    const id = await upload(ctx, by, "customers", file(`${newNumber()},A,B,,`));
    const form = await mappingForm(ctx, id);
    expect(await checkImport(ctx, { id, by: other, form })).toMatchObject({ ok: false, code: "staff.not-permitted" });
    expect(await checkImport(ctx, { id, by, form: { ...form, "column.number": "" } })).toMatchObject({
      code: "import.column-missing",
    });
    expect(await checkImport(ctx, { id, by, form })).toMatchObject({ ok: true });
    await work(ctx, id);
    for (const act of [runImport, stopImport, resumeImport, discardImport])
      expect(await act(ctx, { id, by: other })).toMatchObject({ ok: false, code: "staff.not-permitted" });
    await age(ctx, "staff_sessions", ["authenticated_at"], "16 minutes", `id = '${by.sessionId}'`);
    expect(await runImport(ctx, { id, by })).toMatchObject({ ok: false, code: "staff.confirm-needed" });
    expect(await runImport(ctx, { id, by: { ...by, confirmPassword: staff.password } })).toMatchObject({ ok: true });
  });
});

describe("an import that takes long", () => {
  const many = (rows: number) => file(...Array.from({ length: rows }, (_, at) => `${newNumber()},Person,Number${at},,`));

  test("T-D5: goes on at the piece after the last one that was written, whoever works it, and does none twice", async () => {
    const id = await upload(ctx, by, "customers", many(2500));
    await checkImport(ctx, { id, by, form: await mappingForm(ctx, id) });
    await work(ctx, id);
    await runImport(ctx, { id, by });
    expect(await workImport(ctx, id, seconds(0))).toBe("goes on");
    expect(await outcomeOf(ctx, id)).toMatchObject({ state: "running", created: 1000 });
    // Two at once, as after a crash that was none.
    await Promise.all([work(ctx, id), work(ctx, id)]);
    expect(await outcomeOf(ctx, id)).toMatchObject({ state: "done", created: 2500, refused: 0 });
    await expect(getImportPiece(ctx.db, id, 0)).rejects.toThrow("is not there");
  });

  test("T-D5: a piece that fails half-way leaves nothing of itself, and is done whole the next time", async () => {
    const numbers = [newNumber(), newNumber()];
    const id = await upload(ctx, by, "customers", file(...numbers.map((number) => `${number},Half,Way,,`)));
    await checkImport(ctx, { id, by, form: await mappingForm(ctx, id) });
    await work(ctx, id);
    await runImport(ctx, { id, by });
    await ctx.db.execute(sql`alter table imports add constraint broken check (created < 2) not valid`);
    await expect(work(ctx, id)).rejects.toThrow();
    expect(await openCustomer(ctx, numbers[0] ?? "", new Set())).toBeNull();
    await ctx.db.execute(sql`alter table imports drop constraint broken`);
    await work(ctx, id);
    expect(await outcomeOf(ctx, id)).toMatchObject({ state: "done", created: 2 });
  });

  test("T-D5: is stopped after the piece in hand, goes on where it stopped, and is not begun twice", async () => {
    const id = await upload(ctx, by, "customers", many(2100));
    await checkImport(ctx, { id, by, form: await mappingForm(ctx, id) });
    expect(await runImport(ctx, { id, by })).toMatchObject({ ok: false, code: "import.not-now" });
    await work(ctx, id);
    await runImport(ctx, { id, by });
    expect(await runImport(ctx, { id, by })).toMatchObject({ ok: false, code: "import.not-now" });
    await workImport(ctx, id, seconds(0));
    expect(await stopImport(ctx, { id, by })).toMatchObject({ ok: true });
    expect(await work(ctx, id)).toBe("over");
    expect(await outcomeOf(ctx, id)).toMatchObject({ state: "stopped", created: 1000 });
    expect(await resumeImport(ctx, { id, by })).toMatchObject({ ok: true });
    await work(ctx, id);
    expect(await outcomeOf(ctx, id)).toMatchObject({ state: "done", created: 2100 });
    expect(await discardImport(ctx, { id, by })).toMatchObject({ ok: true });
    const log = await ctx.db.execute<{ action: string; detail: Record<string, string> }>(
      sql`select action, detail from audit_log where action like 'import.%' order by id desc limit 4`,
    );
    expect(log.map(({ action }) => action)).toEqual(["import.discarded", "import.finished", "import.stopped", "import.started"]);
    expect(log[1]?.detail).toMatchObject({ kind: "customers", created: "2100" });
  });
});
