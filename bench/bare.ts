import { buildPeer, serveCommand } from "./build-peer";
import { encodeForm, fillForm, getForm } from "./form";
import type { Server, ServerSpec } from "./server";
import { getPagePlan, getPlan, type Target } from "./target";

/** `markupFile` and `stylesFile` hold the content of the page to compare with. */
export async function prepareBare(port: number, markupFile: string, stylesFile: string): Promise<ServerSpec> {
  return {
    name: "Bare Next",
    command: serveCommand(port),
    cwd: await buildPeer("bare"),
    port,
    env: { BENCH_MARKUP_FILE: markupFile, BENCH_STYLES_FILE: stylesFile },
    readyPath: "/api/ping",
  };
}

export async function createBareTargets(server: Server): Promise<Target[]> {
  const html = await (await fetch(`${server.url}/action`)).text();
  const form = getForm(html, "username");
  const pairs = fillForm(form, { username: "nobody@example.com", "current-password": "a password of the benchmark" });
  const { contentType, body } = encodeForm(form, pairs);
  return [
    { figure: "session check", label: "bare Next route", server, plan: getPlan(`${server.url}/api/ping`) },
    {
      figure: "password sign-in",
      label: "bare Next server action",
      server,
      plan: {
        url: `${server.url}/action`,
        method: "POST",
        headers: { "content-type": contentType, origin: server.url },
        body,
        variants: [],
        expect: { status: 303, cookie: true },
      },
    },
    { figure: "sign-in page", label: "bare dynamic page, same markup", server, plan: getPagePlan(`${server.url}/markup`) },
    { figure: "sign-in page", label: "bare dynamic page, two lines", server, plan: getPagePlan(`${server.url}/plain`) },
  ];
}
