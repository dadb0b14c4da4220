import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seconds } from "@/core/duration";
import { reachOf } from "@/core/net/addresses";
import { fetchOutside } from "@/core/net/fetch-outside";
import { type Outside, outsideOf, readOutsideUrl } from "@/core/net/outside";
import { settingsFrom } from "@/settings/store";

const within = (more: Partial<Outside> = {}): Outside => ({
  isLocal: false,
  internalHosts: [],
  deadline: performance.now() + 2000,
  ...more,
});
const GET = { method: "GET", headers: {} } as const;

describe("T-O19: where an address leads", () => {
  const known: [string, string][] = [
    ["8.8.8.8", "outside"],
    ["2606:4700::1111", "outside"],
    ["127.0.0.1", "loopback"],
    ["127.9.9.9", "loopback"],
    ["::1", "loopback"],
    ["::ffff:127.0.0.1", "loopback"],
    ["10.1.2.3", "internal"],
    ["172.16.0.1", "internal"],
    ["172.31.255.255", "internal"],
    ["172.32.0.1", "outside"],
    ["192.168.1.1", "internal"],
    ["100.64.0.1", "internal"],
    ["fd00:ec2::254", "internal"],
    ["::ffff:10.0.0.1", "internal"],
    ["64:ff9b::a9fe:a9fe", "internal"],
    ["2002:a9fe:a9fe::1", "internal"],
    ["169.254.169.254", "never"],
    ["::ffff:169.254.169.254", "never"],
    ["::ffff:a9fe:a9fe", "never"],
    ["::ffff:7f00:1", "loopback"],
    ["::7f00:1", "never"],
    ["::ffff:0:a9fe:a9fe", "never"],
    ["0.0.0.0", "never"],
    ["::", "never"],
    ["fe80::1%eth0", "never"],
    ["224.0.0.1", "never"],
    ["255.255.255.255", "never"],
    ["ff02::1", "never"],
    ["not an address", "never"],
    ["", "never"],
  ];
  test.each(known)("T-O19: %s is %s", (address, reach) => {
    expect(reachOf(address)).toBe(reach);
  });
});

describe("T-O19: addresses that are asked at all", () => {
  const refused = [
    "http://login.example.com",
    "http://localhost:5432",
    "file:///etc/passwd",
    "ftp://example.com",
    "javascript:alert(1)",
    "https://user:password@example.com",
    "//example.com",
    "",
    `https://example.com/${"a".repeat(2000)}`,
    42,
    null,
  ];
  test.each(refused)("T-O19: %j is not read", (text) => {
    expect(readOutsideUrl(text, { isLocal: false })).toBeNull();
  });

  test("T-O19: plain http is for loopback, where the shop itself runs there", () => {
    for (const url of ["http://localhost:4000/a", "http://127.0.0.1:1", "http://[::1]:1"])
      expect([url, readOutsideUrl(url, { isLocal: true }) !== null, readOutsideUrl(url, { isLocal: false })]).toEqual([
        url,
        true,
        null,
      ]);
    for (const url of ["http://example.com", "http://10.0.0.1", "http://localhost.evil.example"])
      expect([url, readOutsideUrl(url, { isLocal: true })]).toEqual([url, null]);
  });

  test("T-O19: whether the shop is local is PUBLIC_URL's to say, and hosts compare without case", () => {
    const settings = settingsFrom(new Map([["access.internalHosts", "Login.Corp.example, other"]]));
    const outside = outsideOf({ settings, origin: "https://localhost.example" }, seconds(9));
    expect([outside.isLocal, outside.internalHosts]).toEqual([false, ["login.corp.example", "other"]]);
    expect(outsideOf({ settings, origin: "http://localhost:3000" }, seconds(9)).isLocal).toBe(true);
  });
});

