/** Where the files of exports are: a folder for each workspace, a file for each attempt. All are 0600, sealed. */
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { formatId, parseId } from '../ids.ts'

export interface FileOfExport {
  readonly workspaceId: number
  readonly id: number
  readonly attempt: number
}

export class ExportFiles {
  readonly #folder: string

  /** `folder` is made when the first file is. */
  constructor(folder: string) {
    this.#folder = folder
  }

  pathOf({ workspaceId, id, attempt }: FileOfExport): string {
    return join(this.#folderOf(workspaceId), `${formatId('ex', id)}.${attempt}`)
  }

  /** Says whose file it is, bound to its bytes. */
  aboutOf({ workspaceId, id }: FileOfExport): string {
    return `${formatId('ws', workspaceId)} ${formatId('ex', id)}`
  }

  async makeFolder(workspaceId: number): Promise<void> {
    await mkdir(this.#folderOf(workspaceId), { recursive: true, mode: 0o700 })
  }

  /** Does nothing where it is not there. */
  async remove(file: FileOfExport): Promise<void> {
    await rm(this.pathOf(file), { force: true })
  }

  /** The names of all files of a workspace. */
  async names(workspaceId: number): Promise<readonly string[]> {
    const there = await readdir(this.#folderOf(workspaceId)).catch(() => [])
    return there.filter(isOurs)
  }

  /** Removes these files but those that are kept; answers how many went. */
  async removeNames(
    workspaceId: number,
    names: readonly string[],
    kept: readonly { readonly id: number; readonly attempt: number }[],
  ): Promise<number> {
    const keep = new Set(kept.map(({ id, attempt }) => `${formatId('ex', id)}.${attempt}`))
    const gone = names.filter(name => !keep.has(name))
    for (const name of gone) await rm(join(this.#folderOf(workspaceId), name), { force: true })
    return gone.length
  }

  /** Removes all of a workspace's. */
  async removeFolder(workspaceId: number): Promise<void> {
    await rm(this.#folderOf(workspaceId), { recursive: true, force: true })
  }

  #folderOf(workspaceId: number): string {
    return join(this.#folder, formatId('ws', workspaceId))
  }
}

const isOurs = (name: string): boolean => parseId('ex', name.split('.', 1)[0]!) !== undefined
