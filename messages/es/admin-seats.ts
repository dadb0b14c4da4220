import type { adminSeats as english } from "@/messages/en/admin-seats";
import type { Shape } from "@/messages/shape";

/** The back office's part about registration: how it stands, seats, and the link to hand out. */
export const adminSeats: Shape<typeof english> = {
  state: {
    heading: "Cómo está",
    open: "El registro está abierto.",
    linkOnly: "El registro está abierto para quienes llegan por el enlace de registro.",
    taken: "Hay {taken, number} de {capacity, number} plazas ocupadas.",
    unlimited:
      "{taken, plural, one {Se ha registrado # cliente activo.} other {Se han registrado # clientes activos.}} No hay máximo.",
    held: "{held, plural, one {Se guarda # plaza para alguien de la lista de espera.} other {Se guardan # plazas para personas de la lista de espera.}}",
    waiting:
      "{waiting, plural, =0 {No hay nadie en la lista de espera.} one {Hay # persona en la lista de espera.} other {Hay # personas en la lista de espera.}}",
  },
  link: {
    title: "Enlace de registro",
    text: "Una dirección para todos: para imprimir, enviar y escanear. Quien la abre llega a la página de registro; en el teléfono se abre la aplicación de su tienda, si la ha indicado en «Aplicación».",
    madeAt: "Vale desde el {at}.",
    qr: "Código QR del enlace de registro",
    copy: "Copiar",
    copied: "Copiado",
    svg: "Código QR para imprimir (SVG)",
    png: "Código QR como imagen (PNG)",
    renewText:
      "El enlace anterior y su código QR dejan de funcionar al instante, también en papel. Hágalo si ha llegado a quien no debía.",
    renew: "Crear un enlace nuevo",
    renewed: "Hay un enlace nuevo. El anterior ya no funciona.",
    none: "Todavía no hay enlace, o ya no se puede leer porque se cambió el secreto del servidor.",
  },
};
