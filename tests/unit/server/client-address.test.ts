import { describe, expect, test } from "vitest";
import { clientAddress } from "@/server/client-address";

const SOCKET = "192.0.2.1";

describe("where a request comes from", () => {
  test.each([
    // Nobody in front of us is trusted: whatever is claimed counts for nothing.
    ["203.0.113.7", 0, SOCKET],
    ["203.0.113.7, 198.51.100.9", 0, SOCKET],
    ["a", 0, SOCKET],
    [undefined, 0, SOCKET],
    // One hop: the last entry is its word, everything before it is the visitor's own.
    ["203.0.113.7", 1, "203.0.113.7"],
    ["1.1.1.1, 203.0.113.7", 1, "203.0.113.7"],
    ["1.1.1.1,2.2.2.2,  203.0.113.7 ", 1, "203.0.113.7"],
    ["evil, 203.0.113.7", 1, "203.0.113.7"],
    // Two hops: the last but one.
    ["1.1.1.1, 203.0.113.7, 198.51.100.9", 2, "203.0.113.7"],
    ["203.0.113.7, 198.51.100.9", 2, "203.0.113.7"],
    ["203.0.113.7", 2, "203.0.113.7"],
    // Forms that proxies write.
    ["203.0.113.7:51234", 1, "203.0.113.7"],
    ["[2001:db8::1]:51234", 1, "2001:db8::1"],
    ["[2001:db8::1]", 1, "2001:db8::1"],
    ["2001:db8::1", 1, "2001:db8::1"],
    // What does not parse is the connection's address, never nobody's.
    ["a", 1, SOCKET],
    ["", 1, SOCKET],
    [" , ", 1, SOCKET],
    ["203.0.113.7,", 1, SOCKET],
    ["unknown", 1, SOCKET],
    ["_hidden", 1, SOCKET],
    ["999.1.1.1", 1, SOCKET],
    ["203.0.113.7'; drop table limits", 1, SOCKET],
    ["[2001:db8::1", 1, SOCKET],
    [undefined, 1, SOCKET],
  ])("T-T1: X-Forwarded-For %j behind %i trusted hops is %s", (forwarded, hops, address) =>
    expect(clientAddress(SOCKET, forwarded, hops)).toBe(address),
  );

  test("T-T1: a connection without an address is one subject like any other, so its limits hold", () => {
    expect(clientAddress(undefined, undefined, 0)).toBe("unknown");
    expect(clientAddress("", "a", 1)).toBe("unknown");
  });

  test("T-T1: a client cannot choose its bucket by rotating what it claims", () => {
    const seen = Array.from({ length: 100 }, (_, n) => clientAddress(SOCKET, `10.0.0.${n}, 203.0.113.7`, 1));
    expect(new Set(seen)).toEqual(new Set(["203.0.113.7"]));
  });
});
