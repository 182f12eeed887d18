import { getTableColumns, getTableName, is } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import { describe, expect, test } from 'vitest'
import { FAN_TABLES, FAN_TABLES_THAT_STAY } from '../db/fan-tables.ts'
import * as schema from '../db/schema.ts'

/** Names of columns that lead from a row to a fan, when the row itself does not say whose it is. */
const LEADS_TO_A_FAN =
  /^(fan|conversation|message|draft|decision|delivery|memory|promise|purchase|card)Id$|MessageId$|DraftId$/

const tables = Object.values<unknown>(schema).filter((table) => is(table, PgTable))
const known = new Set([...Object.keys(FAN_TABLES), ...Object.keys(FAN_TABLES_THAT_STAY)])

describe('the list of tables that hold something of a fan', () => {
  test('names every table with a fan in it, and every table that refers to one of those', () => {
    const ofFans = new Set(
      tables.filter((table) => 'fanId' in getTableColumns(table)).map((table) => getTableName(table)),
    )
    ofFans.add('fans')
    for (let before = 0; before !== ofFans.size; ) {
      before = ofFans.size
      for (const table of tables) if (refersTo(table).some((name) => ofFans.has(name))) ofFans.add(getTableName(table))
    }
    expect(ofFans.size).toBeGreaterThan(14)
    expect([...ofFans].filter((name) => !known.has(name))).toEqual([])
  })

  test('names every table with a column that leads to a fan without a reference', () => {
    const leading = tables.filter((table) =>
      Object.keys(getTableColumns(table)).some((key) => LEADS_TO_A_FAN.test(key)),
    )
    expect(leading.map(getTableName).filter((name) => !known.has(name))).toEqual([])
  })

  test('names no table that is not there, and says by its name which table it is', () => {
    for (const [name, { table }] of Object.entries(FAN_TABLES)) expect(getTableName(table)).toBe(name)
    const names = tables.map(getTableName)
    expect([...known].filter((name) => !names.includes(name))).toEqual([])
  })
})

function refersTo(table: PgTable): string[] {
  return getTableConfig(table).foreignKeys.map((key) => getTableName(key.reference().foreignTable))
}
