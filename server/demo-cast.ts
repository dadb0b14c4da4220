import { cast } from "@/db/seed/cast";

/** The demo's people as `/demo/cast.json` tells them. */
export const demoCast = () => cast.map(({ role, email, number, password, note }) => ({ role, email, number, password, note }));

/** The demo's people as a table for the terminal, and where their mail and their sign-in provider are. */
export function castTable(publicUrl: string): string {
  const rows = demoCast().map(({ role, email, number, password, note }) => [role, email, number ?? "–", password ?? "–", note]);
  const all = [["WHO", "E-MAIL", "NUMBER", "PASSWORD", "NOTE"], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
  const lines = all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("   "));
  const places = [
    `  All mail is caught: ${publicUrl}/demo/mail`,
    `  Wren ID, a sign-in provider of the demo, can be switched on: ${publicUrl}/admin/sso`,
  ];
  return ["", ...lines.map((line) => `  ${line.trimEnd()}`), "", ...places, "", ""].join("\n");
}
