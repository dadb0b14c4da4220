import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { exportSPKI, type GenerateKeyPairResult, type JWK, type JWTHeaderParameters, type JWTPayload, SignJWT } from "jose";

/** The keys of one issuer. */
export type Keys = {
  readonly kid: string;
  readonly rsa: GenerateKeyPairResult;
  /** One that is nowhere published. */
  readonly other: GenerateKeyPairResult;
  readonly ec: GenerateKeyPairResult;
  /** What is published. */
  readonly jwks: readonly JWK[];
  readonly otherJwk: JWK;
};

/** What an ID token is made of. */
export type Made = { readonly claims: JWTPayload; readonly keys: Keys; readonly secret: string; readonly issuer: string };

type Raw = (request: IncomingMessage, response: ServerResponse) => unknown;

/** What one issuer does in its own way; everything else it does right. */
export type Fault = {
  readonly discovery?: (usual: Readonly<Record<string, unknown>>) => object;
  readonly authorize?: (query: URLSearchParams, place: { readonly issuer: string }) => URLSearchParams;
  readonly jwks?: (keys: Keys) => readonly JWK[];
  readonly claims?: (usual: JWTPayload, now: number) => JWTPayload;
  readonly header?: (keys: Keys) => Partial<JWTHeaderParameters>;
  readonly sign?: (made: Made) => Promise<string> | string;
  readonly tokens?: (usual: Readonly<Record<string, unknown>>) => object;
  readonly userinfo?: object;
  readonly rotatesBeforeSigning?: true;
  /** Doors that answer something else altogether, by their path. */
  readonly raw?: Readonly<Record<string, Raw>>;
  /** What the connection's form holds besides. */
  readonly texts?: Readonly<Record<string, string>>;
};

const without = (claim: string) => (usual: JWTPayload) =>
  Object.fromEntries(Object.entries(usual).filter(([name]) => name !== claim));
const signedBy = (key: CryptoKey | Uint8Array, alg: string, kid: string, claims: JWTPayload) =>
  new SignJWT(claims).setProtectedHeader({ alg, kid }).sign(key);
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Changes the signature and nothing else. */
function spoil(token: string): string {
  const [head, body, signature = ""] = token.split(".");
  const bytes = Buffer.from(signature, "base64url");
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  return `${head}.${body}.${bytes.toString("base64url")}`;
}

const userInfo = { texts: { asksUserInfo: "true" } } as const;
const saysIssuer = { discovery: (usual: object) => ({ ...usual, authorization_response_iss_parameter_supported: true }) };

