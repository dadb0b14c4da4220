import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { roomPermissions } from "@/core/access/room-permissions";
import { type RouteKind, routes, serverRoutes } from "@/core/access/routes";
import { largestBody } from "@/server/largest-body";

const files = readdirSync("app", { recursive: true, encoding: "utf8" }).map((name) => join("app", name).replaceAll("\\", "/"));
const pages = files.filter((path) => path.endsWith("/page.tsx"));
const handlers = files.filter((path) => path.endsWith("/route.ts"));
/** Files that Next serves under their own name. */
const served = files.filter((path) =>
  /\/(favicon|icon|apple-icon|opengraph-image|twitter-image|robots|sitemap|manifest)\d*\.\w+$/.test(path),
);
const read = (path: string) => readFileSync(path, "utf8");

/** The address of what lies in a folder: groups are for us, not for visitors. */
const routeOf = (path: string) =>
  dirname(path)
    .replace(/^app/, "")
    .replace(/\/\(\w+\)/g, "") || "/";
const kinds = new Map<string, RouteKind>(Object.entries(routes));
const kindOf = (path: string) => kinds.get(routeOf(path));

/** The kinds that may stand in a part of the house. */
const PARTS: [string, readonly RouteKind[]][] = [
  ["app/(shop)/", ["storefront", "purchase"]],
  ["app/account/", ["account"]],
  ["app/admin/(door)/", ["staff-door"]],
  ["app/admin/(rooms)/", ["agent", "admin"]],
  ["app/api/", ["machine"]],
  ["app/demo/", ["demo"]],
];

/** The guards that also promise a session. */
const GUARDS = new Map<RouteKind | undefined, string>([
  ["account", "visitAccount"],
  ["agent", "visitAdmin"],
  ["admin", "visitAdmin"],
]);

/** Machines' doors that ask nothing of the visitor's session, because they tell nothing or check a key of their own. */
const WITHOUT_GUARD = ["/api/auth/[...nextauth]", "/api/health/ready", "/api/metrics"];

test("P-A3, T-F6: every page and every handler is on the one list of routes, and nothing else is", () => {
  const byName = served.map((path) => path.replace(/^app/, ""));
  expect([...pages.map(routeOf), ...handlers.map(routeOf), ...byName, ...serverRoutes].sort()).toEqual(
    Object.keys(routes).sort(),
  );
});

test("P-A3: what the server answers before any page is asked is for machines", () => {
  for (const route of serverRoutes) expect([route, kinds.get(route)]).toEqual([route, "machine"]);
});

test("P-A3: nobody decides before the pages do, and no file is served past them", () => {
  for (const path of ["proxy.ts", "middleware.ts", "src", "pages", "public"])
    expect([path, existsSync(path)]).toEqual([path, false]);
});

test.each(PARTS)("P-A3: what lies in %s is %j", (part, allowed) => {
  const here = [...pages, ...handlers].filter((path) => path.startsWith(part));
  expect(here.length).toBeGreaterThan(0);
  for (const path of here) expect([path, allowed.find((kind) => kind === kindOf(path))]).toEqual([path, kindOf(path)]);
});

describe("P-A3: the guard", () => {
  test.each(pages)("stands in the first line of %s, for its own route", (path) => {
    const body = /export default async function \w+\([^)]*\)[^{]*\{\n([^\n]+)/.exec(read(path))?.[1] ?? "there is no page here";
    expect(body).toMatch(new RegExp(`= await ${GUARDS.get(kindOf(path)) ?? "visit"}\\("`));
    expect(body).toContain(`("${routeOf(path)}")`);
  });

  test.each(handlers.filter((path) => !WITHOUT_GUARD.includes(routeOf(path))))("is asked by every method of %s", (path) => {
    const methods = read(path)
      .split(/^export (?:async function|const) /m)
      .slice(1)
      .filter((one) => /^[A-Z]+\b/.test(one));
    expect(methods.length).toBeGreaterThan(0);
    const isOpen = /^(public|machine|staff-door)$/.test(kindOf(path) ?? "");
    for (const method of methods) {
      expect(method).toContain(`await admit("${routeOf(path)}")`);
      if (!isOpen) expect(method).toMatch(/if \(closed\) return|return closed \?/);
    }
  });

  test("is missing only where a machine asks", () => {
    for (const route of WITHOUT_GUARD) expect([route, kinds.get(route)]).toEqual([route, "machine"]);
  });
});

test("T-V13: what operators copy keeps the secret of every link out of the proxy's log", () => {
  const [, listed = ""] = /\(\?<door>([^)]+)\)/.exec(read("docs/operations.md")) ?? [];
  const withSecret = Object.keys(routes).filter((route) => /\/\[(token|link)\]$/.test(route));
  expect(listed.split("|").sort()).toEqual(withSecret.map((route) => route.slice(1, route.lastIndexOf("/"))).sort());
});

test("T-B1: and lets through what each path takes, and no more", () => {
  const said = read("docs/operations.md");
  const MIB = 1024 * 1024;
  const apart = Object.keys(routes).filter((route) => largestBody(route) !== largestBody("/"));
  expect(apart.length).toBeGreaterThan(1);
  for (const route of apart) {
    const size = largestBody(route) / MIB;
    expect(said).toContain(`location = ${route} {\n    client_max_body_size ${size}m;`);
    expect(said).toMatch(new RegExp(`(@\\w+) path ${route}\n\trequest_body \\1 \\{\n\t\tmax_size ${size}MiB\n`));
  }
  expect(said).toContain(`  client_max_body_size ${largestBody("/") / MIB}m;`);
  expect(said).toMatch(new RegExp(`not path ${apart.sort().reverse().join(" ")}\n|not path ${apart.sort().join(" ")}\n`));
});

describe("P-A3: server actions", () => {
  const house = ["app", "components", "core", "auth", "server"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name).replaceAll("\\", "/")),
  );
  const actions = house.filter((path) => /\.tsx?$/.test(path) && /^\s*["']use server["']/m.test(read(path)));

  test("live in files of their own, beside the page whose rules they keep", () => {
    expect(actions.length).toBeGreaterThan(10);
    for (const path of actions) {
      expect(path).toMatch(/^app\/.*action\.ts$/);
      expect(read(path)).toMatch(/^"use server";\n/);
      expect(read(path).match(/use server/g)).toHaveLength(1);
      expect(Object.keys(routes)).toContain(routeOf(path));
    }
  });

  test.each(actions)("%s does nothing but work a form under its own route", (path) => {
    const exported = read(path).match(/^export .*$/gm) ?? [];
    expect(exported.length).toBeGreaterThan(0);
    const worked = [
      ...read(path).matchAll(
        /^export async function (\w+Action)\(_state: FormState, data: FormData\): Promise<FormState> \{\n {2}return runForm\(data, \{\n {4}route: "([^"]+)",/gm,
      ),
    ];
    expect(worked).toHaveLength(exported.length);
    for (const [, , route] of worked) expect(route).toBe(routeOf(path));
  });
});

test("T-A1: the registration link is kept from whoever may not see the room it is shown in, as a picture too", () => {
  expect(roomPermissions["/admin/registration-link/[format]"]).toBe("settings.edit");
  expect(roomPermissions["/admin/settings/[group]"]).toBe("settings.edit");
});
