import { cartPt } from "./cart/pt.ts";
import { cardPt } from "./card/pt.ts";
import { checkoutPt } from "./checkout/pt.ts";
import { guardPt } from "./guard/pt.ts";
import type { Texts } from "./en.ts";
import { paymentLinkPt } from "./payment-link/pt.ts";
import { retryPt } from "./retry/pt.ts";
import { mailPt } from "./mail/pt.ts";

/** Portuguese as it is written in Portugal, in the polite form. */
export const pt: Texts = {
  languageName: "Português",
  defaultLocale: "pt_PT",
  htmlLang: "pt-PT",

  summary: {
    heading: "Resumo da encomenda",
    description: "Descrição",
    orderId: "Número da encomenda",
    items: "Artigos",
    paidBefore: "Pago com cartão-presente",
    noCharge: "Não será cobrado qualquer valor. Verificamos apenas se o seu cartão funciona.",
  },
  testMode: {
    line: "Modo de teste: sem pagamento real",
    cards: "Cartões de teste",
    cardsHint: "Qualquer nome, qualquer data futura, qualquer código CVC.",
    approved: "Aprovado",
    insufficientFunds: "Recusado: saldo insuficiente",
  },
  card: {
    title: (shop) => `Pagamento a ${shop}`,
    heading: "Pagar com cartão",
    acceptedBrands: "Cartões aceites",
    cardNumber: "Número do cartão",
    holderName: "Nome no cartão",
    expiry: "Validade",
    expiryFormat: "MM / AA",
    cvc: "Código CVC",
    cvcHint: "3 algarismos no verso",
    cvcHintAmex: "4 algarismos na frente",
    pay: (amount) => `Pagar ${amount}`,
    confirmCard: "Confirmar cartão",
    busy: "Um momento…",
    cancel: "Cancelar pagamento",
    privacy: (shop) => `${shop} não tem acesso aos dados do seu cartão.`,
    errorSummary: "Verifique os seus dados",
  },
  cardErrors: {
    ...cardPt.errors,
    "card-number-missing": "Introduza o número do cartão",
    "card-number-invalid": "O número do cartão não está correto. Verifique os algarismos",
    "card-brand-unsupported": "Este tipo de cartão não é aceite aqui. Utilize outro cartão",
    "holder-name-missing": "Introduza o nome tal como aparece no cartão",
    "holder-name-invalid": "O nome é demasiado longo ou contém caracteres não permitidos",
    "expiry-missing": "Introduza a data de validade",
    "expiry-invalid": "Introduza o mês e o ano, por exemplo 08\u00a0/\u00a030",
    "card-expired": "Este cartão expirou. Utilize outro cartão",
    "cvc-missing": "Introduza o código CVC",
    "cvc-invalid":
      "Introduza os 3 algarismos do verso do cartão (American Express: os 4 algarismos da frente)",
    "temporarily-unavailable":
      "De momento não podemos processar o seu pagamento. Tente novamente dentro de instantes",
    "too-many-cards": guardPt.tooManyCards,
  },
  cart: cartPt,
  cardForm: cardPt,
  checkout: checkoutPt,
  paymentLink: paymentLinkPt,
  retry: retryPt,
  mail: mailPt,
  provider: {
    heading: (method: string) => `Pagar com ${method}`,
    choose: "Escolha como pretende pagar",
    otherWays: "Outros métodos de pagamento",
    proceed: (method: string) => `Continuar para ${method}`,
    confirm: (amount: string) => `Confirmar pagamento de ${amount}`,
    chooseAnother: "Escolher outro método de pagamento",
    payWithApp: "Pagar com a aplicação Bancontact",
    names: {
      BANKTRANS: "Transferência bancária",
      DIRDEB: "Débito direto SEPA",
      EINVOICE: "Fatura",
      PAYAFTER: "Pagamento após a entrega",
    },
    fields: {
      account_holder_name: "Nome do titular da conta",
      account_holder_iban: "IBAN",
      birthday: "Data de nascimento",
      phone: "Número de telefone",
      email: "Endereço de e-mail",
    },
    optional: (field) => `${field} (opcional)`,
    ibanHint: "Encontra-o no seu homebanking, por exemplo PT50 0002 0123 1234 5678 9015 4",
    birthdayHint: "Por exemplo 31/12/1990",
    errors: {
      account_holder_name: "Introduza o nome do titular da conta",
      account_holder_iban: "Introduza um IBAN válido",
      birthday: "Introduza a sua data de nascimento, por exemplo 31/12/1990",
      phone: "Introduza o seu número de telefone",
      email: "Introduza o seu endereço de e-mail",
    },
    mandateForLater: (shop: string) =>
      `Ao confirmar, autoriza ${shop} a debitar agora este valor na sua conta e, mais tarde, os valores acordados com ${shop}.`,
    mandate: (shop: string) =>
      `Ao confirmar, autoriza ${shop} a debitar este valor uma única vez na sua conta.`,
  },
  atProvider: {
    heading: (method: string) => `Conclua o seu pagamento com ${method}`,
    sentence: "O pagamento já foi aí iniciado. Pode continuá-lo ou cancelá-lo.",
  },
  transfer: {
    heading: "Faça a transferência",
    sentence:
      "Transfira o valor para a conta abaixo. Indique a referência, para que possamos reconhecer o seu pagamento.",
    amount: "Valor",
    holder: "Beneficiário",
    iban: "IBAN",
    bic: "BIC",
    bank: "Banco",
    reference: "Referência",
  },
  method: {
    heading: "A preparar o seu pagamento",
    sentence: "Estamos a estabelecer uma ligação segura ao seu banco. Demora alguns segundos.",
    frame: "Ligação ao seu banco",
    proceed: "Continuar",
  },
  challenge: {
    heading: "Confirme junto do seu banco",
    sentence:
      "O seu banco quer certificar-se de que é mesmo o titular do cartão. Confirme aí o pagamento e voltará de imediato a esta página.",
    proceed: "Continuar para o banco",
  },
  waiting: {
    heading: "Estamos a confirmar o seu pagamento",
    sentence: "Normalmente demora alguns segundos. Não volte a pagar, por favor.",
    refresh: "Verificar novamente",
  },
  result: {
    completed: {
      heading: "Pagamento efetuado",
      sentence: (shop) => `Agradecemos o seu pagamento. O valor foi recebido por ${shop}.`,
    },
    pending: {
      heading: "O seu pagamento está a ser processado",
      sentence: (shop) => `Não precisa de fazer mais nada. Avisaremos ${shop} assim que estiver concluído.`,
    },
    declined: {
      heading: "O pagamento não foi efetuado",
      sentence: (shop) =>
        `O seu banco não aprovou este pagamento e ${shop} não recebeu qualquer valor. Tente com outro cartão ou pergunte o motivo ao seu banco.`,
    },
    cancelled: {
      heading: "Pagamento cancelado",
      sentence: (shop) => `Cancelou este pagamento. ${shop} não recebeu qualquer valor.`,
    },
    expired: {
      heading: "O prazo para pagar terminou",
      sentence: (shop) =>
        `Este pagamento já não está disponível. Volte ao site de ${shop} para fazer uma nova encomenda.`,
    },
    mayClose: "Pode fechar esta janela.",
  },
  linkGone: {
    used: {
      heading: "Este link de pagamento já foi utilizado",
      sentence: "O seu pagamento já foi tratado. Não precisa de fazer nada e não pagará duas vezes.",
    },
    closed: {
      heading: "Este link de pagamento já não é válido",
      sentence:
        "O pagamento não foi efetuado e nada foi cobrado. Volte à loja para fazer uma nova encomenda.",
    },
    expired: {
      heading: "Este link de pagamento expirou",
      sentence: "O prazo de pagamento já passou. Volte à loja para fazer uma nova encomenda.",
    },
    unknown: {
      heading: "Não reconhecemos este link de pagamento",
      sentence: "Verifique se o endereço está completo ou volte à loja e tente novamente.",
    },
  },
  error: {
    "cross-site": guardPt.crossSite,
    "bad-request": {
      heading: "Não foi possível ler o pedido",
      sentence: "Faltava algo no que o seu navegador enviou. Volte à loja e tente novamente.",
    },
    "too-many": {
      heading: "Um pouco depressa demais",
      sentence: "Recebemos muitos pedidos da sua ligação. Aguarde um minuto e tente novamente.",
    },
    unavailable: {
      heading: "Ocorreu um erro do nosso lado",
      sentence:
        "Aguarde um minuto e tente novamente. Se acabou de pagar, contacte a loja antes de voltar a pagar.",
    },
    "not-found": {
      heading: "Esta página não existe",
      sentence: "Verifique se o endereço está completo ou volte à loja.",
    },
    incident: "Referência para o apoio ao cliente",
  },
  backToShop: (shop) => `Voltar ao site de ${shop}`,
  backToTheShop: "Voltar à loja",
  withColon: (label) => `${label}:`,
  chooseLanguage: "Idioma",
  securePage: "Pagamento seguro",
};
