import { open, readFile, stat } from 'node:fs/promises'
import type { ErasureLedger } from '../../core/deps.ts'

/** The ledger as a file that only grows. Each line is on the disk before `add` returns. */
export function openLedgerFile(file: string): ErasureLedger {
  let known = { size: -1, lines: [] as string[] }
  const read = async () => {
    const size = await stat(file).then(
      (found) => found.size,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return 0
        throw error
      },
    )
    // Another process may write to the same file.
    if (size !== known.size) {
      const text = size === 0 ? '' : await readFile(file, 'utf8')
      known = { size, lines: text.split('\n').filter((line) => line !== '') }
    }
    return known.lines
  }
  return {
    where: file,
    lines: read,
    async add(line) {
      await read()
      const handle = await open(file, 'a+', 0o600)
      try {
        // A process that was killed here may have left half a line: it must not swallow this one.
        const { size } = await handle.stat()
        const { buffer } = size > 0 ? await handle.read(Buffer.alloc(1), 0, 1, size - 1) : { buffer: Buffer.from('\n') }
        await handle.appendFile(`${buffer[0] === 0x0a ? '' : '\n'}${line}\n`)
        await handle.sync()
      } finally {
        await handle.close()
      }
    },
  }
}
