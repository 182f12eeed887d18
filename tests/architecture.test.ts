import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'

const FOLDERS = ['bot', 'console/api', 'console/web', 'core', 'db', 'tests', 'tools']

/**
 * Who may import what. The first line that matches a file is its rule, and a file that no line matches may import nothing, so
 * a new folder forces a decision. `npm:` marks packages, `node:` what Node brings, `type:` an import that is gone at run time.
 */
const MAY_IMPORT: [file: RegExp, target: RegExp][] = [
  [/^(tests|tools)\/|^[\w.-]+\.ts$/, /./],
  [/^bot\/(entry\.\w+|wire)\.ts$/, /./],
  [
    /^bot\/(node|worker|sign-in)\//,
    /^(npm|node):|^package\.json$|^bot\/(?!entry|telegram|discord)|^core\/|^db\/|^console\/api\//,
  ],
  [
    /^bot\/telegram\//,
    /^npm:(telegraf|zod|hono)(\/|$)|^type:npm:@grammyjs\/types$|^node:|^bot\/(telegram|review|live)\/|^bot\/[\w-]+\.ts$|^core\/|^console\/api\/respond\.ts$/,
  ],
  [/^bot\/discord\/gateway\.ts$/, /^npm:discord\.js$|^bot\/discord\//],
  [
    /^bot\/discord\//,
    /^npm:(zod|hono)(\/|$)|^type:npm:discord-api-types\/v10$|^node:(crypto|timers\/promises)$|^bot\/(discord|review|live)\/|^bot\/[\w-]+\.ts$|^core\/|^console\/api\/respond\.ts$/,
  ],
  [/^bot\/review\//, /^node:crypto$|^bot\/review\/|^core\//],
  [
    /^bot\/fanvue\//,
    /^npm:(oauth4webapi|zod|hono)(\/|$)|^node:crypto$|^bot\/fanvue\/|^bot\/[\w-]+\.ts$|^core\/|^console\/api\/respond\.ts$/,
  ],
  [
    /^bot\/models\//,
    /^npm:(ai|@ai-sdk\/[\w-]+|zod)$|^node:crypto$|^bot\/(models\/|env\.ts|plain-address\.ts)|^core\/|^db\/creators\.ts$/,
  ],
  [/^bot\/(try-it|manual)\//, /^core\//],
  [
    /^bot\/webhooks\//,
    /^npm:(standardwebhooks|hono|zod)(\/|$)|^node:|^bot\/(webhooks|manual)\/|^bot\/[\w-]+\.ts$|^core\/|^console\/api\/(respond|valid)\.ts$/,
  ],
  [/^bot\/queue\//, /^npm:@aws-sdk\/client-sqs$|^bot\/(queue\/|env\.ts)|^core\//],
  [/^bot\/live\//, /^npm:(lru-cache|@upstash\/redis)$|^node:|^bot\/(live\/|env\.ts)|^core\//],
  [/^bot\/[\w.-]+\.ts$/, /^npm:(hono|zod)(\/|$)|^node:|^bot\/[\w.-]+\.ts$|^core\/|^console\/api\//],
  [
    /^console\/api\//,
    /^npm:(hono|hono-openapi|@hono\/standard-validator|zod)(\/|$)|^type:npm:openapi-types$|^node:crypto$|^console\/api\/|^core\//,
  ],
  [
    /^console\/web\//,
    /^npm:(preact|@preact\/signals|preact-iso|lucide|@fontsource-variable\/inter|hono\/client)(\/|$)|^(type:npm|npm):(vite|diff)$|^console\/web\/|^type:console\/api\/[\w-]+\.ts$/,
  ],
  [
    /^core\//,
    /^npm:(zod|ai|diff|chrono-node|html-to-text|lru-cache|snowball-stemmers)(\/|$)|^node:(crypto|zlib|async_hooks)$|^core\/|^db\/(?!connect\.|schema\.|auth-schema\.|migrations|embedded)/,
  ],
  [/^db\/connect\.|^db\/embedded-/, /^npm:(drizzle-orm|pg|@electric-sql\/pglite)(\/|$)|^node:|^db\//],
  [
    /^db\//,
    /^npm:(drizzle-orm|uuid|lru-cache)(\/|$)|^type:npm:(pg|@electric-sql\/pglite)$|^node:(crypto|util|zlib)$|^db\//,
  ],
]

/** Longer than 300 lines, each with its reason. */
const LONG_FILES: Record<string, string> = {
  'db/schema.ts': 'the whole data model on one page',
  'core/draft/offline/acts.ts': 'the words of two languages, a list',
  'core/draft/offline/know.ts': 'the table of how facts are worded',
  'core/draft/offline/phrases.en.ts': 'everything the drafter can say in English, a list',
  'core/draft/offline/phrases.fr.ts': 'everything the drafter can say in French, a list',
  'tests/personality.test.ts': 'every stated number of one page of formulas, as a property',
}

const sources = FOLDERS.flatMap((folder) => filesIn(folder))
const read = (file: string) => readFileSync(file, 'utf8')

describe('who may import what', () => {
  test('the test sees the files', () => {
    expect(sources.length).toBeGreaterThan(120)
    for (const file of ['core/journey.ts', 'bot/entry.node.ts', 'console/web/main.tsx', 'db/schema.ts']) {
      expect(importsOf(file).length, file).toBeGreaterThan(0)
    }
  })

  test.each(sources)('%s', (file) => {
    const rule = MAY_IMPORT.find(([files]) => files.test(file))?.[1]
    const wrong = importsOf(file).filter((target) => !rule?.test(target) && !rule?.test(target.replace(/^type:/, '')))
    expect(wrong, 'may not be imported here').toEqual([])
  })

  test('nothing imports an entry, and only entries and tests import the wiring', () => {
    const importers = (target: string) => sources.filter((file) => importsOf(file).includes(target))
    expect(importers('bot/entry.node.ts')).toEqual([])
    expect(importers('bot/entry.worker.ts')).toEqual([])
    expect(importers('bot/wire.ts').filter((file) => !/^(tests\/|bot\/entry\.|bot\/worker\/)/.test(file))).toEqual([])
  })
})

describe('the dangerous things have one place each', () => {
  const product = sources.filter((file) => !/^(tests|tools)\//.test(file))
  const whoSays = (pattern: RegExp) => product.filter((file) => pattern.test(withoutComments(read(file))))

  test('only deliver-reply sends to a fan', () => {
    expect(whoSays(/\bconnector\b[\s\n]*\.send\(|\.send\(\{/)).toEqual(['core/delivery/deliver-reply.ts'])
  })

  test('only decide-draft signs a decision', () => {
    expect(whoSays(/\bsignDecision\(/)).toEqual(['core/approval/approved-reply.ts', 'core/approval/decide-draft.ts'])
  })

  test('only the entry hands the environment over', () => {
    expect(whoSays(/process\.env\b|import\.meta\.env\b/)).toEqual(['bot/entry.node.ts'])
  })

  test('only files that open and seal know ciphers', () => {
    expect(whoSays(/create(De)?[Cc]ipheriv/)).toEqual(['db/seal.ts', 'db/vault.ts'])
  })
})

describe('the style that a machine can see', () => {
  test('no barrels', () => {
    expect(sources.filter((file) => /(^|\/)index\.tsx?$/.test(file) || /^export \* from/m.test(read(file)))).toEqual([])
  })

  test('no utils, helpers, managers or services', () => {
    expect(
      sources.filter((file) => /(^|[/.-])(utils?|helpers?|managers?|services?|misc|common)([/.-]|$)/.test(file)),
    ).toEqual([])
  })

  test('no default exports, but where a tool demands one', () => {
    const demanded = /\.config\.ts$|^bot\/entry\.worker\.ts$|^tests\/support\/global-setup\.ts$/
    expect(sources.filter((file) => !demanded.test(file) && /^export default/m.test(read(file)))).toEqual([])
  })

  test('no file is longer than 300 lines without a reason', () => {
    const long = sources.filter((file) => read(file).split('\n').length > 301)
    expect(long.filter((file) => !(file in LONG_FILES))).toEqual([])
    expect(Object.keys(LONG_FILES).filter((file) => !long.includes(file))).toEqual([])
  })

  test('a file is not named by the path of an address, which writes a space as %20', () => {
    expect(sources.filter((file) => /new URL\([^)]*import\.meta\.url\)\.pathname/.test(read(file)))).toEqual([])
  })

  test('nothing is put off or switched off', () => {
    const marks = /TODO|FIXME|@ts-(ignore|expect-error|nocheck)|\btest\.(skip|only|todo)\b|\bas any\b|: any\b/
    const others = sources.filter((file) => file !== 'tests/architecture.test.ts')
    expect(others.filter((file) => marks.test(read(file)))).toEqual([])
  })
})

describe('the documents', () => {
  const documents = [...readdirSync('.').filter((name) => name.endsWith('.md')), ...filesIn('docs', /\.md$/)]

  test.each(documents)('every path named in %s exists', (document) => {
    const paths = [...read(document).matchAll(/`([\w.@-]+(?:\/[\w.@-]+)*\/?)`/g)]
      .map(([, path]) => path ?? '')
      .filter((path) => /^(bot|console|core|db|docs|tests|tools|\.ci|\.githooks)\//.test(path) && !/NNNN/.test(path))
      // Made by a build.
      .filter((path) => !/^console\/dist/.test(path))
    expect(paths.filter((path) => !existsSync(path))).toEqual([])
  })
})

function filesIn(folder: string, names = /\.tsx?$/): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .filter((name) => names.test(name) && !name.endsWith('.d.ts') && !name.includes('/node_modules/'))
    .toSorted()
}

/** What a file imports: paths from the root, `npm:` packages, `node:` modules; `type:` first when only a type. */
function importsOf(file: string): string[] {
  const text = read(file)
  const found: string[] = []
  for (const [, isType, from] of text.matchAll(
    /^(?:import|export)\s+(type\s)?(?:[\w*{][^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]/gm,
  )) {
    found.push(`${isType ? 'type:' : ''}${targetOf(file, from ?? '')}`)
  }
  for (const [, from] of text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)) found.push(targetOf(file, from ?? ''))
  return found
}

function targetOf(file: string, from: string): string {
  if (from.startsWith('.')) return posix.normalize(posix.join(posix.dirname(file), from))
  if (from.startsWith('node:')) return from
  return builtinModules.includes(from) ? `node:${from}` : `npm:${from}`
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
}
