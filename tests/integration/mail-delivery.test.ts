import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deliverMail } from "@/core/mail/deliver";
import { type MailWorld, makeMailWorld } from "@/tests/support/mail-world";
import { freshEmail } from "@/tests/support/make";
import { ANY_CODE, ANY_LINK } from "@/tests/support/rendered-mail";

let world: MailWorld;

beforeAll(async () => {
  world = await makeMailWorld();
});
afterAll(() => world.end());

describe("a mail in the queue", () => {
  test("P-M1: leaves with HTML, text, link and code, and its secrets are erased", async () => {
    const email = freshEmail();
    const id = await world.queue({ to: { email } });
    await deliverMail(world.deliverCtx(), id);
    const mail = await world.sink.newestTo(email);
    for (const part of [mail.text, mail.html]) {
      expect(part).toContain(ANY_LINK);
      expect(part).toContain(ANY_CODE);
    }
    expect(await world.row(id)).toMatchObject({ state: "sent", attempts: 1, secrets: null, lastError: null });
  });

  test("P-M1: rolled back with its fact, it never was", async () => {
    const email = freshEmail();
    const queued = world.database.db.transaction(async (db) => {
      await world.queue({ to: { email } }, db);
      throw new Error("the fact failed");
    });
    await expect(queued).rejects.toThrow("the fact failed");
    expect(await world.idsTo(email)).toEqual([]);
    expect(await world.waitingJobs()).toEqual([]);
  });
});
