import { nothingHere } from "@/app/_edge/nothing-here";
import { turnAway } from "@/app/_edge/turn-away";
import { admit } from "@/app/_edge/visit";
import { qrPng, qrSvg } from "@/core/registration-link/qr-picture";
import { findRegistrationLink } from "@/core/registration-link/registration-link";

type Props = { params: Promise<{ format: string }> };

/** The QR code of the registration link as a file, to print and to send. */
export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { ctx, closed } = await admit("/admin/registration-link/[format]");
  if (closed) return turnAway(closed, "/admin/settings/registration");
  const { format } = await params;
  const link = await findRegistrationLink(ctx);
  const file = link && fileOf(format, link.url);
  if (!file) return nothingHere();
  const headers = {
    "Content-Type": file.type,
    "Content-Disposition": `attachment; filename="registration-link.${format}"`,
    "Cache-Control": "no-store",
  };
  return new Response(file.body, { headers });
}

function fileOf(format: string, url: string): { type: string; body: string | Uint8Array<ArrayBuffer> } | null {
  if (format === "svg") return { type: "image/svg+xml", body: qrSvg(url) };
  return format === "png" ? { type: "image/png", body: new Uint8Array(qrPng(url)) } : null;
}
