// The size of a session answer, without a session behind it.
export const dynamic = "force-dynamic";

export function GET() {
  return Response.json({ user: { id: "0", name: "Nobody", email: "nobody@example.com" }, expires: new Date().toISOString() });
}
