import type { sso as english } from "@/messages/en/sso";
import type { Shape } from "@/messages/shape";

/** Signing in through a provider: what stands around its button. */
export const sso: Shape<typeof english> = {
  or: "Otras formas de iniciar sesión",
  directory: {
    intro: "Use el nombre de usuario y la contraseña que tiene allí. Esta tienda no guarda la contraseña.",
    identifier: "Nombre de usuario",
    missing: "Escriba su nombre de usuario.",
    refused: "No ha funcionado. Revise los dos datos. Tras varios intentos fallidos, espere unos minutos.",
  },
  leaving: { heading: "Un momento", goOn: "Continuar al proveedor de acceso" },
};
