import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { queueMail } from "@/core/mail/queue";
import { encrypt, makeSecrets } from "@/core/security/secrets";
import { type Database, openDatabase } from "@/db";
import { insertSuppression } from "@/db/queries/suppressions";
import { makeInvited } from "@/tests/support/activation";
import { CHEAP_HASH } from "@/tests/support/context";
import { freshEmail, makeAccount, makeStaff } from "@/tests/support/make";
import { type Product, startProduct, TEST_SECRET } from "@/tests/support/product";
import { Visitor } from "@/tests/support/visitor";
import { waitFor } from "@/tests/support/wait-for";

type House = { product: Product; database: Database; agent: Visitor };

const SECRETS = { link: "https://shop.example/reset-password/very-secret", code: "904177" };
let sending: House;
let waiting: House;

async function open(env: Record<string, string>): Promise<House> {
  const product = await startProduct(env);
  const database = openDatabase(product.databaseUrl, 2);
  const { email, password } = await makeStaff({ db: database.db }, { role: "agent" });
  const agent = new Visitor(product.url);
  await agent.submit(await agent.go("/admin/sign-in"), "Sign in", { identifier: email, password });
  return { product, database, agent };
}

async function close({ product, database }: House): Promise<void> {
  await database.end();
  await product.stop();
}

beforeAll(async () => {
  [sending, waiting] = await Promise.all([open({}), open({ SMTP_URL: "" })]);
});
afterAll(async () => {
  await Promise.all([close(sending), close(waiting)]);
});

async function queue({ database }: House, email: string): Promise<string> {
  await queueMail(
    { db: database.db, secrets: makeSecrets([TEST_SECRET]) },
    { message: "reset-password", language: "en", to: { email, name: "<b>Ann</b>" }, secrets: SECRETS, facts: { names: email } },
  );
  const [row] = await database.sql`select id from mails where to_email = ${email} order by created_at desc limit 1`;
  return String(row?.id);
}

const stateOf = async ({ database }: House, id: string) =>
  (await database.sql`select state from mails where id = ${id}`)[0]?.state;

describe("the mail room", () => {
  test("P-M1: a sent mail is shown with dots in place of its link and code", async () => {
    const email = freshEmail();
    const id = await queue(sending, email);
    await sending.product.mail.newestTo(email);
    await waitFor(async () => (await stateOf(sending, id)) === "sent", "the mail to be noted as sent");
    const list = await sending.agent.go("/admin/mail");
    expect(list.page.querySelector(`a[href="/admin/mail/${id}"]`)?.textContent).toBe("Set a new password");
    const { status, body, page } = await sending.agent.go(`/admin/mail/${id}`);
    expect(status).toBe(200);
    expect(body).not.toContain("very-secret");
    expect(body).not.toContain(SECRETS.code);
    const preview = page.querySelector("iframe");
    expect(preview?.getAttribute("srcdoc")).toContain("••••••");
    expect(preview?.getAttribute("sandbox")).toBe("");
    expect(page.querySelectorAll("button").map((button) => button.textContent)).not.toContain("Send again");
  });

  test("P-M1: while no SMTP server is set, an agent sees the whole message, and it waits untried", async () => {
    const id = await queue(waiting, freshEmail());
    const list = await waiting.agent.go("/admin/mail?state=queued");
    expect(list.body).toContain("No mail server is set");
    const { page } = await waiting.agent.go(`/admin/mail/${id}`);
    const preview = page.querySelector("iframe")?.getAttribute("srcdoc") ?? "";
    expect(preview).toContain("very-secret");
    expect(preview).toContain(SECRETS.code);
    expect(page.querySelector("pre")?.textContent).toContain(SECRETS.link);
    expect(await stateOf(waiting, id)).toBe("queued");
  });

  test("P-M6: who is shown a whole message, with its link and code, is in the audit log; who is shown dots is not", async () => {
    const [whole, masked] = [await queue(waiting, freshEmail()), await queue(sending, freshEmail())];
    await waiting.agent.go(`/admin/mail/${whole}`);
    await sending.agent.go(`/admin/mail/${masked}`);
    const rowsOf = ({ database }: House, id: string) =>
      database.sql`select actor_kind, actor_id from audit_log where action = 'mail.read-whole' and target_id = ${id}`;
    const [reader] = await waiting.database.sql`select id from staff`;
    expect(await rowsOf(waiting, whole)).toEqual([{ actor_kind: "staff", actor_id: reader?.id }]);
    expect(await rowsOf(sending, masked)).toEqual([]);
  });

  test("P-M1: a mail that failed is named in words, and Send again brings it to its reader", async () => {
    const email = freshEmail();
    const id = await queue(sending, email);
    await waitFor(async () => (await stateOf(sending, id)) === "sent", "the mail");
    const sealed = encrypt(makeSecrets([TEST_SECRET]), "mail", JSON.stringify(SECRETS));
    await sending.database.sql`update mails set state = 'failed', last_error = 'refused: 550 5.1.1 no such user',
      attempts = 1, secrets = ${sealed} where id = ${id}`;
    const list = await sending.agent.go("/admin/mail?state=failed");
    expect(list.page.querySelector(".data-table")?.textContent).toContain("The mail server will not deliver this mail.");
    const page = await sending.agent.go(`/admin/mail/${id}`);
    expect(page.body).toContain("550 5.1.1 no such user");
    const before = sending.product.mail.mails.length;
    const again = await sending.agent.submitAndGo(page, "Send again");
    expect(again.page.querySelector("[role=status]")?.textContent).toContain("in the queue again");
    await waitFor(() => sending.product.mail.mails.length > before, "the mail to come again");
    const log = await sending.database.sql`select actor_kind, target_id from audit_log where action = 'mail.retried'`;
    expect(log).toMatchObject([{ actor_kind: "staff", target_id: id }]);
  });

  test("P-M1: pages of the list follow each other without a gap, and an odd address of one is no error", async () => {
    const email = freshEmail("many");
    for (let made = 0; made < 55; made++) await queue(waiting, `${made}.${email}`);
    const first = await waiting.agent.go("/admin/mail");
    const older = first.page.querySelectorAll("main a").find((link) => link.textContent === "Older");
    const second = await waiting.agent.go(older?.getAttribute("href") ?? "");
    const ids = [first, second].flatMap(({ page }) =>
      page.querySelectorAll(".data-table a").map((link) => link.getAttribute("href")),
    );
    const [{ count } = { count: 0 }] = await waiting.database.sql`select count(*) from mails`;
    expect(new Set(ids).size).toBe(Number(count));
    expect(ids).toHaveLength(Number(count));
    for (const odd of ["?before=x", "?state=nonsense", "?state=sent&state=failed", "?before=%27"])
      expect((await waiting.agent.go(`/admin/mail${odd}`)).status).toBe(200);
    for (const odd of ["x", "00000000-0000-4000-8000-000000000000", "%27"])
      expect((await waiting.agent.go(`/admin/mail/${odd}`)).status).toBe(404);
  });

  test("T-A4: nobody but staff sees any of it", async () => {
    const id = await queue(waiting, freshEmail());
    const stranger = new Visitor(waiting.product.url);
    for (const path of ["/admin/mail", `/admin/mail/${id}`]) {
      const answer = await stranger.ask(path);
      expect(answer.location).toMatch(/^\/admin\/sign-in/);
      expect(answer.body).not.toContain("very-secret");
    }
  });

  test("the demo's letter box exists in the demo only", async () => {
    for (const path of ["/demo/mail", "/demo/mail.json"]) expect((await sending.agent.ask(path)).status).toBe(404);
  });
});

