import { visitAccount } from "@/app/_edge/visit";

export default async function AccountPage() {
  const { t, session } = await visitAccount("/account");
  return (
    <h1>
      {t("common.account")} {session.name}
    </h1>
  );
}
