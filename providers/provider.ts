import type { OAuth2Config, OIDCConfig } from "next-auth/providers";
import type { z } from "zod";
import type { Result } from "@/core/result";

/** What a provider sends about a person, as it came: an ID token's or UserInfo's claims, a directory entry's attributes. */
export type Claims = Readonly<Record<string, unknown>>;

/** Who came back from a provider. */
export type Profile = {
  /** The provider's own id of the person; matching is by it, never by an address (P-S3). */
  readonly subject: string;
  readonly email: string | null;
  /** Whether the provider says that it has proven the address. Absent or odd counts as no. */
  readonly isEmailVerified: boolean;
  /** Whether the provider itself runs the person's mailbox, so that nobody knows better whose it is. */
  readonly isOwnMailbox: boolean;
  readonly firstName: string;
  readonly lastName: string;
};

/** Why what a provider sent makes nobody: it cannot be read, or the connection is not for this person. */
export type ProfileFailure = "profile.unusable" | "profile.not-allowed";

/** Pure, trusts nothing: odd claims are a failure, never an exception. */
export type ReadProfile = (claims: Claims) => Result<Profile, ProfileFailure>;

/** The texts of a connection's form by the name of their field; secrets in the clear, only in memory. */
export type Texts = Readonly<Record<string, string>>;

/** A connection of a kind that works by redirects. */
export type RedirectDoor = {
  readonly kind: "redirect";
  /**
   * The OpenID issuer, byte for byte as its tokens name it: every ID token is then checked against its keys (P-S4). Null for a kind
   * without ID tokens (plain OAuth 2).
   */
  readonly issuer: string | null;
  readonly clientId: string;
  /**
   * What Auth.js needs to run the redirects, made anew for each call because Auth.js writes into it. Who calls it adds the connection's
   * id, PKCE, state, nonce, the guarded fetch and {@link ReadProfile}, whatever stands here.
   */
  readonly toAuthjs: () => Omit<OIDCConfig<Claims>, "id" | "name"> | Omit<OAuth2Config<Claims>, "id" | "name">;
  readonly readProfile: ReadProfile;
};

/** A connection of a kind with a form of our own, behind which a directory is asked. */
export type DirectoryDoor = {
  readonly kind: "directory";
  readonly directory: Directory;
  /** Whether people get their account with the first sign-in, without being asked. */
  readonly skipsAccept: boolean;
  /** Reads an entry: its attributes by their names in lower case. */
  readonly readProfile: ReadProfile;
};

/** How a directory is asked: data only, core/directory does the asking. */
export type Directory = {
  /** ldaps://host[:port], or ldap:// with StartTLS. */
  readonly url: string;
  readonly startTls: boolean;
  /** PEM; empty trusts what the machine trusts. */
  readonly certificate: string;
  /** Who looks people up; empty for nobody in particular. */
  readonly bindDn: string;
  readonly bindPassword: string;
  /** Below which entry people are. */
  readonly baseDn: string;
  /** LDAP filter with {name} where the typed name goes, escaped (RFC 4515). */
  readonly userFilter: string;
  /**
   * Who may come in: a filter that the person's entry must also match; with {dn}, which is the person, one that any entry must match (a
   * group that names its members). Empty for everybody.
   */
  readonly groupFilter: string;
  /** The attribute that tells people apart for ever; some directories keep it as bytes. */
  readonly id: { readonly attribute: string; readonly isBinary: boolean };
  /** The other attributes to read. */
  readonly attributes: readonly string[];
};

/** A connection ready for use, its fields read and checked. */
export type Door = RedirectDoor | DirectoryDoor;

/**
 * One kind of provider: a plug-in point, all data and pure functions. A new kind is one file that fills this in by
 * {@link defineProvider}, and one line in registry.ts. The back office draws its form from `config` (fields of settings/fields.ts).
 */
export type Provider = {
  /** Stored with each connection; never changes once one exists. */
  readonly id: string;
  readonly kind: Door["kind"];
  /**
   * The field that says whose people come back: with another text in it the same subject is somebody else (T-L6), so it stays as it is
   * once somebody came. Null for a kind that is one provider, as Google is.
   */
  readonly placeField: string | null;
  /** Its own fields, beside those that every connection has (connection-fields.ts). */
  readonly config: z.ZodObject;
  /** Reads texts into a door; null if they do not fit, which leaves out this connection and disturbs no other. */
  readonly open: (texts: Texts) => Door | null;
};

type Definition<Config extends z.ZodObject> = {
  readonly id: string;
  readonly kind: Door["kind"];
  readonly placeField: (keyof z.input<Config> & string) | null;
  readonly config: Config;
  readonly open: (config: z.output<Config>) => Door;
};

/** Makes a kind of provider from its typed definition. */
export const defineProvider = <Config extends z.ZodObject>({
  id,
  kind,
  placeField,
  config,
  open,
}: Definition<Config>): Provider => ({
  id,
  kind,
  placeField,
  config,
  open: (texts) => {
    const read = config.safeParse(texts);
    return read.success ? open(read.data) : null;
  },
});
