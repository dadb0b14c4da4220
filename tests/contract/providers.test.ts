import { describe, expect, test } from "vitest";
import { connectionFields } from "@/providers/connection-fields";
import { providers } from "@/providers/registry";
import { fieldInfo } from "@/settings/fields";
import { connectionTexts } from "@/tests/support/connection-texts";
import { recordedClaims } from "@/tests/support/recorded-claims";

test("the registry lists each provider under its own id", () => {
  expect(Object.entries(providers).filter(([key, { id }]) => key !== id)).toEqual([]);
});

describe.each(Object.values(providers))("contract of providers: $id", (provider) => {
  const door = provider.open(connectionTexts[provider.id] ?? {});
  const recorded = recordedClaims[provider.id];
  if (!recorded) throw new Error(`tests/support/recorded-claims.ts has nobody as ${provider.id} describes them`);

  test("its id can stand in a URL and is no word of Auth.js, nor a way of signing in of our own", () => {
    expect(provider.id).toMatch(/^[a-z0-9][a-z0-9-]{1,30}$/);
    expect(["credentials", "password", "registration"]).not.toContain(provider.id);
  });

  test("P-S1: each field of its form can be drawn and none hides one that every connection has", () => {
    for (const [name, field] of Object.entries(provider.config.shape)) {
      expect(fieldInfo.get(field)).toBeDefined();
      expect(Object.keys(connectionFields.shape)).not.toContain(name);
    }
  });

  test("T-L6: the field that says whose people come back is one of its own", () => {
    if (provider.placeField !== null) expect(Object.keys(provider.config.shape)).toContain(provider.placeField);
  });

  test("texts that fit open a door of its kind, an empty form opens none", () => {
    expect(door?.kind).toBe(provider.kind);
    expect(provider.open({})).toBeNull();
  });

  test("T-FX16, T-O10: no claims, odd claims and claims without a subject are failures, never exceptions", () => {
    for (const claims of [{}, { sub: "" }, { sub: 7 }, { sub: null, email: "a@example.com" }, { sub: { toString: null } }]) {
      expect(door?.readProfile(claims).ok).toBe(false);
    }
  });

  test("P-S2: people as it describes them are read: who they are, their address, their names", () => {
    const { claims, subject, email, names } = recorded.usual;
    const [firstName, lastName] = names;
    expect(door?.readProfile(claims)).toMatchObject({ ok: true, value: { subject, email, firstName, lastName } });
    expect(door?.readProfile(recorded.withoutEmail)).toMatchObject({ ok: true, value: { email: null } });
  });

  test("P-S3, T-O12: an address it has not proven does not count as verified", () => {
    const read = recorded.unverified && door?.readProfile(recorded.unverified);
    expect(read ? read.ok && read.value.isEmailVerified : false).toBe(false);
    expect(recorded.unverified === null).toBe(provider.kind === "directory");
  });

  test("T-FX16, T-O10: what can make nobody makes nobody", () => {
    expect(recorded.malformed.length).toBeGreaterThan(1);
    for (const claims of recorded.malformed) expect(door?.readProfile(claims).ok, JSON.stringify(claims)).toBe(false);
  });

  // Kinds that call a person's id by its name in OpenID Connect.
  if ("sub" in recorded.usual.claims) {
    test("T-O10: a subject is kept exactly or not at all", () => {
      const read = door?.readProfile({ sub: " Ü/7 " });
      expect(read?.ok && read.value.subject).toBe(" Ü/7 ");
      expect(door?.readProfile({ sub: "s".repeat(5000) }).ok).toBe(false);
    });
  }

  // A directory has no word for it: there the connection's own switch is all that counts.
  if ("email_verified" in recorded.usual.claims) {
    test("P-S3, T-O12: an address counts as verified only if the provider says exactly so", () => {
      for (const said of [undefined, "true", "false", 1, 0, null, "yes"]) {
        const read = door?.readProfile({ sub: "s", email: "a@example.com", email_verified: said });
        expect(read?.ok && read.value.isEmailVerified).toBe(false);
      }
    });
  }
});
