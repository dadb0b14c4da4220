import { admit } from "@/app/_edge/visit";
import { captchaDoors } from "@/core/security/captcha/captcha";
import { getCaptcha } from "@/core/security/captcha/registry";

/** A challenge for a form's captcha field to solve. Nothing is stored: what is asked for and not answered leaves no trace. */
export async function GET(request: Request): Promise<Response> {
  const { ctx } = await admit("/api/captcha");
  const asked = new URL(request.url).searchParams.get("door");
  const door = captchaDoors.find((one) => one === asked);
  if (door === undefined) return Response.json({ error: "no such door" }, { status: 404 });
  const captcha = getCaptcha(ctx);
  const challenge = await captcha.challenge(ctx, door);
  return Response.json({ kind: captcha.kind, challenge }, { headers: { "Cache-Control": "no-store" } });
}