/** Every fault by the name that its issuer has. */
export const faults: Readonly<Record<string, Fault>> = {
  // What must work
  fine: {},
  also: {},
  "userinfo-fine": userInfo,
  "aud-as-array": { claims: (usual) => ({ ...usual, aud: ["foyer"] }) },
  "aud-several-azp": { claims: (usual) => ({ ...usual, aud: ["foyer", "another"], azp: "foyer" }) },
  "token-type-case": { tokens: (usual) => ({ ...usual, token_type: "bEaReR" }) },
  "no-expires-in": { tokens: ({ expires_in: _gone, ...usual }) => usual },
  "secret-post": { texts: { clientAuthentication: "client_secret_post" } },
  "kid-absent-single": {
    jwks: ({ jwks }) => jwks.slice(0, 1),
    header: () => ({}),
  },
  "es256-fine": { sign: ({ claims, keys }) => signedBy(keys.ec.privateKey, "ES256", `${keys.kid}-ec`, claims) },
  "iss-parameter-fine": {
    ...saysIssuer,
    authorize: (query, { issuer }) => new URLSearchParams([...query, ["iss", issuer]]),
  },
  "exp-50s-past": { claims: (usual, now) => ({ ...usual, iat: now - 100, exp: now - 50 }) },
  "iat-50s-ahead": { claims: (usual, now) => ({ ...usual, iat: now + 50, nbf: now + 50 }) },
  "odd-subject": { claims: (usual) => ({ ...usual, sub: " Sam|Böðvar%20 " }) },
  rotating: {},
  "rotating-before-signing": { rotatesBeforeSigning: true },

  // Nonce
  "nonce-wrong": { claims: (usual) => ({ ...usual, nonce: "another nonce" }) },
  "nonce-used": { claims: (usual) => ({ ...usual, nonce: firstNonce(usual.nonce) }) },
  "nonce-missing": { claims: without("nonce") },

  // Issuer
  "iss-other": { claims: (usual) => ({ ...usual, iss: "https://evil.example" }) },
  "iss-slash": { claims: (usual) => ({ ...usual, iss: `${usual.iss}/` }) },
  "iss-missing": { claims: without("iss") },
  "discovery-issuer": { discovery: (usual) => ({ ...usual, issuer: `${usual.issuer}/` }) },
  "iss-parameter-wrong": {
    ...saysIssuer,
    authorize: (query) => new URLSearchParams([...query, ["iss", "https://evil.example"]]),
  },
  "iss-parameter-missing": saysIssuer,

  // Audience
  "aud-missing": { claims: without("aud") },
  "aud-other": { claims: (usual) => ({ ...usual, aud: "another" }) },
  "aud-several": { claims: (usual) => ({ ...usual, aud: ["foyer", "another"] }) },
  "azp-other": { claims: (usual) => ({ ...usual, azp: "another" }) },

  // Times
  "exp-past": { claims: (usual, now) => ({ ...usual, iat: now - 400, exp: now - 100 }) },
  "exp-missing": { claims: without("exp") },
  "iat-missing": { claims: without("iat") },
  "iat-week-old": { claims: (usual, now) => ({ ...usual, iat: now - 7 * 86_400 }) },
  "iat-ahead": { claims: (usual, now) => ({ ...usual, iat: now + 100 }) },
  "nbf-ahead": { claims: (usual, now) => ({ ...usual, nbf: now + 100 }) },

  // Subject
  "sub-missing": { claims: without("sub") },
  "sub-empty": { claims: (usual) => ({ ...usual, sub: "" }) },
  "sub-endless": { claims: (usual) => ({ ...usual, sub: "s".repeat(5000) }) },
  "sub-number": { sign: ({ claims, keys }) => signedBy(keys.rsa.privateKey, "RS256", keys.kid, { ...claims, ...asNumber }) },
  "userinfo-other": { ...userInfo, userinfo: { sub: "another" } },

  // Signature
  "sig-rs256-bad": { sign: async ({ claims, keys }) => spoil(await signedBy(keys.rsa.privateKey, "RS256", keys.kid, claims)) },
  "sig-es256-bad": {
    sign: async ({ claims, keys }) => spoil(await signedBy(keys.ec.privateKey, "ES256", `${keys.kid}-ec`, claims)),
  },
  "sig-hs256-bad": { sign: ({ claims, keys }) => signedBy(Buffer.alloc(32, 7), "HS256", keys.kid, claims) },
  "sig-hs256-secret": { sign: ({ claims, keys, secret }) => signedBy(Buffer.from(secret), "HS256", keys.kid, claims) },
  "sig-hs256-public-key": {
    sign: async ({ claims, keys }) => signedBy(Buffer.from(await exportSPKI(keys.rsa.publicKey)), "HS256", keys.kid, claims),
  },
  "sig-other-key": { sign: ({ claims, keys }) => signedBy(keys.other.privateKey, "RS256", keys.kid, claims) },
  "sig-none": { sign: ({ claims }) => `${part({ alg: "none" })}.${part(claims)}.` },
  "alg-null": {
    sign: async ({ claims, keys }) => {
      const [, ...rest] = (await signedBy(keys.rsa.privateKey, "RS256", keys.kid, claims)).split(".");
      return [part({ kid: keys.kid }), ...rest].join(".");
    },
  },
  "alg-alternate": {
    discovery: (usual) => ({ ...usual, id_token_signing_alg_values_supported: ["RS256"] }),
    sign: ({ claims, keys }) => signedBy(keys.ec.privateKey, "ES256", `${keys.kid}-ec`, claims),
  },
  "kid-unknown": { header: () => ({ kid: "nobody's" }) },
  "kid-absent-several": {
    jwks: ({ jwks, otherJwk }) => [...jwks, otherJwk],
    header: () => ({}),
  },
  "key-from-header": {
    sign: ({ claims, keys, issuer }) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: "RS256", kid: "other", jku: `${issuer}/evil-jwks`, jwk: keys.otherJwk })
        .sign(keys.other.privateKey),
    raw: { "evil-jwks": (_request, response) => response.end("{}") },
  },

  // What is no answer
  ...noAnswers(".well-known/openid-configuration", "discovery"),
  ...noAnswers("jwks", "jwks"),
  ...noAnswers("token", "token"),
};

/** The nonce that was asked for first, whatever is asked for now. */
function firstNonce(nonce: unknown): unknown {
  nonces.push(nonce);
  return nonces[0];
}

const nonces: unknown[] = [];

const asNumber: Record<string, never> = JSON.parse('{"sub":42}');

/** Everything that a door can do in place of answering. */
function noAnswers(path: string, name: string): Record<string, Fault> {
  const ways: Record<string, Raw> = {
    huge: (_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const chunk = Buffer.alloc(256 * 1024, " ");
      let left = 200;
      const pour = () => {
        while (left-- > 0 && response.write(chunk));
        if (left > 0) response.once("drain", pour);
        else response.end("{}");
      };
      pour();
    },
    slow: (_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const drip = setInterval(() => response.write(" "), 1000);
      response.once("close", () => clearInterval(drip));
    },
    // To a place here, where it would be seen that somebody followed.
    redirecting: (_request, response) => response.writeHead(302, { location: "/elsewhere/latest" }).end(),
    page: (_request, response) => response.writeHead(200, { "content-type": "text/html" }).end("<h1>Welcome</h1>"),
    gzip: (_request, response) =>
      response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" }).end(gzipSync("{}")),
    failing: (_request, response) => response.writeHead(500).end("out of order"),
    resetting: (request) => request.socket.resetAndDestroy(),
  };
  return Object.fromEntries(Object.entries(ways).map(([way, raw]) => [`${name}-${way}`, { raw: { [path]: raw } }]));
}
