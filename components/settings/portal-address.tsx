import { CopyButton } from "@/components/admin/copy-button";
import { QrCode } from "@/components/admin/qr-code";
import type { Translator } from "@/messages/translator";

/** The address that a shop hands out to its customers, to copy and to scan (P-A10). */
export function PortalAddress({ t, url }: { t: Translator; url: string }) {
  return (
    <section className="mt-8 grid gap-4 lg:grid-cols-[15rem_minmax(0,1fr)] lg:gap-5">
      <div>
        <h2>{t("admin.settings.portal.title")}</h2>
        <p className="mt-1 text-sm text-quiet">{t("admin.settings.portal.text")}</p>
      </div>
      <div className="card flex max-w-2xl flex-wrap items-center gap-5">
        <QrCode text={url} label={t("admin.settings.portal.qr", { url })} />
        <div className="grid min-w-0 flex-1 basis-52 gap-3">
          <code className="font-sans wrap-anywhere select-all">{url}</code>
          <CopyButton text={url} label={t("admin.settings.portal.copy")} done={t("admin.settings.portal.copied")} />
        </div>
      </div>
    </section>
  );
}
