import { connectPostgres } from '../db/connect.node.ts'
import { NEWEST_MIGRATION } from '../db/schema-state.ts'

const url = process.argv[2]
if (!url || !/^postgres(ql)?:/.test(url)) {
  console.error('Name the database: npm run db:migrate -- postgres://user:password@host/database')
  process.exit(1)
}
try {
  const { close } = await connectPostgres(url, () => undefined)
  await close()
  console.log(`The database is up to date: ${NEWEST_MIGRATION}.`)
} catch (error) {
  console.error(`The database could not be brought up to date: ${error instanceof Error ? error.message : error}`)
  process.exit(1)
}
