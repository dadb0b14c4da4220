import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "@/db";
import { CHEAP_HASH } from "@/tests/support/context";
import { codeIn, linkIn } from "@/tests/support/mail-sink";
import { freshEmail, freshPassword, makeAccount } from "@/tests/support/make";
import { type Product, startProduct } from "@/tests/support/product";
import { changeSettings, openRegistration } from "@/tests/support/settings";
import { type Answer, Visitor } from "@/tests/support/visitor";
import { waitFor } from "@/tests/support/wait-for";

let product: Product;
let database: Database;
beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 2);
  await openRegistration(product, { "registration.captcha": "off" });
  await waitFor(async () => (await new Visitor(product.url).ask("/register")).status === 200, "registration to open");
});
afterAll(async () => {
  await database.end();
  await product.stop();
});

const typed = (changes: Record<string, string> = {}) => ({
  email: freshEmail("shopper"),
  password: freshPassword(),
  firstName: "Robin",
  lastName: "Reed",
  ...changes,
});

const heading = (answer: Answer) => answer.page.querySelector("h1")?.textContent;
const summary = (answer: Answer) => answer.page.querySelector("[data-summary]")?.textContent ?? "";
const account = (changes: { email?: string } = {}) => makeAccount({ db: database.db, hash: CHEAP_HASH }, changes);

