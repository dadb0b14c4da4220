import { z } from "zod";
import { defineProvider } from "@/providers/provider";
import { readStandardClaims } from "@/providers/read-claims";
import { choice, secret, text, toggle, webAddress } from "@/settings/fields";

/** Any provider that speaks OpenID Connect: Keycloak, Entra ID, Okta, Authentik, Zitadel … */
export const oidc = defineProvider({
  id: "oidc",
  kind: "redirect",
  placeField: "issuer",
  config: z.object({
    /** As the provider's discovery document names itself, byte for byte: a slash at the end counts. */
    issuer: webAddress({ isRequired: true }),
    clientId: text("", { max: 300, isRequired: true, isPrinted: false }),
    clientSecret: secret(),
    scopes: text("openid profile email", { max: 500, isPrinted: false }),
    /** How we identify ourselves at its token endpoint. */
    clientAuthentication: choice("client_secret_basic", ["client_secret_basic", "client_secret_post"]),
    /** Some providers tell name and address only there. */
    asksUserInfo: toggle(false),
  }),
  open: ({ issuer, clientId, clientSecret, scopes, clientAuthentication, asksUserInfo }) => ({
    kind: "redirect",
    issuer,
    clientId,
    readProfile: readStandardClaims,
    toAuthjs: () => ({
      type: "oidc",
      issuer,
      clientId,
      clientSecret,
      idToken: !asksUserInfo,
      client: { token_endpoint_auth_method: clientAuthentication },
      authorization: { params: { scope: scopes } },
    }),
  }),
});
