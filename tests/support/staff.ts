import { openDatabase } from "@/db";
import { makeStaff } from "@/tests/support/make";
import type { Product } from "@/tests/support/product";
import { type Answer, Visitor } from "@/tests/support/visitor";

/** A staff member signed in to a running product, in a browser without JavaScript. */
export type StaffVisitor = {
  readonly visitor: Visitor;
  readonly staffId: string;
  readonly email: string;
  readonly password: string;
  readonly landed: Answer;
};

/** Makes a staff member and signs them in through the door. */
export async function signInStaff(
  product: Pick<Product, "url" | "databaseUrl">,
  role: "agent" | "admin" = "admin",
): Promise<StaffVisitor> {
  const { db, end } = openDatabase(product.databaseUrl, 1);
  const { staffId, email, password } = await makeStaff({ db }, { role });
  await end();
  const visitor = new Visitor(product.url);
  const landed = await visitor.submitAndGo(await visitor.go("/admin/sign-in"), "Sign in", { identifier: email, password });
  if (landed.path !== "/admin") throw new Error(`${email} was not let in: ${landed.status} at ${landed.path}`);
  return { visitor, staffId, email, password, landed };
}
