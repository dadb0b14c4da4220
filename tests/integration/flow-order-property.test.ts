import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { flows } from "@/core/registration/flows/registry";
import { verifyPassword } from "@/core/security/password-hash";
import { hashToken } from "@/core/security/token";
import { startSession } from "@/core/sessions/start-session";
import { CHEAP_HASH, makeWorld, type World } from "@/tests/support/context";
import { makeAccount } from "@/tests/support/make";
import { openShop } from "@/tests/support/registration";
import {
  browsers,
  type Done,
  type Facts,
  type KeptProof,
  letLook,
  look,
  people,
  type Request,
  type Standing,
  type Step,
  take,
  type Use,
  undone,
} from "@/tests/support/two-people";

// Sequences that begin alike share their beginning: after each ending the database goes back to where they part (a savepoint). So from
// every beginning there are FANS × FANS sequences, and ten thousand of them cost a little more than ten thousand steps.
const FANS = 5;
// Both can be set, to look longer or to run again what a failure tells of.
const SEQUENCES = Number(process.env.FLOW_SEQUENCES ?? 10_000);
const SEED = Number(process.env.FLOW_SEED ?? Date.now() % 2 ** 31);
// Each in a database of its own, so that they never wait for each other.
const AT_ONCE = 2;

const worlds: { world: World; ctx: Ctx }[] = [];
beforeAll(async () => {
  for (let i = 0; i < AT_ONCE; i++) {
    const world = await makeWorld();
    const shop = await openShop(world);
    const ctx = shop({ settings: { "access.codeSignIn": "true" } });
    await letLook(ctx);
    worlds.push({ world, ctx });
  }
});
afterAll(async () => {
  for (const { world } of worlds) await world.end();
});

const purposes = ["registration", "reset", "email-change", "email-undo", "code-sign-in"] as const;
const flowNames = Object.values(flows).map(({ name }) => name);
type FlowName = (typeof flowNames)[number];

const request = (flow: FlowName): fc.Arbitrary<Request> =>
  fc.record({
    ask: fc.constantFrom(
      "register",
      "register",
      "register",
      "resend",
      "reset",
      "code",
      "change",
      "change",
      "sign-in",
      "choose",
      "choose",
    ),
    browser: fc.nat(2),
    address: fc.nat(3),
    flow: fc.constantFrom(flow, flow, flow, ...flowNames),
  });
const use: fc.Arbitrary<Use> = fc.record({
  give: fc.constantFrom("link", "code"),
  browser: fc.nat(2),
  mail: fc.constantFrom(0, 0, 0, 1, 1, 2, 3),
  misused: fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom(...purposes) }),
});

/** How the dangerous things begin; what is not said is drawn. Browsers 0 and 1 are Ann's and 2 is Mal's, so are addresses 0, 1 and 2, 3. */
const openings: readonly (readonly Partial<Request>[])[] = [
  // A stranger registers with the owner's address; so does the owner, before or after.
  [{ ask: "register", browser: 2, address: 0 }],
  [
    { ask: "register", browser: 2, address: 0 },
    { ask: "register", browser: 0, address: 0 },
  ],
  // A stranger begins with an address of their own and then says it was another's.
  [
    { ask: "register", browser: 2, address: 2 },
    { ask: "register", browser: 2, address: 0 },
  ],
  // Somebody begins in one browser and goes on in another, or asks for a second mail.
  [{ ask: "register", browser: 0, address: 0 }],
  [
    { ask: "register", browser: 0, address: 0 },
    { ask: "resend", browser: 0 },
  ],
  // A stranger asks for the owner's new password, or for a code to sign in with; the owner does, and asks again.
  [{ ask: "reset", browser: 2, address: 0 }],
  [
    { ask: "reset", browser: 0, address: 0 },
    { ask: "reset", browser: 0, address: 0 },
  ],
  [{ ask: "code", browser: 2, address: 0 }],
  [{ ask: "code", browser: 0, address: 0 }],
  // Somebody who is signed in wants an address of somebody else, or another one of their own.
  [{ ask: "change", browser: 2, address: 0 }],
  [{ ask: "change", browser: 2, address: 1 }],
  [{ ask: "change", browser: 2, address: 3 }],
  [
    { ask: "change", browser: 0, address: 1 },
    { ask: "reset", browser: 0, address: 0 },
  ],
  // Nothing but chance.
  [{}, {}, {}],
];

