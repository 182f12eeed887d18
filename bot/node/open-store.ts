import type { Store } from '../../db/db.ts'
import { type Install, installOf, keepInstall } from '../../db/installs.ts'
import { createVault, keyCheckOf, newRoot, unwrapRoot } from '../../db/vault.ts'
import type { Env } from '../env.ts'
import { createMasterKey, findMasterKey, type MasterKey } from './master-key.ts'

/**
 * A store whose master key is proven to be the one this database was sealed with.
 * @throws when the key is another one or missing: starting anyway would seal new words with a key that opens none of the old
 */
export async function openStore(
  db: Store['db'],
  env: Pick<Env, 'MASTER_KEY' | 'DATA_DIR'>,
): Promise<{ store: Store; masterKey: MasterKey; isNewKey: boolean; isNewDatabase: boolean }> {
  const found = await findMasterKey(env)
  const known = await installOf(db)
  if (!found && known !== undefined) {
    throw new Error(
      `The master key is missing. The data was sealed with a key that is neither in MASTER_KEY nor in ${env.DATA_DIR}/master.key; ` +
        'put it back from your backup. Without it nothing in this database can be read.',
    )
  }
  const masterKey = found ?? (await createMasterKey(env.DATA_DIR))
  if (known === undefined) await keepInstall(db, newInstall(masterKey.bytes))
  const install = known ?? (await installOf(db))
  if (!install || install.keyCheck !== keyCheckOf(masterKey.bytes)) {
    throw new Error(
      `This is the wrong master key. The key from ${masterKey.from} is not the one this database was sealed with; ` +
        'nothing was changed. Start with the right key, or with another DATA_DIR or DATABASE_URL. ' +
        'If a change of keys was broken off, "npm run keys:rotate" ends it.',
    )
  }
  const root = install.rootWrapped ? unwrapRoot(masterKey.bytes, install.rootWrapped) : masterKey.bytes
  const vault = createVault(masterKey.bytes, root)
  return { store: { db, vault }, masterKey, isNewKey: !found, isNewDatabase: known === undefined }
}

function newInstall(masterKey: Buffer): Install {
  return { keyCheck: keyCheckOf(masterKey), rootWrapped: createVault(masterKey, newRoot()).wrapRoot() }
}