/** An answer without what differs between any two: the nonce, the instant, and the address that was typed. */
const comparable = ({ status, headers, body }: Answer, email: string) => {
  const nonce = /nonce-([^']+)/.exec(String(headers["content-security-policy"]))?.[1] ?? "";
  const { date: _date, ...rest } = headers;
  const text = JSON.stringify([status, rest, body]);
  return text
    .replaceAll(nonce, "…")
    .replaceAll(email, "…")
    .replace(/foyer-attempt=[^;]+;|Expires=[^;]+;/g, "…");
};

/** Fills in the form and waits for the mail. */
async function register(fields = typed(), visitor = new Visitor(product.url), path = "/register") {
  const sent = await visitor.submit(await visitor.go(path), "Create account", fields);
  const mail = await product.mail.newestTo(fields.email);
  const link = new URL(linkIn(mail, /^\/confirm\//));
  return { visitor, fields, sent, mail, code: codeIn(mail), link: link.pathname };
}

describe("without JavaScript", () => {
  test("P-R2: form, mail, code, active, signed in", async () => {
    const { visitor, fields, sent, code } = await register();
    expect([sent.status, sent.location]).toEqual([303, "/register/check-your-mail"]);
    const waiting = await visitor.go("/register/check-your-mail");
    expect(heading(waiting)).toBe("Check your mail");
    expect(waiting.page.textContent).toContain(fields.email);
    const done = await visitor.submitAndGo(waiting, "Confirm code", { code: `${code.slice(0, 3)} ${code.slice(3)}` });
    expect([done.status, heading(done)]).toEqual([200, "Your account is active"]);
    expect(done.page.textContent).toContain(fields.email);
    expect((await visitor.ask("/account")).status).toBe(200);
  });

  test("P-R2: form, mail, link, active, signed in; the old password is not asked again", async () => {
    const { visitor, link } = await register();
    const page = await visitor.go(link);
    expect(page.page.querySelector("input[type=password]")).toBeNull();
    expect(page.page.textContent).toMatch(/s\*\*\*@example\.com/);
    const done = await visitor.submitAndGo(page, "Confirm my e-mail");
    expect(heading(done)).toBe("Your account is active");
    expect((await visitor.ask("/account")).status).toBe(200);
  });

  test("P-A2 [registration]: the wanted page is offered at the end, through every page in between", async () => {
    const visitor = new Visitor(product.url);
    const signIn = await visitor.go("/sign-in?returnTo=%2Fcart%3Ffrom%3Dmail");
    const create = signIn.page.querySelectorAll("main a").find((a) => a.getAttribute("href")?.startsWith("/register"));
    const { code } = await register(typed(), visitor, create?.getAttribute("href") ?? "");
    const done = await visitor.submitAndGo(await visitor.go("/register/check-your-mail"), "Confirm code", { code });
    const next = done.page.querySelectorAll("main a").find((a) => a.textContent === "Continue");
    expect(next?.getAttribute("href")).toBe("/cart?from=mail");
  });

  test("P-A2, T-U1 [registration]: no other origin is ever offered", async () => {
    const { visitor, code } = await register(
      typed(),
      new Visitor(product.url),
      "/register?returnTo=https%3A%2F%2Fevil.example%2F",
    );
    await visitor.submit(await visitor.go("/register/check-your-mail"), "Confirm code", { code });
    for (const wanted of ["https%3A%2F%2Fevil.example", "%2F%2Fevil.example", "%2F%5Cevil.example"]) {
      const welcome = await visitor.go(`/register/welcome?returnTo=${wanted}`);
      const next = welcome.page.querySelectorAll("main a").find((a) => a.textContent === "Continue");
      expect(next?.getAttribute("href")).toBe("/account");
    }
  });

  test("T-R3: in another browser the link asks for a password of one's own, and the planted one is worthless", async () => {
    const { fields, link } = await register(typed({ firstName: "Mallory" }));
    const owner = new Visitor(product.url);
    const page = await owner.go(link);
    expect(page.page.querySelector("[name=firstName]")?.getAttribute("value")).toBe("Mallory");
    const empty = await owner.submit(page, "Confirm my e-mail", { firstName: "Olive" });
    expect(empty.status).toBe(422);
    expect(empty.page.querySelector("[name=firstName]")?.getAttribute("value"), "what was typed is kept").toBe("Olive");
    const newPassword = freshPassword();
    const done = await owner.submitAndGo(empty, "Confirm my e-mail", { newPassword, firstName: "Olive", lastName: "Owner" });
    expect(heading(done)).toBe("Your account is active");
    const stranger = new Visitor(product.url);
    const refused = await stranger.submit(await stranger.go("/sign-in"), "Sign in", {
      identifier: fields.email,
      password: fields.password,
    });
    expect(refused.status).toBe(401);
  });

  test("a registration begun at one process is completed at another (T-FX23)", async () => {
    const second = await product.second();
    try {
      const { visitor, code } = await register();
      const elsewhere = new Visitor(second.url, product.url);
      for (const [name, value] of visitor.cookies) elsewhere.cookies.set(name, value);
      const done = await elsewhere.submit(await elsewhere.go("/register/check-your-mail"), "Confirm code", { code });
      expect(done.location).toBe("/register/welcome");
    } finally {
      await second.stop();
    }
  });

  test("another mail can be asked for, and the answer does not say whether one was sent", async () => {
    const { visitor, fields } = await register();
    const again = await visitor.submit(await visitor.go("/register/check-your-mail"), "Send again");
    expect([again.status, heading(again)]).toEqual([200, "Check your mail"]);
    expect(again.page.querySelector("[role=status]")?.textContent).toContain("If a minute has passed");
    expect(product.mail.mails.filter(({ recipients }) => recipients.includes(fields.email))).toHaveLength(1);
  });

  test("a browser that registers nobody is told so at the waiting page", async () => {
    const page = await new Visitor(product.url).go("/register/check-your-mail");
    expect(page.status).toBe(200);
    expect(page.page.querySelector("[name=code]")).toBeNull();
  });
});

describe("a stranger learns nothing", () => {
  test("T-R1: a free and a taken address get the same answer, byte for byte, and the same pages after it", async () => {
    const { email: taken } = await account();
    const answers = [];
    for (const email of [freshEmail(), taken]) {
      const { visitor, sent } = await register(typed({ email }), new Visitor(product.url));
      const waiting = await visitor.go("/register/check-your-mail");
      const wrong = await visitor.submit(waiting, "Confirm code", { code: "000000" });
      answers.push([sent, waiting, wrong].map((answer) => comparable(answer, email)));
    }
    const [forFree = [], forTaken = []] = answers;
    expect(forTaken.map((answer, index) => answer === forFree[index])).toEqual([true, true, true]);
    expect((await product.mail.newestTo(taken)).subject).toMatch(/already have an account/);
  });

  test("P-R6: only after the proof does the owner read that there is an account, what signs in and what to do", async () => {
    const { email, number } = await account();
    const { visitor, mail, link } = await register(typed({ email }), new Visitor(product.url));
    expect(mail.text).toContain(number);
    const done = await visitor.submitAndGo(await visitor.go(link), "Confirm my e-mail");
    expect([done.status, heading(done)]).toEqual([200, "You have an account already"]);
    const ways = done.page.querySelectorAll("main a").map((a) => a.getAttribute("href"));
    expect(ways).toEqual(["/sign-in", "/forgot-password"]);
    expect((await visitor.ask("/account")).location).toMatch(/^\/sign-in/);
  });

  test("T-V5: expired, used, cut off, changed and unknown links give one page and one status", async () => {
    const used = await register();
    await used.visitor.submit(await used.visitor.go(used.link), "Confirm my e-mail");
    const expired = await register();
    await database.db.execute(
      sql`update proofs set expires_at = now() - interval '1 second' where email_key = ${expired.fields.email}`,
    );
    const good = await register();
    const pages = [];
    const unknown = `/confirm/${"A".repeat(43)}`;
    for (const path of [
      unknown,
      used.link,
      expired.link,
      good.link.slice(0, -5),
      `${good.link}x`,
      `${unknown}?id=1`,
      "/confirm/%00",
      "/confirm/a%2Fb",
    ]) {
      const page = await new Visitor(product.url).go(path);
      expect([path, page.status, heading(page)]).toEqual([path, 410, "This link is not valid any more"]);
      pages.push(page.page.querySelector("main")?.textContent);
    }
    expect(new Set(pages).size).toBe(1);
    const next = (await expired.visitor.go(expired.link)).page.querySelector("main a");
    expect(next?.getAttribute("href"), "where it began, a new link is one step away").toBe("/register/check-your-mail");
  });
});

describe("scanners and other people's machines", () => {
  test("T-V1, T-V2: HEAD and GET change nothing and set no cookie; the person's button still works", async () => {
    const { visitor, fields, link } = await register();
    const scanner = new Visitor(product.url);
    for (const method of ["HEAD", "GET", "GET"]) {
      const looked = await scanner.ask(link, { method });
      expect(looked.status).toBe(200);
      expect(looked.headers["set-cookie"]).toBeUndefined();
    }
    const [state] = await database.db.execute(
      sql`select used_at, superseded_at, code_tries from proofs where email_key = ${fields.email}`,
    );
    expect(state).toEqual({ used_at: null, superseded_at: null, code_tries: 0 });
    expect((await visitor.submit(await visitor.go(link), "Confirm my e-mail")).location).toBe("/register/welcome");
  });

  test("T-V13: the page behind a link is kept by nobody, names itself to no other site and loads nothing from one", async () => {
    const { visitor, link } = await register();
    const page = await visitor.ask(link);
    expect(page.headers["referrer-policy"]).toBe("same-origin");
    expect(page.headers["cache-control"]).toMatch(/no-store/);
    const urls = page.page
      .querySelectorAll("[src], [href]")
      .map((one) => one.getAttribute("src") ?? one.getAttribute("href") ?? "");
    expect(urls.filter((url) => !url.startsWith("/") && !url.startsWith("#"))).toEqual([]);
    expect(page.headers["content-security-policy"]).toContain("default-src 'self'");
  });

  test("T-U4 [registration]: no later address holds the token", async () => {
    const { visitor, link } = await register();
    const done = await visitor.submit(await visitor.go(link), "Confirm my e-mail");
    expect(done.location).toBe("/register/welcome");
    expect(done.body).not.toContain(link.split("/").at(-1));
  });

  test("T-V4: pressed twice at once there is one account, and nobody sees an error of ours", async () => {
    const { visitor, fields, link } = await register();
    const page = await visitor.go(link);
    const answers = await Promise.all([1, 2, 3].map(() => visitor.submit(page, "Confirm my e-mail")));
    expect(answers.filter(({ location }) => location === "/register/welcome")).toHaveLength(1);
    for (const answer of answers) expect([303, 409, 410]).toContain(answer.status);
    const rows = await database.db.execute(sql`select 1 from accounts where email_key = ${fields.email}`);
    expect(rows).toHaveLength(1);
  });
});

describe("who is signed in already", () => {
  async function signedIn() {
    const made = await account();
    const visitor = new Visitor(product.url);
    await visitor.submit(await visitor.go("/sign-in"), "Sign in", { identifier: made.email, password: made.password });
    return { visitor, made };
  }

  test("T-R20: is asked which account it shall be; going on ends the one before the other begins", async () => {
    const { link, fields } = await register();
    const { visitor, made } = await signedIn();
    const before = visitor.cookies.get("foyer.sid");
    const page = await visitor.go(link);
    expect(page.page.querySelector("main")?.textContent).toContain("You are signed in as Ann Archer");
    expect(page.page.querySelectorAll("main a").map((a) => a.textContent)).toContain("Stay signed in as Ann Archer");
    const own = { newPassword: freshPassword(), firstName: "Robin", lastName: "Reed" };
    const unasked = await visitor.submit(page, "Confirm my e-mail", { ...own, switching: "" });
    expect(unasked.status).toBe(409);
    expect(visitor.cookies.get("foyer.sid")).toBe(before);
    const done = await visitor.submitAndGo(page, "Confirm my e-mail", own);
    expect(done.page.textContent).toContain(fields.email);
    const old = new Visitor(product.url);
    old.cookies.set("foyer.sid", before ?? "");
    expect((await old.ask("/account")).location).toMatch(/^\/sign-in/);
    expect(done.page.textContent).not.toContain(made.email);
  });

  test("T-R20: is not offered the form, and cannot send one that was opened before", async () => {
    const { visitor } = await signedIn();
    const page = await visitor.go("/register");
    expect(page.page.querySelector("[name=password]")).toBeNull();
    const opened = await new Visitor(product.url).go("/register");
    const sent = await visitor.submit(opened, "Create account", typed());
    expect(sent.status).toBe(409);
  });
});

describe("bad input", () => {
  test("every empty field is named, and the page keeps what was typed but never the password", async () => {
    const visitor = new Visitor(product.url);
    const password = freshPassword();
    const answer = await visitor.submit(await visitor.go("/register"), "Create account", {
      ...typed({ email: "no address" }),
      password,
      lastName: "",
    });
    expect(answer.status).toBe(422);
    expect(answer.page.querySelectorAll("[data-summary] a").map((a) => a.getAttribute("href"))).toEqual(["#email", "#lastName"]);
    expect(answer.page.querySelector("[name=email]")?.getAttribute("value")).toBe("no address");
    expect(answer.page.querySelector("[name=firstName]")?.getAttribute("value")).toBe("Robin");
    expect(answer.body).not.toContain(password);
  });

  test("P-R2: an address that is none hides nothing else that is missing, the password neither", async () => {
    const visitor = new Visitor(product.url);
    const answer = await visitor.submit(await visitor.go("/register"), "Create account", {
      ...typed({ email: "no address", password: "", lastName: "" }),
    });
    expect(answer.page.querySelectorAll("[data-summary] a").map((a) => a.getAttribute("href"))).toEqual([
      "#email",
      "#password",
      "#lastName",
    ]);
  });

  test("P-R11: where staff decide, the form promises no account", async () => {
    const visitor = new Visitor(product.url);
    expect((await visitor.go("/register")).body).toContain("Then your account is active.");
    await changeSettings(product, { "registration.approval": "true" });
    const asked = (await visitor.go("/register")).body;
    await changeSettings(product, { "registration.approval": "false" });
    expect(asked).not.toContain("your account is active");
    expect(asked).toContain("Then the shop looks at your registration");
  });

  test("P-R9: without JavaScript a page that always asks for a captcha does not advise to wait", async () => {
    await changeSettings(product, { "registration.captcha": "always" });
    const asked = (await new Visitor(product.url).go("/register")).body;
    await changeSettings(product, { "registration.captcha": "off" });
    expect(asked).toContain("Switch it on and load this page again");
    expect(asked).not.toContain("in an hour");
  });

  test("T-R13: a refused password says why at its field, and costs nothing that was typed", async () => {
    const visitor = new Visitor(product.url);
    const answer = await visitor.submit(await visitor.go("/register"), "Create account", typed({ password: "seven77" }));
    expect(answer.status).toBe(422);
    expect(summary(answer)).toContain("Use at least 15 characters");
    expect(answer.page.querySelector("#password-problem")?.textContent).toContain("Use at least 15 characters");
    expect(answer.page.querySelector("#password-hint")?.textContent, "the same rule stands there before typing").toContain(
      "At least 15 characters",
    );
  });

  test("T-R8: an address that is sent twice is an attempt to be read in two ways", async () => {
    const visitor = new Visitor(product.url);
    const page = await visitor.go("/register");
    const { readForm } = await import("@/tests/support/visitor");
    const { action, data } = readForm(page, "Create account");
    for (const [name, value] of Object.entries(typed())) data.set(name, value);
    const second = freshEmail("second");
    data.append("email", second);
    const encoded = new Response(data);
    const answer = await visitor.ask(action, {
      method: "POST",
      headers: { "content-type": encoded.headers.get("content-type") ?? "" },
      body: Buffer.from(await encoded.arrayBuffer()),
    });
    expect(answer.status).toBe(400);
    expect(product.mail.mails.filter(({ recipients }) => recipients.length > 1 || recipients.includes(second))).toEqual([]);
  });

  test("T-R6: the envelope of the mail is the stored address, byte for byte", async () => {
    const { fields, mail } = await register(typed({ email: `o'brien+shop_{x}.${freshEmail()}` }));
    const [stored] = await database.db.execute(sql`select email from pending_registrations where email_key = ${fields.email}`);
    expect(mail.recipients).toEqual([stored?.email]);
  });

  test.each(["", "12345", "abcdef", "\u0000", "１２３４５６７", "9".repeat(5000)])(
    "a code like %j is answered with a sentence",
    async (code) => {
      const { visitor } = await register();
      const answer = await visitor.submit(await visitor.go("/register/check-your-mail"), "Confirm code", { code });
      expect(answer.status).toBe(422);
      expect(summary(answer)).not.toBe("");
    },
  );

  test("T-R17: a name that is markup is shown as it was typed, everywhere", async () => {
    const firstName = "<img src=x onerror=alert(1)>";
    const { visitor, code } = await register(typed({ firstName }));
    await visitor.submit(await visitor.go("/register/check-your-mail"), "Confirm code", { code });
    for (const path of ["/account", "/register/welcome", "/register"]) {
      const page = await visitor.go(path);
      expect(page.status).toBe(200);
      expect(page.page.querySelector("img[src=x]")).toBeNull();
      expect(page.body).not.toContain("<img src=x");
    }
  });

  test("T-FX19: the form posted many times at once makes one record and one mail, and no answer is an error of ours", async () => {
    const visitor = new Visitor(product.url);
    const page = await visitor.go("/register");
    const fields = typed();
    const answers = await Promise.all(Array.from({ length: 20 }, () => visitor.submit(page, "Create account", fields)));
    for (const { status } of answers) expect([303, 429]).toContain(status);
    expect(answers.filter(({ status }) => status === 303).length).toBeGreaterThan(1);
    const mail = await product.mail.newestTo(fields.email);
    const rows = await database.db.execute(sql`select 1 from pending_registrations where email_key = ${fields.email}`);
    expect(rows).toHaveLength(1);
    const done = await visitor.submit(await visitor.go("/register/check-your-mail"), "Confirm code", { code: codeIn(mail) });
    expect(done.location).toBe("/register/welcome");
    expect(
      product.mail.mails.filter(({ recipients, subject }) => recipients.includes(fields.email) && /Confirm/.test(subject)),
    ).toHaveLength(1);
  });
});

describe("closed", () => {
  test("P-R1, T-R9 [form]: a form that was opened before is refused after, by the server, and says so", async () => {
    const visitor = new Visitor(product.url);
    const opened = await visitor.go("/register");
    const begun = await register();
    await changeSettings(product, { "registration.open": "false" });
    try {
      const page = await waitFor(async () => {
        const answer = await visitor.go("/register");
        return answer.status === 403 && answer;
      }, "registration to close");
      expect(page.page.textContent).toContain("Registration is closed at the moment");
      expect(page.page.querySelector("[name=password]")).toBeNull();
      expect((await visitor.go("/sign-in")).page.querySelector("main a[href^='/register']")).toBeNull();
      const fields = typed();
      expect((await visitor.submit(opened, "Create account", fields)).status).toBe(403);
      const late = await begun.visitor.submit(await begun.visitor.go(begun.link), "Confirm my e-mail");
      expect([late.status, summary(late)]).toEqual([403, expect.stringContaining("Registration is closed")]);
      const rows = await database.db.execute(
        sql`select 1 from accounts where email_key in (${fields.email}, ${begun.fields.email})`,
      );
      expect(rows).toHaveLength(0);
    } finally {
      await changeSettings(product, { "registration.open": "true" });
      await waitFor(async () => (await visitor.go("/register")).status === 200, "registration to open");
      expect((await visitor.go("/sign-in")).page.querySelector("main a[href^='/register']")).not.toBeNull();
    }
  });
});
