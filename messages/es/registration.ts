import type { registration as english } from "@/messages/en/registration";
import type { Shape } from "@/messages/shape";

/** From the registration form to the active account. */
export const registration: Shape<typeof english> = {
  form: {
    heading: "Crear una cuenta",
    email: "Correo electrónico",
    password: "Contraseña",
    passwordRule:
      "Al menos {min, number} caracteres. Varias palabras sin relación son fáciles de recordar y difíciles de adivinar.",
    firstName: "Nombre",
    lastName: "Apellidos",
    submit: "Crear cuenta",
    haveOne: "¿Ya tiene una cuenta?",
    signIn: "Iniciar sesión",
  },
  intro: {
    form: "Le enviaremos un correo para comprobar que la dirección es suya. Después, su cuenta estará activa.",
    "email-first": "Escriba su correo electrónico. Le enviaremos un correo con un enlace a todo lo demás.",
    code: "Le enviaremos un correo con un código. Escríbalo y su cuenta estará activa. No necesita contraseña.",
    "access-data": "Le enviaremos sus datos de acceso por correo. Con el enlace que llevan elegirá su contraseña.",
    formApproval:
      "Le enviaremos un correo para comprobar que la dirección es suya. Después, la tienda revisará su registro y le avisará por correo.",
    codeApproval: "Le enviaremos un correo con un código. Escríbalo; la tienda revisará su registro y le avisará por correo.",
    generated: "Le enviaremos sus datos de acceso por correo, con una primera contraseña que cambiará al iniciar sesión.",
  },
  closed: { toShop: "Ir a la tienda", signIn: "Iniciar sesión" },
  signedIn: {
    text: "Ha iniciado sesión como {name}. Ciérrela primero para crear una cuenta para otra persona.",
    account: "Ir a mi cuenta",
  },
  mail: {
    heading: "Mire su correo",
    text: "Hemos enviado un correo a {email}. Pulse el botón que contiene o escriba aquí su código. Basta con una de las dos cosas.",
    textCode:
      "Hemos enviado un correo a {email}. Escriba aquí su código o pulse el botón que contiene. Basta con una de las dos cosas.",
    textPassword:
      "Hemos enviado sus datos de acceso a {email}. Inicie sesión con la primera contraseña que llevan; después elegirá una propia.",
    againText: "Se puede enviar un correo nuevo una vez por minuto. Su enlace y su código sustituyen a los anteriores.",
    sent: "Si ha pasado un minuto desde el último correo, va otro en camino a {email}. Solo vale el más reciente.",
    nothingText:
      "En este navegador no hay nada que confirmar. Si ya confirmó su dirección en otro, inicie sesión. Si no, abra el enlace de su correo o empiece de nuevo aquí.",
  },
  confirm: {
    heading: "Confirme su correo",
    text: "Así confirma que {email} es su dirección.",
    person:
      "Esto se empezó en otro navegador, o en este se ha registrado después otra dirección. Para asegurarnos de que la cuenta es suya, compruebe el nombre y elija aquí una contraseña; la que se escribió al empezar no vale.",
    personOnly:
      "Esto se empezó en otro navegador, o en este se ha registrado después otra dirección. Para asegurarnos de que la cuenta es suya, compruebe lo que pone aquí; nada de lo que se escribió al empezar vale.",
    newPassword: "Contraseña nueva",
    submit: "Confirmar mi correo",
    another: "Pedir un correo nuevo",
    anew: "Registrarse de nuevo, sin el código de socio o con otro",
    codeEnded:
      "El código de socio con el que empezó ya no sirve, así que no se ha creado ninguna cuenta. Pida otro a quien se lo dio o empiece de nuevo sin él en «Crear una cuenta».",
    full: "Entretanto se han ocupado todas las plazas y no se ha creado ninguna cuenta. «Crear una cuenta» dice a quién preguntar y le apunta en la lista de espera, si la hay.",
  },
  finish: {
    heading: "Crear una cuenta",
    text: "{email} es su dirección: con esto queda confirmado. Para su cuenta solo falta lo siguiente.",
    submit: "Crear cuenta",
  },
  setPassword: {
    heading: "Elija su contraseña",
    text: "Para su cuenta nueva con {email}. Iniciará sesión con la dirección y esta contraseña.",
    submit: "Guardar contraseña",
  },
  switching: {
    text: "Ha iniciado sesión como {name}. Si continúa, se cerrará la sesión de {name} y se abrirá la de la cuenta nueva.",
    stay: "Seguir como {name}",
  },
  stale: {
    heading: "Este enlace ya no es válido",
    text: "Se usó, caducó, se envió otro más reciente o se perdió una parte por el camino.",
    active: "Si ya confirmó su dirección, su cuenta está activa: inicie sesión.",
    another: "Pedir un enlace nuevo",
    signIn: "Iniciar sesión",
  },
  welcome: {
    heading: "Su cuenta está activa",
    text: "Ha iniciado sesión como {email}. Su número de cliente es {number}; también puede iniciar sesión con él.",
    textNumberOnly: "Ha iniciado sesión. Su número de cliente es {number}: con él accederá. Anótelo.",
    textEmailOnly: "Ha iniciado sesión como {email}. Su número de cliente es {number}.",
    choose: "Todavía no ha elegido una contraseña. Sin ella podrá volver a entrar con «¿Olvidó la contraseña?».",
    chooseOrCode:
      "No ha elegido una contraseña. Puede elegir una o seguir iniciando sesión con un código que le enviamos por correo.",
    toPassword: "Elegir una contraseña",
    orders:
      "{count, plural, one {Hay un pedido anterior hecho con esta dirección. Lo encontrará en su cuenta.} other {Hay # pedidos anteriores hechos con esta dirección. Los encontrará en su cuenta.}}",
    toOrders: "Ver mis pedidos",
    continue: "Continuar",
  },
  waiting: {
    heading: "Ya casi está",
    text: "Gracias: su dirección está confirmada. La tienda revisa los registros nuevos. Recibirá un correo en cuanto alguien haya decidido.",
    toShop: "A la tienda",
  },
  taken: {
    heading: "Ya tiene una cuenta",
    email: "La dirección que ha confirmado pertenece a una cuenta. No se ha cambiado nada.",
    number:
      "La dirección que ha confirmado pertenece a una cuenta que inicia sesión con su número de cliente. No se ha cambiado nada. El número está en sus facturas.",
    signIn: "Iniciar sesión",
    reset: "Elegir una contraseña nueva",
    contact: "Si nada de esto funciona, póngase en contacto con la tienda.",
  },
};
