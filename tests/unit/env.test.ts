import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { EnvError, readEnv } from "@/settings/env";
import { makeTemporaryFolder } from "@/tests/support/temporary-folder";

const SECRET = "Vq2xUq7nJf0bW8s3TzK5mR1dYh6gLc9eAo4iPtXk";
const PRODUCTION = {
  PUBLIC_URL: "https://account.example.com",
  DATABASE_URL: "postgres://foyer:pw@db:5432/foyer",
  AUTH_SECRET: SECRET,
};

function sentencesFor(source: Record<string, string | undefined>): readonly string[] {
  try {
    readEnv(source);
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.sentences;
    throw error;
  }
}

describe("what Foyer takes from its environment", () => {
  test("T-A10: with everything in place production starts without a word", () => {
    expect(sentencesFor(PRODUCTION)).toEqual([]);
    expect(readEnv(PRODUCTION)).toMatchObject({ mode: "production", publicUrl: "https://account.example.com" });
  });

  test.each([
    ["DATABASE_URL", undefined, /DATABASE_URL is missing/],
    ["DATABASE_URL", "mysql://x", /DATABASE_URL must look like/],
    ["AUTH_SECRET", undefined, /AUTH_SECRET is missing/],
    ["AUTH_SECRET", "short", /AUTH_SECRET is too weak/],
    ["AUTH_SECRET", "a".repeat(64), /AUTH_SECRET is too weak/],
    ["AUTH_SECRET", "changeme-changeme-changeme-changeme-0123456789", /AUTH_SECRET is too weak/],
    ["AUTH_SECRET", `${SECRET},short`, /AUTH_SECRET is too weak/],
    ["AUTH_SECRET", " , ", /AUTH_SECRET/],
    ["PUBLIC_URL", "account.example.com", /PUBLIC_URL must be the https origin/],
    ["PUBLIC_URL", "http://account.example.com", /PUBLIC_URL must be the https origin/],
    ["PUBLIC_URL", "https://account.example.com/shop", /PUBLIC_URL must be the https origin/],
    ["PUBLIC_URL", "https://user@account.example.com", /PUBLIC_URL must be the https origin/],
    ["SMTP_URL", "mail.example.com", /SMTP_URL must look like/],
    ["METRICS_TOKEN", "short", /METRICS_TOKEN is too short/],
    ["PORT", "eighty", /PORT must be a whole number/],
    ["TRUSTED_PROXY_HOPS", "-1", /TRUSTED_PROXY_HOPS must be a whole number/],
    ["LOG_LEVEL", "loud", /LOG_LEVEL must be/],
  ])("T-A10: %s as %s stops the start with one sentence", (name, value, sentence) => {
    const found = sentencesFor({ ...PRODUCTION, [name]: value });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(sentence);
  });

  test("T-A10: everything that is wrong is said at once, and no sentence repeats a value", () => {
    const found = sentencesFor({ PUBLIC_URL: "http://canary-1.example", AUTH_SECRET: "canary-2", DATABASE_URL: "canary-3://x" });
    expect(found).toHaveLength(3);
    expect(found.join()).not.toMatch(/canary/);
  });

  test("T-A10: a secret may come from a file; a file that is not there is named", () => {
    const file = join(makeTemporaryFolder("foyer-env-"), "secret");
    writeFileSync(file, `${SECRET}\n`);
    const { AUTH_SECRET: _, ...rest } = PRODUCTION;
    expect(readEnv({ ...rest, AUTH_SECRET_FILE: file }).authSecrets).toEqual([SECRET]);
    expect(sentencesFor({ ...rest, AUTH_SECRET_FILE: `${file}-gone` })[0]).toMatch(/AUTH_SECRET_FILE names a file/);
  });

  test("without PUBLIC_URL it is the demo, on loopback", () => {
    expect(readEnv({ PORT: "4000" })).toMatchObject({ mode: "demo", publicUrl: "http://localhost:4000", databaseUrl: null });
  });
});
