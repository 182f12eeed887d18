import { readFile } from 'node:fs/promises'
import { readEnv } from '../bot/env.ts'
import { checkpointFile, checkpointPath } from '../bot/node/checkpoint-file.ts'
import { lockDataDir } from '../bot/node/data-lock.ts'
import { findMasterKey } from '../bot/node/master-key.ts'
import { openDatabase } from '../bot/node/open-database.ts'
import { openStore } from '../bot/node/open-store.ts'
import type { DamageKind, Verified } from '../core/audit/verify-record.ts'
import { verifyStored } from '../core/audit/verify-stored.ts'
import { connectHyperdrive } from '../db/connect.worker.ts'
import { isSchemaCurrent } from '../db/schema-state.ts'

/* Checks the record of accesses against its chain and the checkpoints. Ends with 1 when it is damaged, 2 when it could not be read. */

const IN_WORDS: Record<DamageKind, string> = {
  'entry-changed': 'An entry is not the one that was written, or was never written by Souvenir.',
  'entries-gone': 'An entry was taken away.',
  'entries-moved': 'Entries changed places, or one that waited was put in the place of another.',
  'entry-without-link': 'An entry stands where the chain knows none: it was put there later, or its link was changed.',
  'entry-twice': 'An entry stands there twice.',
  'link-changed': 'A link of the chain was changed.',
  'link-gone': 'A link of the chain was taken away.',
  'checkpoint-changed': 'A checkpoint is not as Souvenir wrote it.',
  'end-cut-off': 'The end of the record was cut off: a checkpoint saw more.',
  'chain-made-anew': 'The chain was made anew: a checkpoint saw another one.',
}

const args = process.argv.slice(2)
const asJson = args.includes('--json')
const at = args.indexOf('--checkpoints')
try {
  const env = readEnv(process.env)
  const path = at < 0 ? checkpointPath(env) : args[at + 1]
  if (path === undefined) throw new Error('Name the file: npm run audit:verify -- --checkpoints FILE')
  const lines = at < 0 ? await checkpointFile(path).lines() : (await readFile(path, 'utf8')).split('\n')
  const masterKey = await findMasterKey(env)
  if (!masterKey)
    throw new Error('There is no master key here: set MASTER_KEY, or DATA_DIR to where Souvenir keeps its data.')
  const verified = await verifyHere(env, lines)
  console.log(asJson ? JSON.stringify(said(verified), undefined, 2) : inWords(verified, path))
  process.exitCode = verified.damage ? 1 : 0
} catch (error) {
  console.error(`\nThe record was not checked. ${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 2
}

async function verifyHere(env: ReturnType<typeof readEnv>, lines: string[]): Promise<Verified> {
  if (env.DATABASE_URL) {
    const { db, close } = connectHyperdrive(env.DATABASE_URL, () => undefined)
    try {
      if (!(await isSchemaCurrent(db)))
        throw new Error('The database is behind this program: npm run db:migrate -- URL')
      return await verifyStored(await openStore(db, env), lines)
    } finally {
      await close()
    }
  }
  const lock = await lockDataDir(env.DATA_DIR).catch((error: Error) => {
    throw new Error(
      `${error.message}\nWhile it runs, its Health page tells the same. Or copy the folder and check the copy: DATA_DIR=copy npm run audit:verify`,
    )
  })
  try {
    const { db, close } = await openDatabase(env, { say: () => undefined, problem: () => undefined })
    try {
      return await verifyStored(await openStore(db, env), lines)
    } finally {
      await close()
    }
  } finally {
    await lock.release()
  }
}

function said({ through, waiting, ...rest }: Verified) {
  return {
    ...rest,
    through: through && { number: through.number, at: through.at, hash: through.hash.toString('base64url') },
    waiting,
    whole: rest.damage === undefined,
  }
}

function inWords({ entries, links, checkpoints, through, waiting, dropped, damage }: Verified, path: string): string {
  const lines = [
    `Checked: ${entries} entries in ${links} links, ${checkpoints} checkpoints from ${path}.`,
    ...(dropped > 0 ? [`Older than 24 months and dropped: what stood in the links up to ${dropped}.`] : []),
    ...(waiting.count > 0 ? [`Not linked yet: ${waiting.count}, the oldest of ${waiting.since?.toISOString()}.`] : []),
    ...(checkpoints === 0 ? ['No checkpoint to compare with: that the end was cut off could not be seen.'] : []),
  ]
  if (damage) return [...lines, `DAMAGED at ${damage.place} (${damage.kind}). ${IN_WORDS[damage.kind]}`].join('\n')
  const until = through
    ? `Unbroken until ${through.at.toISOString()} (link ${through.number}).`
    : 'There is nothing yet.'
  return [...lines, until].join('\n')
}
