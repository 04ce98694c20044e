import { defineActions, kind } from '../define-actions.ts'
import { business } from '../field.ts'
import { amount, currency, reason, service } from './data.ts'

const order = kind('orders', 'order')
const cart = kind('orders', 'cart')

const items = business.json('Items', 'Positionen', 'Artigos', 'Artículos')
const ORDER = {
  amount,
  currency,
  items,
  reason,
  order: business.text('Order', 'Bestellung', 'Encomenda', 'Pedido'),
}
const QUOTE = {
  amount,
  currency,
  items,
  reason,
  service,
  quote: business.text('Quote', 'Angebot', 'Orçamento', 'Presupuesto'),
}
const CART = { amount, currency, items }

/** Orders, carts and quotes. */
export const ORDER_ACTIONS = defineActions({
  'order.created': {
    ...order('box', ORDER),
    sets: { status: 'placed' },
    en: ['Order placed', 'placed [order {order}|an order]', 'placed [order {order}|an order] for {client}'],
    de: [
      'Bestellung aufgegeben',
      'hat [Bestellung {order}|eine Bestellung] aufgegeben',
      'hat [Bestellung {order}|eine Bestellung] für {client:acc} aufgegeben',
    ],
    'pt-PT': [
      'Encomenda feita',
      'fez [a encomenda {order}|uma encomenda]',
      'fez [a encomenda {order}|uma encomenda] para {client}',
    ],
    es: [
      'Pedido realizado',
      'hizo [el pedido {order}|un pedido]',
      'hizo [el pedido {order}|un pedido] para {client}',
    ],
  },
  'order.updated': {
    ...order('box', ORDER),
    en: ['Order changed', 'changed [order {order}|an order]'],
    de: ['Bestellung geändert', 'hat [Bestellung {order}|eine Bestellung] geändert'],
    'pt-PT': ['Encomenda alterada', 'alterou [a encomenda {order}|uma encomenda]'],
    es: ['Pedido modificado', 'modificó [el pedido {order}|un pedido]'],
  },
  'order.fulfilled': {
    ...order('check', ORDER),
    sets: { status: 'fulfilled' },
    en: ['Order fulfilled', 'fulfilled [order {order}|an order]'],
    de: ['Bestellung erfüllt', 'hat [Bestellung {order}|eine Bestellung] erfüllt'],
    'pt-PT': ['Encomenda satisfeita', 'satisfez [a encomenda {order}|uma encomenda]'],
    es: ['Pedido completado', 'completó [el pedido {order}|un pedido]'],
  },
  'order.cancelled': {
    ...order('x', ORDER),
    sets: { status: 'cancelled' },
    en: ['Order cancelled', 'cancelled [order {order}|an order]'],
    de: ['Bestellung storniert', 'hat [Bestellung {order}|eine Bestellung] storniert'],
    'pt-PT': ['Encomenda cancelada', 'cancelou [a encomenda {order}|uma encomenda]'],
    es: ['Pedido cancelado', 'canceló [el pedido {order}|un pedido]'],
  },
  'cart.created': {
    ...cart('cart', CART),
    sets: { status: 'open' },
    en: ['Cart started', 'started a cart', 'started a cart for {client}'],
    de: [
      'Warenkorb begonnen',
      'hat einen Warenkorb begonnen',
      'hat einen Warenkorb für {client:acc} begonnen',
    ],
    'pt-PT': ['Carrinho iniciado', 'iniciou um carrinho', 'iniciou um carrinho para {client}'],
    es: ['Carrito iniciado', 'inició un carrito', 'inició un carrito para {client}'],
  },
  'cart.updated': {
    ...cart('cart', CART),
    en: ['Cart changed', 'changed the cart', 'changed the cart of {client}'],
    de: ['Warenkorb geändert', 'hat den Warenkorb geändert', 'hat den Warenkorb von {client:dat} geändert'],
    'pt-PT': ['Carrinho alterado', 'alterou o carrinho', 'alterou o carrinho de {client}'],
    es: ['Carrito modificado', 'modificó el carrito', 'modificó el carrito de {client}'],
  },
  'cart.abandoned': {
    ...cart('cart', CART),
    sets: { status: 'abandoned' },
    en: ['Cart abandoned', '= {client} left a cart'],
    de: ['Warenkorb verlassen', '= {client} hat einen Warenkorb verlassen'],
    'pt-PT': ['Carrinho abandonado', '= {client} abandonou um carrinho'],
    es: ['Carrito abandonado', '= {client} abandonó un carrito'],
  },
  'quote.created': {
    ...order('quote', QUOTE),
    sets: { status: 'draft' },
    en: ['Quote created', 'created [quote {quote}|a quote]'],
    de: ['Angebot erstellt', 'hat [Angebot {quote}|ein Angebot] erstellt'],
    'pt-PT': ['Orçamento criado', 'criou [o orçamento {quote}|um orçamento]'],
    es: ['Presupuesto creado', 'creó [el presupuesto {quote}|un presupuesto]'],
  },
  'quote.sent': {
    ...order('mail', QUOTE),
    sets: { status: 'sent' },
    en: ['Quote sent', 'sent [quote {quote}|a quote]'],
    de: ['Angebot gesendet', 'hat [Angebot {quote}|ein Angebot] gesendet'],
    'pt-PT': ['Orçamento enviado', 'enviou [o orçamento {quote}|um orçamento]'],
    es: ['Presupuesto enviado', 'envió [el presupuesto {quote}|un presupuesto]'],
  },
  'quote.accepted': {
    ...order('check', QUOTE),
    sets: { status: 'accepted' },
    en: [
      'Quote accepted',
      'accepted [quote {quote}|a quote]',
      'recorded that {client} accepted [quote {quote}|a quote]',
    ],
    de: [
      'Angebot angenommen',
      'hat [Angebot {quote}|ein Angebot] angenommen',
      'hat festgehalten, dass {client} [Angebot {quote}|ein Angebot] angenommen hat',
    ],
    'pt-PT': [
      'Orçamento aceite',
      'aceitou [o orçamento {quote}|um orçamento]',
      'registou que {client} aceitou [o orçamento {quote}|um orçamento]',
    ],
    es: [
      'Presupuesto aceptado',
      'aceptó [el presupuesto {quote}|un presupuesto]',
      'registró que {client} aceptó [el presupuesto {quote}|un presupuesto]',
    ],
  },
  'quote.declined': {
    ...order('x', QUOTE),
    sets: { status: 'declined' },
    en: [
      'Quote declined',
      'declined [quote {quote}|a quote]',
      'recorded that {client} declined [quote {quote}|a quote]',
    ],
    de: [
      'Angebot abgelehnt',
      'hat [Angebot {quote}|ein Angebot] abgelehnt',
      'hat festgehalten, dass {client} [Angebot {quote}|ein Angebot] abgelehnt hat',
    ],
    'pt-PT': [
      'Orçamento recusado',
      'recusou [o orçamento {quote}|um orçamento]',
      'registou que {client} recusou [o orçamento {quote}|um orçamento]',
    ],
    es: [
      'Presupuesto rechazado',
      'rechazó [el presupuesto {quote}|un presupuesto]',
      'registró que {client} rechazó [el presupuesto {quote}|un presupuesto]',
    ],
  },
})
