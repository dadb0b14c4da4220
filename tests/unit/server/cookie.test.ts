import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import { findCookie } from "@/server/cookie";

const SID = "__Host-foyer.sid";

test.each([
  ["alone", `${SID}=abc`, "abc"],
  ["between others", `a=1; ${SID}=abc; b=2`, "abc"],
  ["without a space", `a=1;${SID}=abc;b=2`, "abc"],
  ["beside a longer name", `${SID}-x=stray; ${SID}=abc; x${SID}=stray`, "abc"],
  ["twice", `${SID}=a; ${SID}=b`, "b"],
  ["empty", `${SID}=`, ""],
  ["with an equals sign", `${SID}=a=b`, "a=b"],
  ["not there", "a=1", undefined],
  ["nothing", "", undefined],
  ["garbage", ";;;=;a;=b;", undefined],
])("T-K13: a cookie %s is read as Next reads it", (_how, header, value) => {
  expect(findCookie(header, SID)).toBe(value);
  expect(new NextRequest("http://localhost/", { headers: { cookie: header } }).cookies.get(SID)?.value).toBe(value);
});

test("no header has no cookie", () => {
  expect(findCookie(undefined, SID)).toBeUndefined();
});
