import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { EnvError, readEnv } from "@/settings/env";

const folder = mkdtempSync(join(tmpdir(), "foyer-env-"));
afterAll(() => rmSync(folder, { recursive: true }));

const SECRET = "Vq2xUq7nJf0bW8s3TzK5mR1dYh6gLc9eAo4iPtXk";
const production = {
  PUBLIC_URL: "https://account.example.net",
  DATABASE_URL: "postgres://u:p@db:5432/foyer",
  AUTH_SECRET: SECRET,
};

function sentencesOf(source: Record<string, string | undefined>): readonly string[] {
  try {
    readEnv(source);
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.sentences;
    throw error;
  }
}

describe("the demo", () => {
  test("nothing configured is the demo on localhost", () => {
    expect(readEnv({})).toMatchObject({
      mode: "demo",
      publicUrl: "http://localhost:3000",
      port: 3000,
      databaseUrl: null,
      trustedProxyHops: 0,
      logLevel: "info",
    });
    expect(readEnv({ PORT: "4100" }).publicUrl).toBe("http://localhost:4100");
  });
});

describe("production", () => {
  test("PUBLIC_URL makes it production, and is an origin", () => {
    expect(readEnv(production)).toMatchObject({
      mode: "production",
      publicUrl: "https://account.example.net",
      authSecrets: [SECRET],
    });
    expect(readEnv({ ...production, PUBLIC_URL: "https://Account.Example.net/" }).publicUrl).toBe("https://account.example.net");
    expect(readEnv({ ...production, PUBLIC_URL: "http://localhost:4100" }).publicUrl).toBe("http://localhost:4100");
  });

  test.each([
    "account.example.net",
    "http://account.example.net",
    "http://127.0.0.1:3000",
    "https://example.net/shop",
    "https://example.net/?x",
    "https://example.net/#x",
    "https://user:pass@example.net",
    "ftp://example.net",
    "javascript:alert(1)",
  ])("T-M5, T-U3: PUBLIC_URL %s stops the start with a sentence", (PUBLIC_URL) => {
    expect(sentencesOf({ ...production, PUBLIC_URL })).toEqual([expect.stringContaining("PUBLIC_URL must be")]);
  });

  test("T-A10: commas alone are no secret", () => {
    expect(sentencesOf({ ...production, AUTH_SECRET: " , " })).toEqual([expect.stringContaining("AUTH_SECRET is missing")]);
  });

  test("T-A10: everything that is wrong is said at once, and no sentence repeats a value", () => {
    const wrong = { PUBLIC_URL: "http://canary-1.example", AUTH_SECRET: "canary-2", DATABASE_URL: "canary-3://x" };
    const sentences = sentencesOf(wrong);
    expect(sentences).toHaveLength(3);
    expect(sentences.join()).not.toMatch(/canary/);
  });

  test("T-A10: without a database and a secret it does not start, and says both at once", () => {
    expect(sentencesOf({ PUBLIC_URL: production.PUBLIC_URL })).toEqual([
      expect.stringContaining("DATABASE_URL is missing"),
      expect.stringContaining("AUTH_SECRET is missing"),
    ]);
  });

  test.each([
    "short",
    "a".repeat(64),
    "changeme-changeme-changeme-changeme",
    "my-super-secret-value-that-is-long-enough",
    "password-password-password-password",
    "foyer-foyer-foyer-foyer-foyer-foyer-foyer",
    "abababababababababababababababababab",
    "1234567890123456789012345678901234567890",
    `${SECRET},short`,
    `short,${SECRET}`,
  ])("T-A10: the secret %s is refused, in a list too, and never repeated", (AUTH_SECRET) => {
    const sentences = sentencesOf({ ...production, AUTH_SECRET });
    expect(sentences).toEqual([expect.stringContaining("AUTH_SECRET is too weak")]);
    expect(sentences.join()).not.toContain(AUTH_SECRET);
  });

  test("the list of secrets has the newest first", () => {
    const other = [...SECRET].reverse().join("");
    expect(readEnv({ ...production, AUTH_SECRET: ` ${SECRET} , ${other},` }).authSecrets).toEqual([SECRET, other]);
  });
});

describe("each variable", () => {
  test.each([
    [{ PORT: "x" }, "PORT"],
    [{ PORT: "-1" }, "PORT"],
    [{ PORT: "70000" }, "PORT"],
    [{ PORT: "80.5" }, "PORT"],
    [{ TRUSTED_PROXY_HOPS: "many" }, "TRUSTED_PROXY_HOPS"],
    [{ TRUSTED_PROXY_HOPS: "11" }, "TRUSTED_PROXY_HOPS"],
    [{ LOG_LEVEL: "loud" }, "LOG_LEVEL"],
    [{ DATABASE_URL: "mysql://x" }, "DATABASE_URL"],
    [{ SMTP_URL: "mail.example.net" }, "SMTP_URL"],
    [{ METRICS_TOKEN: "short" }, "METRICS_TOKEN"],
    [{ AUTH_SECRET_FILE: join(folder, "missing") }, "AUTH_SECRET_FILE"],
  ])("%j is refused in a sentence that names it and not its value", (wrong, name) => {
    const sentences = sentencesOf({ ...production, ...wrong });
    expect(sentences[0]).toMatch(new RegExp(`^${name} `));
  });

  test("a value may lie in a file", () => {
    const file = join(folder, "secret");
    writeFileSync(file, `${SECRET}\n`);
    expect(readEnv({ ...production, AUTH_SECRET: undefined, AUTH_SECRET_FILE: file }).authSecrets).toEqual([SECRET]);
  });

  test("an empty variable is none", () => {
    expect(readEnv({ PUBLIC_URL: " ", DATABASE_URL: "" })).toMatchObject({ mode: "demo", databaseUrl: null });
  });
});
