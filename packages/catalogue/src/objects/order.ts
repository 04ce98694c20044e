import { business, personal } from '../field.ts'
import type { ObjectType } from '../types.ts'
import { CART_STATUS, ORDER_STATUS, QUOTE_STATUS } from '../values.ts'
import { words } from '../words.ts'

const total = business.money('Total', 'Summe', 'Total', 'Total')
const amount = business.money('Amount', 'Betrag', 'Valor', 'Importe')
const currency = business.text('Currency', 'Währung', 'Moeda', 'Moneda')
const items = business.json('Items', 'Positionen', 'Artigos', 'Artículos')
const number = business.text('Number', 'Nummer', 'Número', 'Número')
const notes = personal.longText('Notes', 'Notizen', 'Notas', 'Notas')

export const ORDER = {
  name: 'order',
  label: words('Order', 'Bestellung', 'Encomenda', 'Pedido'),
  plural: words('Orders', 'Bestellungen', 'Encomendas', 'Pedidos'),
  fields: {
    number,
    status: business.choice(ORDER_STATUS, 'Status', 'Status', 'Estado', 'Estado'),
    items,
    amount,
    total,
    currency,
    placedAt: business.instant('Placed', 'Aufgegeben', 'Data da encomenda', 'Fecha del pedido'),
    fulfilledAt: business.instant('Fulfilled', 'Erfüllt', 'Satisfeita em', 'Completado el'),
    address: personal.text('Delivery address', 'Lieferadresse', 'Morada de entrega', 'Dirección de entrega'),
    notes,
  },
} as const satisfies ObjectType

export const CART = {
  name: 'cart',
  label: words('Cart', 'Warenkorb', 'Carrinho', 'Carrito'),
  plural: words('Carts', 'Warenkörbe', 'Carrinhos', 'Carritos'),
  fields: {
    status: business.choice(CART_STATUS, 'Status', 'Status', 'Estado', 'Estado'),
    items,
    amount,
    total,
    currency,
    coupon: business.text('Coupon', 'Coupon', 'Cupão', 'Cupón'),
  },
} as const satisfies ObjectType

export const QUOTE = {
  name: 'quote',
  label: words('Quote', 'Angebot', 'Orçamento', 'Presupuesto'),
  plural: words('Quotes', 'Angebote', 'Orçamentos', 'Presupuestos'),
  fields: {
    number,
    status: business.choice(QUOTE_STATUS, 'Status', 'Status', 'Estado', 'Estado'),
    items,
    amount,
    total,
    currency,
    validUntil: business.date('Valid until', 'Gültig bis', 'Válido até', 'Válido hasta'),
    service: business.text('Service', 'Leistung', 'Serviço', 'Servicio'),
    notes,
  },
} as const satisfies ObjectType
