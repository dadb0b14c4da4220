import type { consents as english } from "@/messages/en/consents";
import type { Shape } from "@/messages/shape";

/** Condiciones y privacidad: para leer, para aceptar y para volver a aceptar. */
export const consents: Shape<typeof english> = {
  nav: "Textos legales",
  terms: {
    title: "Condiciones",
    heading: "Condiciones generales",
    accept: "Acepto las condiciones generales.",
    read: "Leer las condiciones",
  },
  privacy: {
    title: "Privacidad",
    heading: "Política de privacidad",
    accept: "He leído y acepto la política de privacidad.",
    read: "Leer la política de privacidad",
  },
  newTab: "(se abre en otra pestaña)",
  edition: "Versión {version}, del {at}",
  again: {
    heading: "Mire lo que ha cambiado, por favor",
    text: "{count, plural, one {Aquí hay un texto que usted todavía no ha aceptado.} other {Aquí hay textos que usted todavía no ha aceptado.}} Léalo y acéptelo para continuar. Después viene lo que usted quería ver.",
    submit: "Aceptar y continuar",
    none: "Ya no queda nada que aceptar.",
    continue: "Continuar",
    leaveHeading: "¿No quiere aceptar?",
    leaveText:
      "Entonces cierre la sesión. Su cuenta, sus pedidos y lo que aceptó antes quedan como están; puede volver cuando quiera.",
  },
};
