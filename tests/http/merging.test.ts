import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { STANDARD_HASH } from "@/core/security/password-hash";
import { type Database, openDatabase } from "@/db";
import { makeAccount } from "@/tests/support/make";
import { makeOrder } from "@/tests/support/make-shop";
import { makeGuest } from "@/tests/support/merge";
import { type Product, startProduct } from "@/tests/support/product";
import { type StaffVisitor, signInStaff } from "@/tests/support/staff";
import { Visitor } from "@/tests/support/visitor";

let product: Product;
let database: Database;
let agent: StaffVisitor;

beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 1);
  agent = await signInStaff(product, "agent");
});
afterAll(async () => {
  await database.end();
  await product.stop();
});

const pathOf = (number: string) => `/admin/customers/${number}`;

const orderOf = ({ id, email }: Awaited<ReturnType<typeof makeGuest>>) =>
  makeOrder(database, { customerId: id, email: email ?? "" });

describe("merging in the back office, without JavaScript", () => {
  test("P-V6: an agent finds the other record, reads what would happen, merges, and undoes it", async () => {
    const kept = await makeAccount({ db: database.db, hash: STANDARD_HASH }, { firstName: "Ann", lastName: "Archer" });
    const guest = await makeGuest(database, { firstName: "Zoltana", lastName: "<b>Archer</b>" });
    const { number: orderNumber } = await orderOf(guest);
    const { visitor } = agent;

    const choice = await visitor.go(`${pathOf(kept.number)}/merge?with=zoltana`);
    const link = choice.page.querySelectorAll("main a").find((one) => one.textContent.includes(guest.number));
    const turned = await visitor.go(`${pathOf(guest.number)}/merge?with=${kept.number}`);
    expect(turned.body).toContain("The other customer has the account.");
    expect(turned.page.querySelectorAll("main form")).toHaveLength(0);
    const preview = await visitor.go(link?.getAttribute("href") ?? "");
    expect(preview.page.querySelector("h1")?.textContent).toBe(`Merge customer ${guest.number} into ${kept.number}?`);
    expect(preview.page.querySelector("main")?.textContent).toContain("1 order, with the note on how it got there.");
    expect(preview.page.querySelector("main")?.textContent).toContain(`${guest.email} (1)`);
    expect(preview.page.querySelectorAll("main b")).toHaveLength(0);

    const merged = await visitor.submitAndGo(preview, "Merge", { takeFirstName: "merged" });
    expect(merged.path).toMatch(new RegExp(`^${pathOf(kept.number)}\\?`));
    expect(merged.body).toContain(`Customer ${guest.number} was merged into this one.`);
    expect(merged.page.querySelector("h1")?.textContent).toBe("Zoltana Archer");
    expect(merged.page.querySelector("main")?.textContent).toContain(orderNumber);
    expect((await visitor.submitAndGo(preview, "Merge")).body).toContain(`Customer ${guest.number} was merged`);

    const led = await visitor.ask(pathOf(guest.number));
    expect([led.status, led.location]).toEqual([307, `${pathOf(kept.number)}?was=${guest.number}`]);
    const found = await visitor.go(`/admin/customers?q=${guest.number}`);
    expect(found.page.querySelector("tbody a")?.getAttribute("href")).toBe(pathOf(kept.number));

    const undone = await visitor.submitAndGo(merged, `Undo the merge with ${guest.number}`);
    expect(undone.body).toContain("The merge is undone.");
    expect(undone.page.querySelector("h1")?.textContent).toBe("Ann Archer");
    expect((await visitor.go(pathOf(guest.number))).page.querySelector("main")?.textContent).toContain(orderNumber);
  });

  test("P-R7: an agent attaches an order, sees it listed, and takes it away again", async () => {
    const kept = await makeAccount({ db: database.db, hash: STANDARD_HASH });
    const { number } = await orderOf(await makeGuest(database));
    const page = await agent.visitor.go(pathOf(kept.number));
    const refused = await agent.visitor.submit(page, "Attach order", { orderNumber: "none" });
    expect(refused.status).toBe(404);
    expect(refused.page.querySelector("[name=orderNumber]")?.getAttribute("value")).toBe("none");
    const attached = await agent.visitor.submitAndGo(page, "Attach order", { orderNumber: number });
    expect(attached.page.querySelector("#attached")?.textContent).toContain("Attached by Sam Staff");
    const undone = await agent.visitor.submitAndGo(attached, `Undo order ${number}`);
    expect(undone.body).toContain("The order is filed where it came from.");
    expect(undone.page.querySelector("#attached")?.textContent).toMatch(/Undone .* by Sam Staff/);
  });

  test("T-A1, T-A2: who may not merge sees no way to, and posting the form of somebody who may changes nothing", async () => {
    const [kept, merged] = [await makeGuest(database), await makeGuest(database)];
    const preview = await agent.visitor.go(`${pathOf(kept.number)}/merge?with=${merged.number}`);
    const powerless = await signInStaff(product, "agent");
    await database.sql`update staff set withheld = '{customers.merge}' where id = ${powerless.staffId}`;
    expect((await powerless.visitor.ask(`${pathOf(kept.number)}/merge`)).status).toBe(404);
    expect((await powerless.visitor.go(pathOf(kept.number))).body).not.toContain("Merge with another customer");
    expect((await powerless.visitor.submit(preview, "Merge")).status).toBe(404);
    const outside = await new Visitor(product.url).submit(preview, "Merge");
    expect(outside.location ?? "").toMatch(/^\/admin\/sign-in/);
    const rows = await database.sql`select 1 from customers where id = ${merged.id} and merged_into is null`;
    expect(rows).toHaveLength(1);
  });
});
