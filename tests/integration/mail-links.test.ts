import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appLinkPaths } from "@/core/access/app-links";
import { companyNotices } from "@/core/companies/company-notices";
import type { Ctx } from "@/core/ctx";
import { messageNames } from "@/core/mail/queue";
import { renderMail } from "@/core/mail/render";
import { placeOrder } from "@/core/orders/place-order";
import { offerSeats } from "@/core/seats/offer-seats";
import { inviteStaff } from "@/core/staff/invite-staff";
import { sendPasswordLink } from "@/core/staff/send-password-link";
import { insertWaiting } from "@/db/queries/waiting-list";
import { casesOf, exampleOf } from "@/emails/_examples";
import { renderMessage } from "@/emails/_registry";
import { secretsOf } from "@/emails/_variables";
import { allSettings } from "@/settings/registry";
import { invite, makeInvited } from "@/tests/support/activation";
import { inviteTo } from "@/tests/support/company";
import { makeWorld, type World } from "@/tests/support/context";
import { changeAddress } from "@/tests/support/email-change";
import { bring, compose, makeMailbox } from "@/tests/support/inbound";
import { freshEmail, freshOperator, makeAccount, makeStaff } from "@/tests/support/make";
import { makeCompany } from "@/tests/support/make-company";
import { checkoutForm, guestWith, makeProduct } from "@/tests/support/make-shop";
import { type QueuedMail, queuedMails } from "@/tests/support/queued-mail";
import { freshRegistrant, openShop, start } from "@/tests/support/registration";
import { ANY_CODE, FACTS } from "@/tests/support/rendered-mail";
import { getReset } from "@/tests/support/reset";

let world: World;
let shop: Awaited<ReturnType<typeof openShop>>;

beforeAll(async () => {
  world = await makeWorld();
  shop = await openShop(world);
  // As the person in charge somebody must be staff.
  await makeStaff(world.ctx(), { email: STAFF });
});
afterAll(() => world.end());

const STAFF = "admin@evil.example";

/** What an admin of bad faith might type wherever something can be typed. */
const HOSTILE = [
  "https://evil.example",
  "//evil.example/path",
  "evil.example",
  "javascript:alert(1)",
  'x"><a href="https://evil.example">here</a>',
  'x"><a href="//evil.example">here</a>',
  "[here](https://evil.example)",
  "@evil.example",
  STAFF,
  "smtps://user:password@evil.example:465",
];

const taken = allSettings.flatMap(({ key, schema }) =>
  HOSTILE.filter((text) => schema.safeParse(text).success).map((text) => [key, text] as const),
);

test.each(taken)("T-U3: with %s set to %s the links of every mail lead to PUBLIC_URL's origin", async (key, text) => {
  const ctx = shop({ settings: { [key]: text } });
  const sent = await sendLinks(ctx);
  const names = new Set(sent.map(({ message }) => message));
  expect(messageNames.filter((name) => secretsOf(name).includes("link") && !names.has(name))).toEqual([]);
  const more = { ...BLANK, link: `${ctx.origin}/a/link`, code: ANY_CODE };
  const drawn = messageNames.flatMap((message) =>
    (message === "company-notice" ? companyNotices : [FACTS.notice]).map((notice) => ({
      ...more,
      message,
      facts: { ...FACTS, notice },
    })),
  );
  for (const mail of [...sent, ...drawn]) {
    const { html, text } = await render(ctx, mail);
    const hrefs = [...html.matchAll(/\b(?:href|src|action)="([^"]*)"/g)].map(([, href = ""]) => href);
    const printed = text.match(/[a-z]+:\/\/\S+/gi) ?? [];
    const elsewhere = [mail.link, ...hrefs, ...printed].filter((url) => url !== "" && !leadsHome(ctx, url));
    expect([mail.message, elsewhere]).toEqual([mail.message, []]);
  }
});

test("T-U3: the corpus reaches every setting that takes a text", () => {
  const reached = new Set<string>(taken.map(([key]) => key));
  const open = allSettings.filter(({ info }) => /^(text|email|list|secret)$/.test(info.kind));
  // These take names of time zones, identifiers of apps, and pairs of hexadecimal digits, and nothing else.
  expect(open.map(({ key }) => key).filter((key) => !reached.has(key))).toEqual([
    "shop.timeZone",
    "app.appleAppIds",
    "app.androidFingerprints",
  ]);
});

