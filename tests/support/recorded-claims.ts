import type { Claims } from "@/providers/provider";

/** People as a kind of provider describes them, and what its profile must say of them. A kind without a recording fails its contract. */
export type Recorded = {
  readonly usual: {
    readonly claims: Claims;
    readonly subject: string;
    readonly email: string;
    readonly names: readonly [string, string];
  };
  /** Somebody whose address it has not proven: anybody, if it never says so. Null for a directory, whose addresses are its own. */
  readonly unverified: Claims | null;
  readonly withoutEmail: Claims;
  /** What can make nobody. */
  readonly malformed: readonly Claims[];
};

const ann = { sub: "109876543210", name: "Ann Archer", given_name: "Ann", family_name: "Archer", email: "ann@example.com" };
const times = { iat: 1_795_000_000, exp: 1_795_003_600, aud: "42.apps.example" };
const { email: _email, ...addressless } = ann;

/** What real providers send, with made-up people. */
export const recordedClaims: Readonly<Record<string, Recorded>> = {
  google: {
    usual: {
      claims: {
        ...ann,
        ...times,
        iss: "https://accounts.google.com",
        azp: "42.apps.example",
        email_verified: true,
        picture: "https://lh3.example/a",
        locale: "en",
      },
      subject: ann.sub,
      email: ann.email,
      names: ["Ann", "Archer"],
    },
    unverified: { ...ann, ...times, email_verified: false },
    withoutEmail: { ...addressless, ...times },
    malformed: [
      { ...ann, sub: 109876543210 },
      { ...ann, sub: "" },
      { email: ann.email, email_verified: true },
    ],
  },
  oidc: {
    usual: {
      claims: {
        ...ann,
        ...times,
        preferred_username: "ann",
        email_verified: true,
        groups: ["staff"],
        realm_access: { roles: [] },
      },
      subject: ann.sub,
      email: ann.email,
      names: ["Ann", "Archer"],
    },
    unverified: { ...ann, ...times },
    withoutEmail: { ...addressless, ...times, email: "" },
    malformed: [
      { ...ann, sub: null },
      { ...ann, sub: ["a"] },
      { ...ann, sub: "a\u0000b" },
    ],
  },
  ldap: {
    usual: {
      claims: {
        sub: "5c0f-77",
        email: ["ann@example.com", "a@example.com"],
        givenname: "Ann",
        sn: "Archer",
        objectclass: ["person"],
      },
      subject: "5c0f-77",
      email: "ann@example.com",
      names: ["Ann", "Archer"],
    },
    unverified: null,
    withoutEmail: { sub: "5c0f-77", email: [], sn: "Archer" },
    malformed: [{ email: "ann@example.com" }, { sub: "" }, { sub: "\uFFFD\uFFFD" }],
  },
};
