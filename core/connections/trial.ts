import { z } from "zod";
import type { Ctx } from "@/core/ctx";
import { decrypt, encrypt } from "@/core/security/secrets";
import type { ConnectionRow } from "@/db/queries/connections";
import type { Claims, Profile } from "@/providers/provider";

const trialSchema = z.object({
  /** ISO 8601. */
  at: z.string(),
  staffId: z.string(),
  /** Null if somebody came back who could be let in, else the name of the trouble. */
  trouble: z.string().nullable(),
  profile: z.object({ subject: z.string(), email: z.string().nullable(), isEmailVerified: z.boolean() }).nullable(),
  claims: z.array(z.tuple([z.string(), z.string()])),
});

/** What came back in a test sign-in. Holds what a provider says of a person: for an admin's eyes, encrypted at rest, gone after a day. */
export type Trial = z.output<typeof trialSchema>;

/** Seals a trial for its row. */
export const sealTrial = (secrets: Ctx["secrets"], trial: Trial): string =>
  encrypt(secrets, "connections", JSON.stringify(trial));

/** The last trial of a connection, or null. */
export function openTrial(secrets: Ctx["secrets"], { trial }: Pick<ConnectionRow, "trial">): Trial | null {
  const text = trial === null ? null : decrypt(secrets, "connections", trial);
  return text === null ? null : trialSchema.parse(JSON.parse(text));
}

/** The part of a profile that a trial shows. */
export const shownProfile = ({ subject, email, isEmailVerified }: Profile): Trial["profile"] => ({
  subject,
  email,
  isEmailVerified,
});

const MOST_CLAIMS = 60;
const LONGEST_VALUE = 500;

/** Claims as lines to read, whatever a provider made of them. */
export const claimLines = (claims: Claims): [string, string][] =>
  Object.entries(claims)
    .slice(0, MOST_CLAIMS)
    .map(([name, value]) => [name.slice(0, 100), textOf(value).slice(0, LONGEST_VALUE)]);

const textOf = (value: unknown): string => (typeof value === "string" ? value : (JSON.stringify(value) ?? String(value)));
