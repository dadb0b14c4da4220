import { sql } from "drizzle-orm";
import { type Ctx, Rollback } from "@/core/ctx";
import { askEmailChange } from "@/core/email-change/ask-email-change";
import { completeEmailChange } from "@/core/email-change/complete-email-change";
import { undoEmailChange } from "@/core/email-change/undo-email-change";
import { choosePassword } from "@/core/passwords/choose-password";
import type { ProofPurpose } from "@/core/proofs/proof";
import type { Flow } from "@/core/registration/attempt";
import { resendProof } from "@/core/registration/resend-proof";
import { decrypt } from "@/core/security/secrets";
import { hashCode, hashToken } from "@/core/security/token";
import { answerCodeRequest } from "@/core/sign-in/answer-code-request";
import { answerResetRequest } from "@/core/sign-in/answer-reset-request";
import { resetPassword } from "@/core/sign-in/reset-password";
import { signIn } from "@/core/sign-in/sign-in";
import { signInByCode } from "@/core/sign-in/sign-in-by-code";
import { confirmCode, confirmLink, start } from "@/tests/support/registration";

/** Two people. Each reads two mailboxes that nobody else reads, and types one name and one password that nobody else types. */
export const people = [
  {
    firstName: "Ann",
    lastName: "Archer",
    password: "seven violet anchors drift",
    mailboxes: ["first@example.com", "second@example.com"],
  },
  {
    firstName: "Mal",
    lastName: "Miller",
    password: "copper kettles under moss",
    mailboxes: ["third@example.org", "fourth@example.org"],
  },
] as const;

/** Their three browsers: the first of them has two. The value is what the cookie of an attempt holds. */
export const browsers = [
  { cookie: "a browser at home", person: people[0] },
  { cookie: "a browser on the phone", person: people[0] },
  { cookie: "somebody else's browser", person: people[1] },
] as const;

type Person = (typeof people)[number];

/** What a proof of theirs can be good for. */
export type Purpose = Extract<ProofPurpose, "registration" | "reset" | "email-change" | "email-undo" | "code-sign-in">;

/** What somebody asks for: in one of the browsers, and where it needs one, for one of the four addresses. */
export type Request = {
  readonly ask: "register" | "resend" | "reset" | "code" | "change" | "sign-in" | "choose";
  readonly browser: number;
  readonly address: number;
  readonly flow: Flow["name"];
};

/** Somebody gives back what a mail of theirs brought, for what it was meant or for something else. */
export type Use = {
  readonly give: "link" | "code";
  readonly browser: number;
  /** Which of their mails that brought something, counted from the newest. */
  readonly mail: number;
  readonly misused: Purpose | null;
};

/** One step of one of them. */
export type Step = Request | Use;

/** Everything that only its owner may change, of one account: its row, its customer's, its password and its links, column by column. */
type Account = Readonly<Record<string, unknown>> & { readonly emailKey: string | null; readonly hash: string | null };

/** A proof as the database keeps it. */
export type KeptProof = {
  readonly id: string;
  readonly purpose: string;
  readonly accountId: string | null;
  readonly emailKey: string | null;
  readonly browserHash: string | null;
  readonly tokenHash: string | null;
  readonly codeHash: string | null;
  readonly isLive: boolean;
  readonly isCodeLive: boolean;
};

type Kept = { readonly to: string; readonly secrets: string };

/** What the database holds. */
export type Facts = {
  readonly accounts: Readonly<Record<string, Account>>;
  readonly proofs: readonly KeptProof[];
  readonly sessions: Readonly<Record<string, { readonly id: string; readonly accountId: string }>>;
  readonly mails: Readonly<Record<string, Kept>>;
};

/** Something that can be given back, by whom it reached: a mail's link and code, or the way to the next page. */
type Received = { readonly person: Person; readonly purpose: Purpose; readonly token: string; readonly code: string };

/** How things stand between two steps. */
export type Standing = {
  readonly facts: Facts;
  readonly received: readonly Received[];
  readonly seen: ReadonlySet<string>;
  /** The session each browser holds. */
  readonly sessions: readonly (string | undefined)[];
  /** What was done until now. */
  readonly steps: readonly Step[];
};

/** What somebody does in a step: the proof they give, if it lives, and for what. */
export type Done = { readonly person: Person; readonly step: Step; readonly given: KeptProof | null; readonly after: Standing };

const purposes: Readonly<Record<string, Purpose>> = {
  confirm: "registration",
  "reset-password": "reset",
  "confirm-email": "email-change",
  "restore-email": "email-undo",
};

