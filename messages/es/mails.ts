import type { mails as english } from "@/messages/en/mails";
import type { Shape } from "@/messages/shape";

/** What the shop's mails say. */
export const mails: Shape<typeof english> = {
  linkBelow: "El enlace, para abrirlo en su navegador:",
  codeIntro: "O escriba este código en la página de la que viene:",
  codeNote: "El código sirve solo unos minutos y solo en el navegador en el que empezó. El enlace sirve más tiempo.",
  signInNames: "Puede iniciar sesión con: {names}",
  automatic: "{shop} ha enviado este mensaje automáticamente. No se leen las respuestas.",
  confirmAddress: {
    subject: "Confirme su correo para {shop}",
    heading: "Confirme su correo",
    text: "Se ha indicado esta dirección para crear una cuenta en {shop}. Confirme que es suya y su cuenta estará lista.",
    button: "Confirmar mi correo",
    notYou: "Si no ha sido usted, no haga caso de este mensaje. Sin su confirmación no se crea ninguna cuenta.",
  },
  addressTaken: {
    subject: "Ya tiene una cuenta en {shop}",
    heading: "Ya tiene una cuenta",
    text: "Alguien, probablemente usted, ha querido crear una cuenta en {shop} con esta dirección. Ya pertenece a una cuenta, así que no se ha cambiado nada.",
    whatToDo:
      "Inicie sesión con su contraseña. Si ya no la recuerda, elija una nueva; si nada funciona, póngase en contacto con la tienda.",
    button: "Ver qué puede hacer",
    signIn: "Iniciar sesión",
    reset: "Elegir una contraseña nueva: {url}",
    notYou: "Si no ha sido usted, no tiene que hacer nada: su cuenta está tan segura como antes.",
  },
  accountActive: {
    subject: "Su cuenta en {shop} está activa",
    heading: "Su cuenta está activa",
    text: "Desde ahora puede ver sus pedidos en {shop} y comprar más rápido.",
    number: "Su número de cliente: {number}",
    button: "Ir a mi cuenta",
    notYou: "Si usted no ha creado esta cuenta, elija una contraseña nueva o póngase en contacto con la tienda.",
  },
  resetPassword: {
    subject: "Elija una contraseña nueva para {shop}",
    heading: "Elija una contraseña nueva",
    text: "Alguien, probablemente usted, ha pedido una contraseña nueva para su cuenta en {shop}.",
    button: "Elegir una contraseña nueva",
    notYou: "Si no ha sido usted, no haga caso de este mensaje. Su contraseña no cambia.",
  },
  resetWithoutAccount: {
    subject: "No hay ninguna cuenta con esta dirección en {shop}",
    heading: "No hay ninguna cuenta con esta dirección",
    text: "Alguien, probablemente usted, ha pedido una contraseña nueva en {shop} con esta dirección. Ninguna cuenta inicia sesión con ella.",
    whatToDo:
      "Quizá se registró con otra dirección o todavía no ha confirmado su registro. También puede crear una cuenta ahora.",
    button: "Crear una cuenta",
    notYou: "Si no ha sido usted, no haga caso de este mensaje. No se ha cambiado nada.",
  },
  passwordChanged: {
    subject: "Se ha cambiado su contraseña en {shop}",
    heading: "Se ha cambiado su contraseña",
    text: "La contraseña de su cuenta en {shop} acaba de cambiarse y se ha cerrado la sesión en los demás dispositivos.",
    ifYou: "Si ha sido usted, no tiene que hacer nada.",
    button: "No he sido yo",
    notYou: "Si no ha sido usted, elija enseguida una contraseña nueva y avise a la tienda.",
  },
  orderConfirmation: {
    subject: "Su pedido {number} en {shop}",
    heading: "Gracias por su pedido",
    text: "Hemos recibido su pedido {number}. Se paga con la factura que acompaña a la mercancía.",
    lines: "Lo que ha pedido",
    quantity: "{quantity} × {name}",
    total: "Total",
    address: "Se envía a",
    button: "Ver mi pedido",
    keep: "Guarde este mensaje: su enlace muestra el pedido sin iniciar sesión. Quien tenga el enlace puede ver el pedido.",
  },
};
