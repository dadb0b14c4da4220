import type { Provider as AuthjsProvider } from "next-auth/providers";
import type { z } from "zod";
import type { Result } from "@/core/result";

/** What a connection asks of the person's provider, checked: claims are whatever that provider sends. */
export type Claims = Readonly<Record<string, unknown>>;

/** Who came back from a provider. `subject` is the provider's own id of the person; matching is by it, never by an address (P-S3). */
export type Profile = {
  readonly subject: string;
  readonly email: string | null;
  /** Whether the provider says that it has proven the address. Absent or odd counts as no. */
  readonly isEmailVerified: boolean;
  readonly firstName: string;
  readonly lastName: string;
};

/** One connection that an admin made: its id in URLs, the name on its button, and its fields as the provider's `config` reads them. */
export type ConnectionOf<Config extends z.ZodObject> = {
  readonly id: string;
  readonly label: string;
  readonly config: z.output<Config>;
};

/**
 * One kind of provider: a plug-in point, all data and pure functions. A new kind is one file that fills this in and one line in
 * registry.ts; the back office draws its form from `config` (fields of settings/fields.ts), and Auth.js runs its redirects.
 */
export type Provider<Config extends z.ZodObject = z.ZodObject> = {
  /** Stored with each connection; never changes once one exists. */
  readonly id: string;
  /** How it signs in: by redirects, or by a form of our own that asks a directory. */
  readonly kind: "oidc" | "directory";
  /** Key of its name and its help in messages/. */
  readonly labelKey: string;
  readonly helpKey: string;
  readonly config: Config;
  /** The Auth.js provider of a connection; null for kinds that Auth.js has no part in. Must ask for PKCE, state and nonce (P-S4). */
  readonly toAuthjs: (connection: ConnectionOf<Config>) => AuthjsProvider | null;
  /** Reads what came back. Pure, trusts nothing: odd claims are a failure, never an exception. */
  readonly readProfile: (claims: Claims) => Result<Profile, "profile.unusable">;
};
