import { headers } from "next/headers";

/** Whether somebody looks at the page that is being drawn: what a browser loads in case it is wanted has not been read by anybody. */
export async function isLookedAt(): Promise<boolean> {
  return !((await headers()).get("sec-purpose") ?? "").includes("prefetch");
}
