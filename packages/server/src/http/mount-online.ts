import type { Hono } from 'hono'
import { answerPage } from '../online/answer-page.ts'
import type { Online } from '../online/create-online.ts'
import type { HttpEnvironment } from './environment.ts'

/** The pages that need no member: booking, links, the portal, and their files. Nothing of theirs is under /v1. */
export function mountOnline(app: Hono<HttpEnvironment>, { parts }: Online): void {
  for (const path of ['/book/*', '/visit/*', '/portal/*', '/online/*'])
    app.all(path, context => answerPage(parts, context.req.raw, context.get('address')))
}
