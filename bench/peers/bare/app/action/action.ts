"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";

// What every password sign-in does around its work: read two fields, set a cookie, answer 303.
export async function postAction(form: FormData): Promise<void> {
  const value = `${form.get("username")}:${String(form.get("password")).length}`;
  const jar = await cookies();
  jar.set("bare-session", encodeURIComponent(value), { httpOnly: true, sameSite: "lax", path: "/" });
  redirect("/plain");
}
