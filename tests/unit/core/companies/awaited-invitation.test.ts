import { expect, test } from "vitest";
import { AWAITED_LASTS, openAwaited, sealAwaited } from "@/core/companies/awaited-invitation";
import { encrypt, makeSecrets } from "@/core/security/secrets";
import { newToken } from "@/core/security/token";

const secrets = makeSecrets(["a secret of a test that is long enough"]);
const now = new Date("2026-11-21T12:00:00Z");
const later = (ms: number) => ({ secrets, now: new Date(now.getTime() + ms) });

test("T-U4, P-O3: an invitation waits in its cookie for an hour and no longer, whatever the browser keeps", () => {
  const token = newToken();
  const sealed = sealAwaited({ secrets, now }, token);
  expect(openAwaited(later(AWAITED_LASTS.ms - 1), sealed)).toBe(token);
  expect(openAwaited(later(AWAITED_LASTS.ms), sealed)).toBeNull();
});

test("T-U4, T-G1: nobody reads the token there, and another installation or purpose opens nothing", () => {
  const token = newToken();
  const sealed = sealAwaited({ secrets, now }, token);
  expect(sealed).not.toContain(token);
  expect(openAwaited({ secrets: makeSecrets(["another secret that is long enough"]), now }, sealed)).toBeNull();
  const text = JSON.stringify([token, now.getTime() + 1000]);
  expect(openAwaited({ secrets, now }, encrypt(secrets, "handshake", text))).toBeNull();
});

test.each(["../admin", "evil.example/abc", "a".repeat(201), "short", ""])(
  "T-U1: %j is no token, so it leads nowhere",
  (token) => {
    const sealed = encrypt(secrets, "invitation", JSON.stringify([token, now.getTime() + 1000]));
    expect(openAwaited({ secrets, now }, sealed)).toBeNull();
  },
);

test("T-K13: what is no cookie of ours is none, and no error", () => {
  for (const sealed of [undefined, "", "x", "A".repeat(5000)]) expect(openAwaited({ secrets, now }, sealed)).toBeNull();
});