test("P-R14: what the shop's app may open on phones is what mails lead customers to, all of it and nothing else", async () => {
  const ctx = shop();
  const setting = { language: "en", shop: ctx.settings.shop, origin: ctx.origin, email: "ann@example.com" } as const;
  const examples = messageNames.flatMap((message) => casesOf(message).map((others) => ({ message, others })));
  const drawn = await Promise.all(
    examples.map(({ message, others }) => renderMessage(message, { ...exampleOf(message, setting, others), secrets: {} })),
  );
  const pages = drawn.flatMap(({ html }) => [...html.matchAll(/\bhref="([^"]*)"/g)].map(([, href = ""]) => href));
  const links = (await sendLinks(ctx)).map(({ link }) => link).filter((link) => link !== "");
  const paths = [...new Set([...pages, ...links].map((url) => new URL(url).pathname))].filter((path) => !/^\/admin\b/.test(path));
  const opens = (pattern: string) => (path: string) => new RegExp(`^${pattern.replace("*", "[^/]+")}$`).test(path);
  expect(paths.filter((path) => !appLinkPaths.some((pattern) => opens(pattern)(path)))).toEqual([]);
  expect(appLinkPaths.filter((pattern) => !paths.some(opens(pattern)))).toEqual([]);
});

const leadsHome = (ctx: Ctx, url: string) => URL.canParse(url) && new URL(url).origin === ctx.origin;

const BLANK = { language: "en", to: "ann@example.com", toName: "Ann Archer" };

/** Does what mails with a link of their own are sent for. */
async function sendLinks(ctx: Ctx): Promise<QueuedMail[]> {
  const before = (await queuedMails(ctx)).length;
  const ann = await makeAccount(ctx, { email: freshAddress(ctx) });
  for (const flow of FLOWS) await start(withRegistration(ctx, { flow }), freshRegistrant({ email: freshAddress(ctx) }));
  await start(ctx, freshRegistrant({ email: ann.email }));
  await insertWaiting(ctx.db, { ...atKey(freshAddress(ctx)), language: "en" });
  await offerSeats(withRegistration(ctx, { waitingList: true }));
  await getReset(ctx, ann.email);
  const { slug } = await makeProduct(ctx);
  await placeOrder(ctx, { ...checkoutForm(), session: null, owner: guestWith({ slug, quantity: 1 }) });
  const admin = await makeStaff(ctx, { role: "admin" });
  await invite(ctx, admin.staffId, await makeInvited(ctx));
  await changeAddress(ctx, ann);
  await inviteStaff(ctx, { name: "Una", email: freshEmail(), role: "agent", by: await freshOperator(ctx, admin.staffId) });
  const { people } = await makeCompany(ctx);
  for (const colleague of people) await inviteTo(ctx, colleague, freshEmail());
  const agent = await makeStaff(ctx, { role: "agent" });
  await sendPasswordLink(ctx, { staffId: agent.staffId, by: await freshOperator(ctx, admin.staffId) });
  await writeIn(ctx);
  return (await queuedMails(ctx)).slice(before);
}

/** Somebody writes to the shop for the first time, at a mailbox that believes every sender. */
async function writeIn(ctx: Ctx): Promise<void> {
  const resolve = () => Promise.reject(Object.assign(new Error("no such name"), { code: "ENOTFOUND" }));
  const { id, address } = await makeMailbox(ctx, { requiresAuthentication: false });
  // Nearly all write from one domain here, which is answered so often an hour and no more.
  await ctx.db.execute(sql`delete from limits where key like 'inbound:domain%'`);
  await bring({ ...ctx, resolve }, id, await compose({ from: freshAddress(ctx), to: address }));
}

const FLOWS = ["form", "email-first", "access-data"] as const;

const withRegistration = (ctx: Ctx, changes: Partial<Ctx["settings"]["registration"]>): Ctx => ({
  ...ctx,
  settings: { ...ctx.settings, registration: { ...ctx.settings.registration, ...changes } },
});

/** One of the domains that may register, where only some may. */
function freshAddress({ settings }: Ctx): string {
  const [name] = freshEmail("reg").split("@");
  return `${name}@${settings.registration.allowedDomains[0] ?? "example.com"}`;
}

const atKey = (email: string) => ({ email, emailKey: email });

const render = (ctx: Ctx, { message, language, to, toName, facts, link, code }: Omit<QueuedMail, "token">) =>
  renderMail(
    ctx,
    { id: "", message, language, toEmail: to, toName, facts, secrets: null, isCodeLive: true },
    { ...(link ? { link } : {}), ...(code ? { code } : {}) },
  );