describe("a mail that came in", () => {
  const cameIn = async (more: { customerId?: string; conversationId?: string; text?: string }) => {
    const { customerId = null, conversationId = null, text = "" } = more;
    const from = freshEmail("stranger");
    const [box] = await sending.database.sql`insert into mailboxes (name, address, kind, is_enabled)
      values ('Help', ${from}, 'webhook', true) returning id`;
    const [made] = await sending.database.sql`
      insert into inbound_mails (mailbox_id, fingerprint, from_email, outcome, text, customer_id, conversation_id)
      values (${String(box?.id)}, ${from}, ${from}, 'kept', ${text}, ${customerId}, ${conversationId}) returning id`;
    return { from, path: `/admin/mail/incoming/${String(made?.id)}`, id: String(made?.id) };
  };

  test("P-R16: of a stranger leads to making a customer whose address is filled in", async () => {
    const { from, path, id } = await cameIn({ text: "Do you sell kettles?" });
    const { page } = await sending.agent.go(path);
    const link = page.querySelector(`a[href="/admin/customers/new?mail=${id}"]`);
    expect(link?.textContent).toBe("Make a customer with this address");
    const form = await sending.agent.go(`/admin/customers/new?mail=${id}`);
    expect(form.page.querySelector("input[name=email]")?.getAttribute("value")).toBe(from);
  });

  test("P-M3: of a customer leads to the conversation that its text stands in", async () => {
    const { customerId } = await makeAccount({ db: sending.database.db, hash: CHEAP_HASH });
    const [talk] = await sending.database.sql`insert into conversations (customer_id) values (${customerId}) returning id`;
    const { path } = await cameIn({ customerId, conversationId: String(talk?.id) });
    const { page } = await sending.agent.go(path);
    expect(page.querySelector(`a[href="/admin/messages/${String(talk?.id)}"]`)?.textContent).toBe("Open the conversation");
  });
});

test("P-V1, P-M1: an activation sent to an address to which nothing is sent says so, and leads there", async () => {
  const customer = await makeInvited({ db: sending.database.db });
  await insertSuppression(sending.database.db, { emailKey: customer.email, reason: "bounced", detail: "" });
  const page = await sending.agent.go(`/admin/customers/${customer.number}`);
  const { body, page: after } = await sending.agent.submitAndGo(page, "Send activation e-mail");
  expect(body).toContain("The activation stands, but no mail leaves");
  expect(body).not.toContain("The activation e-mail is on its way.");
  const href = `/admin/mail/suppressed?q=${encodeURIComponent(customer.email)}`;
  expect(after.querySelector(`#account a[href="${href}"]`)).not.toBeNull();
});
