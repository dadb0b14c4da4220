import { CopyButton } from "@/components/admin/copy-button";
import { Part } from "@/components/admin/part";
import type { Translator } from "@/messages/translator";

/** What the provider must know of this shop, built from PUBLIC_URL and nothing else (T-U1). */
export function ProviderAddresses({ t, origin, connection }: { t: Translator; origin: string; connection: string }) {
  const lines = [
    { name: t("adminSso.addresses.callback"), url: `${origin}/api/auth/callback/${connection}` },
    { name: t("adminSso.addresses.signedOut"), url: `${origin}/signed-out` },
  ];
  return (
    <Part title={t("adminSso.addresses.title")} text={t("adminSso.addresses.text")}>
      <dl className="grid gap-4">
        {lines.map(({ name, url }) => (
          <div key={name} className="grid gap-1">
            <dt className="font-medium">{name}</dt>
            <dd className="flex flex-wrap items-center gap-x-4 gap-y-2">
              <code className="min-w-0 font-sans wrap-anywhere select-all">{url}</code>
              <CopyButton text={url} label={t("adminSso.addresses.copy")} done={t("adminSso.addresses.copied")} />
            </dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}
