import { describe, expect, test } from "vitest";
import { addressSubject, recipientSubject } from "@/core/security/limits";

describe("whom a limit counts for", () => {
  test.each([
    ["203.0.113.7", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["::FFFF:203.0.113.7", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8:1:2::", "2001:db8:1:2::/64"],
    ["2001:DB8:0001:0002:ffff::1", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["2001:db8:0:0:1::", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["::", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["1:2:3:4:5:6:7::", "1:2:3:4::/64"],
    ["1::2:3:4:5:6:7", "1:0:2:3::/64"],
    ["unknown", "unknown"],
  ])("T-T1: %s counts as %s", (address, subject) => expect(addressSubject(address)).toBe(subject));

  test("T-T1: one household's 65,536 addresses are one, and its neighbour's is another", () => {
    const subjects = Array.from({ length: 256 }, (_, n) =>
      addressSubject(`2001:db8:7:9:${n.toString(16)}:${(n * 251).toString(16)}::${n}`),
    );
    expect(new Set(subjects).size).toBe(1);
    expect(addressSubject("2001:db8:7:a::1")).not.toBe(subjects[0]);
  });

  test.each(["v@x.com", "V@X.com", " v@x.com ", "v+1@x.com", "V+tag+more@x.COM", "v＠x.com"])(
    "T-T4: %j shares one bucket",
    (typed) => expect(recipientSubject(typed)).toBe("v@x.com"),
  );

  test("T-T4: another person's address is another bucket", () => {
    expect(recipientSubject("w@x.com")).not.toBe(recipientSubject("v@x.com"));
    expect(recipientSubject("v@x.com.evil.com")).not.toBe(recipientSubject("v@x.com"));
  });
});
