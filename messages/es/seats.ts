import type { seats as english } from "@/messages/en/seats";
import type { Shape } from "@/messages/shape";

/** Why registration is closed and whom to ask, the waiting list, and the link by which people come to register. */
export const seats: Shape<typeof english> = {
  closed: {
    ask: "Si necesita una cuenta, pregunte a {shop}:",
    opens: "El registro abre el {at} ({zone}).",
  },
  waiting: {
    heading: "Esperar una plaza",
    text: "Déjenos su dirección y le escribiremos en cuanto haya una plaza libre. Se la guardaremos durante dos días.",
    email: "Correo electrónico",
    submit: "Avísenme",
    done: "Está en la lista de espera. Le escribiremos cuando haya una plaza libre; hasta entonces no tiene que hacer nada. Si ya tiene una cuenta, inicie sesión.",
  },
};
