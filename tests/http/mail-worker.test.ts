import { afterAll, beforeAll, expect, test } from "vitest";
import { queueMail } from "@/core/mail/queue";
import { makeSecrets } from "@/core/security/secrets";
import { type Database, openDatabase } from "@/db";
import { freshEmail } from "@/tests/support/make";
import { type Product, startProduct, TEST_SECRET } from "@/tests/support/product";

let product: Product;
let database: Database;

beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 2);
});
afterAll(async () => {
  await database.end();
  await product.stop();
});

const queue = (email: string) =>
  queueMail(
    { db: database.db, secrets: makeSecrets([TEST_SECRET]) },
    {
      message: "reset-password",
      language: "en",
      to: { email },
      secrets: { link: `${product.url}/reset-password/x`, code: "123456" },
    },
  );

test("P-M1: the running product sends what was queued, from its own name and by itself", async () => {
  const email = freshEmail();
  await queue(email);
  const mail = await product.mail.newestTo(email);
  expect(mail.text).toContain(`${product.url}/reset-password/x`);
  expect(mail.raw).toMatch(/^From: Foyer <no-reply@localhost>/m);
  expect(mail.raw).toMatch(/^Auto-Submitted: auto-generated/m);
});
