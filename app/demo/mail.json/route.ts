import { admit } from "@/app/_edge/visit";
import { listDemoMail } from "@/server/demo-mail";

/** Every mail the demo caught, newest first; exists in the demo only. */
export async function GET(): Promise<Response> {
  const { closed } = await admit("/demo/mail.json");
  if (closed) return new Response("Not found", { status: 404 });
  const mails = (await listDemoMail()).map(({ to, subject, text, html, sentAt }) => ({ to, subject, text, html, sentAt }));
  return Response.json(mails, { headers: { "Cache-Control": "no-store" } });
}
