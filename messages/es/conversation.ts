import type { conversation as english } from "@/messages/en/conversation";
import type { Shape } from "@/messages/shape";

/** What a customer and the shop write to each other. */
export const conversation: Shape<typeof english> = {
  heading: "Mensajes",
  contact: "Su contacto en {shop}: {name}",
  none: "Todavía no hay mensajes.",
  from: "{name}, {at}",
  you: "Usted",
};
