/** A zip that is made as fast as it is read, and not at all once the reader has gone. */
export function zipAnswer({
  bytes,
  fileName,
}: {
  readonly bytes: AsyncGenerator<Uint8Array, void, void>
  readonly fileName: string
}): Response {
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await bytes.next()
      if (done === true) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await bytes.return()
    },
  })
  return new Response(stream, {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store',
    },
  })
}
