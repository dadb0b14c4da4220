import { afterAll, beforeAll, expect, test } from "vitest";
import { type HostileShop, problemOf, startHostileShop } from "@/tests/support/sso";

let shop: HostileShop;

beforeAll(async () => {
  shop = await startHostileShop();
});
afterAll(() => shop.end());

async function refuse(_module: string, fault: string, trouble: string): Promise<void> {
  const before = await shop.count();
  const who = shop.visitor();
  const answer = await shop.roundTrip(who, fault, "?returnTo=%2Fcart");
  expect(answer.status).toBe(303);
  expect([await shop.troubleOf(answer), answer.location]).toEqual([trouble, expect.stringMatching(/^\/sign-in\?problem=sso\./)]);
  expect(problemOf(answer)).toBe(trouble.startsWith("provider.") ? "sso.unavailable" : "sso.failed");
  expect(who.cookies.has("foyer.sid")).toBe(false);
  expect((await who.ask("/api/auth/session")).body).toBe("null");
  expect(await shop.count()).toEqual(before);
}

const known = new Map<string, { readonly accountId: string }>();

async function accept(_module: string, fault: string): Promise<void> {
  if (!known.has(fault)) known.set(fault, await shop.customerOf(fault));
  const who = shop.visitor();
  const answer = await shop.roundTrip(who, fault, "?returnTo=%2Fcart");
  expect([await shop.troubleOf(answer), answer.location]).toEqual([null, "/cart"]);
  const { user } = JSON.parse((await who.ask("/api/auth/session")).body);
  expect(user.id).toBe(known.get(fault)?.accountId);
}

// What relying parties must refuse: the module of the OpenID Foundation's suite (or words), the fault, the trouble noted.

test.each([
  ["oidcc-client-test-invalid-authorization-response-iss", "iss-parameter-wrong", "answer.issuer"],
  ["oidcc-client-test-remove-authorization-response-iss", "iss-parameter-missing", "answer.issuer"],
])("T-O4: %s is refused", refuse);

test.each([
  ["oidcc-client-test-nonce-invalid", "nonce-wrong", "id-token.nonce"],
  ["oidcc-client-test-invalid-nonce", "nonce-wrong", "id-token.nonce"],
  ["oidcc-client-test-invalid-missing-nonce", "nonce-missing", "id-token.nonce"],
])("T-O5: %s is refused", refuse);

test.each([
  ["oidcc-client-test-invalid-sig-rs256", "sig-rs256-bad", "id-token.signature"],
  ["oidcc-client-test-invalid-sig-es256", "sig-es256-bad", "id-token.signature"],
  ["oidcc-client-test-invalid-sig-hs256", "sig-hs256-bad", "id-token.algorithm"],
  ["oidcc-client-test-invalid-signature", "sig-other-key", "id-token.signature"],
  ["oidcc-client-test-invalid-null-alg", "alg-null", "id-token.malformed"],
  ["oidcc-client-test-invalid-alternate-alg", "alg-alternate", "id-token.algorithm"],
  ["oidcc-client-test-idtoken-sig-none", "sig-none", "id-token.algorithm"],
  ["oidcc-client-test-kid-absent-multiple-jwks", "kid-absent-several", "id-token.key"],
  ["HS256 with the client secret", "sig-hs256-secret", "id-token.algorithm"],
  ["HS256 with the public key as the secret", "sig-hs256-public-key", "id-token.algorithm"],
  ["a key that nobody published", "kid-unknown", "id-token.key"],
  ["a key that the token brings along", "key-from-header", "id-token.key"],
])("T-O6: %s is refused", refuse);

test.each([
  ["oidcc-client-test-invalid-iss", "iss-other", "id-token.issuer"],
  ["oidcc-client-test-invalid-missing-iss", "iss-missing", "id-token.claims"],
  ["oidcc-client-test-discovery-issuer-mismatch", "discovery-issuer", "provider.issuer"],
  ["an issuer with one slash more", "iss-slash", "id-token.issuer"],
])("T-O7: %s is refused", refuse);

test.each([
  ["oidcc-client-test-missing-aud", "aud-missing", "id-token.claims"],
  ["oidcc-client-test-invalid-aud", "aud-other", "id-token.audience"],
  ["oidcc-client-test-invalid-secondary-aud", "aud-several", "id-token.party"],
  ["another authorized party", "azp-other", "id-token.party"],
])("T-O8: %s is refused", refuse);

