import type { sso as english } from "@/messages/en/sso";
import type { Shape } from "@/messages/shape";

/** Signing in through a provider: what stands around its button. */
export const sso: Shape<typeof english> = {
  or: "Otras formas de iniciar sesión",
  directory: { identifier: "Nombre de usuario" },
  leaving: { heading: "Un momento", goOn: "Continuar al proveedor de acceso" },
};
