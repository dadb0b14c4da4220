import { spawn } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Ran, runScript } from "@/tests/support/command";
import { linkIn } from "@/tests/support/mail-sink";
import { freshEmail, freshPassword } from "@/tests/support/make";
import { freePort, type Product, startProduct, TEST_SECRET } from "@/tests/support/product";
import { signInStaff } from "@/tests/support/staff";
import { Visitor } from "@/tests/support/visitor";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());

const adminCreate = (...args: string[]): Promise<Ran> =>
  runScript("admin-create.ts", args, { DATABASE_URL: product.databaseUrl, AUTH_SECRET: TEST_SECRET, PUBLIC_URL: product.url });

const pathIn = ({ output }: Ran): string => {
  const link = output.split("\n").find((line) => line.startsWith("http")) ?? "";
  expect(link.startsWith(`${product.url}/admin/setup/`)).toBe(true);
  return new URL(link).pathname;
};

describe("from an empty house to an admin", () => {
  test("T-A9: there is no account to guess, and no page that makes one", async () => {
    const visitor = new Visitor(product.url);
    for (const identifier of ["admin", "admin@example.com", "admin@localhost"]) {
      const answer = await visitor.submit(await visitor.go("/admin/sign-in"), "Sign in", { identifier, password: "admin" });
      expect(answer.status).toBe(401);
    }
    expect((await visitor.ask("/admin/setup")).status).toBe(404);
    expect((await visitor.ask(`/admin/setup/${"A".repeat(43)}`)).status).toBe(410);
    expect((await visitor.ask("/demo/cast.json")).status).toBe(404);
  });

  test("the staff's door speaks of nothing that only customers have", async () => {
    const visitor = new Visitor(product.url);
    const said = async (fields: Record<string, string>) => {
      const answer = await visitor.submit(await visitor.go("/admin/sign-in"), "Sign in", fields);
      return answer.page.querySelector("[data-summary]")?.textContent ?? "";
    };
    expect(await said({ identifier: "", password: "" })).toMatch(/Enter your e-mail address\..*Enter your password\./s);
    const refused = await said({ identifier: "nobody@example.com", password: "wrong" });
    expect(refused).toContain("That did not work.");
    expect(refused).not.toMatch(/customer|registered|new password/);
  });

  test("T-A9: the command's link asks for a password by a button, signs in, and works once", async () => {
    const email = freshEmail("kim");
    const path = pathIn(await adminCreate("--email", email, "--name", "Kim Keeper"));
    const scanner = new Visitor(product.url);
    expect((await scanner.ask(path, { method: "HEAD" })).status).toBe(200);
    expect((await scanner.ask(path)).headers["set-cookie"]).toBeUndefined();

    const visitor = new Visitor(product.url);
    const page = await visitor.go(path);
    expect(page.page.querySelector("h1")?.textContent).toBe("Set your password");
    expect(page.page.querySelector("main")?.textContent).toContain(email);
    const short = await visitor.submit(page, "Set password", { newPassword: "short" });
    expect([short.status, short.page.querySelector("[data-summary] a")?.getAttribute("href")]).toEqual([422, "#newPassword"]);
    const landed = await visitor.submitAndGo(short, "Set password", { newPassword: freshPassword() });
    expect([landed.path, landed.page.querySelector("h1")?.textContent]).toEqual(["/admin", "Overview"]);

    const again = await new Visitor(product.url).ask(path);
    expect([again.status, again.page.querySelector("h1")?.textContent]).toEqual([410, "This link does not work any more"]);
    const late = await new Visitor(product.url).submit(page, "Set password", { newPassword: freshPassword() });
    expect([late.status, late.headers["set-cookie"]]).toEqual([410, undefined]);
    expect((await adminCreate("--email", email)).errors).toContain("There is a staff member with this address already.");
  });

  test("P-M6: an agent who forgot the password gets a link from an admin, sets another one by a button, and signs in with it", async () => {
    const { visitor: admin } = await signInStaff(product);
    const agent = await signInStaff(product, "agent");
    const sent = await admin.submitAndGo(await admin.go(`/admin/staff/${agent.staffId}`), "Send link");
    expect(sent.page.querySelector("[role=status]")?.textContent).toContain("is on its way");
    expect((await agent.visitor.ask("/admin")).location, "signed out").toMatch(/^\/admin\/sign-in/);
    const visitor = new Visitor(product.url);
    const page = await visitor.go(new URL(linkIn(await product.mail.newestTo(agent.email), /\/admin\/setup\//)).pathname);
    expect(page.page.querySelector("h1")?.textContent).toBe("Choose a new password");
    const password = freshPassword();
    const door = await visitor.submitAndGo(page, "Set password", { newPassword: password });
    expect([door.path, door.page.querySelector("[role=status]")?.textContent]).toEqual([
      "/admin/sign-in?renewed=yes",
      "Your new password is set. Sign in with it.",
    ]);
    expect((await visitor.submitAndGo(door, "Sign in", { identifier: agent.email, password })).path).toBe("/admin");
    expect((await new Visitor(product.url).ask(page.path)).status).toBe(410);
  });

  test("P-R12: with the first admin registration opens by itself", async () => {
    const email = freshEmail("kim");
    const visitor = new Visitor(product.url);
    await visitor.submitAndGo(await visitor.go(pathIn(await adminCreate("--email", email))), "Set password", {
      newPassword: freshPassword(),
    });
    expect((await visitor.go("/admin")).page.querySelector("main")?.textContent).not.toContain("Registration is closed");
  });

  test("the command says what it needs", async () => {
    for (const args of [[], ["--mail", "x"], ["--email", "no address"], ["--email", "a@example.com,b@example.com"]]) {
      const ran = await adminCreate(...args);
      expect(ran).toMatchObject({ code: 1, output: "" });
      expect(ran.errors).toContain("npm run admin:create -- --email");
    }
  });
});

describe("a start in production", () => {
  test("T-A10: what is missing or weak stops it, with a sentence each and no value of theirs", async () => {
    const child = spawn(process.execPath, ["scripts/start.mjs"], {
      env: {
        NODE_ENV: "production",
        PATH: process.env.PATH ?? "",
        PORT: String(await freePort()),
        PUBLIC_URL: "https://account.example.com",
        AUTH_SECRET: "canary-changeme",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let printed = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    const code = await new Promise((resolve) => child.once("close", resolve));
    expect(code).toBe(1);
    expect(printed).toContain("DATABASE_URL is missing");
    expect(printed).toContain("AUTH_SECRET is too weak");
    expect(printed).not.toMatch(/canary|ready at| at .*\.mjs/);
  });
});