test.each([
  ["oidcc-client-test-missing-iat", "iat-missing", "id-token.claims"],
  ["oidcc-client-test-iat-is-week-in-past", "iat-week-old", "id-token.too-old"],
  ["oidcc-client-test-invalid-expired-exp", "exp-past", "id-token.expired"],
  ["oidcc-client-test-invalid-missing-exp", "exp-missing", "id-token.claims"],
  ["a token of the future", "iat-ahead", "id-token.not-yet"],
  ["a token not valid yet", "nbf-ahead", "id-token.not-yet"],
])("T-O9: %s is refused", refuse);

test.each([
  ["oidcc-client-test-missing-sub", "sub-missing", "id-token.claims"],
  ["an empty subject", "sub-empty", "id-token.claims"],
  ["a subject without end", "sub-endless", "profile.unusable"],
  ["a number for a subject", "sub-number", "id-token.claims"],
])("T-O10: %s is refused", refuse);

test.each([["oidcc-client-test-userinfo-invalid-sub", "userinfo-other", "userinfo.subject"]])("T-O11: %s is refused", refuse);

// What must work, as somebody whom the shop knows.

test.each([
  ["oidcc-client-test", "fine"],
  ["oidcc-client-test-client-secret-basic", "fine"],
  ["oidcc-client-test-client-secret-post", "secret-post"],
  ["oidcc-client-test-idtoken-sig-rs256", "fine"],
  ["oidcc-client-test-idtoken-sig-es256", "es256-fine"],
  ["oidcc-client-test-discovery-jwks-uri-keys", "also"],
  ["oidcc-client-test-scope-userinfo-claims", "userinfo-fine"],
  ["oidcc-client-test-userinfo-bearer-header", "userinfo-fine"],
  ["oidcc-client-test-token-type-case-insensitivity", "token-type-case"],
  ["oidcc-client-test-token-endpoint-response-without-expires_in", "no-expires-in"],
])("P-S4: %s signs in", accept);

test.each([["an issuer parameter that is right", "iss-parameter-fine"]])("T-O4: %s signs in", accept);

test.each([["oidcc-client-test-kid-absent-single-jwks", "kid-absent-single"]])("T-O6: %s signs in", accept);

test.each([
  ["oidcc-client-test-valid-aud-as-array", "aud-as-array"],
  ["an audience of several that says it is for us", "aud-several-azp"],
])("T-O8: %s signs in", accept);

test.each([["oidcc-client-test-signing-key-rotation-just-before-signing", "rotating-before-signing"]])(
  "T-FX17: %s signs in",
  accept,
);

test.each([
  ["a provider's clock 50 seconds ahead", "iat-50s-ahead"],
  ["a token that ended 50 seconds ago", "exp-50s-past"],
])("T-O9, T-FX18: %s signs in", accept);

test("T-O5: a nonce that was used before is refused", async () => {
  await accept("the first time", "nonce-used");
  await refuse("the second time", "nonce-used", "id-token.nonce");
});

test("T-FX17: oidcc-client-test-signing-key-rotation signs in, and an unknown key makes us ask once in a while only", async () => {
  await shop.customerOf("rotating");
  expect((await shop.roundTrip(shop.visitor(), "rotating")).location).toBe("/account");
  await shop.hostile.rotateKeys("rotating");
  expect((await shop.roundTrip(shop.visitor(), "rotating")).location).toBe("/account");
  const reads = () => shop.hostile.asked.filter((one) => one === "rotating jwks").length;
  expect(reads()).toBe(2);
  await shop.hostile.rotateKeys("rotating");
  for (const _ of [1, 2, 3]) {
    const answer = await shop.roundTrip(shop.visitor(), "rotating");
    expect(await shop.troubleOf(answer)).toBe("id-token.key");
  }
  expect(reads()).toBe(2);
});

test("T-O10: a subject is kept exactly, however odd", async () => {
  await shop.roundTrip(shop.visitor(), "odd-subject");
  const [row] = await shop.database.sql`select subject from pending_identities where connection = 'oidc-odd-subject'`;
  expect(row?.subject).toBe(" Sam|Böðvar%20 ");
});

test("T-O13: the same subject at another issuer is somebody else", async () => {
  const [known] = await shop.database
    .sql`select account_id from identities where connection = 'oidc-fine' and subject = 'somebody'`;
  expect(known).toBeDefined();
  await shop.database.sql`delete from identities where connection = 'oidc-also'`;
  const stranger = shop.visitor();
  expect((await shop.roundTrip(stranger, "also")).location).toBe("/register/accept");
  expect((await stranger.ask("/api/auth/session")).body).toBe("null");
});
