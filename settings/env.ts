import { existsSync, readFileSync } from "node:fs";
import { isIP } from "node:net";
import { resolve } from "node:path";

/** Everything Foyer takes from its environment, checked. Read once per process. */
export type Env = {
  /** demo: nothing configured. production: PUBLIC_URL is set, or NODE_ENV says so and a sentence stops the start. */
  readonly mode: "demo" | "production";
  /** Origin under which customers reach Foyer, no slash at the end. Every link is built from it (T-M5, T-U5). */
  readonly publicUrl: string;
  readonly databaseUrl: string | null;
  /** Whether AUTH_SECRET is set; if not, the demo's own secret must be put in place of `authSecrets`. */
  readonly hasAuthSecret: boolean;
  /** Newest first. */
  readonly authSecrets: readonly [string, ...string[]];
  readonly smtpUrl: string | null;
  readonly port: number;
  /** Absolute folder for the embedded database, caught mails and the demo's secret. */
  readonly dataDir: string;
  readonly trustedProxyHops: number;
  readonly metricsToken: string | null;
  /** Name servers that are asked about the senders of incoming mail; none are the system's. */
  readonly dnsServers: readonly string[];
  readonly logLevel: "debug" | "info" | "warn" | "error";
};

/** What is wrong with the environment: one sentence each, naming the variable and never its value. */
export class EnvError extends Error {
  override name = "EnvError";
  constructor(readonly sentences: readonly string[]) {
    super(sentences.join("\n"));
  }
}

/** The file in `dataDir` in which a demo says where it answers. */
export const ADDRESS_FILE = "address";

type Source = Readonly<Record<string, string | undefined>>;

const WEAK = /^(.)\1+$|secret|changeme|change-me|password|example|placeholder|12345|^test|foyer/i;
const DEMO_SECRET = "demo only: replaced by a random one in DATA_DIR";

/** Reads and checks the environment; throws {@link EnvError} with every sentence at once. */
export function readEnv(source: Source = process.env): Env {
  const sentences: string[] = [];
  const get = (name: string) => fromVariableOrFile(source, name, sentences);
  const publicUrl = get("PUBLIC_URL");
  const mode = publicUrl ? "production" : "demo";
  const port = wholeNumber(get("PORT"), "PORT", 3000, 65_535, sentences);
  const env: Env = {
    mode,
    publicUrl: publicUrl ? checkPublicUrl(publicUrl, sentences) : `http://localhost:${port}`,
    databaseUrl: get("DATABASE_URL"),
    ...secretsFrom(get("AUTH_SECRET")),
    smtpUrl: get("SMTP_URL"),
    port,
    dataDir: resolve(/* turbopackIgnore: true */ get("DATA_DIR") ?? ".data"),
    trustedProxyHops: wholeNumber(get("TRUSTED_PROXY_HOPS"), "TRUSTED_PROXY_HOPS", 0, 10, sentences),
    metricsToken: get("METRICS_TOKEN"),
    dnsServers: addresses(get("DNS_SERVERS"), "DNS_SERVERS", sentences),
    logLevel: logLevel(get("LOG_LEVEL"), sentences),
  };
  checkUrls(env, sentences);
  if (mode === "production") checkProduction(env, sentences);
  if (sentences.length > 0) throw new EnvError(sentences);
  return env;
}

function fromVariableOrFile(source: Source, name: string, sentences: string[]): string | null {
  const file = source[`${name}_FILE`];
  if (file) {
    if (existsSync(/* turbopackIgnore: true */ file))
      return readFileSync(/* turbopackIgnore: true */ file, "utf8").trim() || null;
    sentences.push(`${name}_FILE names a file that cannot be found: put the value of ${name} there, or unset ${name}_FILE.`);
    return null;
  }
  return source[name]?.trim() || null;
}

function checkPublicUrl(text: string, sentences: string[]): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isLoopback = url?.protocol === "http:" && url.hostname === "localhost";
  if (!url || (url.protocol !== "https:" && !isLoopback) || url.pathname !== "/" || url.search || url.hash || url.username) {
    sentences.push(
      "PUBLIC_URL must be the https origin that customers use, without a path, such as https://account.example.com (http only for http://localhost).",
    );
    return text;
  }
  return url.origin;
}

function checkUrls(env: Env, sentences: string[]): void {
  const isPostgres = env.databaseUrl === null || /^postgres(ql)?:\/\/./.test(env.databaseUrl);
  if (!isPostgres) sentences.push("DATABASE_URL must look like postgres://user:password@host:5432/database.");
  const isSmtp = env.smtpUrl === null || /^smtps?:\/\/./.test(env.smtpUrl);
  if (!isSmtp) sentences.push("SMTP_URL must look like smtps://user:password@mail.example.com:465.");
}

function checkProduction(env: Env, sentences: string[]): void {
  if (!env.databaseUrl) sentences.push("DATABASE_URL is missing: in production Foyer needs a PostgreSQL server of yours.");
  if (!env.hasAuthSecret) {
    sentences.push("AUTH_SECRET is missing: make one with `openssl rand -base64 33` and keep it with your other secrets.");
  } else if (env.authSecrets.some((one) => one.length < 32 || WEAK.test(one) || new Set(one).size < 12)) {
    sentences.push("AUTH_SECRET is too weak: it needs at least 32 random characters, made with `openssl rand -base64 33`.");
  }
  if (env.metricsToken !== null && env.metricsToken.length < 16)
    sentences.push("METRICS_TOKEN is too short: it needs at least 16 characters.");
}

/** Commas alone are no secret: what is left must never be the demo's, which everybody can read here (T-A10). */
function secretsFrom(text: string | null): Pick<Env, "hasAuthSecret" | "authSecrets"> {
  const [first, ...more] = (text ?? "")
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
  return { hasAuthSecret: first !== undefined, authSecrets: [first ?? DEMO_SECRET, ...more] };
}

function wholeNumber(text: string | null, name: string, fallback: number, max: number, sentences: string[]): number {
  if (text === null) return fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= max) return value;
  sentences.push(`${name} must be a whole number from 0 to ${max}.`);
  return fallback;
}

function addresses(text: string | null, name: string, sentences: string[]): readonly string[] {
  const given = (text ?? "").split(/[\s,]+/).filter((one) => one !== "");
  const isGood = given.every(
    (one) => isIP(one.replace(/^\[(.*)\](:\d+)?$/, "$1").replace(/^(\d+(?:\.\d+){3}):\d+$/, "$1")) !== 0,
  );
  if (!isGood)
    sentences.push(`${name} must hold addresses of name servers, such as 10.0.0.2 or 127.0.0.1:5353, separated by commas.`);
  return isGood ? given : [];
}

function logLevel(text: string | null, sentences: string[]): Env["logLevel"] {
  if (text === null) return "info";
  const known = (["debug", "info", "warn", "error"] as const).find((level) => level === text);
  if (!known) sentences.push("LOG_LEVEL must be debug, info, warn or error.");
  return known ?? "info";
}

let known: Env | undefined;

/** The environment of this process, read on first use. */
export function getEnv(): Env {
  known ??= readEnv();
  return known;
}
