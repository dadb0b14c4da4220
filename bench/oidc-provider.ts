// A real OpenID provider in a process of its own, so that its processor time can be told from the product's. Whoever the header names is
// signed in there without being asked.
import { createServer } from "node:http";
import Provider from "oidc-provider";

const [port = "", redirectUri = "", clientId = "", clientSecret = ""] = process.argv.slice(2);
const provider = new Provider(`http://localhost:${port}`, {
  clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
  cookies: { keys: ["a cookie key of the benchmark"] },
  conformIdTokenClaims: false,
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["given_name", "family_name"] },
  interactions: { url: (_ctx, { uid }) => `/login/${uid}` },
  features: { devInteractions: { enabled: false } },
  findAccount: (_ctx, sub) => ({
    accountId: sub,
    claims: () => ({ sub, email: `${sub}@example.com`, email_verified: true, given_name: "Sample", family_name: "Shopper" }),
  }),
  loadExistingGrant: async ({ oidc: { client, session, provider: own } }) => {
    const grant = new own.Grant({ clientId: client?.clientId, accountId: session?.accountId });
    grant.addOIDCScope("openid profile email");
    await grant.save();
    return grant;
  },
});
const answer = provider.callback();
createServer((request, response) => {
  const login = request.headers["x-login"];
  if (!request.url?.startsWith("/login/")) return answer(request, response);
  const result = { login: { accountId: String(login) } };
  return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}).listen(Number(port));
