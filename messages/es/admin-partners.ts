import type { adminPartners as english } from "@/messages/en/admin-partners";
import type { Shape } from "@/messages/shape";

/** Las salas de la administración para los socios y sus códigos. */
export const adminPartners: Shape<typeof english> = {
  heading: "Socios",
  noneYet: "Todavía no hay socios. Añada uno y cree un código para sus personas.",
  add: {
    link: "Añadir un socio",
    title: "Añadir un socio",
    intro: "Un socio empieza sin personas. Se unen escribiendo su código al registrarse.",
    submit: "Añadir socio",
    made: "El socio se ha añadido. Cree un código para sus personas.",
  },
  back: "Todos los socios",
  toCompany: "Personas, dominios, pedidos y más",
  codesOff: {
    text: "Ahora mismo la tienda no acepta códigos de socio: no se le piden a nadie y nadie entra con uno.",
    link: "Activar los códigos de socio",
    askAdmin: "Un administrador puede activarlos en los ajustes de registro.",
  },
  make: {
    title: "Crear un código",
    text: "Se muestra una sola vez, justo después de crearlo: no guardamos ninguna copia legible.",
    type: "Tipo de usuario de quienes se unen con él",
    usual: "El habitual",
    maxUses: "Para cuántas personas",
    maxUsesHint: "Vacío para cualquier número.",
    lastDay: "Último día",
    lastDayHint: "Por ejemplo 2027-12-31, en UTC. Vacío si no termina.",
    chosen: "Un código elegido por usted",
    chosenHint:
      "Déjelo vacío: un código generado no se puede adivinar. Uno propio siempre pide el captcha y solo admite unos pocos intentos.",
    submit: "Crear código",
    shown: "Este es el código. Cópielo o imprímalo ahora: solo se muestra aquí.",
    label: "Código",
    hint: "Délo solo a personas de este socio.",
    copy: "Copiar código",
    copied: "Copiado.",
  },
  card: {
    label: "Tarjeta para imprimir",
    for: "Para personas de {partner}",
    how: "Regístrese en {address}, elija «Tengo un código de socio» y escriba:",
    print: "Imprimir esta tarjeta",
  },
  codes: {
    title: "Códigos",
    none: "Todavía no se ha creado ningún código.",
    columns: {
      code: "Termina en",
      from: "Procede de",
      type: "Tipo de usuario",
      uses: "Usado",
      until: "Hasta",
      state: "Estado",
      withdraw: "Retirar",
    },
    from: { generated: "Generado aquí", chosen: "Elegido por el personal", directory: "Directorio de socios" },
    ofMany: "{uses} de {max}",
    noEnd: "–",
    states: { good: "Válido", expired: "Caducado", usedUp: "Agotado", withdrawn: "Retirado" },
    withdraw: "Retirar",
    withdrawFor: "el código que termina en {hint}",
    withdrawText: "Nadie más podrá unirse con él. Quien ya se unió se queda.",
    withdrawn: "El código se ha retirado.",
  },
  uses: {
    title: "Personas que se unieron con un código",
    none: "Todavía nadie.",
    columns: { name: "Nombre", number: "Número", code: "Código", at: "Cuándo" },
  },
  misses: {
    title: "Intentos fallidos",
    text: "Códigos erróneos que se escribieron, de todos los socios, por día. Muchos en un día indican que alguien intenta adivinarlos.",
    none: "Ninguno últimamente.",
    columns: { day: "Día", misses: "Intentos" },
  },
};
