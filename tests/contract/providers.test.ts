import { describe, expect, test } from "vitest";
import { providers } from "@/providers/registry";
import { fieldInfo } from "@/settings/fields";

test("the registry lists each provider under its own id", () => {
  expect(Object.entries(providers).filter(([key, { id }]) => key !== id)).toEqual([]);
});

describe.each(Object.values(providers))("contract of providers: $id", (provider) => {
  test("its id can stand in a URL and is no word of Auth.js", () => {
    expect(provider.id).toMatch(/^[a-z0-9][a-z0-9-]{1,30}$/);
    expect(provider.id).not.toBe("credentials");
  });

  test("P-S1: each field of its form can be drawn", () => {
    for (const field of Object.values(provider.config.shape)) expect(fieldInfo.get(field)).toBeDefined();
  });

  test("T-FX16: no claims, odd claims and claims without a subject are failures, never exceptions", () => {
    for (const claims of [{}, { sub: "" }, { sub: 7 }, { sub: null, email: "a@example.com" }, { sub: { toString: null } }]) {
      expect(provider.readProfile(claims).ok).toBe(false);
    }
  });

  test("P-S3: an address counts as verified only if the provider says exactly so", () => {
    for (const said of [undefined, "true", 1, null, "yes"]) {
      const read = provider.readProfile({ sub: "s", email: "a@example.com", email_verified: said });
      expect(read.ok && read.value.isEmailVerified).toBe(false);
    }
  });
});
