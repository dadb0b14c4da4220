import { describe, expect, test } from "vitest";
import { vouch } from "@/core/identities/vouch";

const trusted = { trustEmail: true, domains: [] };
const named = { trustEmail: true, domains: ["example.com", " Bücher.example "] };
const verified = { email: "ann@example.com", isEmailVerified: true, isOwnMailbox: false };

describe("what a provider's word about an address is worth", () => {
  test("T-O12: an address that the provider has not verified is worth nothing, whoever says it", () => {
    for (const connection of [trusted, named]) {
      expect(vouch(connection, { ...verified, isEmailVerified: false, isOwnMailbox: true })).toBe("nothing");
      expect(vouch(connection, { ...verified, email: null })).toBe("nothing");
      expect(vouch(connection, { ...verified, email: "no address" })).toBe("nothing");
    }
  });

  test("T-L8: nor is a verified one of a connection that the admin does not trust for addresses", () => {
    expect(vouch({ trustEmail: false, domains: ["example.com"] }, { ...verified, isOwnMailbox: true })).toBe("nothing");
  });

  test("T-L2: only whoever runs the mailbox, or was named for its domain, has the last word", () => {
    expect(vouch(trusted, verified)).toBe("address");
    expect(vouch(trusted, { ...verified, isOwnMailbox: true })).toBe("authority");
    expect(vouch(named, verified)).toBe("authority");
    expect(vouch(named, { ...verified, email: "Ann@BÜCHER.example" })).toBe("authority");
  });

  test("T-R7: a mailbox that is only spelled like another is another, though we would read it as the same", () => {
    for (const email of [
      "ａnn@example.com",
      "aⁿn@example.com",
      "ann@example.com@example.com",
      "ªnn@example.com",
      "\u00adann@example.com",
    ]) {
      expect(vouch(named, { ...verified, isOwnMailbox: true, email }), email).toBe("nothing");
    }
    expect(vouch(named, { ...verified, email: "ANN@Example.COM" })).toBe("authority");
  });

  test("P-S3: a connection with domains is trusted for these exactly: no other, no subdomain, no look-alike", () => {
    for (const email of ["ann@other.example", "ann@mail.example.com", "ann@example.com.evil.example", "ann@notexample.com"]) {
      expect(vouch(named, { ...verified, email }), email).toBe("nothing");
    }
    expect(vouch({ trustEmail: true, domains: ["", "@", "*", "com"] }, verified)).toBe("nothing");
  });
});