// A function of the database, since it keeps its plan: this runs after every step.
const looking = sql`
  create function look_at_everything() returns jsonb language plpgsql as $$
  begin
    -- The time passes after which limits forget.
    delete from limits;
    delete from guess_counters;
    return jsonb_build_object(
      'accounts', (select coalesce(jsonb_object_agg(a.id, to_jsonb(a) - 'last_sign_in_at' || jsonb_build_object(
          'emailKey', a.email_key, 'hash', p.hash, 'customer', to_jsonb(c) - 'updated_at',
          'links', (select jsonb_agg(to_jsonb(i)) from identities i where i.account_id = a.id))), '{}')
        from accounts a join customers c on c.id = a.customer_id left join passwords p on p.account_id = a.id),
      'proofs', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'purpose', purpose, 'accountId', account_id,
          'emailKey', email_key, 'browserHash', browser_hash, 'tokenHash', token_hash, 'codeHash', code_hash,
          'isLive', used_at is null and superseded_at is null and expires_at > now(),
          'isCodeLive', used_at is null and superseded_at is null and code_expires_at > now())), '[]') from proofs),
      'sessions', (select coalesce(jsonb_object_agg(token_hash, jsonb_build_object('id', id, 'accountId', account_id)), '{}')
        from sessions),
      'mails', (select coalesce(jsonb_object_agg(id, jsonb_build_object('to', to_email, 'secrets', secrets)), '{}')
        from mails where secrets is not null));
  end $$`;

/** Makes a database ready for {@link look}. */
export const letLook = (ctx: Ctx) => ctx.db.execute(looking);
/** Looks at everything that the two could have changed; what was counted against them is forgotten. */
export async function look(ctx: Ctx): Promise<Facts> {
  const [found] = await ctx.db.execute<{ facts: Facts }>(sql`select look_at_everything() as facts`);
  if (!found) throw new Error("nothing was read");
  return found.facts;
}

/** Runs something that is undone afterwards, however it ends. */
export async function undone(ctx: Ctx, run: (ctx: Ctx) => Promise<void>): Promise<void> {
  const undo = new Rollback("this was only a try");
  await ctx.db
    .transaction(async (tx) => {
      await run({ ...ctx, db: tx });
      throw undo;
    })
    .catch((error) => {
      if (error !== undo) throw error;
    });
}

/** Whose browser a step is done in. */
const inBrowser = ({ browser }: Step) => browsers[browser] ?? browsers[0];

const addresses = people.flatMap(({ mailboxes }) => mailboxes);

/** Does a step; answers what it could rest on and how things stand afterwards. Null where nobody has anything yet that could be given. */
export async function take(ctx: Ctx, before: Standing, wanted: Step): Promise<Done | null> {
  if ("ask" in wanted) {
    const { person } = inBrowser(wanted);
    return { person, step: wanted, given: null, after: await standAfter(ctx, before, wanted, await ask(ctx, before, wanted)) };
  }
  const found = findMail(before, wanted);
  if (!found) return null;
  const { step, mail } = found;
  const { cookie, person } = inBrowser(step);
  const held = before.sessions[step.browser];
  const purpose = step.misused ?? mail.purpose;
  const given = findGiven(ctx, before.facts, { step, purpose, mail, cookie });
  const outcome = await giveBack(ctx, { step, purpose, mail, cookie, person, held, session: sessionOf(before, held) });
  return { person, step, given, after: await standAfter(ctx, before, step, outcome) };
}

/** Which mail is meant, in the browser of somebody who has one, and by what it brought. */
function findMail({ received }: Standing, wanted: Use): { step: Use; mail: Received } | null {
  const readers = browsers.flatMap(({ person }, index) => (received.some((one) => one.person === person) ? [index] : []));
  const browser = readers.includes(wanted.browser) ? wanted.browser : readers[wanted.browser % Math.max(1, readers.length)];
  if (browser === undefined) return null;
  const mine = received.filter(({ person }) => person === browsers[browser]?.person);
  const mail = mine[mine.length - 1 - (wanted.mail % mine.length)];
  if (!mail) return null;
  const give = mail.code === "" ? "link" : mail.token === "" ? "code" : wanted.give;
  return { step: { ...wanted, browser, give }, mail };
}

const sessionOf = ({ facts }: Standing, token: string | undefined) =>
  token === undefined ? null : (facts.sessions[hashToken(token)] ?? null);

type Giving = { readonly step: Use; readonly purpose: Purpose; readonly mail: Received; readonly cookie: string };

