/** One kept-alive connection, one request at a time: it costs the load's process as little as it can. */
import { connect, type Socket } from 'node:net'

export interface HttpConnection {
  /** Sends a JSON body and answers with the status and the body's text. */
  post(path: string, body: string): Promise<{ status: number; text: string }>
  close(): void
}

export async function openConnection(address: string, key: string): Promise<HttpConnection> {
  const { hostname, port, host } = new URL(address)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  let waiting: PromiseWithResolvers<{ status: number; text: string }> | undefined
  let received: Buffer = Buffer.alloc(0)
  socket.on('error', error => waiting?.reject(error))
  socket.on('close', () => waiting?.reject(new Error('the server closed the connection')))
  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    const whole = readAnswer(received)
    if (whole === undefined) return
    received = Buffer.alloc(0)
    const { resolve } = waiting!
    waiting = undefined
    resolve(whole)
  })
  const head = `HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json\r\n`
  return {
    post(path, body) {
      waiting = Promise.withResolvers()
      send(socket, `POST ${path} ${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
      return waiting.promise
    },
    close: () => socket.destroy(),
  }
}

const send = (socket: Socket, text: string): void => void socket.write(text)

const HEAD_END = Buffer.from('\r\n\r\n')
const LAST_CHUNK = Buffer.from('\r\n0\r\n\r\n')

/** The answer, once all of it is there. */
function readAnswer(bytes: Buffer): { status: number; text: string } | undefined {
  const headEnd = bytes.indexOf(HEAD_END)
  if (headEnd < 0) return undefined
  const head = bytes.toString('latin1', 0, headEnd)
  const body = bytes.subarray(headEnd + 4)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  const whole = length === undefined ? body.subarray(-7).equals(LAST_CHUNK) : body.length >= Number(length)
  return whole ? { status: Number(head.slice(9, 12)), text: body.toString('utf8') } : undefined
}