describe("what is asked", () => {
  let answer: RequestListener = (_request, response) => response.end("{}");
  const asked: { url: string | undefined; headers: Record<string, unknown> }[] = [];
  const server = createServer((request, response) => {
    asked.push({ url: request.url, headers: request.headers });
    answer(request, response);
  });
  let port = 0;

  beforeAll(
    () =>
      new Promise<void>((resolve) => {
        server.listen(0, () => {
          const address: AddressInfo | string | null = server.address();
          port = typeof address === "object" && address ? address.port : 0;
          resolve();
        });
      }),
  );
  afterAll(() => void server.close());

  const refusal = (ask: Promise<Response>) => ask.then(() => "an answer").catch((error) => error.reason);

  test("T-O19: a shop on the internet asks nothing on its own machine or in its network, whatever the name", async () => {
    const before = asked.length;
    for (const host of [
      "localhost",
      "127.0.0.1",
      "[::1]",
      "2130706433",
      "0x7f.1",
      "169.254.169.254",
      "10.0.0.1",
      "[fd00::1]",
      "0.0.0.0",
    ])
      expect([host, await refusal(fetchOutside(within(), `https://${host}:${port}/`, GET))]).toEqual([host, "address-refused"]);
    expect(await refusal(fetchOutside(within(), `http://localhost:${port}/`, GET))).toBe("address-refused");
    expect(asked.length).toBe(before);
  });

  test("T-O19: a host of the operator's own network is asked once an admin has named it, and then only by https", async () => {
    const named = () => within({ internalHosts: ["10.255.255.254"], deadline: performance.now() + 200 });
    expect(await refusal(fetchOutside(named(), "https://10.255.255.254/", GET))).toMatch(/too-slow|unreachable/);
    expect(await refusal(fetchOutside(named(), "http://10.255.255.254/", GET))).toBe("address-refused");
    expect(await refusal(fetchOutside({ ...named(), internalHosts: ["169.254.169.254"] }, "https://169.254.169.254/", GET))).toBe(
      "address-refused",
    );
  });

  test("T-O18: asks for nothing compressed, and through no proxy", async () => {
    const local = within({ isLocal: true });
    const got = await fetchOutside(local, `http://localhost:${port}/plain?a=b`, {
      ...GET,
      headers: { "accept-encoding": "gzip" },
    });
    expect([got.status, await got.json(), asked.at(-1)?.url]).toEqual([200, {}, "/plain?a=b"]);
    expect(asked.at(-1)?.headers).toMatchObject({ "accept-encoding": "identity", host: `localhost:${port}` });
  });

  const answers: [string, RequestListener, string][] = [
    ["a redirect", (_request, response) => response.writeHead(302, { location: "/elsewhere" }).end(), "redirected"],
    ["something compressed", (_request, response) => response.writeHead(200, { "content-encoding": "gzip" }).end("x"), "encoded"],
    [
      "too much, and says so",
      (_request, response) => response.writeHead(200, { "content-length": 2 ** 21 }).end("x"),
      "too-large",
    ],
    ["too much", (_request, response) => response.writeHead(200).end(Buffer.alloc(2 ** 20 + 1)), "too-large"],
    ["nothing", (request) => void request.socket.destroy(), "unreachable"],
  ];
  test.each(answers)("T-O18: %s is no answer", async (_what, listener, reason) => {
    answer = listener;
    expect(await refusal(fetchOutside(within({ isLocal: true }), `http://localhost:${port}/`, GET))).toBe(reason);
    expect(asked.filter(({ url }) => url === "/elsewhere")).toEqual([]);
  });

  test("T-O18: one drop after another is cut off by the deadline of the whole row", async () => {
    answer = (_request, response) => {
      const drip = setInterval(() => response.write(" "), 20);
      response.once("close", () => clearInterval(drip));
    };
    const outside = within({ isLocal: true, deadline: performance.now() + 150 });
    const began = performance.now();
    expect(await refusal(fetchOutside(outside, `http://localhost:${port}/`, GET))).toBe("too-slow");
    expect(performance.now() - began).toBeLessThan(2000);
    const before = asked.length;
    expect(await refusal(fetchOutside(outside, `http://localhost:${port}/`, GET))).toBe("too-slow");
    expect(asked.length - before).toBeLessThanOrEqual(1);
  });

  test("a mebibyte is still taken", async () => {
    answer = (_request, response) => response.end(Buffer.alloc(2 ** 20, " "));
    const got = await fetchOutside(within({ isLocal: true }), `http://localhost:${port}/`, GET);
    expect((await got.text()).length).toBe(2 ** 20);
  });
});
