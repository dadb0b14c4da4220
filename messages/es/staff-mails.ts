import type { staffMails as english } from "@/messages/en/staff-mails";
import type { Shape } from "@/messages/shape";

export const staffMails: Shape<typeof english> = {
  staffInvitation: {
    subject: "Su acceso a la administración de {shop}",
    heading: "Tiene una invitación a la administración",
    text: "{by} le ha dado acceso a la administración de {shop}. Elija una contraseña y podrá entrar.",
    role: { agent: "Atenderá a los clientes como agente.", admin: "Será administrador: podrá hacerlo todo allí." },
    button: "Elegir mi contraseña",
    lasts: "El enlace sirve una sola vez, durante 72 horas.",
    notYou: "Si no sabe nada de esto, no haga caso de este correo. Sin contraseña nadie entra.",
  },
  staffPasswordLink: {
    subject: "Una contraseña nueva para la administración de {shop}",
    heading: "Elija una contraseña nueva",
    text: "{by} le ha enviado este enlace para que elija una contraseña nueva para la administración de {shop}. Se ha cerrado la sesión en todos sus dispositivos.",
    button: "Elegir una contraseña",
    lasts:
      "El enlace sirve una sola vez, durante 24 horas. Después inicie sesión con la contraseña nueva y con su segundo factor, si lo tiene.",
    notYou: "Si no lo ha pedido, avise a {by}. Su contraseña actual sigue sirviendo hasta que se use el enlace.",
  },
  templateTest: {
    subject: "Prueba de un correo de {shop}",
    heading: "No se pudo hacer ningún correo con la plantilla",
    text: "Usted se envió una prueba de un correo que estaba escribiendo en la administración de {shop}. Cuando iba a salir, ya no se pudo hacer ningún correo con ella.",
    note: "Vuelva a abrir el correo en la administración y mire la vista previa. Mientras tanto, los clientes reciben el original del producto.",
  },
  staffNotice: {
    passwordChanged: {
      subject: "Se ha cambiado su contraseña de la administración de {shop}",
      text: "Su contraseña de la administración de {shop} se acaba de cambiar, y se ha cerrado la sesión en los demás dispositivos.",
    },
    unlocked: {
      subject: "Se ha desbloqueado su acceso a la administración de {shop}",
      text: "Su acceso a la administración de {shop} se ha desbloqueado con un enlace creado en el servidor: hay una contraseña nueva, el segundo factor está desactivado y se ha cerrado la sesión en los demás dispositivos.",
    },
    secondFactorOn: {
      subject: "El segundo factor de la administración de {shop} está activado",
      text: "A partir de ahora, la administración de {shop} le pedirá un código de su aplicación de autenticación después de la contraseña.",
    },
    secondFactorOff: {
      subject: "El segundo factor de la administración de {shop} está desactivado",
      text: "La administración de {shop} ya no le pide un código después de la contraseña: usted ha desactivado el segundo factor.",
    },
    secondFactorReset: {
      subject: "Un administrador ha restablecido su segundo factor en {shop}",
      text: "Un administrador ha desactivado su segundo factor de la administración de {shop}. Podrá entrar solo con la contraseña hasta que vuelva a configurar una aplicación de autenticación.",
    },
    recoveryCodeUsed: {
      subject: "Se ha usado un código de recuperación en la administración de {shop}",
      text: "Alguien, probablemente usted, ha entrado en la administración de {shop} con su contraseña y uno de sus códigos de recuperación. Ese código ya no sirve.",
    },
    recoveryCodesRenewed: {
      subject: "Nuevos códigos de recuperación para la administración de {shop}",
      text: "Se han creado nuevos códigos de recuperación para su acceso a la administración de {shop}. Los anteriores ya no sirven.",
    },
    heading: "Su acceso a la administración",
    ifYou: "Si está al tanto, no tiene que hacer nada.",
    button: "Ir a la administración",
    notYou: "Si no lo está, avise enseguida a un administrador de la tienda.",
  },
};
