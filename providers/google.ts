import { z } from "zod";
import { fail, ok } from "@/core/result";
import { type Claims, defineProvider, type ReadProfile } from "@/providers/provider";
import { readStandardClaims } from "@/providers/read-claims";
import { secret, text } from "@/settings/fields";

const ISSUER = "https://accounts.google.com";

/** Google accounts, private and of companies (Workspace). */
export const google = defineProvider({
  id: "google",
  kind: "redirect",
  placeField: null,
  config: z.object({
    clientId: text("", { max: 300, isRequired: true }),
    clientSecret: secret(),
    /** Only people of this Workspace; empty for everybody with a Google account. */
    hostedDomain: text(""),
  }),
  open: ({ clientId, clientSecret, hostedDomain }) => ({
    kind: "redirect",
    issuer: ISSUER,
    clientId,
    readProfile: readGoogleClaims(hostedDomain),
    toAuthjs: () => ({
      type: "oidc",
      issuer: ISSUER,
      clientId,
      clientSecret,
      client: { token_endpoint_auth_method: "client_secret_post" },
      authorization: { params: { scope: "openid profile email", ...(hostedDomain ? { hd: hostedDomain } : {}) } },
    }),
  }),
});

/**
 * The `hd` parameter of the request is only a wish, so the claim of that name is compared, exactly; the address says nothing (T-O25).
 * Google runs the mailboxes of gmail.com and of its Workspaces, and of no other address that a Google account may have.
 */
const readGoogleClaims =
  (hostedDomain: string): ReadProfile =>
  (claims) => {
    const read = readStandardClaims(claims);
    if (!read.ok) return read;
    if (hostedDomain !== "" && claims.hd !== hostedDomain) return fail("profile.not-allowed");
    return ok({ ...read.value, isOwnMailbox: runsMailbox(claims, read.value.email) });
  };

const runsMailbox = (claims: Claims, email: string | null): boolean =>
  email !== null && (/@(gmail|googlemail)\.com$/i.test(email) || (typeof claims.hd === "string" && claims.hd !== ""));
