import { DrizzleQueryError } from "drizzle-orm";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { describeError, log, takeOverConsole } from "@/server/log";
import { getRequestStore, type RequestStore, requestStores } from "@/server/request-store";

const CANARY = "canary-5f2a@example.com";
const statement = 'insert into "accounts" ("email") values ($1)';

const withCode = (message: string, code: string, more: object = {}) => Object.assign(new Error(message), { code, ...more });

describe("what the log says of an error", () => {
  test("T-G1: of a failed statement its text with placeholders, its code and its constraint, and never a value", () => {
    const cause = withCode(`Key (email)=(${CANARY}) already exists`, "23505", {
      constraint_name: "accounts_email_key",
      detail: CANARY,
    });
    const error = new DrizzleQueryError(statement, [CANARY, "secret"], cause);
    const said = describeError(error);
    expect(said).toMatchObject({ type: "database", code: "23505", constraint: "accounts_email_key", statement });
    expect(JSON.stringify(said)).not.toContain("canary");
    expect(error.message).toContain(CANARY);
  });

  test("T-G1: neither where the cause has no code, nor where the failure is wrapped again", () => {
    const bare = new DrizzleQueryError(statement, [CANARY], new Error("socket hang up"));
    const wrapped = new Error(`while saving: ${bare.message}`, { cause: bare });
    for (const error of [bare, wrapped]) {
      expect(describeError(error)).toMatchObject({ type: "database", statement });
      expect(JSON.stringify(describeError(error))).not.toContain("canary");
    }
  });

  test("T-G1: nor where a value looks like a line of a stack", () => {
    const error = new DrizzleQueryError(statement, [`x\n    at ${CANARY} (file:///x.ts:1:1)`], withCode("no", "42P01"));
    expect(JSON.stringify(describeError(error))).not.toContain("canary");
    expect(JSON.stringify(describeError(error))).toContain("log.test");
  });

  test("T-G3: a message is cut, and stays one line of JSON whatever it holds", () => {
    const said = JSON.stringify(describeError(new Error(`a\r\nb\u001b[31m${"x".repeat(1_000_000)}`)));
    expect(said.length).toBeLessThan(10_000);
    expect(said).not.toMatch(/\p{Cc}/u);
  });

  test("T-G1: what is thrown and is no error is not repeated", () => {
    for (const thrown of [CANARY, { password: CANARY }, null, undefined, 5]) {
      expect(describeError(thrown)).toEqual({ type: typeof thrown });
    }
  });

  test("an ordinary error says what, where and of what kind", () => {
    expect(describeError(new RangeError("too far"))).toMatchObject({
      type: "RangeError",
      message: "too far",
      stack: expect.stringContaining("log.test"),
    });
  });
});

test("T-S9: a form that nobody can read is no error of ours: one plain line, without a stack; what fails later is one", () => {
  const { error, warn } = console;
  onTestFinished(() => void Object.assign(console, { error, warn }));
  const told = { info: vi.spyOn(log, "info").mockReturnValue(), error: vi.spyOn(log, "error").mockReturnValue() };
  takeOverConsole();
  const failure = new TypeError("Failed to parse body as FormData.");
  const store = { isReadBefore: true } as RequestStore;
  requestStores.run({ ...store }, () => console.error("⨯", failure));
  requestStores.run({ ...store }, () => console.warn(failure));
  const line = [{ reason: failure.message }, "a request could not be read"];
  expect(told.info.mock.calls).toEqual([line, line]);
  expect(told.error).not.toHaveBeenCalled();
  requestStores.run({ ...store }, () => {
    getRequestStore();
    console.error("⨯", failure);
  });
  requestStores.run({ ...store, isReadBefore: false }, () => console.error("⨯", failure));
  console.error("⨯", failure);
  expect(told.info).toHaveBeenCalledTimes(2);
  expect(told.error).toHaveBeenCalledTimes(3);
});
