import { creatorsOf } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import { type FanRequestKind, openRequests } from '../../db/fan-requests.ts'
import { fansById, fansToForget } from '../../db/fans.ts'
import { type ErasureLine, listErasures } from '../erasure/list-erasures.ts'

export interface RequestLine {
  id: string
  fanId: string
  fanName: string
  conversationId: string
  kind: FanRequestKind
  askedAt: Date
  dueAt: Date | undefined
}

/** A silent fan who will be forgotten unless they write, or a person keeps them. */
export interface SilentLine {
  fanId: string
  fanName: string
  lastSeenAt: Date
  forgetOn: Date
}

export interface Rights {
  requests: RequestLine[]
  erasures: (ErasureLine & { fanName: string | undefined })[]
  silent: SilentLine[]
  /** Of each creator, the months of silence after which a fan is forgotten. */
  retention: { creatorId: string; creatorName: string; months: number }[]
}

const MOST_SILENT = 200

/** Everything fans have a right to and that is under way here: what was asked, what is being erased, who was silent for long. */
export async function listRights(scope: Scope): Promise<Rights> {
  const requests = await openRequests(scope)
  const erasures = await listErasures(scope)
  const silent = await fansToForget(scope, MOST_SILENT)
  const ids = [...requests, ...erasures].flatMap(({ fanId }) => fanId ?? [])
  const names = new Map((await fansById(scope, [...new Set(ids)])).map(({ id, name }) => [id, name]))
  return {
    requests: requests.map(({ id, fanId, conversationId, kind, askedAt, dueAt }) => ({
      id,
      fanId,
      fanName: names.get(fanId) ?? '',
      conversationId,
      kind,
      askedAt,
      dueAt: dueAt ?? undefined,
    })),
    erasures: erasures.map((line) => ({ ...line, fanName: line.fanId && names.get(line.fanId) })),
    silent: silent.map(({ id, name, lastSeenAt, forgetOn }) => ({
      fanId: id,
      fanName: name,
      lastSeenAt,
      forgetOn: forgetOn ?? lastSeenAt,
    })),
    retention: (await creatorsOf(scope)).map(({ id, name, retentionMonths }) => ({
      creatorId: id,
      creatorName: name,
      months: retentionMonths,
    })),
  }
}
