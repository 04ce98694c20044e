/** What was dropped or chosen → files: a zip is unpacked, a folder is walked. */
import type { BundleFile } from '@daybook/protocol/verify'
import { unzipSync } from 'fflate'

const WANTED = /(^|\/)(trust-policy|[^/]+\.(tlog-proof|tsr|json))$/
/** Unpacked bytes of one bundle: more would be a trap. */
const MAX_BYTES = 2 ** 30

/** Throws Error, with a message for people, where a zip cannot be read. */
export async function readFiles(given: readonly { name: string; file: File }[]): Promise<BundleFile[]> {
  const files: BundleFile[] = []
  for (const { name, file } of given) {
    const bytes = new Uint8Array(await file.arrayBuffer())
    if (bytes[0] === 0x50 && bytes[1] === 0x4b) files.push(...unzip(bytes))
    // A single file is evidence, whatever it is called.
    else if (WANTED.test(name)) files.push({ name, bytes })
    else if (given.length === 1) files.push({ name: `${name}.tlog-proof`, bytes })
  }
  return files
}

function unzip(bytes: Uint8Array): BundleFile[] {
  let total = 0
  const files = unzipSync(bytes, {
    filter({ name, originalSize }) {
      total += WANTED.test(name) ? originalSize : 0
      if (total > MAX_BYTES) throw new Error('it would unpack to more than 1 GiB')
      return WANTED.test(name)
    },
  })
  return Object.entries(files).map(([name, content]) => ({ name, bytes: content }))
}

/** The files of a drop, those in folders with their paths. */
export async function filesOfDrop(transfer: DataTransfer): Promise<{ name: string; file: File }[]> {
  // The list of items is emptied once the event is over: everything is asked for at once.
  const entries = [...transfer.items].map(item => item.webkitGetAsEntry())
  const plain = [...transfer.files]
  if (entries.every(entry => entry === null)) return plain.map(file => ({ name: file.name, file }))
  return (await Promise.all(entries.flatMap(entry => (entry === null ? [] : walk(entry))))).flat()
}

async function walk(entry: FileSystemEntry): Promise<{ name: string; file: File }[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    )
    return [{ name: entry.fullPath.slice(1), file }]
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const found: { name: string; file: File }[] = []
  for (;;) {
    // A folder is answered in pieces of a hundred, until an empty one.
    const piece = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (piece.length === 0) return found
    found.push(...(await Promise.all(piece.map(walk))).flat())
  }
}
