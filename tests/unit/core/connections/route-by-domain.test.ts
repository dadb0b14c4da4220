import { expect, test } from "vitest";
import { routeByDomain } from "@/core/connections/route-by-domain";
import { aConnection } from "@/tests/support/identities";

const none = aConnection({ id: "oidc-none" });
const work = aConnection({ id: "oidc-work", texts: { domains: "work.example, bücher.example" } });
const second = aConnection({ id: "oidc-second", texts: { domains: "work.example, second.example" } });
const all = [none, work, second];

const routed = (typed: string) => routeByDomain(all, typed)?.id ?? null;

test("P-S5: an address of a connection's domain goes there, however it is typed; of several the first", () => {
  expect(routed("ann@work.example")).toBe("oidc-work");
  expect(routed(" Ann.Archer@WORK.example ")).toBe("oidc-work");
  expect(routed("ann@second.example")).toBe("oidc-second");
  expect(routed("ann@xn--bcher-kva.example")).toBe("oidc-work");
});

test("P-S5: nobody else does: other domains, subdomains, look-alikes, numbers, no addresses", () => {
  for (const typed of [
    "ann@example.com",
    "ann@mail.work.example",
    "ann@work.example.evil.example",
    "10001",
    "",
    "work.example",
  ]) {
    expect(routed(typed), typed).toBeNull();
  }
  expect(routeByDomain([], "ann@work.example")).toBeNull();
});
