import type { Scope } from '../../db/db.ts'
import { type Fan, fanById } from '../../db/fans.ts'
import { CoreError } from '../errors.ts'

/** The fan with this id in this tenant. Throws `not-found` for one who was erased and for one of somebody else alike. */
export async function fanHere(scope: Scope, fanId: string): Promise<Fan> {
  const fan = await fanById(scope, fanId)
  if (!fan) throw noFanHere(fanId)
  return fan
}

export function noFanHere(fanId: string): CoreError {
  return new CoreError('not-found', 'There is no such fan here: the fan may have been erased.', { fanId })
}
