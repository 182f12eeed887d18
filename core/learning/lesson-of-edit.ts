import { diffWords } from 'diff'
import { isEverydayWord } from '../recall/terms.ts'

/** What an edit says about how a person wants this fan written to. */
export interface Lesson {
  kind: 'avoid-word' | 'emoji' | 'length' | 'other'
  rule: string
}

/** An edit that takes out so few words meant each of them. */
const FEW_WORDS = 3
/** With more changes than this it is another text, and finding each of them would take seconds. */
const MOST_CHANGES = 800
const MOST_LESSONS = 2
const MUCH_SHORTER = 0.6
const LONG_ENOUGH = 80
const LONGEST_EXAMPLE = 160
const EMOJI = /\p{Extended_Pictographic}/u

/**
 * Compares what was drafted with what a person sent. Always at least one lesson when the words differ: where no word, emoji or
 * length explains the edit, the words that were sent are kept as an example.
 */
export function lessonsOfEdit(
  { drafted, sent }: { drafted: string; sent: string },
  { fanName, language }: { fanName: string; language: 'en' | 'fr' },
): Lesson[] {
  if (drafted.trim() === sent.trim()) return []
  const fr = language === 'fr'
  const lessons: Lesson[] = removedWords(drafted, sent, fanName).map((rule) => ({ kind: 'avoid-word', rule }))
  if (EMOJI.test(drafted) && !EMOJI.test(sent)) {
    lessons.push({ kind: 'emoji', rule: fr ? `Pas d'emoji avec ${fanName}` : `No emojis with ${fanName}` })
  }
  if (drafted.length >= LONG_ENOUGH && sent.length <= drafted.length * MUCH_SHORTER) {
    const target = Math.max(20, Math.round(sent.length / 20) * 20)
    lessons.push({
      kind: 'length',
      rule: fr
        ? `Court avec ${fanName} : ${target} caractères environ`
        : `Short with ${fanName}: some ${target} characters`,
    })
  }
  if (lessons.length > 0) return lessons.slice(0, MOST_LESSONS)
  const example = sent.length > LONGEST_EXAMPLE ? `${sent.slice(0, LONGEST_EXAMPLE - 1).toWellFormed()}…` : sent
  return [
    {
      kind: 'other',
      rule: fr ? `Écrire à ${fanName} comme ici : « ${example} »` : `Write to ${fanName} as here: “${example}”`,
    },
  ]
}

/** Words that a person took out, when they took out few: "babe". */
function removedWords(drafted: string, sent: string, fanName: string): string[] {
  const kept = new Set(wordsIn(sent))
  const removed = (diffWords(drafted, sent, { maxEditLength: MOST_CHANGES }) ?? [])
    .filter((part) => part.removed)
    .flatMap((part) => wordsIn(part.value))
    .filter((word) => !kept.has(word))
  if (removed.length === 0 || removed.length > FEW_WORDS) return []
  const name = new Set(wordsIn(fanName))
  return [...new Set(removed)].filter((word) => word.length > 2 && !isEverydayWord(word) && !name.has(word))
}

const wordsIn = (text: string) => text.toLowerCase().match(/[\p{L}][\p{L}\p{M}'’-]*/gu) ?? []
