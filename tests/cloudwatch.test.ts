import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { readEnv } from '../bot/env.ts'
import { cloudWatchOf, tellCloudWatch } from '../bot/node/cloudwatch.ts'
import { createMetrics } from '../bot/node/metrics.ts'
import { recordingLog } from './support/recording-log.ts'
import { approvedReplies } from './support/replies.ts'
import { createWorld, recordingConnector } from './support/world.ts'

const SECOND = 1_000
const POLL = { timeout: 60_000, interval: 20 }

interface Datum {
  MetricName: string
  Value: number
  Unit: string
  Dimensions: { Name: string; Value: string }[]
}

/** Amazon CloudWatch as its SDK meets it: AWS JSON 1.0 over a real socket, compressed where it is long. */
async function startCloudWatch() {
  const puts: { namespace: string; data: Datum[] }[] = []
  const strange: string[] = []
  const state = { isDown: false }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    if (state.isDown) return request.socket.destroy()
    const { 'x-amz-target': target, authorization = '', 'content-encoding': encoding } = request.headers
    if (!String(target).endsWith('.PutMetricData') || !authorization.startsWith('AWS4-HMAC-SHA256 ')) {
      strange.push(`${target} ${authorization}`)
    }
    const bytes = Buffer.concat(chunks)
    const body = JSON.parse((encoding?.includes('gzip') ? gunzipSync(bytes) : bytes).toString())
    puts.push({ namespace: body.Namespace, data: body.MetricData })
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}')
  })
  server.keepAliveTimeout = 120_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { endpoint: `http://127.0.0.1:${port}`, puts, strange, state }
}

beforeAll(() => {
  process.env.AWS_ACCESS_KEY_ID = 'test'
  process.env.AWS_SECRET_ACCESS_KEY = 'test'
})

async function telling() {
  const amazon = await startCloudWatch()
  const world = await createWorld({ connectors: [recordingConnector().connector] })
  const log = recordingLog()
  const start = () => {
    const settings = { region: 'eu-west-3', namespace: 'Souvenir', endpoint: amazon.endpoint, everyMs: 50 }
    const told = tellCloudWatch(settings, createMetrics(world.deps).reader(), log)
    onTestFinished(() => told.stop())
    return told
  }
  const latest = (name: string) => amazon.puts.at(-1)?.data.filter(({ MetricName }) => MetricName === name) ?? []
  /** All that was ever told of a counter. */
  const sum = (name: string, dimension: string) =>
    amazon.puts
      .flatMap(({ data }) => data)
      .filter(({ MetricName, Dimensions }) => MetricName === name && Dimensions[0]?.Value === dimension)
      .reduce((total, { Value }) => total + Value, 0)
  const arrives = async () => {
    const count = amazon.puts.length
    // The one that is on its way was perhaps read before.
    await expect
      .poll(() => amazon.puts.length, { ...POLL, message: 'Waited in vain for figures' })
      .toBeGreaterThan(count + 1)
  }
  return { amazon, world, log, start, latest, sum, arrives }
}

test('the figures of /metrics arrive, signed, by account no longer, and counters as what was added', async () => {
  const { amazon, world, start, latest, sum, arrives } = await telling()
  await approvedReplies(world, 2)
  start()
  await arrives()
  expect(amazon.puts[0]?.namespace).toBe('Souvenir')
  expect(latest('deliveries_waiting')).toMatchObject([{ Value: 2, Unit: 'Count' }])
  expect(latest('delivery_oldest_seconds')).toMatchObject([{ Unit: 'Seconds' }])
  expect(latest('deliveries_open')).toMatchObject([
    {
      Value: 2,
      Dimensions: [
        { Name: 'channel', Value: 'telegram' },
        { Name: 'state', Value: 'ready' },
      ],
    },
  ])
  await world.pass(6 * SECOND)
  await arrives()
  expect(sum('deliveries_total', 'sent')).toBe(2)
  await arrives()
  expect(sum('deliveries_total', 'sent')).toBe(2)
  expect(latest('deliveries_waiting')).toMatchObject([{ Value: 0 }])
  expect(JSON.stringify(amazon.puts)).not.toContain(world.creatorId)
  expect(amazon.strange).toEqual([])
})

test('when it does not answer that is said once, nothing breaks, and what was counted meanwhile is not lost', async () => {
  const { amazon, world, log, start, sum, arrives } = await telling()
  amazon.state.isDown = true
  start()
  const warnings = () => log.lines.filter((line) => line.startsWith('cloudwatch {'))
  await expect.poll(() => warnings().length, { ...POLL, message: 'Waited in vain for a warning' }).toBe(1)
  await approvedReplies(world, 1)
  await world.pass(6 * SECOND)
  amazon.state.isDown = false
  await arrives()
  expect(sum('deliveries_total', 'sent')).toBe(1)
  expect(warnings()).toHaveLength(1)
  expect(log.lines.join()).toContain('cloudwatch answers again')
})

test('without its settings nothing goes there; with half of them the log says which is missing', () => {
  const log = recordingLog()
  expect(cloudWatchOf(readEnv({ AWS_REGION: 'eu-west-3' }), log)).toBeUndefined()
  expect(log.lines).toEqual([])
  expect(cloudWatchOf(readEnv({ CLOUDWATCH_NAMESPACE: 'Souvenir' }), log)).toBeUndefined()
  expect(log.lines.join()).toContain('AWS_REGION is not set')
  expect(cloudWatchOf(readEnv({ CLOUDWATCH_NAMESPACE: 'Souvenir', AWS_REGION: 'eu-west-3' }), log)).toMatchObject({
    namespace: 'Souvenir',
    region: 'eu-west-3',
  })
})
