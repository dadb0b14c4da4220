import type { partnerSettings as english } from "@/messages/en/partner-settings";
import type { Shape } from "@/messages/shape";

/** Los ajustes del grupo `partners` en palabras. */
export const partnerSettings: Shape<typeof english> = {
  directory: {
    label: "Dónde se buscan los códigos de socio",
    help: "Qué códigos valen cuando alguien se registra con uno. Al principio solo los que se crean aquí, en Socios. Con un servicio propio, un código que no se creó aquí se busca allí; si el servicio no responde, nadie se registra con un código así.",
    options: { local: "Solo códigos creados aquí", http: "Códigos creados aquí y después un servicio propio" },
  },
  directoryUrl: {
    label: "Dirección del servicio",
    help: "Dónde se pregunta al servicio, por ejemplo https://socios.example.com/codigo. Al principio está vacía. Si está dentro de su propia red, indique también su servidor en Acceso: si no, Foyer no le pregunta.",
  },
  directorySecret: {
    label: "Secreto compartido con el servicio",
    help: "Con él se firma cada pregunta, para que el servicio sepa que es esta tienda. Al principio está vacío; use uno largo y aleatorio. Se guarda cifrado y no se vuelve a mostrar. Sin él no se pregunta al servicio.",
  },
  directorySeconds: {
    label: "Cuánto se espera al servicio, en segundos",
    help: "Pasados tantos segundos sin respuesta se considera que el servicio no está disponible y se pide a la persona que lo intente más tarde. Al principio 4, que es también el máximo.",
  },
  cacheMinutes: {
    label: "Cuánto se recuerda una respuesta, en minutos",
    help: "Descarga al servicio cuando alguien envía el formulario varias veces. Al principio 5; con 0 se pregunta cada vez. En el momento de unirse se vuelve a preguntar en todo caso, de modo que un código que el servicio haya anulado no deja entrar a nadie.",
  },
};
