import { createHash, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";
import { type Fault, faults, type Keys, type Made } from "./hostile-faults";
import { freePort } from "./product";

/** A provider of our own that does one thing wrong for each fault, at an issuer of its own. */
export type HostileProvider = {
  /** The issuer that has a fault. */
  issuer(fault: string): string;
  /** The texts of a connection to it. */
  texts(fault: string): Readonly<Record<string, string>>;
  /** What a browser is told by the provider's sign-in page, which asks nobody anything: where to go back to. */
  authorize(url: string): Promise<string>;
  /** What was asked for, in order: "fault path". */
  readonly asked: string[];
  /** Makes a new signing key and forgets the old one, at one issuer. */
  rotateKeys(fault: string): Promise<void>;
  stop(): Promise<void>;
};

const CLIENT = { clientId: "foyer", clientSecret: "a client secret of the tests, long enough" };

type Code = { readonly nonce: string; readonly challenge: string; readonly redirectUri: string };

/** Starts one. */
export async function startHostileProvider(): Promise<HostileProvider> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const issuer = (fault: string) => `${origin}/${fault}`;
  const asked: string[] = [];
  const keys = new Map<string, Keys>();
  const codes = new Map<string, Code>();
  const first = await makeKeys("one");
  const keysOf = (fault: string): Keys => keys.get(fault) ?? first;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", origin);
    const [, name = "", ...rest] = url.pathname.split("/");
    const path = rest.join("/");
    asked.push(`${name} ${path}`);
    const fault = faults[name];
    const answer = fault?.raw?.[path] ?? doors[path];
    if (!fault || !answer) {
      response.writeHead(404).end();
      return;
    }
    void answer(request, response, {
      issuer: issuer(name),
      fault,
      keys: () => keysOf(name),
      codes,
      url,
      rotate: () => rotate(name),
    });
  });
  const rotate = async (fault: string) => void keys.set(fault, await makeKeys(randomBytes(4).toString("hex")));
  await new Promise<void>((resolve) => server.listen(port, () => resolve()));
  return {
    issuer,
    texts: (fault) => ({ issuer: issuer(fault), ...CLIENT, ...faults[fault]?.texts }),
    authorize: async (url) => {
      const answer = await fetch(url, { redirect: "manual" });
      const location = answer.headers.get("location");
      if (!location) throw new Error(`the hostile provider answered ${answer.status}`);
      return location;
    },
    asked,
    rotateKeys: rotate,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function makeKeys(kid: string): Promise<Keys> {
  const make = async (alg: string) => generateKeyPair(alg, { extractable: true });
  const [rsa, other, ec] = await Promise.all([make("RS256"), make("RS256"), make("ES256")]);
  const jwk = async (key: CryptoKey, more: JWK): Promise<JWK> => ({ ...(await exportJWK(key)), use: "sig", ...more });
  return {
    kid,
    rsa,
    other,
    ec,
    jwks: [await jwk(rsa.publicKey, { kid, alg: "RS256" }), await jwk(ec.publicKey, { kid: `${kid}-ec`, alg: "ES256" })],
    otherJwk: await jwk(other.publicKey, { kid: "other", alg: "RS256" }),
  };
}

/** What a door of the provider is told besides the request. */
export type Place = {
  readonly issuer: string;
  readonly fault: Fault;
  /** The keys as they are at this moment. */
  keys(): Keys;
  readonly codes: Map<string, Code>;
  readonly url: URL;
  rotate(): Promise<void>;
};

type Answer = (request: IncomingMessage, response: ServerResponse, place: Place) => unknown;

const doors: Readonly<Record<string, Answer>> = {
  ".well-known/openid-configuration": (_request, response, place) => json(response, discoveryOf(place)),
  authorize: (_request, response, { url, fault, codes, issuer }) => {
    const code = randomBytes(16).toString("hex");
    const ask = (name: string) => url.searchParams.get(name) ?? "";
    codes.set(code, { nonce: ask("nonce"), challenge: ask("code_challenge"), redirectUri: ask("redirect_uri") });
    const back = new URL(ask("redirect_uri"));
    const query = new URLSearchParams({ code, state: ask("state") });
    back.search = String(fault.authorize?.(query, { issuer }) ?? query);
    response.writeHead(303, { location: back.href }).end();
  },
  jwks: async (_request, response, { fault, keys }) => json(response, { keys: fault.jwks?.(keys()) ?? keys().jwks }),
  token: async (request, response, place) => {
    const body = new URLSearchParams(await readBody(request));
    const code = place.codes.get(body.get("code") ?? "");
    place.codes.delete(body.get("code") ?? "");
    const verifier = createHash("sha256")
      .update(body.get("code_verifier") ?? "")
      .digest("base64url");
    const isKnown = code?.challenge === verifier && code.redirectUri === body.get("redirect_uri");
    if (!isKnown) return json(response, { error: "invalid_grant" }, 400);
    if (!isClient(request, body)) return json(response, { error: "invalid_client" }, 401);
    if (place.fault.rotatesBeforeSigning) await place.rotate();
    const idToken = await makeIdToken(place, code.nonce);
    const tokens = { access_token: "an access token", token_type: "Bearer", expires_in: 300, id_token: idToken };
    return json(response, place.fault.tokens?.(tokens) ?? tokens);
  },
  userinfo: (request, response, { fault }) => {
    if (request.headers.authorization !== "Bearer an access token") return json(response, { error: "invalid_token" }, 401);
    return json(response, { sub: "somebody", email: "somebody@work.example", email_verified: true, ...fault.userinfo });
  },
};

function discoveryOf({ issuer, fault }: Place): object {
  const document = {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    userinfo_endpoint: `${issuer}/userinfo`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256", "ES256", "HS256", "none"],
  };
  return fault.discovery?.(document) ?? document;
}

async function makeIdToken({ issuer, fault, keys: keysNow }: Place, nonce: string): Promise<string> {
  const keys = keysNow();
  const now = Math.floor(Date.now() / 1000);
  const usual: JWTPayload = {
    iss: issuer,
    aud: CLIENT.clientId,
    sub: "somebody",
    iat: now,
    exp: now + 300,
    nonce,
    email: "somebody@work.example",
    email_verified: true,
    given_name: "Sam",
    family_name: "Body",
  };
  const made: Made = { claims: fault.claims?.(usual, now) ?? usual, keys, secret: CLIENT.clientSecret, issuer };
  if (fault.sign) return fault.sign(made);
  const header = fault.header?.(keys) ?? { alg: "RS256", kid: keys.kid };
  return new SignJWT(made.claims).setProtectedHeader({ alg: "RS256", ...header }).sign(keys.rsa.privateKey);
}

function isClient({ headers }: IncomingMessage, body: URLSearchParams): boolean {
  const basic = Buffer.from((headers.authorization ?? "").replace("Basic ", ""), "base64").toString();
  const [id, secret] = basic.split(":").map((part) => decodeURIComponent(part.replace(/\+/g, " ")));
  const isBasic = id === CLIENT.clientId && secret === CLIENT.clientSecret;
  return isBasic || (body.get("client_id") === CLIENT.clientId && body.get("client_secret") === CLIENT.clientSecret);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

function json(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
