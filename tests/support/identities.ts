import { randomBytes } from "node:crypto";
import { type Connection, readConnection } from "@/core/connections/connection";
import type { TypedConsents } from "@/core/consents/read-consents";
import type { Ctx } from "@/core/ctx";
import { accept } from "@/core/identities/accept";
import { type Arrival, arrive } from "@/core/identities/arrive";
import { confirmMailbox } from "@/core/identities/confirm-mailbox";
import { encrypt, makeSecrets } from "@/core/security/secrets";
import { newToken } from "@/core/security/token";
import { insertIdentity } from "@/db/queries/identities";
import type { Profile } from "@/providers/provider";
import { connectionTexts } from "@/tests/support/connection-texts";

type Wanted = { id?: string; provider?: string; texts?: Readonly<Record<string, string>>; isDefault?: boolean };

/** An enabled connection as the settings' snapshot would hand it to a use case. */
export function aConnection({ id = "oidc-work", provider = "oidc", texts = {}, isDefault = false }: Wanted = {}): Connection {
  const secrets = makeSecrets(["a secret of connections that no test looks at"]);
  const fields = { label: `Sign in with ${id}`, ...connectionTexts[provider], ...texts };
  const sealed = Object.entries(fields).map(([name, text]) => [
    name,
    name === "clientSecret" || name === "bindPassword" ? encrypt(secrets, "connections", text) : text,
  ]);
  const read = readConnection(secrets, {
    id,
    provider,
    fields: Object.fromEntries(sealed),
    isEnabled: true,
    isDefault,
    position: 0,
    testedAt: null,
    checks: null,
    trial: null,
    trialAt: null,
    createdAt: new Date(),
    updatedAt: new Date(),
  });
  if (!read) throw new Error(`no connection can be made of ${JSON.stringify(texts)}`);
  return read;
}

/** Somebody whom no account knows. */
export const aProfile = (said: Partial<Profile> = {}): Profile => ({
  subject: `person ${randomBytes(6).toString("hex")}`,
  email: null,
  isEmailVerified: false,
  isOwnMailbox: false,
  firstName: "Nia",
  lastName: "Newcomer",
  ...said,
});

/** An arrival of a browser of its own, with no session. */
export const anArrival = (connection: Connection, said: Partial<Profile> = {}, more: Partial<Arrival> = {}): Arrival => ({
  connection,
  profile: aProfile(said),
  idToken: null,
  replaces: undefined,
  browser: newToken(),
  returnTo: null,
  ...more,
});

/** Lets somebody arrive, and expects that they are asked to accept; answers the arrival with its browser. */
export async function arriveUnknown(ctx: Ctx, arrival: Arrival): Promise<Arrival> {
  const arrived = await arrive(ctx, arrival);
  if (!arrived.ok || arrived.value.kind !== "accept") throw new Error(`expected an unknown person: ${JSON.stringify(arrived)}`);
  return arrival;
}

/** Links an account to a new person at a connection, as if long ago, and answers the subject. */
export async function linkIdentity(ctx: Pick<Ctx, "db">, accountId: string, connection: Connection): Promise<string> {
  const { subject } = aProfile();
  await insertIdentity(ctx.db, { accountId, connection: connection.id, subject, kind: "oidc" });
  return subject;
}

type Answers = TypedConsents & {
  posted?: Record<string, string>;
  firstName?: string;
  lastName?: string;
  email?: string;
  link?: string;
  replaces?: string;
  isSwitching?: boolean;
};

const here = ({ browser, replaces }: Arrival, { replaces: shown = replaces, isSwitching = shown !== undefined }: Answers) => ({
  browser,
  isSignedIn: shown !== undefined,
  isSwitching,
  replaces: shown,
});

/** Presses *Accept and continue*, with the names that the provider told unless others are given. */
export const acceptAs = (ctx: Ctx, arrival: Arrival, answers: Answers = {}) =>
  accept(ctx, {
    posted: {
      firstName: answers.firstName ?? arrival.profile.firstName,
      lastName: answers.lastName ?? arrival.profile.lastName,
      ...answers.posted,
    },
    ...(answers.email === undefined ? {} : { email: answers.email }),
    ...(answers.link === undefined ? {} : { link: answers.link }),
    acceptTerms: answers.acceptTerms,
    acceptPrivacy: answers.acceptPrivacy,
    ...here(arrival, answers),
  });

/** Gives the mailed code back. */
export const giveCode = (ctx: Ctx, arrival: Arrival, code: string, answers: Answers = {}) =>
  confirmMailbox(ctx, { code, ...here(arrival, answers) });
