import { describe, expect, test } from "vitest";
import { securityHeaders } from "@/server/headers";

const secure = securityHeaders("N0nce==", true, false);
const directives = (headers: Record<string, string>) =>
  new Map(
    (headers["Content-Security-Policy"] ?? "").split("; ").map((one) => [one.split(" ")[0], one.split(" ").slice(1).join(" ")]),
  );

describe("T-K12: what every answer carries", () => {
  test("T-K12: nobody frames us, and nothing runs that does not bear this answer's nonce", () => {
    const policy = directives(secure);
    expect(policy.get("frame-ancestors")).toBe("'none'");
    expect(policy.get("object-src")).toBe("'none'");
    expect(policy.get("base-uri")).toBe("'none'");
    expect(policy.get("form-action")).toBe("'self'");
    expect(policy.get("script-src")).toContain("'nonce-N0nce=='");
    expect(secure["Content-Security-Policy"]).not.toMatch(/unsafe-inline|unsafe-eval|https?:|\*/);
    expect(secure["X-Frame-Options"]).toBe("DENY");
    expect(secure["X-Content-Type-Options"]).toBe("nosniff");
  });

  test("T-K12: browsers keep to https for two years, where customers come by https", () => {
    expect(Number(/max-age=(\d+)/.exec(secure["Strict-Transport-Security"] ?? "")?.[1])).toBeGreaterThanOrEqual(31_536_000);
    expect(securityHeaders("n", false, false)["Strict-Transport-Security"]).toBeUndefined();
    expect(directives(securityHeaders("n", false, false)).has("upgrade-insecure-requests")).toBe(false);
  });

  test("T-V13, T-K10: addresses stay with us, and form posts still say where they come from", () => {
    expect(secure["Referrer-Policy"]).toBe("same-origin");
  });

  test("only development evaluates text", () => {
    expect(directives(securityHeaders("n", false, true)).get("script-src")).toContain("'unsafe-eval'");
  });
});
