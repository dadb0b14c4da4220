import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "@/db";
import { type Product, startProduct } from "@/tests/support/product";
import { askRaw, converse } from "@/tests/support/raw";
import { type StaffVisitor, signInStaff } from "@/tests/support/staff";
import { Visitor } from "@/tests/support/visitor";
import { waitFor } from "@/tests/support/wait-for";

let product: Product;
let database: Database;
let admin: StaffVisitor;
beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 2);
  admin = await signInStaff(product);
});
afterAll(async () => {
  await database.end();
  await product.stop();
});

const BOUNDARY = "----a boundary of the tests";

/** Sends a file as the page's form would. */
function send(who: Visitor, content: string | Buffer, { kind = "customers", name = "file.csv" } = {}) {
  const before = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="kind"\r\n\r\n${kind}\r\n--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(before), Buffer.from(content), Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
  const headers = { "content-type": `multipart/form-data; boundary="${BOUNDARY}"` };
  return who.ask("/admin/import/upload", { method: "POST", headers, body });
}

const stateOf = async (path: string) => (await admin.visitor.go(path)).page.querySelector("main [role=status]")?.textContent;
const rows = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, at) => `${prefix}${at},Person,Number${at}`).join("\n");

describe("an import without JavaScript", () => {
  test("T-D5: upload, columns, dry run, run: the worker does it, and the customers are there", async () => {
    const sent = await send(admin.visitor, `customer number,first name,last name\n${rows(2300, "H")}\nH1,Twice,Here\n`);
    expect(sent.status).toBe(303);
    const path = sent.location ?? "";
    const page = await admin.visitor.go(path);
    await admin.visitor.submitAndGo(page, "Start the dry run");
    await waitFor(async () => (await stateOf(path)) === "Dry run finished", "the dry run to end");
    const checked = await admin.visitor.go(path);
    expect(checked.page.textContent).toContain("2,300 rows will be written.");
    expect(checked.page.textContent).toContain("This number stands in an earlier row already.");
    expect((await database.sql`select 1 from customers`).length).toBe(0);
    await admin.visitor.submitAndGo(checked, "Start the import");
    await waitFor(async () => (await stateOf(path)) === "Finished", "the import to end");
    expect((await database.sql`select 1 from customers`).length).toBe(2300);
    const errors = await admin.visitor.ask(`${path}/errors`);
    expect(errors.headers["content-disposition"]).toBe('attachment; filename="import-errors.csv"');
    expect(errors.body.split("\r\n")[1]).toBe("2302,Customer number,This number stands in an earlier row already.");
  });

  test("T-D7, T-A12: what the file's name and cells hold is text on every page", async () => {
    const evil = "<img src=x onerror=alert(1)>";
    const sent = await send(admin.visitor, `number,last_name,${evil}\nEVIL1,${evil},${evil}\n`, { name: `../../${evil}.csv` });
    for (const path of [sent.location ?? "", "/admin/import"]) {
      const { page, body } = await admin.visitor.go(path);
      expect(page.querySelector("main img")).toBeNull();
      expect(body).not.toContain("<img src=x");
      expect(body).toContain("&lt;img src=x");
    }
  });

  test("T-D2: nothing, no file, and a form that breaks off are said in words", async () => {
    for (const [body, problem] of [
      [`--${BOUNDARY}--\r\n`, "none"],
      [`--${BOUNDARY}\r\nContent-Disposition: form-data; name="kind"\r\n\r\nstaff\r\n--${BOUNDARY}--\r\n`, "none"],
      [`--${BOUNDARY}\r\nContent-Disposition: form-data; name="ki`, "failed"],
    ] as const) {
      const headers = { "content-type": `multipart/form-data; boundary="${BOUNDARY}"` };
      const sent = await admin.visitor.ask("/admin/import/upload", { method: "POST", headers, body });
      expect(sent.location).toBe(`/admin/import?problem=${problem}`);
    }
    expect((await admin.visitor.go("/admin/import?problem=failed")).page.textContent).toContain("did not arrive whole");
  });

  test("T-D2: a gigabyte is refused in words at once, and fifty megabytes leave no trace in memory", async () => {
    const head = (length: number) =>
      [
        "POST /admin/import/upload HTTP/1.1",
        "Host: localhost",
        `Origin: ${product.url}`,
        `Content-Type: multipart/form-data; boundary=x`,
        `Content-Length: ${length}`,
        "",
        "",
      ].join("\r\n");
    const heard = await converse(product.url, [head(2 ** 30)], /<\/html>/);
    expect(heard).toMatch(/^HTTP\/1\.1 413 /);
    expect(heard).toContain("up to 500 MB");
    const cell = "x".repeat(990);
    const line = `N,${cell}\n`;
    const sent = await send(admin.visitor, `number,note\n${line.repeat(50_000)}`);
    expect(sent.location).toMatch(/^\/admin\/import\/[\da-f-]{36}$/);
    expect((await askRaw(product.url, "/api/health/live")).status).toBe(200);
  });

  test("T-A3, T-A9: neither visitors nor agents may send a file", async () => {
    const agent = await signInStaff(product, "agent");
    expect((await send(new Visitor(product.url), "number\n1\n")).location).toMatch(/^\/admin\/sign-in/);
    expect((await send(agent.visitor, "number\n1\n")).status).toBe(404);
  });
});

describe("an export", () => {
  test("T-D1, T-A13: is a file behind the password, with formulas disarmed", async () => {
    await send(admin.visitor, "number,last_name\nF1,=1+1\n").then(async ({ location }) => {
      const path = location ?? "";
      await admin.visitor.submitAndGo(await admin.visitor.go(path), "Start the dry run");
      await waitFor(async () => (await stateOf(path)) === "Dry run finished", "the dry run to end");
      await admin.visitor.submitAndGo(await admin.visitor.go(path), "Start the import");
      await waitFor(async () => (await stateOf(path)) === "Finished", "the import to end");
    });
    await database.sql`update staff_sessions set authenticated_at = now() - interval '16 minutes'`;
    const form = await admin.visitor.go("/admin/export?q=%3D1%2B1");
    const refused = await admin.visitor.submit(form, "Download customers", { confirmPassword: "wrong" });
    expect(refused.location).toContain("problem=password.wrong-current");
    const told = await admin.visitor.go(refused.location ?? "");
    expect(told.page.querySelector("[role=alert]")?.textContent).toContain("was not made");
    const file = await admin.visitor.submit(await admin.visitor.go("/admin/export"), "Download customers", {
      confirmPassword: admin.password,
    });
    expect(file.headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(file.body).toContain("F1,,'=1+1,");
  });
});
