import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { cleanEvidence, readDate, readLocomo } from '../tools/locomo/read-locomo.ts'
import type { Sample } from '../tools/replay/replay-conversation.ts'
import { databaseUrl } from './support/database.ts'

const MIA = 'tests/data/replay-mia.json'
const run = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'souvenir-replay-'))

/** Runs a tool as a person would. */
async function tool(name: string, ...args: string[]) {
  const env = { ...process.env, ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) }
  return run(process.execPath, [`tools/${name}.ts`, ...args], { env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  )
}

describe('replaying a conversation', () => {
  test('every fan turn comes through the door, and each drafted one tells what was recalled', async () => {
    const out = join(folder, 'mia.jsonl')
    const { code, stdout } = await tool('replay', MIA, '--every', '1', '--out', out, '--drafts', '2')
    expect(code).toBe(0)
    expect(stdout).toContain('1 conversations, 10 turns, 6 of fans')
    expect(stdout).toContain('0 errors')
    const samples = readFileSync(out, 'utf8')
      .trim()
      .split('\n')
      .map((line): Sample => JSON.parse(line))
    expect(samples.map(({ turn }) => turn)).toEqual(['D1:1', 'D1:3', 'D2:1', 'D2:3', 'D3:1', 'D3:3'])
    expect(samples.every(({ draft }) => draft.length > 0)).toBe(true)
    expect(new Set(samples.map(({ draft }) => draft)).size).toBe(6)
    const candle = samples.find(({ turn }) => turn === 'D3:1')
    expect(candle?.at).toBe('2025-04-20T23:15:00.000Z')
    expect(candle?.recalled[0]?.why).toContain('back after 45 days of silence')
    expect(candle?.recalled.map(({ text }) => text)).toContain('has a dog called Bruno')
    expect(candle?.answered).toBe('the vanilla one? always')
    expect(samples.find(({ turn }) => turn === 'D1:3')?.said).toContain('a brown dog beside a broken candle')
  })

  test.each([
    ['missing.json', undefined, 'cannot be read'],
    ['broken.json', '{"conversation": ', 'is not JSON'],
    ['other.json', '{"hello": 1}', "is not in LoCoMo's format"],
    ['empty.json', '[]', 'holds no conversation'],
    ['silent.json', '{"conversation": {"speaker_a": "a", "speaker_b": "b"}}', 'no session with a turn'],
    [
      'undated.json',
      '{"conversation": {"speaker_a": "a", "speaker_b": "b", "session_1_date_time": "soon", "session_1": [{"speaker": "a", "dia_id": "D1:1"}]}}',
      'should read like "1:56 pm on 8 May, 2023"',
    ],
  ])('a bad file is refused in plain words: %s', async (name, content, says) => {
    const file = join(folder, name)
    if (content !== undefined) writeFileSync(file, content)
    const { code, stderr } = await tool('replay', file)
    expect(code).toBe(1)
    expect(stderr).toContain(says)
    expect(stderr).not.toContain('    at ')
  })

  test('a wrong option is refused too', async () => {
    expect((await tool('replay', MIA, '--every', '0')).stderr).toContain('--every should be a whole number')
    expect((await tool('replay')).stderr).toContain('Usage')
  })
})

describe('measuring recall', () => {
  test('prints how much of the evidence is found, beside plain BM25', async () => {
    const { stdout } = await tool('eval-recall', MIA, '--json')
    const report = JSON.parse(stdout)
    expect(report.souvenir.groups['categories 1-4']).toMatchObject({ questions: 2, recall: [100, 100, 100, 100] })
    expect(Object.keys(report)).toEqual(['souvenir', 'plain BM25'])
  })

  test('untidy evidence is read as it was meant', () => {
    expect(cleanEvidence(['D8:6; D9:17', 'D9:1 D4:4 D4:6', 'D30:05', 'D:11:26', 'D', 'D8:6'])).toEqual([
      'D8:6',
      'D9:17',
      'D9:1',
      'D4:4',
      'D4:6',
      'D30:5',
      'D11:26',
    ])
    expect(readLocomo(MIA)[0]?.questions.map(({ evidence }) => evidence)).toEqual([['D1:1'], ['D2:1'], []])
    expect(readDate('1:56 pm on 8 May, 2023')?.toISOString()).toBe('2023-05-08T13:56:00.000Z')
    expect(readDate('12:05 am on 1 January, 2024')?.toISOString()).toBe('2024-01-01T00:05:00.000Z')
    expect(readDate('yesterday')).toBeUndefined()
  })
})