const opening = (flow: FlowName): fc.Arbitrary<Step[]> =>
  fc
    .constantFrom(...openings)
    .chain((partial) => fc.tuple(...partial.map((given) => request(flow).map((drawn) => ({ ...drawn, flow, ...given })))));

const fan = (flow: FlowName, uses: number): fc.Arbitrary<Step[]> =>
  fc.array(fc.oneof({ weight: uses, arbitrary: use }, { weight: 1, arbitrary: request(flow) }), {
    minLength: FANS,
    maxLength: FANS,
  });

const beginning = (flow: FlowName) =>
  fc.record({
    /** Whether Ann and Mal have an account with their first mailbox, and are signed in to it. */
    have: fc.constantFrom([false, false], [true, false], [false, true], [true, true]),
    opening: opening(flow),
    middle: fan(flow, 2),
    last: fc.array(fan(flow, 5), { minLength: FANS, maxLength: FANS }),
  });
type Beginning = ReturnType<typeof beginning> extends fc.Arbitrary<infer T> ? T : never;

/** How often what happened: a generator that never gets anywhere would prove nothing. */
const happens = ["made here", "made in another browser", "reset", "email-change", "email-undo", "signed in by code"];
type Tally = Record<string, number>;

async function stand(ctx: Ctx, have: readonly boolean[]): Promise<Standing> {
  const sessions: (string | undefined)[] = browsers.map(() => undefined);
  for (const [index, person] of people.entries()) {
    if (!have[index]) continue;
    const { accountId } = await makeAccount(ctx, { ...person, email: person.mailboxes[0] });
    const { token } = await startSession(ctx, { accountId, method: "password" });
    sessions[index === 0 ? 0 : 2] = token;
  }
  return { facts: await look(ctx), received: [], seen: new Set(), sessions, steps: [] };
}

async function go(ctx: Ctx, before: Standing, step: Step, tally: Tally): Promise<Standing> {
  const done = await take(ctx, before, step);
  if (!done) return before;
  await expectOnlyProven(before, done, tally).catch((error) => {
    throw new Error(`${error.message}\nafter ${JSON.stringify(done.after.steps)} (FLOW_SEED=${SEED})`);
  });
  return done.after;
}

async function tryAll(ctx: Ctx, { have, opening, middle, last }: Beginning, tally: Tally): Promise<void> {
  await undone(ctx, async (at) => {
    let standing = await stand(at, have);
    for (const step of opening) standing = await go(at, standing, step, tally);
    for (const [index, step] of middle.entries()) {
      await undone(at, async (further) => {
        const here = await go(further, standing, step, tally);
        for (const end of last[index] ?? []) {
          await undone(further, async (here2) => void (await go(here2, here, end, tally)));
          tally.sequences = (tally.sequences ?? 0) + 1;
        }
      });
    }
  });
}

/** Which columns of an account a proof of each kind may change. */
const mayChange: Readonly<Record<string, readonly string[]>> = {
  reset: ["hash", "email_verified_at"],
  "email-change": ["email", "email_key", "emailKey", "email_verified_at", "customer", "signs_in_with_email"],
  // The password goes along: whoever changed the address may know it.
  "email-undo": ["email", "email_key", "emailKey", "email_verified_at", "customer", "signs_in_with_email", "links", "hash"],
};

const count = (tally: Tally, what: string) => {
  tally[what] = (tally[what] ?? 0) + 1;
};

/**
 * Whatever differs after a step rests on a proof that was given in it, that lived until then and lives no more, and that was mailed to a
 * mailbox of whoever gave it, for this account and this purpose; what is typed counts only where they typed it.
 */
async function expectOnlyProven({ facts: before }: Standing, done: Done, tally: Tally): Promise<void> {
  const { after, person, given } = done;
  const isOwn = given !== null && person.mailboxes.some((mailbox) => mailbox === given.emailKey);
  const proof = isOwn ? given : null;
  expect(Object.keys(after.facts.accounts)).toEqual(expect.arrayContaining(Object.keys(before.accounts)));
  for (const [id, now] of Object.entries(after.facts.accounts)) {
    const was = before.accounts[id];
    const changed = Object.keys(now).filter((column) => !isDeepStrictEqual(was?.[column], now[column]));
    if (changed.length === 0) continue;
    await (was ? expectChanged({ id, was, changed }, done, proof) : expectMade(now, done, proof));
    count(tally, was ? (proof?.purpose ?? "chosen") : nameOfMaking(done, proof));
    expect(after.facts.proofs).not.toContainEqual(expect.objectContaining({ id: proof?.id, isLive: true }));
  }
  await expectSessionsProven(before, done, proof, tally);
}