/** The proof that is given, if it is one that still lives, for this purpose, and in the case of a code for this browser. */
function findGiven({ secrets }: Ctx, { proofs }: Facts, { step, purpose, mail, cookie }: Giving): KeptProof | null {
  const isGiven = (proof: KeptProof) =>
    step.give === "link"
      ? proof.isLive && proof.tokenHash === hashToken(mail.token)
      : proof.isCodeLive &&
        proof.browserHash === hashToken(cookie) &&
        proof.codeHash === hashCode(secrets.newest("codes"), proof.id, mail.code);
  return proofs.find((proof) => proof.purpose === purpose && isGiven(proof)) ?? null;
}

async function ask(ctx: Ctx, before: Standing, { ask: asked, address, browser, flow }: Request): Promise<unknown> {
  const { cookie, person } = browsers[browser] ?? browsers[0];
  const email = addresses[address] ?? addresses[0] ?? "";
  const session = sessionOf(before, before.sessions[browser]);
  const { password } = person;
  const job = { identifier: email, browserHash: hashToken(cookie), language: "en", address: ctx.request.address };
  switch (asked) {
    case "register": {
      const settings = { ...ctx.settings, registration: { ...ctx.settings.registration, flow } };
      return start({ ...ctx, settings }, { ...person, browser: cookie, email, returnTo: "" });
    }
    case "resend":
      return resendProof(ctx, { browser: cookie });
    case "reset":
      return answerResetRequest(ctx, job);
    case "code":
      return answerCodeRequest(ctx, job);
    case "change":
      return session && askEmailChange(ctx, { session, email, password, browser: cookie });
    case "sign-in":
      return signIn(ctx, { identifier: email, password });
    case "choose":
      return session && choosePassword(ctx, { ...session, sessionId: session.id, newPassword: password });
  }
}

type Back = Giving & {
  readonly person: Person;
  readonly held: string | undefined;
  readonly session: { readonly id: string; readonly accountId: string } | null;
};

async function giveBack(ctx: Ctx, { step, purpose, mail, cookie, person, held, session }: Back): Promise<unknown> {
  const { token, code } = mail;
  const { firstName, lastName, password } = person;
  const isLink = step.give === "link";
  const given = isLink ? ({ kind: "link", token } as const) : ({ kind: "code", code, browser: cookie } as const);
  const replaces = held === undefined ? {} : { replaces: held };
  switch (purpose) {
    case "registration":
      return isLink
        ? confirmLink(ctx, cookie, token, { newPassword: password, firstName, lastName, ...replaces })
        : confirmCode(ctx, cookie, code, held);
    case "reset":
      return resetPassword(ctx, given, password);
    case "email-change":
      return completeEmailChange(ctx, { session, given });
    case "email-undo":
      return undoEmailChange(ctx, token);
    case "code-sign-in":
      return signInByCode(ctx, { code, browser: cookie, replaces: held });
  }
}

async function standAfter(ctx: Ctx, before: Standing, step: Step, outcome: unknown): Promise<Standing> {
  const facts = await look(ctx);
  const { person } = inBrowser(step);
  const text = JSON.stringify(outcome) ?? "";
  const session = /"token":"([\w-]{43})","maxAgeSeconds"/.exec(text)?.[1];
  const sessions = before.sessions.map((held, index) => (index === step.browser ? (session ?? held) : held));
  const next = findNextPage(text, person);
  const mails = Object.entries(facts.mails)
    .filter(([id]) => !before.seen.has(id))
    .flatMap(([, mail]) => open(ctx, mail))
    .sort((one, other) => one.purpose.localeCompare(other.purpose));
  return {
    facts,
    received: [...before.received, ...mails, ...next],
    seen: new Set(Object.keys(facts.mails)),
    sessions,
    steps: [...before.steps, step],
  };
}

/** Where an answer leads to a page that asks for more, its token is in this browser's hands. */
function findNextPage(text: string, person: Person): Received[] {
  const grant = /"asks-more","token":"([\w-]{43})"/.exec(text)?.[1];
  const reset = /"resetToken":"([\w-]{43})"/.exec(text)?.[1];
  return [
    ...(grant === undefined ? [] : [{ person, purpose: "registration", token: grant, code: "" } as const]),
    ...(reset === undefined ? [] : [{ person, purpose: "reset", token: reset, code: "" } as const]),
  ];
}

function open(ctx: Ctx, { to, secrets }: Kept): Received[] {
  const { link = "", code = "" } = JSON.parse(decrypt(ctx.secrets, "mail", secrets) ?? "{}");
  const [page = "", token = ""] = link.split("/").slice(-2);
  const person = people.find(({ mailboxes }) => mailboxes.some((mailbox) => mailbox === to));
  return person ? [{ person, purpose: purposes[page] ?? "code-sign-in", token, code }] : [];
}
