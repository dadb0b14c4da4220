import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { isForeign } from "@/server/origin-guard";

const OWN = "https://shop.test";

function asked(method: string, headers: Record<string, string>, path = "/sign-in"): boolean {
  const request = new IncomingMessage(new Socket());
  request.method = method;
  Object.assign(request.headers, headers);
  return isForeign(request, path, OWN);
}

const CHANGES = ["POST", "PUT", "PATCH", "DELETE"];

describe("who may change something", () => {
  test.each(CHANGES)("T-K10: our own page may %s, with or without fetch metadata", (method) => {
    expect(asked(method, { origin: OWN, "sec-fetch-site": "same-origin" })).toBe(false);
    expect(asked(method, { origin: OWN })).toBe(false);
  });

  const FOREIGN: [string, Record<string, string>][] = [
    ["another site", { origin: "https://evil.test", "sec-fetch-site": "cross-site" }],
    ["another site that leaves the metadata out", { origin: "https://evil.test" }],
    ["a sandboxed frame or a redirect (null)", { origin: "null" }],
    ["a sandboxed frame that says same-origin", { origin: "null", "sec-fetch-site": "same-origin" }],
    ["nobody in particular", {}],
    ["nobody in particular who says same-origin", { "sec-fetch-site": "same-origin" }],
    ["a sibling subdomain", { origin: "https://blog.shop.test", "sec-fetch-site": "same-site" }],
    ["our origin by a sibling's word", { origin: OWN, "sec-fetch-site": "same-site" }],
    ["our origin by another site's word", { origin: OWN, "sec-fetch-site": "cross-site" }],
    ["the address bar", { origin: OWN, "sec-fetch-site": "none" }],
    ["our host without encryption", { origin: "http://shop.test" }],
    ["our host on another port", { origin: "https://shop.test:8443" }],
    ["a longer host", { origin: "https://shop.test.evil.test" }],
    ["our host with a user", { origin: "https://shop.test@evil.test" }],
    ["our origin and a slash", { origin: `${OWN}/` }],
    ["our origin twice", { origin: `${OWN}, ${OWN}` }],
    ["our origin in capitals", { origin: "HTTPS://SHOP.TEST" }],
    ["a Referer in place of the Origin", { referer: `${OWN}/sign-in` }],
    ["odd metadata", { origin: OWN, "sec-fetch-site": "" }],
  ];

  test.each(FOREIGN)("T-K10, T-S13: %s may not", (_who, headers) => {
    for (const method of CHANGES) expect(asked(method, headers), method).toBe(true);
  });

  test("T-K10: an unknown method counts as a change", () => {
    for (const method of ["PROPFIND", "LOCK", "MKCOL", "QUERY"]) expect(asked(method, {}), method).toBe(true);
  });

  test("reading is for everybody", () => {
    for (const method of ["GET", "HEAD", "OPTIONS"]) expect(asked(method, { origin: "https://evil.test" }), method).toBe(false);
  });

  test("the door of machines checks a signature of its own; nothing else is one", () => {
    expect(asked("POST", {}, "/api/inbound-mail")).toBe(false);
    const others = [
      "/api/v1/x",
      "/api/auth/signout",
      "/api/inbound-mailer",
      "/api/inbound-mail/x",
      "/API/inbound-mail",
      "/sign-out",
      "/",
    ];
    for (const path of others) expect(asked("POST", {}, path), path).toBe(true);
  });
});
