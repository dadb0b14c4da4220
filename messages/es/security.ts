import type { security as english } from "@/messages/en/security";
import type { Shape } from "@/messages/shape";

/** The captcha, and the account's security page. */
export const security: Shape<typeof english> = {
  captcha: {
    working: "Comprobando que usted no es un robot. Tarda unos segundos y no tiene que hacer nada.",
    done: "Comprobado: usted no es un robot.",
    failed: "No se pudo comprobar que usted no es un robot. Revise su conexión y envíe el formulario otra vez.",
    withoutScript:
      "En este momento el formulario comprueba también que usted no es un robot, y para eso necesita JavaScript. Actívelo o inténtelo dentro de una hora.",
  },
};
