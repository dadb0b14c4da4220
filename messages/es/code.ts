import type { code as english } from "@/messages/en/code";
import type { Shape } from "@/messages/shape";

/** The step in which somebody types the code of a mail, the same at every door. */
export const code: Shape<typeof english> = {
  label: "Código del correo",
  hint: "6 cifras. Vale durante 10 minutos y solo en este navegador.",
  submit: "Confirmar código",
  patience: "Puede tardar unos minutos. Si no llega, mire también en la carpeta de correo no deseado.",
  againHeading: "¿No ha llegado?",
  again: "Enviar otra vez",
  change: "Usar otra dirección",
};
