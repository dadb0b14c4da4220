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
    invited: "La cuenta que {shop} había preparado para usted se acaba de activar.",
    copied:
      "El personal de la tienda también había creado un enlace para entregarlo en mano. Si usted no lo recibió ni activó la cuenta, avise enseguida a la tienda.",
    number: "Su número de cliente: {number}",
    signInButton: "Para acceder, use «{button}» en la página de inicio de sesión.",
    button: "Ir a mi cuenta",
    notYou: "Si usted no ha creado esta cuenta, elija una contraseña nueva o póngase en contacto con la tienda.",
  },
  activateAccount: {
    subject: "Active su cuenta en {shop}",
    heading: "Active su cuenta",
    text: "{shop} ha preparado una cuenta para usted. Elija una contraseña y será suya: verá sus pedidos y comprará más rápido.",
    button: "Activar su cuenta",
    lasts:
      "{hours, plural, one {El enlace vale una hora.} other {El enlace vale # horas.}} Si ha caducado, pida otro a la tienda.",
    notYou: "Si no quiere una cuenta, no haga caso de este mensaje. Sin su contraseña no existe.",
  },
  confirmActivationAddress: {
    subject: "Su código para {shop}",
    heading: "Confirme su correo",
    text: "Alguien, probablemente usted, está activando una cuenta en {shop} y ha dado esta dirección. Escriba allí el código para confirmar que es suya.",
    taken:
      "Esta dirección ya pertenece a una cuenta de la tienda y no sirve para otra. Inicie sesión con ella o elija una contraseña nueva para ella.",
    notYou: "Si no ha sido usted, no haga caso de este mensaje y no dé el código a nadie. Sin él no pasa nada.",
  },
  resetPassword: {
    subject: "Elija una contraseña nueva para {shop}",
    heading: "Elija una contraseña nueva",
    text: "Alguien, probablemente usted, ha pedido una contraseña nueva para su cuenta en {shop}.",
    button: "Elegir una contraseña nueva",
    others:
      "La tienda también escribe a esta dirección por las cuentas con estos números de cliente: {numbers}. Para una de ellas, pida una contraseña nueva con su número.",
    notYou: "Si no ha sido usted, no haga caso de este mensaje. Su contraseña no cambia.",
  },
  confirmEmailSignIn: {
    subject: "Su código para {shop}",
    heading: "Inicie sesión con su correo",
    text: "Alguien, probablemente usted, quiere iniciar sesión con esta dirección en la cuenta con el número de cliente {number} en {shop}. Escriba allí el código para confirmar que la dirección es suya.",
    code: "Escriba este código en la página de la que viene:",
    codeNote: "El código sirve solo unos minutos y solo en el navegador en el que empezó.",
    expired: "El código caducó antes de que se pudiera enviar este correo. Pida otro en la página de la que viene.",
    notYou: "Si no ha sido usted, ignore este correo y no dé el código a nadie. Sin él no ocurre nada.",
  },
  emailSignInOn: {
    subject: "Ya puede iniciar sesión en {shop} con su correo",
    heading: "Ya puede iniciar sesión con su correo",
    text: "Desde ahora, en su cuenta en {shop} con el número de cliente {number} se puede iniciar sesión también con esta dirección de correo, siempre con su contraseña nueva. Se ha cerrado la sesión en los demás dispositivos.",
    elsewhere:
      "Desde ahora, en la cuenta en {shop} con el número de cliente {number} se puede iniciar sesión también con una dirección de correo, distinta de esta. La cuenta tiene una contraseña nueva y se ha cerrado la sesión en los demás dispositivos.",
    ifYou: "Si ha sido usted, no tiene que hacer nada.",
    notYou: "Si no ha sido usted, elija enseguida una contraseña nueva y avise a la tienda.",
    tellShop: "Si no ha sido usted, avise a la tienda cuanto antes.",
    button: "No he sido yo",
  },
  customerNumbers: {
    subject: "Sus números de cliente en {shop}",
    heading: "Sus números de cliente",
    text: "Alguien, probablemente usted, ha pedido en {shop} una contraseña nueva o un número de cliente olvidado. A esta dirección se escribe por varias cuentas.",
    numbers: "Sus números de cliente: {numbers}",
    whatToDo: "Inicie sesión con el que sea suyo. Si no sabe la contraseña, pida una nueva con ese número de cliente.",
    button: "Pedir una contraseña nueva",
    notYou: "Si no ha sido usted, no haga caso de este mensaje. No se ha cambiado nada.",
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
  confirmIdentity: {
    subject: "Su código para {shop}",
    heading: "Confirme su correo",
    text: "Alguien, probablemente usted, llegó a {shop} mediante «{button}» e indicó esta dirección. Escriba allí el código para confirmar que es suya.",
    account:
      "Esta dirección ya pertenece a una cuenta. Con el código, a esa cuenta se podrá acceder desde ahora también mediante «{button}».",
    code: "Escriba este código en la página de la que viene:",
    codeNote: "El código sirve solo unos minutos y solo en el navegador en el que empezó.",
    expired: "El código caducó antes de que se pudiera enviar este correo. Pida otro en la página de la que viene.",
    notYou: "Si no ha sido usted, ignore este correo y no dé el código a nadie. Sin él no ocurre nada.",
  },
  identityConnected: {
    subject: "Una nueva forma de acceder a su cuenta en {shop}",
    heading: "Una nueva forma de acceder",
    text: "A su cuenta en {shop} se puede acceder ahora también mediante «{button}».",
    ifYou: "Si ha sido usted, no tiene que hacer nada.",
    button: "Ver cómo accedo",
    notYou: "Si no ha sido usted, desvincúlela en la página de seguridad de su cuenta, cambie su contraseña y avise a la tienda.",
  },
  identityDisconnected: {
    subject: "Se ha quitado una forma de acceder a su cuenta en {shop}",
    heading: "Se ha quitado una forma de acceder",
    text: "A su cuenta en {shop} ya no se puede acceder mediante «{button}».",
    button: "Ver cómo accedo",
    notYou: "Si no ha sido usted, inicie sesión, revise la página de seguridad de su cuenta y avise a la tienda.",
  },
  contactChanged: {
    subject: "{shop} le escribe ahora a otra dirección",
    heading: "Ahora le escribimos a otra dirección",
    text: "El personal de {shop} ha cambiado la dirección en la que le escribe. Desde ahora el correo va allí, también los enlaces a su cuenta y para una contraseña nueva. Los nombres con los que inicia sesión no cambian.",
    mailOnly:
      "El personal de {shop} ha cambiado la dirección en la que le escribe. Desde ahora el correo va allí. Los nombres con los que inicia sesión no cambian, ni tampoco adónde van los enlaces para una contraseña nueva.",
    notYou: "Si usted no lo ha pedido, avise a la tienda cuanto antes.",
  },
  accountMerged: {
    subject: "Sus cuentas en {shop} son ahora una sola",
    heading: "Sus cuentas son ahora una sola",
    text: "El personal de {shop} ha unido dos fichas de cliente suyas, la {number} y la {kept}. Todos sus pedidos están ahora en el número {kept}.",
    signIn:
      "Desde ahora inicie sesión con la cuenta del número {kept}. Los nombres de acceso y la contraseña de {number} ya no sirven.",
    button: "Iniciar sesión",
    notYou: "Si el número {kept} no es suyo, avise a la tienda cuanto antes: durante 30 días todo se puede dejar como estaba.",
  },
  accountReopened: {
    subject: "Su cuenta en {shop} vuelve a estar abierta",
    heading: "Su cuenta vuelve a estar abierta",
    text: "El personal de {shop} había unido su ficha con otra y lo ha deshecho. Su cuenta con el número {number} vuelve a ser independiente: inicie sesión con los nombres y la contraseña que tenía.",
    button: "Iniciar sesión",
    notYou: "Si no sabe de qué se trata, pregunte a la tienda.",
  },
  signInByProvider: {
    subject: "Cómo acceder a {shop}",
    heading: "Usted accede sin contraseña",
    text: "Alguien, probablemente usted, pidió una contraseña nueva para {shop}. Su cuenta no la necesita: usted accede a través de un proveedor de acceso, que guarda su contraseña.",
    buttons: "En la página de inicio de sesión, use: {buttons}",
    button: "Iniciar sesión",
    notYou: "Si no ha sido usted, ignore este correo. No se ha cambiado nada.",
  },
  confirmNewAddress: {
    subject: "Confirme su correo nuevo para {shop}",
    heading: "Confirme su correo nuevo",
    text: "Alguien, probablemente usted, quiere usar esta dirección para la cuenta con el número de cliente {number} en {shop}. Para ello, abra este enlace donde tenga iniciada la sesión de esa cuenta o escriba allí el código.",
    button: "Usar esta dirección",
    notYou: "Si no ha sido usted, ignore este correo. Sin su confirmación no se cambia nada.",
  },
  emailChanged: {
    subject: "Se ha cambiado el correo de su cuenta en {shop}",
    heading: "Su cuenta tiene ahora otro correo",
    text: "La dirección de correo de su cuenta en {shop} se acaba de cambiar por otra. Con esta dirección ya no se inicia sesión, y se han cerrado las sesiones en los demás dispositivos.",
    ifYou: "Si ha sido usted, no tiene que hacer nada.",
    notYou:
      "Si no ha sido usted, pulse el botón en un plazo de tres días: su cuenta recuperará esta dirección, se cerrarán todas las sesiones y usted creará una contraseña nueva.",
    noWay: "Si no ha sido usted, avise a la tienda cuanto antes.",
    button: "No he sido yo",
  },
  emailRestored: {
    subject: "Se ha deshecho el cambio de correo en {shop}",
    heading: "Se ha deshecho el cambio de correo",
    text: "Su cuenta en {shop} vuelve a tener su dirección anterior: quien lee el correo allí ha dicho que no la había cambiado. Se han cerrado todas las sesiones de la cuenta.",
    notYou: "Si la había cambiado usted, póngase en contacto con la tienda.",
  },
  accountErased: {
    subject: "Su cuenta y sus datos en {shop} se han borrado",
    heading: "Sus datos se han borrado",
    text: "Su cuenta en {shop} y los datos que se guardaban con ella se han borrado. Ya nadie puede iniciar sesión en ella, y los enlaces de los correos anteriores han dejado de funcionar.",
    orders: "Lo que la tienda debe conservar de sus pedidos para su contabilidad se queda allí, sin relación con ninguna cuenta.",
    notYou:
      "Si no lo quería, avise a la tienda. Este es el último correo; su dirección no se guarda más tiempo del necesario para enviarlo.",
  },
  seatFree: {
    subject: "Hay una plaza libre en {shop}",
    heading: "Hay una plaza para usted",
    text: "Nos pidió que le avisáramos cuando fuera posible volver a registrarse en {shop}. Ahora hay una plaza libre y se la guardamos.",
    button: "Crear mi cuenta",
    lasts:
      "{hours, plural, one {Se la guardamos durante una hora.} other {Se la guardamos durante # horas.}} Después pasará a la siguiente persona de la lista.",
    notYou: "Si no lo pidió usted, no haga caso de este mensaje. No pasará nada y dejará de estar en la lista.",
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