const nameOfMaking = ({ step }: Done, proof: KeptProof | null): string =>
  proof?.browserHash === hashToken(browsers[step.browser]?.cookie ?? "") ? "made here" : "made in another browser";

/** A new account: of the mailbox that was proven, with the name and password of whoever proved it and of nobody else. */
async function expectMade(made: Facts["accounts"][string], { person }: Done, proof: KeptProof | null): Promise<void> {
  const { emailKey, hash, customer } = made;
  expect([proof?.purpose, proof?.emailKey]).toEqual(["registration", emailKey]);
  expect(customer).toMatchObject({ first_name: person.firstName, last_name: person.lastName });
  if (hash) expect(await isTypedBy(person, hash), "a password that somebody else typed").toBe(true);
}

type Change = { readonly id: string; readonly was: Facts["accounts"][string]; readonly changed: readonly string[] };

async function expectChanged(
  { id, was, changed }: Change,
  { after, person, step }: Done,
  proof: KeptProof | null,
): Promise<void> {
  const { emailKey, hash } = after.facts.accounts[id] ?? {};
  if ("ask" in step && step.ask === "choose") {
    // A first password, by whoever proved the mailbox a moment ago and is signed in since.
    expect([was.hash, changed]).toEqual([null, ["hash"]]);
    expect(Object.values(after.facts.sessions)).toContainEqual(expect.objectContaining({ accountId: id }));
  } else {
    expect(proof?.accountId).toBe(id);
    expect(mayChange[proof?.purpose ?? ""]).toEqual(expect.arrayContaining([...changed]));
  }
  if (changed.includes("email_key")) expect(emailKey).toBe(proof?.emailKey);
  if (hash && hash !== was.hash) expect(await isTypedBy(person, hash), "a password that somebody else typed").toBe(true);
}

/** Nobody gets into an account but by its password or a proof of it. */
async function expectSessionsProven(
  before: Facts,
  { after, person, step }: Done,
  proof: KeptProof | null,
  tally: Tally,
): Promise<void> {
  const begun = Object.entries(after.facts.sessions).filter(([hash]) => !(hash in before.sessions));
  for (const [, { accountId }] of begun) {
    const { emailKey = null, hash = null } = after.facts.accounts[accountId] ?? {};
    const isProven = proof?.accountId === accountId || (proof?.purpose === "registration" && proof.emailKey === emailKey);
    const isAsked = "ask" in step && (step.ask === "sign-in" || step.ask === "choose");
    expect(isProven || (isAsked && hash !== null && (await isTypedBy(person, hash))), "a session without a proof").toBe(true);
    if (proof?.purpose === "code-sign-in") count(tally, "signed in by code");
  }
}

const isTypedBy = ({ password }: (typeof people)[number], hash: string): Promise<boolean> =>
  verifyPassword(CHEAP_HASH, hash, password, hash);

test.each(flowNames)(
  "T-P4, T-R14, T-L1 [%s]: in no order of two people's requests does an account change without a fresh proof for it",
  async (flow) => {
    const tally: Tally = {};
    const numRuns = Math.ceil(SEQUENCES / flowNames.length / FANS ** 2 / AT_ONCE);
    const check = ({ ctx }: (typeof worlds)[number], index: number) =>
      fc.assert(
        fc.asyncProperty(beginning(flow), (drawn) => tryAll(ctx, drawn, tally)),
        { numRuns, endOnFailure: true, seed: SEED + index + flowNames.indexOf(flow) * AT_ONCE },
      );
    await Promise.all(worlds.map(check));
    expect(tally.sequences).toBeGreaterThanOrEqual(SEQUENCES / flowNames.length);
    // With fewer it is left to chance whether everything happens.
    if (SEQUENCES >= 10_000) expect(tally).toMatchObject(Object.fromEntries(happens.map((what) => [what, expect.any(Number)])));
  },
  300_000,
);
