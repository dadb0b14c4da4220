import type { NextRequest } from "next/server";
import { handlers } from "@/auth";
import { isConnection } from "@/auth/connections";

type Params = { params: Promise<{ nextauth: string[] }> };

/**
 * Where providers send people back to. Only callbacks of connections that exist reach Auth.js: of its other doors (its own sign-in and
 * sign-out pages, credentials, tokens) none is needed, so none is there.
 */
const throughAuthjs =
  (handle: (request: NextRequest) => Promise<Response>) =>
  async (request: NextRequest, { params }: Params) => {
    const [action, connection, ...more] = (await params).nextauth;
    const isCallback = action === "callback" && connection !== undefined && more.length === 0;
    if (!isCallback || !(await isConnection(connection))) return Response.json({ error: "not found" }, { status: 404 });
    return handle(request);
  };

export const GET = throughAuthjs(handlers.GET);
export const POST = throughAuthjs(handlers.POST);
