import type { LoadJob } from "./load-job";
import type { Server } from "./server";

export const FIGURES = ["session check", "password sign-in", "sign-in page", "registration"] as const;
export type Figure = (typeof FIGURES)[number];

/** What is sent; how many, how fast and from which number on is the harness's affair. */
export type RequestPlan = Pick<LoadJob, "url" | "method" | "headers" | "body" | "variants" | "expect">;

/** One thing measured: the figure it belongs to, what stands in the table's row, the server asked and the request. */
export type Target = {
  figure: Figure;
  label: string;
  server: Server;
  plan: RequestPlan;
  /** Says when work the request left behind (a queued mail) is done. Without it only the processor time tells. */
  isDrained?: () => Promise<boolean>;
};

export function getPlan(url: string, headers: Record<string, string> = {}, variants: Record<string, string>[] = []): RequestPlan {
  return { url, method: "GET", headers, variants, expect: { status: 200, cookie: false } };
}

/** A page as every browser asks for it: compressed. */
export const getPagePlan = (url: string): RequestPlan => getPlan(url, { "accept-encoding": "gzip" });

/** The name=value pairs of an answer's cookies, as a browser sends them back. */
export function readCookies(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";", 1)[0] ?? "")
    .filter((pair) => !/^[^=]*=?$/.test(pair))
    .join("; ");
}
