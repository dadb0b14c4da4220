import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { getCtx } from "@/app/_edge/request-ctx";
import { brandVariables } from "@/core/shop/brand";
import { getRequestStore } from "@/server/request-store";
import "@/app/globals.css";

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export async function generateMetadata(): Promise<Metadata> {
  const { settings } = await getCtx();
  return { title: { default: settings.shop.name, template: `%s – ${settings.shop.name}` } };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { settings, request } = await getCtx();
  return (
    <html lang={request.language}>
      <head>
        <style nonce={getRequestStore().nonce}>{brandVariables(settings.shop.color)}</style>
      </head>
      <body>{children}</body>
    </html>
  );
}
